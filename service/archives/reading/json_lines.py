"""JSON Lines: an object a line, with the API's fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader

from service.archives.reading.lines import Spoilt, numbered
from service.archives.reading.reader import Reader, Reading, broken_off
from service.archives.reading.utf16 import as_utf8
from service.archives.row import Row, failed
from service.contract.limits import line_too_long
from service.contract.problems import MALFORMED, Problem

# Its lines would each be a problem of its own.
_ARRAY = re.compile(rb"(\xef\xbb\xbf)?\s*\[\s*(\{|$)")
_UNMARKED = re.compile(rb"\{\0|(\0)\{")
_IS_UTF16 = (
    "The file is UTF-16 as it seems, and has no mark that says so. Convert it, such as by:"
    " iconv -f UTF-16{} -t UTF-8 old.jsonl > new.jsonl"
)
_IS_ARRAY = (
    "The file is one JSON array; JSON Lines has an object a line. Convert it, such as by:"
    " jq -c '.[]' old.json > new.jsonl"
)
_IS_SPREAD = (
    "The file has its JSON objects over several lines; JSON Lines has an object a line. Convert it,"
    " such as by: jq -c . old.json > new.jsonl"
)


def _read(file: BufferedReader, name: str, reading: Reading) -> Iterator[Row]:
    limit = reading.settings.max_line_bytes
    opened = None
    try:
        file = as_utf8(file)
    except Spoilt as spoilt:
        yield broken_off(f"{name}#line=1", spoilt.error)
        return
    for number, line in numbered(file, limit):
        if opened is not None:
            if isinstance(line, bytes) and line.lstrip().startswith(b'"'):
                yield failed(f"{name}#line=1", Problem(MALFORMED, _IS_SPREAD))
                return
            yield opened
            opened = None
        location = f"{name}#line={number}"
        if isinstance(line, Exception):
            yield broken_off(location, line)
        elif line is None:
            yield failed(location, line_too_long(limit))
        elif number == 1 and (found := _UNMARKED.match(line)):
            detail = _IS_UTF16.format("BE" if found[1] else "LE")
            yield failed(location, Problem(MALFORMED, detail))
            return
        elif number == 1 and _ARRAY.match(line):
            yield failed(location, Problem(MALFORMED, _IS_ARRAY))
            return
        elif number == 1 and line.removeprefix(b"\xef\xbb\xbf").strip() == b"{":
            # Whether it is spread or broken the next line tells.
            opened = Row(location, json=line)
        elif line.strip():
            yield Row(location, json=line)
    if opened is not None:
        yield opened


JSON_LINES = Reader(
    "jsonl",
    (".jsonl", ".ndjson", ".json"),
    _read,
    opening=lambda head, _: head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"),
)
