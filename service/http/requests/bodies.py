"""Request bodies, read whole within a limit."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from flask import Request, g

from service.contract.problems import MALFORMED, MEDIA, TOO_LARGE, Problem, problem_of
from service.http.access.arrivals import Arrival
from service.http.app_state import app_state
from service.http.middleware.observation import RECEIVED
from service.http.requests.encodings import (
    Inflater,
    compressed_limit,
    is_compressed,
    refuse_encodings,
)
from service.http.requests.queries import refuse_query

_log = logging.getLogger(__name__)
_JSON, _STEP = "application/json", 2**16


def read_body(request: Request, limit: int) -> bytes:
    """Return the current request's whole body, inflated where it is compressed.

    Raises a 413 problem where it is over the limit, 408 where it does not arrive in time, and 429
    where it has to give way to others. Its bytes count as arriving until the request's end.

    Reads one byte beyond the limit, so that a chunked body, which announces no length, is
    refused and never cut. (Werkzeug's own limit ends such a body silently.)
    """
    longest = compressed_limit(limit) if is_compressed(request) else limit
    if request.content_length is not None and request.content_length > longest:
        raise _too_large(limit)
    arrivals = app_state().arrivals
    arrival = g.arrival = arrival_of(request)
    body, read = bytearray(), body_reader(request, arrival, limit)
    try:
        with arrivals.waiting(arrival):
            while len(body) <= limit and (piece := read(limit + 1 - len(body))):
                body += piece
                arrivals.count_bytes(arrival, len(piece))
    except Problem as problem:
        # What is refused is cut off, which otherwise is the client's doing.
        raise arrival.refusal or problem from None
    if arrival.refusal:
        raise arrival.refusal
    if len(body) > limit:
        raise _too_large(limit)
    received = request.environ.get(RECEIVED, 0)
    if request.content_length is not None and received < request.content_length:
        detail = f"The body ended after {received} of {request.content_length} bytes."
        raise Problem(MALFORMED, f"{detail} Send it again.")
    return bytes(body)


def read_json(request: Request, limit: int) -> bytes:
    """Return the body of a request that has to be JSON; a form of another site's cannot be."""
    refuse_encodings(request)
    if request.mimetype != _JSON:
        given = repr(request.mimetype[:80]) if request.mimetype else "none"
        detail = f"The content type is {given}. Send {_JSON}."
        raise Problem(MEDIA, detail, headers={"Accept": _JSON})
    refuse_query(request)
    return read_body(request, limit)


def arrival_of(request: Request) -> Arrival:
    """Return the request as one that is arriving, on the socket that gunicorn names."""
    return app_state().arrivals.find(request.environ.get("gunicorn.socket"))


def release_body(_: BaseException | None = None) -> None:
    """Count the current request's body among those arriving no longer."""
    if "arrival" in g:
        app_state().arrivals.release(g.arrival)


def body_reader(request: Request, arrival: Arrival, limit: int) -> Callable[[int], bytes]:
    """Return what reads up to so many bytes of the body as they come, inflated where compressed.

    `limit` is that of the inflated body, which whoever reads keeps.
    """
    read = partial(read_arrived, request, arrival)
    return Inflater(read, limit).read if is_compressed(request) else read


def read_arrived(request: Request, arrival: Arrival, size: int = _STEP) -> bytes:
    """Return up to `size` bytes of the body that have arrived, waiting only while there are none.

    Empty at the end. WSGI's `read(n)` waits for n bytes, so a client that sends a line and waits
    for its answer would wait for ever. gunicorn's reader hands over one byte as soon as there is
    any, and says how many more it holds; other servers are read in the ordinary way.
    """
    reader = getattr(request.environ["wsgi.input"], "reader", None)
    holder = reader if hasattr(reader, "buf") else getattr(reader, "unreader", None)
    try:
        if reader is None or holder is None or not hasattr(holder, "buf"):
            piece = bytes(request.stream.read(min(size, _STEP)))
        else:
            piece = bytes(reader.read(1))
            more = min(holder.buf.tell(), getattr(reader, "length", size), size - 1) if piece else 0
            piece += bytes(reader.read(more)) if more else b""
    except Exception as error:  # each WSGI server has its own for a chunk that is none
        _log.info("body unreadable: %s", type(error).__name__)
        # Where the next request begins is not known.
        arrival.close()
        if isinstance(error, MemoryError):
            raise problem_of(error) from None
        detail = "The body's framing is broken, or it broke off. Send it again."
        raise Problem(MALFORMED, detail) from error
    request.environ[RECEIVED] = request.environ.get(RECEIVED, 0) + len(piece)
    return piece


def _too_large(limit: int) -> Problem:
    return Problem(
        TOO_LARGE,
        f"The body is over the limit of {limit:,} bytes. Send a shorter one, or each article by"
        " itself as application/x-ndjson.",
    )
