"""What `/metrics` says of two workers, of their deaths and of a reload."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.messy import ARTICLE
from tests.server.conftest import Server, start
from tests.server.test_wire import exchange
from tests.waiting import PATIENCE, wait_for

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def counting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, for its workers are killed."""
    server = start(tmp_path_factory.mktemp("counting") / "log")
    yield server
    server.stop()
    assert not folders(server)


def folders(server: Server) -> list[Path]:
    """The folders of counts that the server's master holds."""
    base = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else Path("/tmp")
    held = Path(f"/proc/{server.process.pid}/fd")
    try:
        owned = {str(entry.readlink()) for entry in held.iterdir()}
    except FileNotFoundError:
        return []
    return [path for path in base.glob("dateline-metrics-*") if str(path / "owner") in owned]


def sample(server: Server, series: str) -> float:
    """One sample of one scrape; 0 where it is not there."""
    page = requests.get(f"{server.address}/metrics", timeout=30).text
    found = re.search(rf"^{re.escape(series)} (\S+)$", page, re.MULTILINE)
    return float(found[1]) if found else 0.0


def until(server: Server, series: str, wanted: float) -> float:
    """Scrape until the sample is as wanted, or the time is over."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if (found := sample(server, series)) == wanted:
                return found
        except requests.ConnectionError:
            pass
        time.sleep(0.1)
    return sample(server, series)


TOPICS = 'dateline_requests_total{route="/v1/topic",status="200"}'


def send(server: Server, times: int) -> None:
    """Send articles, each over a connection of its own, so that both workers get some."""
    for _ in range(times):
        answer = requests.post(f"{server.address}/v1/topic", json={"text": ARTICLE}, timeout=30)
        assert answer.status_code == 200


def test_counts_are_the_sums_of_all_workers_dead_ones_too(counting: Server) -> None:
    """Twenty requests stay twenty while workers are killed, and dead workers leave no files."""
    workers = "dateline_model_workers"
    before = sample(counting, TOPICS)
    send(counting, 20)
    page = requests.get(f"{counting.address}/metrics", timeout=30).text
    (version,) = set(re.findall(rf'^{workers}{{version="(\S+)"}}', page, re.MULTILINE))
    series = f'{workers}{{version="{version}"}}'
    assert until(counting, series, 2.0) == 2.0
    assert sample(counting, TOPICS) == before + 20
    (folder,) = folders(counting)
    most = len(list(folder.glob("*.db"))) + 2  # the merged counters and histograms
    for _ in range(4):
        for pid in counting.workers():
            os.kill(pid, signal.SIGKILL)
            time.sleep(0.3)
        assert until(counting, series, 2.0) == 2.0
        assert sample(counting, TOPICS) == before + 20
        assert len(list(folder.glob("*.db"))) <= most
    send(counting, 5)
    assert sample(counting, TOPICS) == before + 25
    assert sample(counting, "dateline_requests_in_progress") == 1


@pytest.mark.parametrize(
    ("request_bytes", "status", "kind"),
    [
        (b"NONSENSE\r\n\r\n", "400", "bad-request"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"b" * 9_000 + b"\r\n\r\n", "431", "http-431"),
    ],
)
def test_what_is_refused_before_it_has_arrived_is_counted(
    counting: Server, request_bytes: bytes, status: str, kind: str
) -> None:
    """What the server refuses by itself is in the counts of requests and of problems."""
    requests_by_status = f'dateline_requests_total{{route="unreceived",status="{status}"}}'
    problems_by_type = f'dateline_problems_total{{type="{kind}"}}'
    before = [sample(counting, series) for series in (requests_by_status, problems_by_type)]
    for _ in range(3):
        exchange(counting, request_bytes)
    assert until(counting, requests_by_status, before[0] + 3) == before[0] + 3
    assert until(counting, problems_by_type, before[1] + 3) == before[1] + 3


def test_counts_outlive_a_reload(counting: Server) -> None:
    """HUP replaces the workers and keeps what they counted."""
    counted = sample(counting, TOPICS)
    send(counting, 6)
    before = set(counting.workers())
    counting.process.send_signal(signal.SIGHUP)
    wait_for(lambda: not before & set(counting.workers()))
    assert until(counting, TOPICS, counted + 6) == counted + 6


def test_a_scrape_is_small(server: Server) -> None:
    """Over two workers it is a page of some kilobytes."""
    send(server, 4)
    assert len(requests.get(f"{server.address}/metrics", timeout=30).content) < 40_000


def test_every_line_is_json_and_the_model_is_named(server: Server) -> None:
    """From the first line on, gunicorn's and the service's own are of the one form."""
    send(server, 2)
    requests.get(f"{server.address}/no\u2028where?title=Quixelborn", timeout=30)
    text = server.log.read_text()
    lines = [json.loads(line) for line in text.split("\n") if line]
    events = [line["event"] for line in lines]
    assert any(event.startswith("now serving model ") for event in events)
    assert any(event.startswith("Dateline is ready on ") for event in events)
    routes = [line["route"] for line in lines if line["event"] == "request"]
    assert routes.count("/v1/topic") >= 2
    assert "unmatched" in routes
    assert "Quixelborn" not in text
