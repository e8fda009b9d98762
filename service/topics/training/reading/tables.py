"""CSV and its like, as spreadsheets and labelling tools write them: names first, then rows.

Rows are counted as a spreadsheet counts them: the names are row 1, and a cell of several lines is
in one row.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import zip_longest

from service.interchange.delimited import DELIMITERS, find_delimiter, stated_delimiter
from service.topics.errors import TrainingDataError
from service.topics.training.reading.columns import NEEDED, Columns, remedy
from service.topics.training.reading.fields import of_row
from service.topics.training.reading.item import EMPTY_ROW, Fault, Item, Notes, Passed

# csv refuses longer cells; no article is.
_MAX_CELL = 2_000_000
_CALLED = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}
_QUOTING = (
    "A cell in quotation marks ends with one, and has those inside it twice; or the last cell of"
    " the file lacks its end"
)


def read_table(content: str, place: str, columns: Columns, notes: Notes) -> Iterator[Item]:
    """Give what each row is; raises `TrainingDataError` for what is no table of articles."""
    delimiter, content = _divided_by(content, columns)
    csv.field_size_limit(_MAX_CELL)
    rows = csv.reader(StringIO(content, newline=""), delimiter=delimiter, strict=True)
    names: list[str] = []
    number = 0
    try:
        for cells in rows:
            number += 1
            where = f"{place} row {number}"
            if not any(map(str.strip, cells)):
                if cells and names:
                    yield Passed(where, EMPTY_ROW)
            elif not names:
                names = _names(cells, place, columns)
                notes.there |= dict.fromkeys(filter(str.strip, cells))
                notes.named |= columns.named(columns.find(names))
            else:
                over = _too_many(cells, names, where, delimiter)
                yield over or of_row(_row(cells, names), where, columns, notes)
    except csv.Error as error:
        raise TrainingDataError(f"{place} row {number + 1}: {error}. {_QUOTING}.") from error


def count_rows(content: str, columns: Columns) -> int:
    """Return in which row of a table this much of it ends."""
    delimiter, content = _divided_by(content + "x", columns)
    csv.field_size_limit(_MAX_CELL)
    try:
        return sum(1 for _ in csv.reader(StringIO(content, newline=""), delimiter=delimiter))
    except csv.Error:
        return 0


def _divided_by(content: str, columns: Columns) -> tuple[str, str]:
    """What stands between the cells, and the rows from the names on."""
    first, end, rest = content.partition("\n")
    stated = stated_delimiter(first)
    if stated is not None:
        return stated, rest
    # Above the names lines may be empty.
    header = first if first.strip() else next(filter(str.strip, rest.split("\n")), "")
    return find_delimiter(header, columns.wanted), first + end + rest


def _names(cells: list[str], place: str, columns: Columns) -> list[str]:
    """The names of the columns; one without gets its number."""
    names = [cell.strip() or _nameless(number) for number, cell in enumerate(cells, start=1)]
    try:
        found = columns.find(names)
    except TrainingDataError as error:
        raise TrainingDataError(f"{place}: {error}.") from error
    missing = [one for one in NEEDED if one not in found]
    if not missing:
        return names
    lone = ""
    if len(names) == 1:
        ends = ", ".join(_CALLED[sign] for sign in DELIMITERS)
        lone = f" Its first row is one cell; between cells may stand {ends}."
    raise TrainingDataError(
        f"{place} has no column for {' and '.join(missing)}.{lone}"
        f" {remedy(missing, filter(str.strip, cells))}."
    )


def _row(cells: list[str], names: list[str]) -> dict[str, str]:
    """The cells by name; what a column without a name has only where it has anything."""
    named = zip_longest(names, cells[: len(names)], fillvalue="")
    return {
        name: cell
        for number, (name, cell) in enumerate(named, start=1)
        if cell.strip() or name != _nameless(number)
    }


def _nameless(number: int) -> str:
    return f"column {number}"


def _too_many(cells: list[str], names: list[str], where: str, delimiter: str) -> Fault | None:
    if not any(map(str.strip, cells[len(names) :])):
        return None
    return Fault(
        f"{where} has {len(cells)} cells, more fields than the {len(names)} that the first row"
        f" names. A cell with {_CALLED[delimiter]} in it stands between quotation marks."
    )
