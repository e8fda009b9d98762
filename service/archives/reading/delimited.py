"""CSV and its like: a header, and a row an article."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BufferedReader, BytesIO

from service.archives.reading.lines import Spoilt, read_line
from service.archives.reading.reader import Columns, Reader, Reading, broken_off, without_columns
from service.archives.row import Row, failed
from service.contract.limits import line_too_long
from service.contract.problems import INVALID, MALFORMED, Problem
from service.interchange.delimited import find_delimiter, split_line, stated_delimiter

_MOST_HEADER = 2**16


class _TooLong(Exception):
    """A line, or a field that goes over several, is over its limit."""


class _NoTable(ValueError):
    """The first line is none of a table as it is read here."""


class _Lines:
    """The lines of a file as csv takes them; knows how many quotes the row has so far.

    Bytes that are no UTF-8 become surrogates, and are told of with their row.
    """

    def __init__(self, file: BufferedReader, limit: int) -> None:
        self._file = file
        self._limit = limit
        self._quotes = self._length = self._count = 0

    def begin(self) -> None:
        """Begin a row."""
        self._quotes = self._length = self._count = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = read_line(self._file, self._limit)
        if line is None:
            raise _TooLong
        if not line:
            raise StopIteration
        self._count += 1
        self._quotes += line.count(b'"')
        self._length += len(line)
        if self._length > self._limit:
            raise _TooLong
        return line.decode("utf-8", "surrogateescape")

    @property
    def in_quotes(self) -> bool:
        """Whether a row of several lines ended within quotes, as only the last one can."""
        return self._count > 1 and self._quotes % 2 == 1

    def leave_field(self) -> None:
        """Read on to the end of the field that was too long, if it goes over several lines."""
        while self._quotes % 2:
            line = read_line(self._file, self._limit)
            if line is not None and not line:
                return
            self._quotes += (line or b"").count(b'"')


def _read(file: BufferedReader, name: str, reading: Reading) -> Iterator[Row]:
    limit = reading.settings.max_line_bytes
    columns = reading.columns or Columns()
    csv.field_size_limit(limit)
    lines = _Lines(file, limit)
    number = 1
    try:
        header = _header(lines)
        if header is None:
            return
        names, delimiter, is_spaced = header
        if missing := columns.missing(name, names):
            yield without_columns(missing, name)
            return
        rows = csv.reader(lines, delimiter=delimiter, skipinitialspace=is_spaced, strict=False)
        while True:
            number += 1
            location = f"{name}#row={number}"
            lines.begin()
            try:
                cells = next(rows)
            except StopIteration:
                return
            except (_TooLong, csv.Error) as error:
                lines.leave_field()
                # Of csv's errors one is of the row's signs, and the other of its length.
                returns = isinstance(error, csv.Error) and "new-line" in str(error)
                yield failed(location, _bare_return() if returns else line_too_long(limit))
                continue
            if lines.in_quotes:
                yield failed(location, _never_closed())
            elif cells:
                yield _row(location, names, cells, columns)
    except _NoTable as error:
        yield failed(f"{name}#row=1", Problem(MALFORMED, str(error)))
    except Spoilt as spoilt:
        yield broken_off(f"{name}#row={number}", spoilt.error)


def _header(lines: _Lines) -> tuple[list[str], str, bool] | None:
    """The names of the columns, what stands between them, and whether a blank follows that.

    Raises `_NoTable`.
    """
    try:
        first = next(lines).removeprefix("\ufeff")
        stated = stated_delimiter(first)
        if stated is not None:
            first = next(lines)
    except StopIteration:
        return None
    except _TooLong:
        return [], ",", False
    if "\0" in first:
        raise _NoTable("The table is not UTF-8, but UTF-16 as it seems. Save it as CSV UTF-8.")
    if "\r" in first.rstrip("\r\n"):
        raise _NoTable(
            "The lines of the table end in carriage returns alone. Convert it, such as by:"
            " tr '\\r' '\\n' < old.csv > new.csv"
        )
    delimiter = stated or find_delimiter(first)
    cells = first.split(delimiter)[1:]
    is_spaced = bool(cells) and all(cell.startswith(" ") for cell in cells)
    return split_line(first, delimiter), delimiter, is_spaced


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


def _is_utf8(cell: str) -> bool:
    try:
        cell.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _columns(file: BufferedReader) -> list[str]:
    header = _header(_Lines(file, _MOST_HEADER))
    return [] if header is None else header[0]


def _opens(head: bytes) -> bool:
    """Whether the first line names the columns of articles, beside others."""
    try:
        header = _header(_Lines(BufferedReader(BytesIO(head)), _MOST_HEADER))
    except _NoTable:
        return False
    names = header[0] if header else []
    return len(names) > 1 and not {"text", "html"}.isdisjoint(names)


DELIMITED = Reader("csv", (".csv", ".tsv"), _read, opening=_opens, columns=_columns)
