"""Requests that are no HTTP, or not enough of it, are refused in problem documents."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from service.http.guards import HEADERS
from tests.server.conftest import Server
from tests.server.test_wire import exchange

pytestmark = pytest.mark.server
HEAD = b"POST /v1/topic HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"


def refused(server: Server, request: bytes) -> tuple[int, dict[str, Any]]:
    """Send bytes; check that the answer is a whole problem document with an id."""
    head, _, body = exchange(server, request).partition(b"\r\n\r\n")
    document: dict[str, Any] = json.loads(body)
    status = int(head.split(b" ")[1])
    assert document["status"] == status
    assert b"Content-Type: application/problem+json" in head
    assert all(f"{name}: {value}".encode() in head for name, value in HEADERS.items())
    name = re.search(rb"X-Request-ID: (\S+)", head)
    assert name is not None
    assert document["instance"].endswith(name[1].decode())
    assert {"type", "title", "detail"} <= set(document)
    return status, document


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"NONSENSE\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nBad Header: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\nHost: a\n\n", 400),
        (b"GET /livez HTTP/1.1\r\n\r\n", 400),
        (b"GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"A: b\r\n" * 120 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"b" * 9_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"b" * 600_000, 431),
        (HEAD + b"Expect: the-unexpected\r\n\r\n", 417),
        (HEAD + b"Transfer-Encoding: brotli\r\n\r\n", 501),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nno size\r\n", 400),
        (HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400),
        (HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400),
        (HEAD + b"Content-Length: -1\r\n\r\n", 400),
        (HEAD + b"Content-Length: 1e3\r\n\r\n", 400),
        (HEAD + b"Content-Type: text/html\r\nContent-Length: 3\r\n\r\nabc", 400),
    ],
)
def test_what_is_no_request_is_a_problem(server: Server, request_bytes: bytes, status: int) -> None:
    """Broken lines, headers, lengths and framing: the status that HTTP has for it."""
    found, document = refused(server, request_bytes)
    assert found == status, document


def test_nothing_sent_comes_back(server: Server) -> None:
    """A refusal does not quote what it refuses."""
    answer = exchange(server, b"<script>alert(1)</script> / HTTP/1.1\r\nHost: a\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"script" not in answer


@pytest.mark.parametrize("method", ["BREW", "PUT", "DELETE", "TRACE", "PROPFIND"])
def test_unknown_methods_are_problems(server: Server, method: str) -> None:
    """405, with what is allowed."""
    status, _ = refused(
        server, f"{method} /v1/topic HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
    )
    assert status == 405
