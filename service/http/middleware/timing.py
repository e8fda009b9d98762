"""A request's id, and the milliseconds of its stages."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from time import perf_counter

from flask import Flask, Response, g, request

from service.contract.limits import OwnTime
from service.telemetry.tracing import RequestTrace

# What a client may choose: it goes back in a header and into logs, so no blanks and no controls.
_WELL_FORMED = re.compile(r"[A-Za-z0-9._:-]{1,128}")


@contextmanager
def clock(stage: str) -> Iterator[None]:
    """Time a stage of the current request."""
    start = perf_counter()
    trace: RequestTrace | None = g.trace
    span = trace.stage(stage) if trace else None
    try:
        yield
    finally:
        if span:
            span.end()
        g.stages[stage] = g.stages.get(stage, 0.0) + (perf_counter() - start) * 1000.0


def within(seconds: float) -> Callable[[str], AbstractContextManager[None]]:
    """Return a clock that begins no other stage once so many seconds of computing are over."""
    own = OwnTime(seconds)

    @contextmanager
    def timed(stage: str) -> Iterator[None]:
        with own(stage), clock(stage):
            yield

    return timed


def install(app: Flask) -> None:
    """Give every request an id and a clock, and every answer the headers that tell them."""
    app.before_request(_begin)
    app.after_request(_add_headers)


def _begin() -> None:
    g.begun = perf_counter()
    g.stages = {}
    g.trace = None
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex


def _add_headers(response: Response) -> Response:
    stages = {**g.stages, "total": (perf_counter() - g.begun) * 1000.0}
    timing = ", ".join(f"{name};dur={spent:.2f}" for name, spent in stages.items())
    response.headers["Server-Timing"] = timing
    response.headers["X-Request-ID"] = g.request_id
    return response
