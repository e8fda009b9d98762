"""Workers and masters go without losing what they were given."""

from __future__ import annotations

import http.client
import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.messy import ARTICLE
from tests.server.clients import busy
from tests.server.conftest import Server, start

pytestmark = pytest.mark.server
LINE = json.dumps({"text": ARTICLE}).encode() + b"\n"


@pytest.fixture
def draining(tmp_path: Path) -> Iterator[Server]:
    """A server that says for a second that it is not ready before it stops."""
    server = start(tmp_path / "log", DATELINE_DRAIN_SECONDS="1")
    yield server
    server.stop()


def ready(server: Server) -> int | None:
    """The status of `/readyz`, or None where nobody listens."""
    try:
        return requests.get(f"{server.address}/readyz", timeout=5).status_code
    except requests.ConnectionError:
        return None


def test_term_under_load_loses_nothing(draining: Server) -> None:
    """Unready first, then no more connections: of 16 clients none is left without an answer."""
    with busy(draining.port, 16) as outcome:
        time.sleep(1.0)
        draining.process.terminate()
        time.sleep(0.2)
        assert ready(draining) == 503
        assert draining.process.wait(timeout=40) == 0
    assert outcome.lost == 0, outcome.ends
    assert outcome.ends["ConnectionRefusedError"] == 16
    assert ready(draining) is None
    assert "Traceback" not in draining.log.read_text()


def test_a_second_term_does_not_wait(tmp_path: Path) -> None:
    """Whoever means it says it twice."""
    server = start(tmp_path / "log", DATELINE_DRAIN_SECONDS="60")
    server.process.terminate()
    time.sleep(0.3)
    assert ready(server) == 503
    server.stop()


def test_eight_hups_under_load_lose_nothing(draining: Server) -> None:
    """Every worker is replaced eight times, and no request is lost."""
    first = set(draining.workers())
    with busy(draining.port, 8) as outcome:
        for _ in range(8):
            draining.process.send_signal(signal.SIGHUP)
            time.sleep(0.5)
            assert ready(draining) == 200
        time.sleep(1.0)
    assert outcome.lost == 0, outcome.ends
    assert not first & set(draining.workers())


def test_a_killed_worker_takes_only_its_own_with_it(draining: Server) -> None:
    """`kill -9` loses at most what was in that worker, and nothing for clients that try again."""
    with busy(draining.port, 16) as once:
        time.sleep(0.5)
        os.kill(draining.workers()[0], signal.SIGKILL)
        time.sleep(1.5)
    assert once.lost <= 16, once.ends
    assert once.ends["200"] > 50
    with busy(draining.port, 16, tries=2) as twice:
        time.sleep(0.5)
        os.kill(draining.workers()[0], signal.SIGKILL)
        time.sleep(1.5)
    assert twice.lost == 0, twice.ends


def test_an_open_stream_is_answered_to_its_end(draining: Server) -> None:
    """A stream that is being sent when TERM comes gets a line for every line."""

    def lines() -> Iterator[bytes]:
        for index in range(30):
            if index == 5:
                draining.process.terminate()
            time.sleep(0.1)
            yield LINE

    answer = requests.post(
        f"{draining.address}/v1/topic",
        data=lines(),
        headers={"Content-Type": "application/x-ndjson"},
        timeout=30,
    )
    found = [json.loads(line) for line in answer.iter_lines()]
    assert [item["index"] for item in found] == list(range(30))
    assert all("problem" not in item for item in found)


def test_answers_while_draining_say_close(draining: Server) -> None:
    """A kept connection is given up at its next answer, so that its client goes elsewhere."""
    connection = http.client.HTTPConnection("127.0.0.1", draining.port, timeout=10)
    connection.request("GET", "/livez")
    answer = connection.getresponse()
    assert answer.getheader("Connection") == "keep-alive"
    answer.read()
    draining.process.terminate()
    time.sleep(0.2)
    connection.request("GET", "/livez")
    assert connection.getresponse().getheader("Connection") == "close"
    connection.close()
