"""Answers that a client may keep, and asks about before it shows them again."""

from __future__ import annotations

from flask import Flask, Response, request

from service.contract.problems import OTHER_VERSION, Problem
from service.http.contract.operation import operation_at
from service.http.middleware.errors import answer_problem

_ASK_EACH_TIME = "no-cache"


def install(app: Flask) -> None:
    """Give what may be kept an `ETag` of its content, and answer 304 to who has it already.

    A view declares that its answer may be kept; files of pages say so themselves.
    """

    def tag(response: Response) -> Response:
        if request.method not in ("GET", "HEAD"):
            return response
        if response.status_code != 200:
            return _told(response)
        declared = operation_at(app, request.endpoint)
        if declared is not None and declared.cacheable:
            # What a key is needed for is nobody's on the way.
            scope = "" if declared.right is None else "private, "
            response.headers["Cache-Control"] = scope + _ASK_EACH_TIME
        if response.cache_control.no_cache:
            # A file has one already.
            response.add_etag()
            response.make_conditional(request)
        return _told(response)

    app.after_request(tag)


def _told(response: Response) -> Response:
    """The answer, but for one that `If-Match` refuses: that has still the content."""
    if response.status_code == OTHER_VERSION.status:
        tag = response.headers.pop("ETag", None)
        detail = f"The version that there is, {tag}, is none that If-Match names. Leave it out."
        problem = answer_problem(Problem(OTHER_VERSION, detail))
        response.close()
        # What all answers have is in its headers by now.
        response.direct_passthrough = False
        response.set_data(problem.get_data())
        response.content_type = problem.content_type
        for name in ("Last-Modified", "Accept-Ranges", "Content-Disposition"):
            response.headers.pop(name, None)
        response.headers["Cache-Control"] = "no-store"
    return response
