"""A real gunicorn, started as bin/serve starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
# Small limits, so that going over them is quick.
LIMITS = {
    "DATELINE_MAX_BODY_BYTES": "200000",
    "DATELINE_MAX_STREAM_BYTES": "30000000",
}


@dataclass
class Server:
    """A running server and where it is."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def address(self) -> str:
        """Its URL."""
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def stop(self) -> None:
        """End it as an operator does, which is no failure of its."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=PATIENCE) == 0


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(log: Path, application: str = "service:create_app()", **environment: str) -> Server:
    """Start a server and wait until it is ready."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "deploy/gunicorn.conf.py",
        application,
    ]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")},
        "DATELINE_BIND": f"127.0.0.1:{port}",
        "DATELINE_WORKERS": "2",
        "DATELINE_DRAIN_SECONDS": "0.1",
        **environment,
    }
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    server = Server(process, port, log)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if requests.get(f"{server.address}/readyz", timeout=30).status_code == 200:
                return server
        except requests.ConnectionError:
            time.sleep(0.05)
    process.kill()
    process.wait()
    raise AssertionError(f"the server did not become ready:\n{log.read_text()}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with two workers, shared by the tests that leave it whole."""
    running = start(tmp_path_factory.mktemp("server") / "log", **LIMITS)
    yield running
    running.stop()
