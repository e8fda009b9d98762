"""Feedback from several workers: nothing acknowledged is lost, and articles go on."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from tests.messy import ARTICLE
from tests.postgresql import Cluster
from tests.server.clients import busy
from tests.server.conftest import Server, start

pytestmark = pytest.mark.server
MANY = {"DATELINE_FEEDBACK_WAITING": "100000"}


@dataclass
class Sent:
    """What became of corrections: keys that were acknowledged, and how often each status came."""

    keys: list[str] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)


@contextmanager
def teaching(port: int, clients: int) -> Iterator[Sent]:
    """Send a new correction after the other from so many clients, while the block lasts."""
    sent, stop = Sent(), threading.Event()
    headers = {"Content-Type": "application/json"}

    def once(connection: http.client.HTTPConnection, text: str) -> str:
        body = json.dumps({"text": text, "topic": "crime"})
        try:
            connection.request("POST", "/v1/feedback", body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            return type(error).__name__
        if answer.status in (200, 201):
            sent.keys.append(json.loads(content)["key"])
        return str(answer.status)

    def send(client: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        number = 0
        while not stop.is_set():
            number += 1
            end = once(connection, f"{ARTICLE} By client {client}, its number {number}.")
            sent.ends[end] += 1
            if end == "429":
                stop.wait(0.2)
            elif not end.isdigit():
                stop.wait(0.05)
        connection.close()

    threads = [threading.Thread(target=send, args=(one,), daemon=True) for one in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield sent
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=90)


def kept(server: Server) -> set[str]:
    """The keys of all that is kept."""
    text = requests.get(f"{server.address}/v1/feedback/export", timeout=120).text
    return {json.loads(line)["key"] for line in text.splitlines()}


def wait(until: Callable[[], bool]) -> None:
    """Wait for something that comes, however slow the machine is."""
    deadline = time.monotonic() + 120
    while not until():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def serving(database_url: str, tmp_path: Path) -> Iterator[Server]:
    """A server of two workers with a database."""
    server = start(tmp_path / "log", DATELINE_DATABASE_URL=database_url, **MANY)
    yield server
    server.stop()


def test_many_teach_while_others_analyse(serving: Server) -> None:
    """Of 32 who teach and 8 who analyse none meets a fault; what is refused is told so."""
    with teaching(serving.port, 32) as sent, busy(serving.port, 8) as analysed:
        wait(lambda: len(sent.keys) > 40 and len(analysed.seconds) > 100)
    assert set(sent.ends) <= {"201", "200", "429"}
    assert set(analysed.ends) <= {"200", "429"}
    assert len(sent.keys) == len(set(sent.keys))
    assert kept(serving) == set(sent.keys)
    assert "Traceback" not in serving.log.read_text()


def test_nothing_acknowledged_is_lost_to_killed_workers(serving: Server) -> None:
    """Workers that are killed while they write are replaced, and every key told is kept."""
    with teaching(serving.port, 8) as sent:
        for _ in range(3):
            before = len(sent.keys)
            wait(lambda before=before: len(sent.keys) > before + 15)  # type: ignore[misc]
            for pid in serving.workers():
                os.kill(pid, signal.SIGKILL)
    assert "500" not in sent.ends
    assert set(sent.keys) <= kept(serving)


def test_a_postgresql_that_is_killed(postgresql: Cluster, tmp_path: Path) -> None:
    """Feedback is 503 until it is back, analysis goes on, and nothing acknowledged is lost."""
    url = postgresql.new_database()
    server = start(tmp_path / "log", DATELINE_DATABASE_URL=url, **MANY)
    try:
        with teaching(server.port, 4) as sent:
            wait(lambda: len(sent.keys) > 30)
            postgresql.kill()
            wait(lambda: sent.ends["503"] > 5)
            answer = requests.post(
                f"{server.address}/v1/analysis", json={"text": ARTICLE}, timeout=60
            )
            assert answer.status_code == 200
            assert requests.get(f"{server.address}/readyz", timeout=60).status_code == 200
            postgresql.start()
            before = len(sent.keys)
            wait(lambda: len(sent.keys) > before + 10)
        assert set(sent.ends) <= {"201", "429", "503"}
        assert set(sent.keys) <= kept(server)
        log = server.log.read_text()
        assert "Traceback" not in log
        assert "number 1." not in log
    finally:
        if postgresql.process is not None and postgresql.process.poll() is not None:
            postgresql.start()
        server.stop()


def test_a_service_starts_without_its_database(tmp_path: Path) -> None:
    """It says why in its log, without the password, serves articles, and is ready."""
    url = "postgresql://dateline:s3cret@127.0.0.1:1/feedback"
    server = start(tmp_path / "log", DATELINE_DATABASE_URL=url)
    try:
        answer = requests.post(f"{server.address}/v1/topic", json={"text": ARTICLE}, timeout=60)
        assert answer.status_code == 200
        answer = requests.get(f"{server.address}/v1/feedback", timeout=60)
        assert answer.status_code == 503
        assert answer.json()["type"] == "urn:dateline:problem:unavailable"
    finally:
        server.stop()
    log = server.log.read_text()
    assert "no feedback: The database of the feedback does not answer" in log
    assert "s3cret" not in log


def test_a_database_from_the_future_costs_no_analysis(tmp_path: Path) -> None:
    """Its sentence is in the log and in the 503; articles are analysed."""
    path = tmp_path / "feedback.sqlite3"
    server = start(tmp_path / "one", DATELINE_DATABASE_URL=f"sqlite:///{path}")
    server.process.terminate()
    server.process.wait(timeout=60)

    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    server = start(tmp_path / "two", DATELINE_DATABASE_URL=f"sqlite:///{path}")
    try:
        answer = requests.get(f"{server.address}/v1/feedback", timeout=60)
        assert answer.status_code == 503
        assert "of a newer release" in answer.json()["detail"]
        answer = requests.post(f"{server.address}/v1/topic", json={"text": ARTICLE}, timeout=60)
        assert answer.status_code == 200
    finally:
        server.stop()
    assert "of a newer release" in (tmp_path / "two").read_text()


def test_no_text_of_feedback_is_logged(serving: Server) -> None:
    """Neither what was sent, nor what was deleted, nor what was refused."""
    texts = {
        "text": f"{ARTICLE} Xylophone.",
        "title": "Quetzal on the roof",
        "note": "Marzipan for the chief",
        "id": "zeppelin-7",
    }
    address = f"{serving.address}/v1/feedback"
    key = requests.post(address, json={**texts, "topic": "crime"}, timeout=60).json()["key"]
    requests.patch(f"{address}/{key}", json={"state": "accepted"}, timeout=60)
    requests.delete(f"{address}/{key}", timeout=60)
    requests.post(address, json={**texts, "topic": "Not A Topic, Walrus"}, timeout=60)
    log = serving.log.read_text()
    assert re.search(r"/v1/feedback", log)
    for word in ("Xylophone", "Quetzal", "Marzipan", "zeppelin", "Walrus"):
        assert word not in log


def test_metrics_are_right_over_workers(serving: Server) -> None:
    """What two workers were sent is added up, and what waits is told once."""
    with teaching(serving.port, 4) as sent:
        wait(lambda: len(sent.keys) > 20)

    def metric(pattern: str) -> float:
        page = requests.get(f"{serving.address}/metrics", timeout=60).text
        return sum(float(found) for found in re.findall(rf"^{pattern} (\S+)$", page, re.MULTILINE))

    received = r'dateline_feedback_received_total\{state="disputed",topic="crime"\}'
    assert metric(received) == len(sent.keys)
    waiting = r'dateline_feedback_corrections\{state="disputed"\}'
    wait(lambda: metric(waiting) == len(sent.keys))
