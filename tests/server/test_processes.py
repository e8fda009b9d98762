"""Workers come and go, and clients do not notice."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
import requests

from tests.conftest import unavailable
from tests.messy import ARTICLE, HTML
from tests.server.conftest import ROOT, free_port, start
from tests.waiting import wait_for

pytestmark = pytest.mark.server


def test_a_killed_worker_is_replaced(tmp_path: Path) -> None:
    """After `kill -9` of every worker the service answers again, HTML included."""
    server = start(tmp_path / "log")
    try:
        wait_for(lambda: len(server.workers()) == 2)
        before = server.workers()
        for pid in before:
            os.kill(pid, signal.SIGKILL)

        def ask() -> requests.Response | None:
            try:
                url = f"{server.address}/v1/analysis"
                return requests.post(url, json={"html": HTML}, timeout=30)
            except requests.ConnectionError:
                return None

        answer = wait_for(ask)
        assert answer is not None
        assert answer.status_code == 200
        # One may answer before the other is buried.
        wait_for(lambda: not set(before) & set(server.workers()))
    finally:
        server.stop()


def test_it_stops_cleanly(tmp_path: Path) -> None:
    """On TERM it ends with 0, and leaves no process of its own behind."""
    server = start(tmp_path / "log")
    requests.post(f"{server.address}/v1/topic", json={"html": HTML}, timeout=20)
    group = os.getpgid(server.process.pid)
    server.stop()
    assert "Traceback" not in server.log.read_text()
    assert group == os.getpgid(0)


def test_a_broken_setting_stops_the_start_by_name(tmp_path: Path) -> None:
    """A setting that cannot be is named, and nothing is served on a guess."""
    with pytest.raises(AssertionError, match="DATELINE_WORKERS is 'many'"):
        start(tmp_path / "log", DATELINE_WORKERS="many")


def test_bin_serve_serves(tmp_path: Path) -> None:
    """The README's first command says where it is, and answers."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")},
        "DATELINE_BIND": f"127.0.0.1:{port}",
        "DATELINE_VENV": str(ROOT / ".venv"),
    }
    if not (ROOT / ".venv" / "requirements.txt.sha256").is_file():
        unavailable("server", "bin/serve has not made its environment yet; run it once")
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen([ROOT / "bin/serve"], env=environment, stdout=out, stderr=out)

    def ready() -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{port}/readyz", timeout=30).ok
        except requests.ConnectionError:
            return False

    try:
        wait_for(ready)
        answer = requests.post(
            f"http://127.0.0.1:{port}/v1/topic", json={"text": ARTICLE}, timeout=30
        )
        assert answer.json()["topic"]["label"] == "diplomacy"
        assert f"curl -sS http://127.0.0.1:{port}/v1/analysis" in log.read_text()
    finally:
        process.terminate()
        process.wait(timeout=40)
