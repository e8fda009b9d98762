"""What a proxy says of scheme, path and client, on the wire: refused where it cannot be true."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.server.conftest import Server, start
from tests.server.test_wire import exchange

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def believing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server to which this machine is a proxy."""
    log = tmp_path_factory.mktemp("believing") / "log"
    server = start(log, DATELINE_PROXIES="127.0.0.1", DATELINE_WORKERS="1")
    yield server
    server.stop()


def docs(server: Server, *headers: str) -> tuple[int, str]:
    """The status and the page of the API, asked with some headers of a proxy."""
    lines = ("GET /docs HTTP/1.1", "Host: desk.example", "Connection: close", *headers, "", "")
    answer = exchange(server, "\r\n".join(lines).encode()).decode()
    return int(answer.split(" ", 2)[1]), answer


@pytest.mark.parametrize(
    ("headers", "scheme"),
    [
        (["X-Forwarded-Proto: https"], "https"),
        (["X-Forwarded-Proto: https", "X-Forwarded-Ssl: on"], "https"),
        (["X-Forwarded-Proto: https", "X-Forwarded-Proto: http"], "https"),
        (["X-Forwarded-Proto: http", "X-Forwarded-Proto: https"], "http"),
        (["X-Forwarded-Ssl: on"], "https"),
        (["X-Forwarded-Protocol: ssl"], "https"),
        (["Forwarded: for=192.0.2.1;proto=https"], "https"),
        (["X_Forwarded_Proto: https"], "http"),
    ],
)
def test_a_proxy_tells_the_scheme(believing: Server, headers: list[str], scheme: str) -> None:
    """By any of the headers that proxies have for it; of several proxies, by the first."""
    status, text = docs(believing, *headers)
    assert status == 200
    assert f"{scheme}://desk.example/v1/analysis" in text
    assert text.count("://desk.example/") == text.count(f"{scheme}://desk.example/")


CONTRARY = [
    ["X-Forwarded-Proto: https", "X-Forwarded-Ssl: off"],
    ["X-Forwarded-Ssl: off", "X-Forwarded-Proto: https"],
    ["X-Forwarded-Proto: http", "X-Forwarded-Ssl: on"],
    ["X-Forwarded-Proto: https", "X-Forwarded-Protocol: http"],
    ["X-Forwarded-Proto: http", "Forwarded: for=192.0.2.1;proto=https"],
    ["X-Forwarded-Prefix: /a", "X-Forwarded-Prefix: /b"],
    ["X-Forwarded-Prefix: //evil.example"],
    ["X-Forwarded-Prefix: javascript:alert(1)"],
    ["X-Forwarded-Prefix: /" + "a" * 4_000],
]


@pytest.mark.parametrize("headers", CONTRARY, ids=lambda headers: ", ".join(headers)[:60])
def test_what_contradicts_itself_is_told(believing: Server, headers: list[str]) -> None:
    """A problem document that names a header: no link, no refusal of gunicorn's, and no 500."""
    status, answer = docs(believing, *headers)
    assert status == 400
    problem = json.loads(answer.partition("\r\n\r\n")[2])
    assert problem["type"] == "urn:dateline:problem:bad-request"
    assert headers[0].partition(":")[0] in problem["detail"]


@pytest.mark.parametrize("headers", CONTRARY, ids=lambda headers: ", ".join(headers)[:60])
def test_from_nobody_that_is_named_it_is_not_looked_at(server: Server, headers: list[str]) -> None:
    """A request whose headers contradict each other is answered as any other."""
    status, answer = docs(server, *headers)
    assert status == 200
    assert "https://desk.example" not in answer
    assert 'href="/static/page.css"' in answer


@pytest.mark.parametrize("header", ["X-Forwarded-Prefix", "X-Forwarded-Proto"])
@pytest.mark.parametrize("end", [b"\r", b"\n", b"\0"])
def test_no_header_is_split_by_its_value(believing: Server, header: str, end: bytes) -> None:
    """A line end within a value begins no header of an answer."""
    lines = b"GET /docs HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
    value = b"/news" + end + b"Set-Cookie: forged=1"
    answer = exchange(believing, lines + header.encode() + b": " + value + b"\r\n\r\n")
    assert b"\nSet-Cookie" not in answer
    assert int(answer.split(b" ", 2)[1]) in (200, 400)


def test_a_proxy_tells_the_path(believing: Server) -> None:
    """Links begin with what it names; the path itself may have been stripped or not."""
    for path in ("/docs", "/news/dateline/docs"):
        lines = f"GET {path} HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\n"
        request = f"{lines}X-Forwarded-Prefix: /news/dateline\r\n\r\n"
        answer = exchange(believing, request.encode()).decode()
        assert answer.startswith("HTTP/1.1 200 ")
        assert 'href="/news/dateline/static/page.css"' in answer
        assert "http://desk.example/news/dateline/v1/analysis" in answer


@pytest.mark.parametrize(
    "header",
    [
        "SCRIPT_NAME: /docs",
        "SCRIPT_NAME: /elsewhere",
        "Script-Name: /elsewhere",
        "PATH_INFO: /elsewhere",
        "X-Script-Name: /elsewhere",
        "X-Forwarded-Host: elsewhere.example",
        "X_Forwarded_Prefix: /elsewhere",
    ],
)
def test_no_other_header_changes_a_link(believing: Server, header: str) -> None:
    """A path or a host that another header names is in no link, of a named proxy neither."""
    status, text = docs(believing, header)
    assert status == 200
    assert "elsewhere" not in text
    assert 'href="/static/page.css"' in text
    assert "http://desk.example/v1/analysis" in text


def test_a_forwarded_prefix_of_nobody_changes_nothing(server: Server) -> None:
    """By default no proxy is named, and no path is believed."""
    status, text = docs(server, "X-Forwarded-Prefix: /elsewhere", "X-Forwarded-Proto: https")
    assert status == 200
    assert "elsewhere" not in text
    assert "http://desk.example/v1/analysis" in text
