"""Answers that a client may keep, and asks about before it shows them again."""

from __future__ import annotations

from flask import Flask, Response, request

from service.http.contract.operation import operation_at

_ASK_EACH_TIME = "no-cache"


def install(app: Flask) -> None:
    """Give what may be kept an `ETag` of its content, and answer 304 to who has it already.

    A view declares that its answer may be kept; files of pages say so themselves.
    """

    def tag(response: Response) -> Response:
        if request.method not in ("GET", "HEAD") or response.status_code != 200:
            return response
        declared = operation_at(app, request.endpoint)
        if declared is not None and declared.cacheable:
            # What a key is needed for is nobody's on the way.
            scope = "" if declared.right is None else "private, "
            response.headers["Cache-Control"] = scope + _ASK_EACH_TIME
        if response.cache_control.no_cache:
            # A file has one already.
            response.add_etag()
            response.make_conditional(request)
        return response

    app.after_request(tag)
