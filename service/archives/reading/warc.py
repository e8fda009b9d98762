"""WARC: the HTML pages that a crawl was answered with.

A record says how long it is, and may be wrong: what it then swallows, or leaves behind, is found
again by looking for the next record's beginning. fastwarc, which reads the records, does not.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from io import BufferedReader, BytesIO
from typing import Any, cast

from service.archives.errors import BatchError, NotInstalled
from service.archives.reading.reader import Reader, Reading
from service.archives.reading.record_search import (
    GZIP,
    OVERLAP,
    WITHIN,
    ZSTD,
    is_one_member,
    next_record,
)
from service.archives.reading.source import SPOILT, inflate
from service.archives.row import Row, failed
from service.contract.limits import body_too_long
from service.contract.problems import MALFORMED, Problem

_STEP = 2**16
_BZIP = b"BZh"
_HTML = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True)
class _Payload:
    """What follows a record's headers, up to a limit; `length` is all that there was."""

    body: bytes
    length: int
    #: Whether there is another record in it.
    swallows: bool


def _read(file: BufferedReader, name: str, reading: Reading) -> Iterator[Row]:
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        raise NotInstalled("fastwarc", "WARC", "requirements-batch.txt") from None
    head = file.peek(2**18)
    magic = next((one for one in (GZIP, ZSTD) if head.startswith(one)), None)
    if head.startswith(_BZIP) or (magic == GZIP and is_one_member(head)):
        file, magic = inflate(file), None
    crawl = _Crawl(file, name, magic, reading)
    start: int | None = 0
    while start is not None:
        if start:
            file.seek(start)
        records = iter(ArchiveIterator(file, parse_http=False))
        start = yield from _records(crawl, records, start)


@dataclass(frozen=True)
class _Crawl:
    """A file of records; `magic` is how one begins that is packed by itself."""

    file: BufferedReader
    name: str
    magic: bytes | None
    reading: Reading


def _records(crawl: _Crawl, records: Iterator[Any], at: int) -> Generator[Row, None, int | None]:
    """Yield the rows from a place on; returns the place to go on from behind what is wrong."""
    #: A page whose record said too little of its length cannot be told before the next one.
    held: Row | None = None
    short = False
    first = True
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            first, at = False, record.stream_pos
            if held is not None:
                yield held
            held, payload, stated = _row(record, f"{crawl.name}#offset={at}", crawl.reading)
        except BatchError:
            raise
        except SPOILT as error:
            follows = next_record(crawl.file, at if first else at + 1, crawl.magic)
            if held is not None and not short:
                yield held
            where = f"offset={at}" if first or short else f"after={at}"
            yield failed(f"{crawl.name}#{where}", _spoilt(error))
            return follows
        short = held is not None and _is_short(record, payload)
        if payload.swallows or payload.length < stated:
            follows = next_record(crawl.file, at + 1, crawl.magic)
            yield failed(f"{crawl.name}#offset={at}", _lying(stated, payload, follows))
            return follows
    if held is not None:
        yield held
    return None


def _row(record: Any, location: str, reading: Reading) -> tuple[Row | None, _Payload, int]:
    """The row of a record, None where it is passed over; its payload, and how long it should be."""
    kind = str(record.record_type).rpartition(".")[2]
    is_page = False
    if kind == "response" and record.is_http:
        record.parse_http()
        status = getattr(record.http_headers, "status_code", None)
        is_page = status == 200 and (record.http_content_type or "").lower() in _HTML
        reason = "answers other than 200" if status != 200 else "answers other than HTML"
    else:
        reason = "revisits" if kind == "revisit" else "records other than answers"
    stated = int(record.content_length)
    limit = reading.settings.max_body_bytes
    payload = _payload(record, limit)
    if not is_page:
        reading.passed[reason] += 1
        return None, payload, stated
    address = record.headers.get("WARC-Target-URI", "").strip("<>") or None
    if payload.length > limit:
        return failed(location, body_too_long(limit), address), payload, stated
    body = _decoded(payload.body, record.http_headers, limit)
    if len(body) > limit:
        return failed(location, body_too_long(limit), address), payload, stated
    key = hashlib.sha256(f"{address}\0".encode("utf-8", "replace") + body).digest()[:8]
    if key in reading.pages:
        reading.passed["duplicates"] += 1
        return None, payload, stated
    reading.pages.add(key)
    return Row(location, address, html=body, charset=record.http_charset), payload, stated


def _payload(record: Any, limit: int) -> _Payload:
    pieces, length, rest = [], 0, b""
    swallows = False
    digest = hashlib.sha1(usedforsecurity=False)
    while piece := record.reader.read(_STEP):
        digest.update(piece)
        if length <= limit:
            pieces.append(piece)
        length += len(piece)
        swallows = swallows or WITHIN.search(rest + piece) is not None
        rest = piece[-OVERLAP:]
    # A page about WARC may show a record.
    named = record.headers.get("WARC-Payload-Digest", "")
    right = f"sha1:{base64.b32encode(digest.digest()).decode()}"
    return _Payload(b"".join(pieces), length, swallows and named != right)


def _is_short(record: Any, payload: _Payload) -> bool:
    """Whether the page has less than its own headers say, or not even these."""
    if record.http_headers is None:
        return True
    stated = record.http_headers.get("Content-Length", "")
    return not payload.length or (stated.isdigit() and int(stated) > payload.length)


def _decoded(body: bytes, headers: Any, limit: int) -> bytes:
    """The body as it was before it was sent; as it is where it is not what its headers say."""
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader

    readers: dict[str, Callable[[BytesIO], Any]] = {
        "chunked": ChunkedReader,
        "gzip": GzipReader,
        "x-gzip": GzipReader,
        "deflate": _Deflated,
        "br": BrotliReader,
        "zstd": lambda sent: inflate(io.BufferedReader(cast("io.RawIOBase", sent))),
    }
    for name in ("Transfer-Encoding", "Content-Encoding"):
        # The last was done last.
        for coding in reversed(headers.get(name, "").lower().split(",")):
            reader = readers.get(coding.strip())
            if reader is None:
                continue
            try:
                body = reader(BytesIO(body)).read(limit + 1) or body
            except SPOILT:
                continue
    return body


class _Deflated:
    """A body of zlib, or of what is within zlib alone, as some servers send it."""

    def __init__(self, sent: BytesIO) -> None:
        self._sent = sent.read()

    def read(self, size: int) -> bytes:
        """Return so many bytes at most."""
        try:
            return zlib.decompressobj().decompress(self._sent, size)
        except zlib.error:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(self._sent, size)


def _spoilt(error: Exception) -> Problem:
    reason = str(error)[:200] or type(error).__name__
    return Problem(
        MALFORMED,
        f"Here the file is spoilt, or its record is not as long as it says ({reason}). Records"
        " behind it that can be found are read; get the file again for this.",
    )


def _lying(stated: int, payload: _Payload, follows: int | None) -> Problem:
    if payload.length < stated and follows is None:
        detail = (
            f"The record says that {stated:,} bytes follow its headers, and the file ends after"
            f" {payload.length:,}: it was cut short. Get the file again."
        )
    else:
        detail = (
            f"The record says that {stated:,} bytes follow its headers, but other records stand"
            " within these. They are read; this one is not."
        )
    return Problem(MALFORMED, detail)


WARC = Reader(
    "warc",
    (".warc",),
    _read,
    opening=lambda head, _: head.startswith(b"WARC/"),
    unpacks=True,
)
