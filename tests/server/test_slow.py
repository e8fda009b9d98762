"""Clients that send slowly, or not at all, take nothing from those that do not."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
import requests

from tests.messy import ARTICLE
from tests.server.conftest import Server, start

pytestmark = pytest.mark.server
_HEAD = "POST /v1/topic HTTP/1.1\r\nHost: a\r\nContent-Type: {}\r\n{}\r\n\r\n"
HEADS = {
    "head": "POST /v1/topic HTTP/1.1\r\nHost: a\r\nX-Slow: ",
    "body": _HEAD.format("text/plain", "Content-Length: 100000"),
    "chunks": _HEAD.format("text/plain", "Transfer-Encoding: chunked") + "10000\r\n",
    "expecting": _HEAD.format("text/plain", "Expect: 100-continue\r\nContent-Length: 100000"),
    "oversize": _HEAD.format("text/plain", "Content-Length: 99000000"),
    "lines": _HEAD.format("application/x-ndjson", "Content-Length: 100000"),
    "nothing": "",
}


@pytest.fixture(scope="module")
def hurried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that gives a request two seconds to arrive, and holds little of it."""
    server = start(
        tmp_path_factory.mktemp("slow") / "log",
        DATELINE_BODY_SECONDS="2",
        DATELINE_MAX_ARRIVING_BYTES="600000",
        DATELINE_WORKERS="1",
    )
    yield server
    server.stop()


def connect(server: Server) -> socket.socket:
    """A connection that waits at most 30 s for anything."""
    return socket.create_connection(("127.0.0.1", server.port), timeout=30)


@contextmanager
def dripping(server: Server, head: str, clients: int) -> Iterator[None]:
    """Clients that send a head and then a byte a second, and come again when they are refused."""
    stop = threading.Event()

    def drip() -> None:
        while not stop.is_set():
            with connect(server) as connection:
                try:
                    connection.sendall(head.encode())
                    while not stop.wait(1.0):
                        connection.sendall(b"a")
                except OSError:
                    continue

    threads = [threading.Thread(target=drip, daemon=True) for _ in range(clients)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@pytest.mark.parametrize("kind", HEADS)
def test_one_honest_client_among_64_that_drip(server: Server, kind: str) -> None:
    """Whatever is dripped, an honest request is answered while the others still have their time."""
    with dripping(server, HEADS[kind], 64):
        for _ in range(5):
            answer = requests.post(f"{server.address}/v1/topic", json={"text": ARTICLE}, timeout=15)
            assert answer.status_code == 200


@pytest.mark.parametrize("kind", ["head", "body", "chunks", "lines"])
def test_what_does_not_arrive_in_time_is_a_problem(hurried: Server, kind: str) -> None:
    """Two seconds are up after two seconds, bytes or no bytes; the answer says so."""
    with connect(hurried) as connection:
        connection.sendall(HEADS[kind].encode())
        answer = b""
        while piece := connection.recv(65_536):
            answer += piece
    assert b"too-slow" in answer
    assert b"2 s" in answer
    if kind != "lines":
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 408 ")
        assert b"application/problem+json" in head
        document = json.loads(body)
        assert document["status"] == 408
        assert document["instance"].rpartition("#")[2].encode() in head
        assert b"Connection: close" in head


def test_a_connection_that_says_nothing_is_closed_without_a_word(hurried: Server) -> None:
    """There is nobody to answer."""
    with connect(hurried) as connection:
        assert connection.recv(100) == b""


def test_unfinished_requests_give_way_when_they_are_too_much(hurried: Server) -> None:
    """Over the budget the oldest is refused with 429, and what is new is answered."""
    with ExitStack() as stack:
        connections = [stack.enter_context(connect(hurried)) for _ in range(4)]
        head = _HEAD.format("text/plain", "Content-Length: 200001").encode()
        for connection in connections:
            connection.sendall(head + b"a" * 200_000)
            time.sleep(0.1)
        answer = b""
        # Head and body may arrive apart.
        while not answer.endswith(b"}") and (piece := connections[0].recv(65_536)):
            answer += piece
        assert answer.startswith(b"HTTP/1.1 429 ")
        assert b"Retry-After: 1" in answer
        assert b"600,000 bytes" in answer
        connections[3].sendall(b".")
        assert connections[3].recv(15).startswith(b"HTTP/1.1 ")


def test_a_client_that_takes_no_answers_holds_up_nobody(server: Server) -> None:
    """64 clients ask for a lot and read nothing; an honest request is answered meanwhile."""
    request = b"GET /v1/model HTTP/1.1\r\nHost: a\r\n\r\n"
    with ExitStack() as stack:
        for _ in range(64):
            connection = stack.enter_context(connect(server))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
            connection.sendall(request * 3)
        answer = requests.post(f"{server.address}/v1/topic", json={"text": ARTICLE}, timeout=15)
        assert answer.status_code == 200


def test_two_requests_in_one_packet_get_two_answers(server: Server) -> None:
    """A client that does not wait for its answer before it asks again is answered twice."""
    request = b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"
    last = b"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    with connect(server) as connection:
        connection.sendall(request + request + last)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert answer.count(b"HTTP/1.1 200 OK") == 3


def test_a_client_that_asks_to_go_on_is_told_once(server: Server) -> None:
    """`Expect: 100-continue` is answered before the body comes, and one time only."""
    head = _HEAD.format("text/plain", "Connection: close\r\nExpect: 100-continue\r\n{}")
    body = ARTICLE.encode()
    with connect(server) as connection:
        connection.sendall(head.format(f"Content-Length: {len(body)}").encode())
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(body)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b"100 Continue" not in answer


def test_the_log_has_a_line_for_who_was_refused_early(hurried: Server) -> None:
    """What never reaches the application is told of all the same."""
    with connect(hurried) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 9_000 + b"\r\n\r\n")
        answer = connection.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 431 ")
    # The line is written when the answer is on its way.
    deadline = time.monotonic() + 5.0
    while "refused before it had arrived: 431" not in hurried.log.read_text():
        assert time.monotonic() < deadline, hurried.log.read_text()
        time.sleep(0.05)
