"""Servers to measure: ours, the same answering a constant, and gunicorn as it comes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from flask import Flask

from service import create_app
from tests.server.conftest import ROOT, Server, free_port, start

# As long as the answer for a page.
_CONSTANT = b'{"constant":"' + b"x" * 6_000 + b'"}'


@contextmanager
def ours(application: str = "service:create_app()", **environment: str) -> Iterator[Server]:
    """Dateline with two workers, or another application in the same gunicorn."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATELINE_DRAIN_SECONDS": "2", **environment}
        yield from _ending(start(Path(folder) / "log", application, **environment))


@contextmanager
def stock() -> Iterator[Server]:
    """The same application in gunicorn as it comes: gthread, two workers, 8 threads."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-w", "2"]
    command += ["-k", "gthread", "--threads", "8", "--preload", "service:create_app()"]
    environment = {key: value for key, value in os.environ.items() if key[:9] != "DATELINE_"}
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as out:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)  # noqa: S603
        server = Server(process, port, log)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                requests.get(f"{server.address}/readyz", timeout=5)
                break
            except requests.ConnectionError:
                time.sleep(0.1)
        yield from _ending(server)


def constant() -> Flask:
    """Return the application with all its hooks, but a constant for every answer."""
    app = create_app()

    def answer(_: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = str(len(_CONSTANT))
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", length)])
        return [_CONSTANT]

    vars(app)["wsgi_app"] = answer
    return app


def _ending(server: Server) -> Iterator[Server]:
    try:
        yield server
    finally:
        server.process.terminate()
        try:
            server.process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            server.process.kill()
