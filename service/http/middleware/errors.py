"""Every error of the application answered with a problem document."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import Flask, Response, g, request, url_for
from werkzeug.exceptions import BadHost, HTTPException

from service.contract.problems import (
    BAD_REQUEST,
    INTERNAL,
    MEDIA_TYPE,
    METHOD,
    NOT_FOUND,
    Problem,
    ProblemDocument,
    ProblemType,
)
from service.http.contract.request_problems import instance, problem_of
from service.http.middleware.observation import record_problem


def answer_problem(problem: Problem) -> Response:
    """Return the problem as the answer to the current request.

    `g.write_problem` writes it where the route has a way of its own, as pages have.
    """
    record_problem(problem.kind.name)
    write: Callable[[Problem], Response] = g.get("write_problem", _document)
    # What failed unexpectedly may be the way of its own.
    return _document(problem) if problem.kind is INTERNAL else write(problem)


def document_of_part(problem: Problem, index: int) -> ProblemDocument:
    """Return the problem of one of the articles of the current request."""
    record_problem(problem.kind.name)
    return problem.document(f"{instance()}/{index}")


def _document(problem: Problem) -> Response:
    body = problem.document(instance()).model_dump_json(exclude_none=True)
    return Response(body, problem.kind.status, problem.headers, content_type=MEDIA_TYPE)


def _from_http(error: HTTPException) -> Response:
    # What fails behind the view, as while the answer is finished, Flask hands over inside a 500.
    original = getattr(error, "original_exception", None)
    if original is not None:
        return answer_problem(problem_of(original))
    status = error.code or 500
    allowed = getattr(error, "valid_methods", None)
    if status == NOT_FOUND.status:
        routes = url_for("operations.openapi")
        detail = f"There is nothing here. The routes are listed in {routes}."
        return answer_problem(Problem(NOT_FOUND, detail))
    if isinstance(error, BadHost):
        detail = "The Host header is no name of a host. Send the name of the service."
        return answer_problem(Problem(BAD_REQUEST, detail))
    if status == METHOD.status:
        names = ", ".join(sorted(allowed or ()))
        detail = f"{request.method} is not supported here. Use {names}."
        return answer_problem(Problem(METHOD, detail, headers={"Allow": names}))
    if error.response is not None or status < 400:
        return Response(error.get_response().get_data(), status, error.get_headers())
    kind = ProblemType(f"http-{status}", status, HTTPStatus(status).phrase)
    return answer_problem(Problem(kind, error.description or kind.title))


def install(app: Flask) -> None:
    """Answer every error of the app with a problem document."""
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(Exception, lambda error: answer_problem(problem_of(error)))
