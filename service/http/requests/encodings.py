"""Compressed bodies: gzip, inflated as it comes and no further than the limit."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from flask import Request

from service.contract.problems import MALFORMED, MEDIA, TOO_LARGE, Problem

# What gzip is called in old clients.
_GZIP = frozenset({"gzip", "x-gzip"})
_WITH_HEADER = 16 + zlib.MAX_WBITS
# Files put behind each other are as many members. Each costs some time, however little is in it.
_MOST_MEMBERS = 10_000
_STEP = 2**16


def refuse_encodings(request: Request) -> None:
    """Raise a 415 problem for a body that is compressed by anything but gzip, or more than once."""
    if len(codings := _codings(request)) > 1 or not _GZIP.issuperset(codings):
        given = request.headers["Content-Encoding"][:40]
        detail = f"The body has Content-Encoding {given!r}. Send it as gzip, once, or uncompressed."
        raise Problem(MEDIA, detail, headers={"Accept-Encoding": "gzip"})


def is_compressed(request: Request) -> bool:
    """Say whether the body is compressed."""
    return bool(_codings(request))


def compressed_limit(limit: int) -> int:
    """Return how many bytes a compressed body of up to so many has at most.

    What cannot be compressed grows by five bytes in 16 kB and by a header, and no more.
    """
    return limit + limit // 100 + 1_024


def _codings(request: Request) -> list[str]:
    named = request.headers.get("Content-Encoding", "").lower().split(",")
    return [name for part in named if (name := part.strip()) not in ("", "identity")]


class Inflater:
    """A gzip body, of one member or several, that is read piece by piece."""

    def __init__(self, read: Callable[[int], bytes], limit: int) -> None:
        self._read = read
        self._limit = limit
        self._spare = compressed_limit(limit)
        self._members = 1
        self._member = zlib.decompressobj(_WITH_HEADER)
        self._waiting = b""
        # Where a piece was cut, the decoder itself may hold the rest of it.
        self._was_cut = False

    def read(self, size: int = _STEP) -> bytes:
        """Return up to `size` inflated bytes as soon as there are any; none at the end.

        Raises a 400 problem for what is no gzip or breaks off, 413 for far more than the limit in
        compressed bytes, and what reading raises.
        """
        size = min(size, _STEP)
        while True:
            if self._member.eof and not self._begin_member():
                return b""
            if not self._waiting and not self._was_cut:
                self._waiting = self._more()
                if not self._waiting:
                    raise Problem(MALFORMED, "The gzip body breaks off. Send all of it.")
            try:
                piece = self._member.decompress(self._waiting, size)
            except zlib.error:
                detail = "The body is no gzip, or damaged. Compress it again, or send it as it is."
                raise Problem(MALFORMED, detail) from None
            self._waiting = self._member.unconsumed_tail
            self._was_cut = len(piece) == size and not self._member.eof
            if piece:
                return piece

    def _begin_member(self) -> bool:
        """Begin the next member, if there is one."""
        self._waiting = self._member.unused_data or self._more()
        if not self._waiting:
            return False
        self._members += 1
        if self._members > _MOST_MEMBERS:
            detail = f"The gzip body has more than {_MOST_MEMBERS:,} members. Compress it as one."
            raise Problem(TOO_LARGE, detail)
        self._member = zlib.decompressobj(_WITH_HEADER)
        return True

    def _more(self) -> bytes:
        piece = self._read(_STEP)
        self._spare -= len(piece)
        if self._spare < 0:
            detail = f"The body is over the limit of {self._limit:,} bytes even as gzip. Send less."
            raise Problem(TOO_LARGE, detail)
        return piece
