"""What the shipped proxies answer by themselves, which the service never sees."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.server.conftest import free_port
from tests.server.nginx import composed, nginx, podded, replaced

pytestmark = pytest.mark.server
HEAD = b"Host: desk.example\r\nConnection: close\r\n"
BROWSER = b"Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
DOCUMENTED = (ROOT / "docs/api.md").read_text("utf-8")


@pytest.fixture(params=["compose", "kubernetes"])
def alone(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[int]:
    """The port of a shipped nginx behind which nothing listens."""
    port, nobody = free_port(), free_port()
    composes = request.param == "compose"
    text = composed(port, nobody) if composes else podded(port, nobody, free_port())
    with nginx(text, tmp_path, port):
        yield port


def exchange(port: int, request: bytes) -> tuple[int, dict[str, str], str]:
    """Send a request as it stands; the status, the headers by lower-case name, and the body."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        answer = b""
        # What is refused is read on for a while: the answer is here before the end.
        while b"\r\n\r\n" not in answer or not answer.rstrip().endswith((b"}", b"</html>")):
            piece = connection.recv(65_536)
            assert piece, answer
            answer += piece
    head, _, body = answer.decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    return int(first.split(" ")[1]), headers, body


def post(length: int, *, kind: bytes = b"text/plain", also: bytes = b"") -> bytes:
    """The head of an article whose body is announced and does not come."""
    lines = b"Content-Type: %b\r\nContent-Length: %d\r\n" % (kind, length)
    return b"POST /v1/topic HTTP/1.1\r\n" + HEAD + also + lines + b"\r\n"


@pytest.mark.parametrize(
    ("request_bytes", "status", "kind"),
    [
        (b"GET /v1/model HTTP/1.1\r\n" + HEAD + b"\r\n", 502, "unreachable"),
        (post(90_000_000), 413, "too-large"),
        (post(90_000_000, kind=b"application/x-ndjson"), 413, "too-large"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "bad-request"),
        (b"GET /../.. HTTP/1.1\r\n" + HEAD + b"\r\n", 400, "bad-request"),
        (b"\x16\x03\x01 no HTTP\r\n\r\n", 400, "bad-request"),
        (b"TRACE / HTTP/1.1\r\n" + HEAD + b"\r\n", 405, "method-not-allowed"),
        (b"GET / HTTP/2.0\r\n" + HEAD + b"\r\n", 505, "http-505"),
        (b"POST / HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: a\r\n\r\n", 501, "http-501"),
        (b"GET /problems/json HTTP/1.1\r\n" + HEAD + b"\r\n", 404, "not-found"),
        (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n" + HEAD + b"\r\n", 414, "http-414"),
        (b"GET / HTTP/1.1\r\n" + HEAD + b"X: " + b"a" * 40_000 + b"\r\n\r\n", 431, "http-431"),
    ],
    ids=str,
)
def test_its_own_answers_are_problem_documents(
    alone: int, request_bytes: bytes, status: int, kind: str
) -> None:
    """They have the members, the type and the headers that those of the service have."""
    found, headers, body = exchange(alone, request_bytes)
    assert found == status
    assert headers["content-type"] == "application/problem+json"
    assert headers["cache-control"] == "no-store"
    problem = json.loads(body)
    assert list(problem) == ["type", "title", "status", "detail", "instance"]
    assert problem["type"] == f"urn:dateline:problem:{kind}"
    assert problem["status"] == status
    # What is wrong, and what to do about it.
    assert problem["detail"].count(". ") >= (status != 404)
    assert problem["instance"].endswith(f"#{headers['x-request-id']}")
    assert ("retry-after" in headers) == (status == 502)
    assert ("allow" in headers) == (status == 405)
    assert kind.startswith("http-") or f"`{kind}`" in DOCUMENTED


def test_a_problem_is_told_with_the_clients_own_id_and_path(alone: int) -> None:
    """As far as both are well formed: nothing that was sent changes what the document says."""
    for given, told in ((b"desk-7", "desk-7"), (b'a"b', None)):
        path = b'/v1/model","status":200,"x":"<b>'
        lines = HEAD + b"X-Request-ID: " + given + b"\r\n"
        _, headers, body = exchange(alone, b"GET " + path + b" HTTP/1.1\r\n" + lines + b"\r\n")
        problem = json.loads(body)
        assert problem["status"] == 502
        assert problem["instance"] == f"/v1/model#{headers['x-request-id']}"
        assert told is None or headers["x-request-id"] == told


@pytest.mark.parametrize("path", [b"/news/dateline/", b'/"><script>'])
def test_a_visitor_is_shown_a_page(alone: int, path: bytes) -> None:
    """A browser that opens an address gets the same in sentences, with nothing to load."""
    lines = b"GET " + path + b" HTTP/1.1\r\n" + HEAD + BROWSER + b"\r\n"
    status, headers, body = exchange(alone, lines)
    assert (status, headers["content-type"]) == (502, "text/html")
    assert headers["vary"] == "Accept"
    assert "<h1>The service cannot be reached</h1>" in body
    assert "Try again in a moment." in body
    assert "script" not in body
    assert "href" not in body


def test_who_asks_for_json_too_is_no_visitor(alone: int) -> None:
    """A program that takes HTML as well as JSON gets the document."""
    for accept in (b"application/json, text/html;q=0.1", b"application/ld+json,text/html", b"*/*"):
        also = b"Accept: " + accept + b"\r\n"
        _, headers, _ = exchange(alone, post(90_000_000, also=also))
        assert headers["content-type"] == "application/problem+json"


def test_both_proxies_say_the_same() -> None:
    """But for what their own limits are, and that one of them counts connections."""

    def said(path: str) -> list[str]:
        text = (ROOT / "deploy" / path / "nginx.conf").read_text("utf-8")
        maps = text.partition("# What nginx answers by itself")[2].partition("upstream")[0]
        shared = maps.partition("# Docker's own names")[0] + text.partition("/problems/ {")[2]
        lines = [line.strip() for line in shared.partition("location / {")[0].splitlines()]
        return [line for line in lines if not line.startswith(("413 ", "429 ", "504 "))]

    assert said("proxy") == said("kubernetes/base")
    assert len(said("proxy")) > 60


def test_silence_and_too_many_connections_are_told(tmp_path: Path) -> None:
    """A service that does not answer in time is a 504, one connection too many a 429."""
    port, service = free_port(), free_port()
    configuration = replaced(
        composed(port, service),
        ("proxy_read_timeout 60s;", "proxy_read_timeout 2s;"),
        ("limit_conn address 256;", "limit_conn address 1;"),
    )
    request = b"GET /v1/model HTTP/1.1\r\n" + HEAD + b"\r\n"
    with socket.create_server(("127.0.0.1", service)), nginx(configuration, tmp_path, port):
        with ThreadPoolExecutor(2) as threads:
            found = [*threads.map(lambda _: exchange(port, request), range(2))]
        told = {status: (headers, json.loads(body)["type"]) for status, headers, body in found}
    assert told.keys() == {429, 504}
    assert told[429][1] == "urn:dateline:problem:too-many-requests"
    assert told[504][1] == "urn:dateline:problem:unreachable"
    assert all("retry-after" in headers for headers, _ in told.values())
