"""Answers to what never reaches the application, in the words the application would use."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from service.http.guards import HEADERS
from service.http.problems import MEDIA_TYPE, Problem, ProblemType
from service.telemetry import metrics

_DETAILS = {
    400: "The request is not HTTP/1.1 as RFC 9112 has it. Check its first line, headers and"
    " framing.",
    414: "The request line is too long. Send options in the body instead, as JSON.",
    417: "The only expectation met here is 100-continue. Leave the header out.",
    431: "The headers are too many or too long. Send fewer or shorter ones.",
    501: "The transfer coding is not read here. Send chunked, or a length.",
    505: "The version of HTTP is not spoken here. Use HTTP/1.1.",
}


class Capture:
    """Stands for a client, and only notes which status gunicorn would send it."""

    status = 400

    def sendall(self, data: bytes) -> None:
        """Read the status from gunicorn's own answer."""
        self.status = int(data.split(b" ", 2)[1])

    def gettimeout(self) -> float:
        """Say that nothing here waits."""
        return 0.0


def problem_of(status: int) -> Problem:
    """Return the problem that a status alone tells of."""
    kind = ProblemType(f"http-{status}", status, HTTPStatus(status).phrase)
    detail = "Something went wrong here, not in your request. Please report it."
    return Problem(kind, _DETAILS.get(status, detail))


def answer_to(problem: Problem) -> bytes:
    """Return a whole HTTP answer that ends its connection, and count it."""
    status = problem.kind.status
    metrics.request_refused(status, problem.kind.name)
    name = uuid.uuid4().hex
    body = problem.document(f"#{name}").model_dump_json(exclude_none=True).encode()
    headers = {
        "Content-Type": MEDIA_TYPE,
        "Content-Length": str(len(body)),
        "Connection": "close",
        "X-Request-ID": name,
        **HEADERS,
        "Server-Timing": "total;dur=0.00",
        **problem.headers,
    }
    phrase = HTTPStatus(status).phrase
    lines = [f"HTTP/1.1 {status} {phrase}", *(f"{key}: {value}" for key, value in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
