"""JSON Lines: an object a line, with the API's fields."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from service.archives.reading.lines import numbered
from service.archives.reading.reader import Reader, Reading, broken_off
from service.archives.row import Row, failed
from service.contract.limits import line_too_long


def _read(file: BufferedReader, name: str, reading: Reading) -> Iterator[Row]:
    limit = reading.settings.max_line_bytes
    for number, line in numbered(file, limit):
        location = f"{name}#line={number}"
        if isinstance(line, Exception):
            yield broken_off(location, line)
        elif line is None:
            yield failed(location, line_too_long(limit))
        elif line.strip():
            yield Row(location, json=line)


JSON_LINES = Reader(
    "jsonl",
    (".jsonl", ".ndjson", ".json"),
    _read,
    opening=lambda head: head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"),
)
