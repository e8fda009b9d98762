"""Where records of WARC begin, in files whose records do not say it rightly."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from io import BufferedReader, BytesIO

from service.archives.errors import BatchError
from service.archives.reading.source import SPOILT, inflate

#: How files begin that are packed a record at a time.
GZIP, ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
#: The beginning of a record in the payload of another.
WITHIN = re.compile(rb"\n\r?\nWARC/[01]\.[0-9]{1,2}\r?\n[A-Za-z-]{1,40}: ")
#: As many bytes of two pieces have to be looked at together.
OVERLAP = 2**10
_FIRST_LINE = re.compile(rb"WARC/[01]\.[0-9]{1,2}\r?\n(?=[A-Za-z-]{1,40}: )")
_STEP = 2**16


def is_one_member(head: bytes) -> bool:
    """Return whether a gzip file has all of its records in one member.

    Crawlers make each record a member of its own, and its place is one in the file.
    """
    unpacked = zlib.decompressobj(31)
    try:
        begun = unpacked.decompress(head, 2**20)
    except zlib.error:
        return False
    return WITHIN.search(begun) is not None


def next_record(file: BufferedReader, start: int, magic: bytes | None) -> int | None:
    """Return where the next record begins, from a place on; None where none does."""
    if not file.seekable():
        return None
    try:
        for place in _candidates(file, start, magic):
            if magic is None or _begins_record(file, place):
                return place
    except BatchError:
        raise
    except SPOILT:
        pass
    return None


def _candidates(file: BufferedReader, start: int, magic: bytes | None) -> Iterator[int]:
    pattern = _FIRST_LINE if magic is None else re.compile(re.escape(magic))
    place = start
    while True:
        file.seek(place)
        piece = file.read(_STEP)
        for found in pattern.finditer(piece):
            yield place + found.start()
        if len(piece) < _STEP:
            return
        place += _STEP - OVERLAP


def _begins_record(file: BufferedReader, place: int) -> bool:
    file.seek(place)
    begun = BytesIO(file.read(_STEP))
    try:
        return inflate(io.BufferedReader(begun)).read(5) == b"WARC/"
    except SPOILT:
        return False
