"""The proxy of compose.yaml, a real nginx with our configuration, before a real service."""

from __future__ import annotations

import gzip
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
from tests.server.conftest import Server, free_port, start
from tests.server.nginx import composed, nginx
from tests.waiting import wait_for

pytestmark = pytest.mark.server
LINE = json.dumps({"text": ARTICLE}).encode() + b"\n"


@pytest.fixture
def proxied(server: Server, tmp_path: Path) -> Iterator[int]:
    """The port of an nginx before the server."""
    port = free_port()
    with nginx(composed(port, server.port), tmp_path, port):
        yield port


def test_articles_pass_and_problems_stay(proxied: int) -> None:
    """The answers are the service's own, with its id, whether good or bad."""
    url = f"http://127.0.0.1:{proxied}/v1/topic"
    headers = {"X-Request-ID": "through-the-proxy"}
    answer = requests.post(url, json={"text": ARTICLE}, headers=headers, timeout=20)
    assert answer.json()["topic"]["label"] == "diplomacy"
    assert answer.headers["X-Request-ID"] == "through-the-proxy"
    wrong = requests.post(url, json={"text": ARTICLE, "sentense": 3}, timeout=20)
    assert wrong.json()["status"] == 422
    large = requests.post(url, data=b"a" * 300_000, headers={"Content-Type": "text/plain"})
    assert large.json()["status"] == 413
    assert requests.get(f"http://127.0.0.1:{proxied}/lines/v1/topic", timeout=9).status_code == 404


def test_a_killed_worker_is_hardly_noticed_behind_it(proxied: int, server: Server) -> None:
    """The proxy asks again where no answer had begun; clients that try again lose nothing."""
    with busy(proxied, 8, tries=2) as outcome:
        wait_for(lambda: outcome.ends["200"] > 20)
        os.kill(server.workers()[0], signal.SIGKILL)
        time.sleep(1.5)
    assert outcome.lost == 0, outcome.ends


def test_lines_are_answered_as_they_come(proxied: int) -> None:
    """A client that waits for each answer before it sends the next line gets it."""
    connection = http.client.HTTPConnection("127.0.0.1", proxied, timeout=20)
    connection.putrequest("POST", "/v1/topic")
    connection.putheader("Content-Type", "application/x-ndjson")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders(b"%x\r\n%b\r\n" % (len(LINE), LINE))
    answer = connection.getresponse()
    assert json.loads(answer.readline())["index"] == 0
    assert connection.sock is not None
    connection.sock.sendall(b"%x\r\n%b\r\n0\r\n\r\n" % (len(LINE), LINE))
    assert json.loads(answer.readline())["index"] == 1
    assert answer.read() == b""
    connection.close()


@pytest.fixture
def believed(tmp_path: Path) -> Iterator[int]:
    """The port of an nginx that its server believes, as in compose.yaml."""
    server, port = start(tmp_path / "log", DATELINE_PROXIES="127.0.0.0/8"), free_port()
    with nginx(composed(port, server.port), tmp_path, port):
        yield port
    server.stop()


def test_who_ends_tls_is_passed_on_and_nothing_else(believed: int) -> None:
    """What stands before the proxy says how the client came, of several the first.

    A client cannot have it pass on a path, or a contradiction.
    """
    address = f"http://127.0.0.1:{believed}"
    schemes = {"": "http", "https": "https", "https, http": "https", "http, https": "http"}
    forged = {
        "X-Forwarded-Prefix": "/elsewhere",
        "X-Forwarded-Ssl": "off",
        "Forwarded": "proto=http;for=192.0.2.66",
        "X-Forwarded-Protocol": "http",
    }
    for forwarded, scheme in schemes.items():
        headers = {"Host": "desk.example", "X-Forwarded-Proto": forwarded, **forged}
        answer = requests.get(f"{address}/docs", headers=headers, timeout=9)
        assert answer.status_code == 200
        assert f"{scheme}://desk.example/v1/analysis" in answer.text
        assert "elsewhere" not in answer.text


def test_compressed_articles_and_lines_pass(proxied: int) -> None:
    """Gzip is passed on both ways, and lines by any of their names go their own way."""
    body = gzip.compress(LINE * 3)
    for kind in ("application/x-ndjson", "application/ndjson", "application/jsonl; charset=utf-8"):
        headers = {"Content-Type": kind, "Content-Encoding": "gzip"}
        url = f"http://127.0.0.1:{proxied}/v1/topic"
        answer = requests.post(url, data=body, headers=headers, timeout=20)
        assert answer.headers["Content-Encoding"] == "gzip"
        assert [json.loads(line)["index"] for line in answer.iter_lines()] == [0, 1, 2]
