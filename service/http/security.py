"""The headers that keep a browser from doing more with an answer than show it."""

from __future__ import annotations

from flask import Flask, Response, request

# Nothing here is a page: what a browser opens all the same loads, runs and frames nothing.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    # Another site's page may not read an answer; there is no Access-Control-Allow-Origin either.
    "Cross-Origin-Resource-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """Give every answer of the app the headers, problems included."""
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.method == "POST":
        # An answer has the client's text in it; no cache on the way is to keep it.
        response.headers.setdefault("Cache-Control", "no-store")
    return response
