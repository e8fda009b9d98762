"""Tables of data: a row becomes a line, its cells parted by tabs, as where a browser copies it.

Most tables on old pages and in mail only lay the page out; there each cell's blocks stay lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from service.articles.html.rendering.elements import Within
from service.articles.html.rendering.parts import Block, Line, Table

# Characters of the longest cell of a table of data, and of one whose author gave it headings.
_LONGEST, _LONGEST_HEADED = 80, 300
_FEWEST_ROWS = 2

#: Tags that `enter_table` has to be told of.
TABLE_PARTS = frozenset(("table", "tr", "td", "th"))

_Rows = dict[Block, list[Line]]


def enter_table(block: Block, tag: str, attributes: Mapping[str, str]) -> None:
    """Note what part of a table a block is."""
    if tag == "table":
        if block.table is not None and block.cell is not None:
            block.table.layout = True  # tables in cells lay a page out
        block.table = Table(layout=attributes.get("role") in ("presentation", "none"))
        block.row = block.cell = None
    elif tag == "tr":
        block.row, block.cell = block, None
    else:
        block.cell = block
        if tag == "th" and block.table is not None:
            block.table.headed = True


def join_rows(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with those of a row as one, where the table is one of data."""
    lines = list(lines)
    tables: dict[Table, _Rows] = {}
    for line in lines:
        row, table = line.block.row, line.block.table
        if row is not None and table is not None and line.block.cell is not None:
            tables.setdefault(table, {}).setdefault(row, []).append(line)
    joined = {row for table, rows in tables.items() if _has_data(table, rows)
              for row, cells in rows.items() if _is_plain(cells)}  # fmt: skip
    if not joined:
        return lines
    result: list[Line] = []
    for row, group in groupby(lines, lambda line: line.block.row if line.block.cell else None):
        cells = list(group)
        result.extend([_join(row, cells)] if row is not None and row in joined else cells)
    return result


def _has_data(table: Table, rows: _Rows) -> bool:
    """Say whether cells are short and stand side by side in several rows."""
    longest = max(len(line.text) for cells in rows.values() for line in cells)
    side_by_side = sum(len(cells) > 1 for cells in rows.values() if _is_plain(cells))
    return (
        not table.layout
        and side_by_side >= _FEWEST_ROWS
        and longest <= (_LONGEST_HEADED if table.headed else _LONGEST)
    )


def _is_plain(cells: list[Line]) -> bool:
    """Say whether each cell of a row is one line."""
    return len({line.block.cell for line in cells}) == len(cells)


def _join(row: Block, cells: list[Line]) -> Line:
    whole = cells[0]
    whole.text, whole.block = "\t".join(line.text for line in cells), row
    for line in cells[1:]:
        whole.within |= line.within
        whole.named |= line.named
        whole.linked += line.linked
        whole.links += line.links
        whole.strong += line.strong
        whole.control += line.control
        whole.images += line.images
    whole.within |= Within.DATA_TABLE
    return whole
