"""Parquet, a row group at a time."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import IO, Any

from service.archives.errors import BatchError, NotInstalled
from service.archives.reading.reader import Columns, Reader, Reading, broken_off, without_columns
from service.archives.reading.source import Source
from service.archives.row import Row, failed
from service.contract.limits import line_too_long
from service.contract.problems import INVALID, MALFORMED, Problem

# Rows that are taken out at once, and the bytes that they may have on average.
_ROWS, _PIECE_BYTES = 256, 2**24
_KINDS = {
    "dict": "nested",
    "list": "a list",
    "bool": "true or false",
    "int": "a number",
    "float": "a number",
    "datetime": "a time",
    "date": "a date",
}


def _read(file: BufferedReader, name: str, reading: Reading) -> Iterator[Row]:
    columns = reading.columns or Columns()
    limit = reading.settings.max_line_bytes
    with _seekable(file) as whole:
        try:
            table = _open(whole)
        except BatchError:
            raise
        except Exception as error:  # Arrow has many, some of them the standard library's
            yield broken_off(f"{name}#row=1", error)
            return
        names = table.schema_arrow.names
        if missing := columns.missing(name, names):
            yield without_columns(missing, name)
            return
        wanted = [columns.id, columns.title, columns.text, columns.html]
        wanted = [column for column in wanted if column in names]
        number = 0
        for group in range(table.num_row_groups):
            end = number + table.metadata.row_group(group).num_rows
            try:
                for cells in _cells(table, group, wanted):
                    number += 1
                    yield _row(f"{name}#row={number}", cells, columns, limit)
            except BatchError:
                raise
            except Exception as error:
                detail = (
                    f"The rows {number + 1:,} to {end:,} of the file are spoilt"
                    f" ({str(error)[:200]}). The others are read; get the file again for these."
                )
                yield failed(f"{name}#row={number + 1}", Problem(MALFORMED, detail))
            number = end


def _cells(table: Any, group: int, wanted: list[str]) -> Iterator[dict[str, Any]]:
    """The rows of a group, in pieces: a group may be larger than memory has room for."""
    of_group = table.metadata.row_group(group)
    each = max(1, of_group.total_byte_size // max(1, of_group.num_rows))
    rows = max(1, min(_ROWS, _PIECE_BYTES // each))
    pieces = table.iter_batches(rows, row_groups=[group], columns=wanted, use_threads=False)
    for piece in pieces:
        yield from piece.to_pylist()


def _row(location: str, cells: dict[str, Any], columns: Columns, limit: int) -> Row:
    found: dict[str, str | bytes | None] = {}
    for field, column in (
        ("id", columns.id),
        ("title", columns.title),
        ("text", columns.text),
        ("html", columns.html),
    ):
        cell = cells.get(column)
        if isinstance(cell, int | float) and field == "id":
            cell = str(cell)
        if cell is not None and not isinstance(cell, str | bytes):
            takes = "text or a number" if field == "id" else "text"
            kind = _KINDS.get(type(cell).__name__, "neither")
            detail = (
                f"{column}: takes {takes}, and this is {kind}. Convert the column, or name another."
            )
            return failed(location, Problem(INVALID, detail))
        if cell is not None and len(cell) > limit:
            return failed(location, line_too_long(limit))
        found[field] = cell
    row_id, title = (_text(found[field]) for field in ("id", "title"))
    text, html = found["text"], found["html"]
    if text is None and html is None:
        text = ""
    return Row(location, row_id, text=text, html=html, title=title)


def _text(cell: str | bytes | None) -> str | None:
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else cell


@contextmanager
def _seekable(file: BufferedReader) -> Iterator[IO[bytes]]:
    """A file that can be read from its end, which standard input and packed files cannot."""
    if isinstance(file.raw, Source) and file.seekable():
        yield file
        return
    with tempfile.TemporaryFile() as whole:
        shutil.copyfileobj(file, whole)
        whole.seek(0)
        yield whole


def _open(file: IO[bytes]) -> Any:
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise NotInstalled("pyarrow", "Parquet", "requirements-batch.txt") from None
    return ParquetFile(file, pre_buffer=False)


def _columns(file: BufferedReader) -> list[str]:
    with _seekable(file) as whole:
        return list(_open(whole).schema_arrow.names)


PARQUET = Reader(
    "parquet",
    (".parquet", ".pq"),
    _read,
    opening=lambda head, _: head.startswith(b"PAR1"),
    columns=_columns,
)
