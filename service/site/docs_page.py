"""Help with the API: examples to copy, and Swagger UI, served from here."""

from __future__ import annotations

import re
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask import send_from_directory as send

from service.http.contract.operation import operation
from service.http.middleware.guards import PAGE_POLICY

blueprint = Blueprint("docs_page", __name__)

_PACKAGE = "flask_swagger_ui"
_VERSION = version("flask-swagger-ui")
# Of the package's fourteen files; the image keeps no others.
_FILES = frozenset({"swagger-ui-bundle.js", "swagger-ui.css"})
# Swagger UI needs nothing inline, unlike what is often said: React sets styles by script, which a
# policy does not forbid. Its style sheet has its arrows and locks as data: URLs.
_POLICY = PAGE_POLICY.replace("img-src 'self'", "img-src 'self' data:")
_SNIPPETS = Path(__file__).parent / "snippets"
#: The address that the files of examples name; readers see the one they ask.
EXAMPLE_ADDRESS = "http://127.0.0.1:8000"
# The host is the client's word, and is shown in commands that people copy into a shell.
_HOST = re.compile(
    r"https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|https?://\[[0-9a-f:]+\](:[0-9]{1,5})?"
)


@blueprint.get("/docs", strict_slashes=False)
@operation(right=None, cacheable=True)
def docs() -> Response:
    """Show how to call the API, and let the reader try it."""
    page = render_template("docs.html", examples=examples(_address()), swagger=_VERSION)
    response = make_response(page)
    response.headers["Content-Security-Policy"] = _POLICY
    return response


@blueprint.get("/docs/<release>/<name>")
@operation(right=None)
def asset(release: str, name: str) -> Response:
    """Give a file of Swagger UI; its address has the release, so it never changes."""
    if release != _VERSION or name not in _FILES:
        abort(404)
    response = send(_folder(), name)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _address() -> str:
    """Return where the reader asks the service."""
    asked = f"{request.scheme}://{request.host}"
    address = asked if _HOST.fullmatch(asked) else EXAMPLE_ADDRESS
    return address + request.script_root


def examples(address: str) -> dict[str, str]:
    """Return the examples by the names of their files, asking the service at an address."""
    return {
        path.name: path.read_text("utf-8").strip().replace(EXAMPLE_ADDRESS, address)
        for path in sorted(_SNIPPETS.iterdir())
        if path.suffix in (".sh", ".py", ".mjs")
    }


def _folder() -> Path:
    spec = find_spec(_PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "dist"
