"""Request bodies, read whole within a limit."""

from __future__ import annotations

import logging

from flask import Request

from service.http.observation import RECEIVED
from service.http.problems import MALFORMED, MEDIA, TOO_LARGE, Problem

_log = logging.getLogger(__name__)
_STEP = 2**16


def refuse_encodings(request: Request) -> None:
    """Refuse a compressed body: it arrives as it was sent, and would be read as garbage."""
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        detail = f"The body has Content-Encoding {encoding[:40]!r}. Send it uncompressed."
        raise Problem(MEDIA, detail, headers={"Accept-Encoding": "identity"})


def read_body(request: Request, limit: int) -> bytes:
    """Return the request's whole body; raises a 413 problem where it is over the limit.

    Reads one byte beyond the limit, so that a chunked body, which announces no length, is
    refused and never cut. (Werkzeug's own limit ends such a body silently.)
    """
    if request.content_length is not None and request.content_length > limit:
        raise _too_large(limit)
    pieces: list[bytes] = []
    total = 0
    while total <= limit:
        piece = read_piece(request, min(_STEP, limit + 1 - total))
        if not piece:
            break
        pieces.append(piece)
        total += len(piece)
    if total > limit:
        raise _too_large(limit)
    if request.content_length is not None and total < request.content_length:
        detail = f"The body ended after {total} of {request.content_length} bytes. Send it again."
        raise Problem(MALFORMED, detail)
    return b"".join(pieces)


def read_piece(request: Request, size: int) -> bytes:
    """Return up to `size` bytes of the body, empty at its end."""
    try:
        return _counted(request, bytes(request.stream.read(size)))
    except Exception as error:  # each WSGI server has its own for a chunk that is none
        raise _broken(error) from error


def read_arrived(request: Request) -> bytes:
    """Return what has arrived of the body, waiting only while that is nothing; empty at its end.

    WSGI's `read(n)` waits for n bytes, so a client that sends a line and waits for its answer
    would wait for ever. gunicorn's reader hands over one byte as soon as there is any, and says
    how many more it holds; other servers are read in the ordinary way.
    """
    reader = getattr(request.environ["wsgi.input"], "reader", None)
    holder = reader if hasattr(reader, "buf") else getattr(reader, "unreader", None)
    if reader is None or holder is None or not hasattr(holder, "buf"):
        return read_piece(request, _STEP)
    try:
        first = bytes(reader.read(1))
        held = min(holder.buf.tell(), getattr(reader, "length", _STEP), _STEP) if first else 0
        return _counted(request, first + bytes(reader.read(held)) if held else first)
    except Exception as error:
        raise _broken(error) from error


def _counted(request: Request, piece: bytes) -> bytes:
    request.environ[RECEIVED] = request.environ.get(RECEIVED, 0) + len(piece)
    return piece


def _broken(error: Exception) -> Problem:
    _log.info("body unreadable: %s", type(error).__name__)
    return Problem(MALFORMED, "The body's framing is broken, or it broke off. Send it again.")


def _too_large(limit: int) -> Problem:
    return Problem(
        TOO_LARGE,
        f"The body is over the limit of {limit:,} bytes. Send a shorter one, or each article by"
        " itself as application/x-ndjson.",
    )
