"""It serves where there is no network at all, nothing to write, and nobody's uid."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, unavailable
from tests.messy import HTML

pytestmark = pytest.mark.server
COMMAND = [
    *(sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"),
    "service:create_app()",
]


class OverSocket(http.client.HTTPConnection):
    """HTTP over a socket in the file system, which needs no network."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(60)
        self.sock.connect(str(self.path))


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder whose path is short enough for a socket, open to any uid."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-test-"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def unshared(*arguments: str) -> list[str]:
    """The command that runs another in namespaces of its own; skips where that is not allowed."""
    command = ["unshare", *([] if os.geteuid() == 0 else ["--map-root-user"]), *arguments]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], check=False).returncode:
        unavailable("namespaces", "unshare needs root or unprivileged user namespaces")
    return command


def serves(command: list[str], place: Path, **environment: str) -> str:
    """Start it, send a page, stop it; return its log."""
    log, path = place / "log", place / "socket"
    variables = {
        **{name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")},
        **environment,
        "DATELINE_BIND": f"unix:{path}",
        "DATELINE_WORKERS": "1",
    }
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=out, stderr=out)
    try:
        deadline = time.monotonic() + 120
        while not path.exists() and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.05)
        assert path.exists(), log.read_text()
        connection = OverSocket(path)
        connection.request(
            "POST", "/v1/analysis", json.dumps({"html": HTML}), {"Content-Type": "application/json"}
        )
        answer = connection.getresponse()
        found = json.loads(answer.read())
        connection.request("GET", "/metrics")
        page = connection.getresponse().read().decode()
        connection.close()
        assert answer.status == 200, found
        assert found["topic"]["label"] == "diplomacy"
        assert len(found["summary"]["sentences"]) == 3
        assert 'dateline_requests_total{route="/v1/analysis",status="200"} 1.0' in page
    finally:
        process.terminate()
        assert process.wait(timeout=40) == 0
    return log.read_text()


def test_it_serves_without_any_network(place: Path) -> None:
    """In a network namespace with no interface, not even loopback, a page is analysed."""
    log = serves([*unshared("--net"), *COMMAND], place)
    assert "Traceback" not in log


def test_it_serves_with_nothing_to_write_and_a_random_uid(place: Path) -> None:
    """With the whole file system read-only but `/tmp` and `/dev/shm`, as a uid that is nobody's."""
    if os.geteuid() != 0:
        unavailable("namespaces", "a read-only file system and another uid need root")
    script = (
        "mount --make-rprivate / && mount -t tmpfs -o mode=1777 tmpfs /dev/shm"
        f" && mount --bind {place} {place}"
        " && mount -o remount,bind,ro / && ! touch /etc/forged 2>/dev/null"
        " && exec setpriv --reuid=48151 --regid=48151 --clear-groups"
        ' --bounding-set=-all --no-new-privs "$@"'
    )
    nobody = ["setpriv", "--reuid=48151", "--regid=48151", "--clear-groups"]
    allowed = [*nobody, sys.executable, "-c", "import flask, sklearn"]
    if subprocess.run(allowed, check=False, capture_output=True, cwd="/").returncode:
        unavailable("namespaces", "the virtual environment is not readable for every uid")
    command = [*unshared("--mount", "--net"), "sh", "-c", script, "sh", *COMMAND]
    log = serves(
        command, place, HOME="/nonexistent", TMPDIR=str(place), PYTHONDONTWRITEBYTECODE="1"
    )
    assert "Traceback" not in log
