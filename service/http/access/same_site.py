"""What changes something is asked by this service's own pages and by programs, not by other sites.

A browser sends a request that any page makes, from wherever the browser is: without keys, that is
all the right there is.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, request

from service.contract.problems import CROSS_SITE, Problem
from service.http.contract.operation import operation_at

_OWN = frozenset({"same-origin", "none"})


def install(app: Flask, origins: tuple[str, ...]) -> None:
    """Refuse pages of other sites where a view declares that it changes something.

    `origins` are those that may ask all the same.
    """

    def check() -> None:
        declared = operation_at(app, request.endpoint)
        if declared and declared.changes and request.method != "OPTIONS" and not _is_own(origins):
            raise Problem(
                CROSS_SITE,
                "A page of another site asked for a change. Ask from a page of this service or a"
                " program, or name the site's origin in DATELINE_ORIGINS.",
            )

    app.before_request(check)


def _is_own(origins: tuple[str, ...]) -> bool:
    """Whether the request comes from a page of this service, a named origin, or a program."""
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if origin in origins:
        return True
    if site is not None:
        return site in _OWN
    # Browsers that are asked by plain HTTP say no more than this. A proxy may have another scheme.
    return origin is None or urlsplit(origin).netloc == request.headers.get("Host")
