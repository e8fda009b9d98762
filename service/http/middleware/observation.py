"""Each request counted and logged once, when its answer is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from time import perf_counter
from typing import Any

from flask import Flask, Response, g, request

from service.telemetry import logs, metrics, tracing
from service.topics.store.bundle import Manifest
from service.topics.topic import Topic

#: Where the WSGI environment keeps how many bytes of the body were read.
RECEIVED = "dateline.received"
#: The route of a request that fits none; its path is the client's, and would make series.
UNMATCHED = "unmatched"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass
class RequestOutcome:
    """What a request's documents came to, for its log line."""

    documents: int = 0
    topic: str | None = None
    abstained: str | None = None
    model: str | None = None
    problem: str | None = None


def install(app: Flask, waiting: Callable[[], int]) -> None:
    """Watch every request of the app, and how many articles are waiting for their turn."""
    app.before_request(partial(_begin, waiting))
    app.after_request(_end)


def record_document(topic: Topic | None, manifest: Manifest | None) -> None:
    """Count a document that was worked on."""
    outcome: RequestOutcome = g.outcome
    outcome.documents += 1
    outcome.model = manifest.version if manifest else None
    if topic is not None:
        outcome.topic, outcome.abstained = topic.label, topic.abstained
        metrics.document_filed(topic)


def record_problem(kind: str) -> None:
    """Count a problem that is sent, be it the answer or a line of it."""
    g.outcome.problem = kind
    metrics.problem_sent(kind)


def _begin(waiting: Callable[[], int]) -> None:
    g.outcome = RequestOutcome()
    g.route = str(request.url_rule or UNMATCHED)
    g.waiting = waiting
    metrics.request_begun(waiting())
    g.method = request.method if request.method in _METHODS else "other"
    g.trace = tracing.begin(g.method, g.route, request.headers.get)


def _end(response: Response) -> Response:
    # `g` is a proxy, and stands for nothing any more when a streamed answer ends.
    state = g._get_current_object()
    finish = partial(_finish, state, request.environ, response.status_code)
    if response.is_streamed:
        # Its stages are still to come; the server closes it when the last byte is sent, or when
        # the client has left.
        counted = _Counted(response.response)
        response.response = counted
        response.call_on_close(lambda: finish(counted.sent))
    else:
        finish(0 if request.method == "HEAD" else response.calculate_content_length() or 0)
    return response


def _finish(state: Any, environ: dict[str, Any], status: int, sent: int) -> None:
    seconds = perf_counter() - state.begun
    metrics.request_ended(state.route, status, seconds, state.stages, state.waiting())
    stages = {**state.stages, "total": seconds * 1000.0}
    line = {
        "request_id": state.request_id,
        "client": environ.get("REMOTE_ADDR"),
        "method": state.method,
        "route": state.route,
        "status": status,
        "bytes_in": environ.get(RECEIVED, 0),
        "bytes_out": sent,
        "ms": {stage: round(spent, 2) for stage, spent in stages.items()},
        **asdict(state.outcome),
        "trace": state.trace.id if state.trace else None,
    }
    if state.trace:
        state.trace.end(status)
    logs.request({name: value for name, value in line.items() if value is not None})


class _Counted:
    """A streamed body that counts its bytes."""

    def __init__(self, pieces: Any) -> None:
        self._pieces = pieces
        self._iterator = iter(pieces)
        self.sent = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece: bytes = next(self._iterator)
        self.sent += len(piece)
        return piece

    def close(self) -> None:
        """Close the body that is counted."""
        if hasattr(self._pieces, "close"):
            self._pieces.close()
