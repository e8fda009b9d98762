"""The path under which the service answers, where a setting or a believed proxy names one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Where the WSGI environment keeps the path that a believed proxy names.
FORWARDED_PREFIX = "dateline.forwarded_prefix"


class Prefix:
    """An application that answers under a path and, as probes ask it, without.

    A proxy may pass the path on or strip it: links keep it either way. Where a believed proxy
    names another, that is what the client asked under, and links have it instead.
    """

    def __init__(self, application: WSGIApplication, path: str) -> None:
        self._application = application
        self._path = path

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a WSGI request: the path is its SCRIPT_NAME, and the rest its PATH_INFO."""
        named = environ.get(FORWARDED_PREFIX, self._path)
        for path in dict.fromkeys((named, self._path)):
            asked = environ.get("PATH_INFO", "")
            if path and f"{asked}/".startswith(f"{path}/"):
                environ["PATH_INFO"] = asked.removeprefix(path) or "/"
        environ["SCRIPT_NAME"] = named
        return self._application(environ, start_response)


def install(app: Flask, path: str) -> None:
    """Serve the app under a path too, from which all its links then begin."""
    app.wsgi_app = Prefix(app.wsgi_app, path)  # type: ignore[method-assign]
