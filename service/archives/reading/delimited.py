"""CSV and its like: a header, and a row an article."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, BytesIO

from service.archives.reading.lines import Spoilt, read_line
from service.archives.reading.quotes import Place, Quotes
from service.archives.reading.reader import Columns, Reader, Reading, broken_off, without_columns
from service.archives.reading.utf16 import as_utf8
from service.archives.row import Row, failed
from service.contract.limits import line_too_long
from service.contract.problems import INVALID, MALFORMED, Problem
from service.interchange.delimited import find_delimiter, split_line, stated_delimiter

_MOST_HEADER = 2**16


class _TooLong(Exception):
    """A line, or a field that goes over several, is over its limit."""


class _NoTable(ValueError):
    """The first line is none of a table as it is read here."""


@dataclass(frozen=True)
class _Header:
    """The names of the columns, what stands between them, and whether a blank follows that."""

    names: list[str]
    delimiter: str
    is_spaced: bool


class _Lines:
    """The lines of a file as csv takes them; keeps those of the row until the next one begins.

    Bytes that are no UTF-8 become surrogates, and are told of with their row.
    """

    def __init__(self, file: BufferedReader, limit: int) -> None:
        self._file = file
        self._limit = limit
        self._length = 0
        self._row: list[str] = []
        self._again: str | None = None
        #: Whether the row begins where the one before it may have ended, or else goes on.
        self.is_resumed = False

    def begin(self) -> None:
        """Begin a row."""
        self.is_resumed = self._again is not None
        self._length = 0
        self._row.clear()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._next()
        if line is None:
            raise _TooLong
        if not line:
            raise StopIteration
        self._length += len(line)
        self._row.append(line)
        if self._length > self._limit:
            raise _TooLong
        return line

    @property
    def are_paired(self) -> bool:
        """Whether each quote of the row has a second one."""
        return sum(line.count('"') for line in self._row) % 2 == 0

    def leave(self, quotes: Quotes) -> bool:
        """Read on to where the row ends whose lines were read; returns whether anything is left.

        The line that begins the next row is read again, if that is known by it.
        """
        if len(self._row) == 1 and self.are_paired:
            return True
        place = Place.ENDED
        for at, line in enumerate(self._row):
            place = quotes.follow(line)
            if place is Place.BEFORE and at:
                self._again = line
                return True
        return self._leave(quotes, place)

    def _leave(self, quotes: Quotes, place: Place) -> bool:
        while place is Place.WITHIN:
            following = self._next()
            if following == "":
                return False
            if following is not None:
                place = quotes.follow(following)
                self._again = following if place is Place.BEFORE else None
        return True

    def skip(self, quotes: Quotes) -> bool:
        """Read on as `leave` does, behind the lines that were read."""
        self._row.clear()
        return self._leave(quotes, Place.WITHIN)

    def _next(self) -> str | None:
        """The next line, empty behind the last one, None for one over the limit."""
        if self._again is not None:
            line, self._again = self._again, None
            return line
        read = read_line(self._file, self._limit)
        return None if read is None else read.decode("utf-8", "surrogateescape")


class _Table:
    """A table behind its header: its rows, and what is wrong with them."""

    def __init__(self, lines: _Lines, header: _Header, limit: int) -> None:
        self._lines = lines
        self._names = header.names
        self._delimiter, self._is_spaced = header.delimiter, header.is_spaced
        self._limit = limit
        #: Whether quotes were wrong, and no row behind them was a whole one yet.
        self._doubted = False
        self._rows = csv.reader(
            lines, delimiter=header.delimiter, skipinitialspace=header.is_spaced, strict=True
        )

    def next_row(self) -> list[str] | Problem | None:
        """Return the cells of the next row, or its problem; None behind the last one."""
        self._lines.begin()
        try:
            cells = next(self._rows)
        except StopIteration:
            return None
        except _TooLong:
            self._lines.leave(self._quotes())
            return line_too_long(self._limit)
        except csv.Error as error:
            return self._wrong(str(error))
        if not self._doubted or not cells:
            return cells
        if len(cells) == len(self._names) and self._lines.are_paired:
            self._doubted = False
            return cells
        if self._lines.is_resumed:
            # It was no row then, but goes on within the one before.
            self._lines.skip(self._quotes(within=True))
        return _rest()

    def _wrong(self, error: str) -> Problem:
        if "expected after" in error:
            self._doubted = True
            return _wrong_quote() if self._lines.leave(self._quotes()) else _never_closed()
        if "end of data" in error:
            return _never_closed()
        self._lines.leave(self._quotes())
        return _bare_return() if "new-line" in error else line_too_long(self._limit)

    def _quotes(self, *, within: bool = False) -> Quotes:
        return Quotes(self._delimiter, is_spaced=self._is_spaced, within=within)


def _read(file: BufferedReader, name: str, reading: Reading) -> Iterator[Row]:
    limit = reading.settings.max_line_bytes
    columns = reading.columns or Columns()
    csv.field_size_limit(limit)
    number = 1
    try:
        lines = _Lines(as_utf8(file), limit)
        header = _header(lines)
        if header is None:
            return
        if missing := columns.missing(name, header.names):
            yield without_columns(missing, name)
            return
        table = _Table(lines, header, limit)
        while True:
            number += 1
            location = f"{name}#row={number}"
            cells = table.next_row()
            if cells is None:
                return
            if isinstance(cells, Problem):
                yield failed(location, cells)
            elif cells:
                yield _row(location, header.names, cells, columns)
    except _NoTable as error:
        yield failed(f"{name}#row=1", Problem(MALFORMED, str(error)))
    except Spoilt as spoilt:
        yield broken_off(f"{name}#row={number}", spoilt.error)


def _header(lines: _Lines) -> _Header | None:
    """The header, None of an empty file; raises `_NoTable`."""
    try:
        first = next(lines).removeprefix("\ufeff")
        stated = stated_delimiter(first)
        if stated is not None:
            first = next(lines)
    except StopIteration:
        return None
    except _TooLong:
        return _Header([], ",", is_spaced=False)
    if "\0" in first:
        raise _NoTable(
            "The table is UTF-16 as it seems, and has no mark that says so. Save it as CSV UTF-8."
        )
    if "\r" in first.rstrip("\r\n"):
        raise _NoTable(
            "The lines of the table end in carriage returns alone. Convert it, such as by:"
            " tr '\\r' '\\n' < old.csv > new.csv"
        )
    delimiter = stated or find_delimiter(first)
    cells = first.split(delimiter)[1:]
    is_spaced = bool(cells) and all(cell.startswith(" ") for cell in cells)
    return _Header(split_line(first, delimiter), delimiter, is_spaced)


def _row(location: str, names: list[str], cells: list[str], columns: Columns) -> Row:
    if len(cells) > len(names):
        detail = (
            f"The row has {len(cells):,} fields, the header {len(names):,}. Check its quotes: a"
            " field with a delimiter or a line end stands between quotes."
        )
        return failed(location, Problem(INVALID, detail))
    found = dict(zip(names, cells, strict=False))
    # An empty cell is none.
    row_id, title, text, html = (
        found.get(column) or None
        for column in (columns.id, columns.title, columns.text, columns.html)
    )
    for cell in (row_id, title, text, html):
        if cell is not None and not _is_utf8(cell):
            detail = "The row is not UTF-8, as CSV has to be here. Convert the file."
            return failed(location, Problem(MALFORMED, detail))
    if text is None and html is None:
        text = ""
    return Row(location, row_id, text=text, html=html, title=title)


def _bare_return() -> Problem:
    detail = "The row has a carriage return outside quotes. Put the field between quotes."
    return Problem(INVALID, detail)


def _never_closed() -> Problem:
    detail = (
        "A quote opens here and is never closed, so that all of the rest of the file stands in this"
        " row. Close it, or write it twice where it belongs to the text."
    )
    return Problem(INVALID, detail)


def _wrong_quote() -> Problem:
    detail = (
        "A quote in this row is never closed, or one within a field is not written twice, so that"
        " its end is not certain: it may have taken rows behind it with it. Close the quote, or"
        " write it twice where it belongs to the text."
    )
    return Problem(INVALID, detail)


def _rest() -> Problem:
    detail = (
        "This is likely the rest of a row before it, whose quotes are wrong: it has not as many"
        " fields as the header, or a quote without its second. Mend the quotes there."
    )
    return Problem(INVALID, detail)


def _is_utf8(cell: str) -> bool:
    try:
        cell.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _columns(file: BufferedReader) -> list[str]:
    header = _header(_Lines(as_utf8(file), _MOST_HEADER))
    return [] if header is None else header.names


def _opens(head: bytes, columns: Columns | None) -> bool:
    """Whether the first line names the columns of articles, beside others if nobody said them."""
    try:
        header = _header(_Lines(BufferedReader(BytesIO(head)), _MOST_HEADER))
    except _NoTable:
        return False
    names = header.names if header else []
    wanted, fewest = (Columns(), 2) if columns is None else (columns, 1)
    return len(names) >= fewest and not {wanted.text, wanted.html}.isdisjoint(names)


DELIMITED = Reader("csv", (".csv", ".tsv"), _read, opening=_opens, columns=_columns)
