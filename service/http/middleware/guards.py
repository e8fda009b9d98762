"""What every request has to be, and every answer carries, whatever the route."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from flask import Flask, Response, request
from flask_cors import CORS

from service.contract.problems import BAD_REQUEST, Problem
from service.http.middleware.forwarding import FORWARDING_FAULT

# Answers are data: what a browser opens all the same loads, runs and frames nothing, and is not
# taken for something else. They have the client's text in them, which no cache is to keep.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    # A page of another site may read an answer only by CORS, where its origin is named.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# A page for people loads what this service serves, asks it only, and has nothing inline.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def install(app: Flask, origins: tuple[str, ...], *, changes: bool = False) -> None:
    """Refuse what is not well formed, protect every answer; CORS for the named origins only.

    `changes`: whether there is anything that can be changed.
    """
    app.before_request(_check)
    app.after_request(_protect)
    if origins:
        CORS(
            app,
            origins=list(origins),
            methods=["GET", "POST", *(("PATCH", "DELETE") if changes else ())],
            allow_headers=["Content-Type", "Authorization", "X-API-Key", "X-Request-ID"],
            expose_headers=[
                *("X-Request-ID", "Server-Timing", "Retry-After", "ETag"),
                *("RateLimit", "RateLimit-Policy"),
                *(("Location", "Link") if changes else ()),
            ],
            max_age=600,
        )


def _check() -> None:
    if fault := request.environ.get(FORWARDING_FAULT):
        raise Problem(BAD_REQUEST, fault)
    if request.environ.get("SERVER_PROTOCOL") == "HTTP/1.1" and not request.headers.get("Host"):
        raise Problem(BAD_REQUEST, "HTTP/1.1 takes a Host header. Send the name of the service.")
    try:
        unquote_to_bytes(request.query_string).decode("utf-8")
    except UnicodeDecodeError:
        detail = "The query is not UTF-8 when its %-escapes are resolved. Encode it as UTF-8."
        raise Problem(BAD_REQUEST, detail) from None


def _protect(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
