"""Workers come and go, and clients do not notice."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
import requests

from tests.conftest import unavailable
from tests.messy import ARTICLE, HTML
from tests.server.conftest import ROOT, free_port, start

pytestmark = pytest.mark.server


def test_a_killed_worker_is_replaced(tmp_path: Path) -> None:
    """After `kill -9` of every worker the service answers again, HTML included."""
    server = start(tmp_path / "log")
    try:
        deadline = time.monotonic() + 5
        while len(before := server.workers()) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(before) == 2
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                answer = requests.post(
                    f"{server.address}/v1/analysis", json={"html": HTML}, timeout=10
                )
                break
            except requests.ConnectionError:
                time.sleep(0.1)
        assert answer.status_code == 200
        # One may answer before the other is buried.
        while set(before) & set(server.workers()):
            assert time.monotonic() < deadline
            time.sleep(0.05)
    finally:
        server.process.terminate()
        assert server.process.wait(timeout=40) == 0


def test_it_stops_cleanly(tmp_path: Path) -> None:
    """On TERM it ends with 0, in seconds, and leaves no process of its own behind."""
    server = start(tmp_path / "log")
    requests.post(f"{server.address}/v1/topic", json={"html": HTML}, timeout=20)
    group = os.getpgid(server.process.pid)
    begun = time.monotonic()
    server.process.terminate()
    assert server.process.wait(timeout=40) == 0
    assert time.monotonic() - begun < 10
    assert "Traceback" not in server.log.read_text()
    assert group == os.getpgid(0)


def test_a_broken_setting_stops_the_start_by_name(tmp_path: Path) -> None:
    """A setting that cannot be is named, and nothing is served on a guess."""
    with pytest.raises(AssertionError, match="DATELINE_WORKERS is 'many'"):
        start(tmp_path / "log", DATELINE_WORKERS="many")


def test_bin_serve_serves(tmp_path: Path) -> None:
    """The README's first command says where it is, and is soon ready when started again."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")},
        "DATELINE_BIND": f"127.0.0.1:{port}",
        "DATELINE_VENV": str(ROOT / ".venv"),
    }
    if not (ROOT / ".venv" / "requirements.txt.sha256").is_file():
        unavailable("server", "bin/serve has not made its environment yet; run it once")
    log = tmp_path / "log"
    begun = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen([ROOT / "bin/serve"], env=environment, stdout=out, stderr=out)
    try:
        while time.monotonic() < begun + 30:
            try:
                if requests.get(f"http://127.0.0.1:{port}/readyz", timeout=5).ok:
                    break
            except requests.ConnectionError:
                time.sleep(0.05)
        taken = time.monotonic() - begun
        answer = requests.post(
            f"http://127.0.0.1:{port}/v1/topic", json={"text": ARTICLE}, timeout=9
        )
        assert answer.json()["topic"]["label"] == "diplomacy"
        assert taken < 6  # 3 s on an idle machine; this one is busy with tests
        assert f"curl -sS http://127.0.0.1:{port}/v1/analysis" in log.read_text()
    finally:
        process.terminate()
        process.wait(timeout=40)
