"""What stands between the cells of a table, and what its columns are called."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection

#: What may stand between cells; where all else is equal, the first of them does.
DELIMITERS = ",;\t|"

_STATED = re.compile(r'"?sep=([,;|\t])"?[,;|\t]*\s*', re.IGNORECASE)


def stated_delimiter(line: str) -> str | None:
    """Return what a first line such as `sep=;` states; None for a line that is a row.

    Excel writes such a line and hides it: the rows begin below it.
    """
    found = _STATED.fullmatch(line)
    return found[1] if found else None


def find_delimiter(header: str, wanted: Collection[str] = ()) -> str:
    """Return what divides a line of names so that most of those wanted are cells, or most cells.

    `wanted` are names as `folded` gives them.
    """

    def merit(delimiter: str) -> tuple[int, int]:
        cells = split_line(header, delimiter)
        return sum(folded(cell) in wanted for cell in cells), len(cells)

    return max(DELIMITERS, key=merit)


def split_line(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line, without blanks around them; a cell may be in quotes.

    A line that is no row, such as one with a cell over csv's limit, is a single cell.
    """
    try:
        rows = csv.reader([line], delimiter=delimiter, skipinitialspace=True)
        return [cell.strip() for cell in next(rows, [])]
    except csv.Error:
        return [line.strip()]


def folded(name: str) -> str:
    """Return a column's name as names are compared: without case, and with single blanks."""
    return " ".join(name.split()).casefold()
