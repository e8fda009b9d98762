"""Answers to what never reaches the application, in the words the application would use."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from gunicorn.http import errors

from service.contract.problems import BAD_REQUEST, MEDIA_TYPE, Problem, ProblemType
from service.contract.problems import problem_of as problem_of_application
from service.http.middleware.guards import HEADERS
from service.telemetry import metrics

_UNPARSED: dict[type[Exception], tuple[int, str]] = {
    errors.LimitRequestLine: (
        414,
        "The request line is too long. Send options in the body instead, as JSON.",
    ),
    errors.ExpectationFailed: (
        417,
        "The only expectation met here is 100-continue. Leave the header out.",
    ),
    errors.LimitRequestHeaders: (
        431,
        "The headers are too many or too long. Send fewer or shorter ones.",
    ),
    errors.UnsupportedTransferCoding: (
        501,
        "The transfer coding is not read here. Send chunked, or a length.",
    ),
    errors.ParseException: (
        400,
        "The request is not HTTP/1.1 as RFC 9112 has it. Check its first line, headers and"
        " framing.",
    ),
    Exception: (500, "Something went wrong here, not in your request. Please report it."),
}


def problem_of(error: Exception) -> Problem:
    """Return the problem of a request that gunicorn could not parse, or had no memory for."""
    if isinstance(error, MemoryError):
        return problem_of_application(error)
    status, detail = next(_UNPARSED[kind] for kind in type(error).mro() if kind in _UNPARSED)
    if status == BAD_REQUEST.status:
        return Problem(BAD_REQUEST, detail)
    return Problem(ProblemType(f"http-{status}", status, HTTPStatus(status).phrase), detail)


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
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{key}: {value}" for key, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
