"""The applications that are asked: as they come, and with settings of their own."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from io import RawIOBase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, TestResponse

from service import create_app
from service.settings import Settings
from tests.answers.request import NDJSON, Request

#: The key that the application `keyed` knows; it has the right to read, and no quota.
SECRET = "dl_reads"
_SMALL = {
    "DATELINE_MAX_BODY_BYTES": "2000",
    "DATELINE_MAX_CHARACTERS": "1500",
    "DATELINE_MAX_SENTENCES": "25",
    "DATELINE_MAX_NODES": "50",
    "DATELINE_MAX_ATTRIBUTES": "30",
    "DATELINE_MAX_NESTING": "20",
    "DATELINE_MAX_LINES": "3",
    "DATELINE_MAX_LINE_BYTES": "900",
    "DATELINE_MAX_STREAM_BYTES": "3000",
}
# No answer is to depend on how busy the machine is.
_PATIENT = {"DATELINE_HTML_SECONDS": "60", "DATELINE_WORK_SECONDS": "600"}
# So that `instance` is the same each time.
_ID = "case"
# A silence that is longer than the application waits, and ends when it has been answered.
_SILENCE_SECONDS = 30.0

Ask = Callable[[Request], TestResponse]


@contextmanager
def applications() -> Iterator[Ask]:
    """Give what asks the application that a request names; all of them are closed at the end.

    An application is built when it is first asked. The environment of this process counts for none.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        clients: dict[str, FlaskClient] = {}

        def ask(request: Request) -> TestResponse:
            name = request.application
            if name not in clients:
                clients[name] = _build(_settings(name, folder), stack)
                if name == "busy":
                    _occupy(clients[name], stack)
            return _send(clients[name], request)

        yield ask


def _settings(name: str, folder: Path) -> Mapping[str, str]:
    match name:
        case "small":
            return _SMALL
        case "modelless":
            return {"DATELINE_MODELS": str(folder)}
        case "keyed":
            path = folder / "keys.toml"
            digest = hashlib.sha256(SECRET.encode()).hexdigest()
            path.write_text(f'[desk]\nsha256 = "{digest}"\n', "utf-8")
            return {"DATELINE_KEYS_FILE": str(path)}
        case "crossing":
            return {"DATELINE_ORIGINS": "https://allowed.example"}
        case "prefixed":
            return {"DATELINE_PREFIX": "/news"}
        case "busy":
            return {"DATELINE_MAX_STREAMS": "1"}
        case "hurried":
            return {"DATELINE_BODY_SECONDS": "0.1"}
    return {}


def _build(settings: Mapping[str, str], stack: ExitStack) -> FlaskClient:
    app = create_app(Settings.from_environment({**_PATIENT, **settings}))
    stack.callback(app.extensions["dateline"].extractor.close)
    return app.test_client()


def _occupy(client: FlaskClient, stack: ExitStack) -> None:
    """Leave a stream of the application open, so that it takes no other."""
    held = client.post("/v1/summary", data=b'{"text": "Rain."}\n' * 2, content_type=NDJSON)
    stack.callback(held.close)


def _send(client: FlaskClient, request: Request) -> TestResponse:
    sent: dict[str, Any] = {
        "path": request.path,
        "method": request.method,
        "headers": [*request.headers, ("X-Request-ID", _ID)],
    }
    if request.arrival == "whole":
        return client.open(EnvironBuilder(**sent, data=request.body), buffered=True)
    arriving = _Arriving(request.body, stalled=request.arrival == "stalled")
    environment: dict[str, Any] = {"wsgi.input": arriving}
    if request.arrival == "broken":
        environment["CONTENT_LENGTH"] = str(len(request.body) + 99)
    else:
        # What a server says of a chunked body.
        environment["wsgi.input_terminated"] = True
    try:
        return client.open(EnvironBuilder(**sent, environ_overrides=environment), buffered=True)
    finally:
        arriving.answered.set()


class _Arriving(RawIOBase):
    """A body that arrives without a length; one that is stalled never ends."""

    def __init__(self, body: bytes, *, stalled: bool) -> None:
        self._left = body
        self._stalled = stalled
        self.answered = threading.Event()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self._left and self._stalled:
            self.answered.wait(_SILENCE_SECONDS)
        end = len(self._left) if size < 0 else size
        piece, self._left = self._left[:end], self._left[end:]
        return piece
