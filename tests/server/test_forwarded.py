"""What a proxy says of the scheme and the path: read in one place, and never refused."""

from __future__ import annotations

import pytest

from tests.server.conftest import Server
from tests.server.test_wire import exchange

pytestmark = pytest.mark.server


def docs(server: Server, *headers: str) -> str:
    """The page of the API, asked with some headers of a proxy; fails where it is refused."""
    lines = ("GET /docs HTTP/1.1", "Host: desk.example", "Connection: close", *headers, "", "")
    answer = exchange(server, "\r\n".join(lines).encode()).decode()
    assert answer.startswith("HTTP/1.1 200 "), answer[:600]
    return answer


@pytest.mark.parametrize(
    ("headers", "scheme"),
    [
        (["X-Forwarded-Proto: https"], "https"),
        (["X-Forwarded-Proto: https", "X-Forwarded-Ssl: off"], "https"),
        (["X-Forwarded-Ssl: off", "X-Forwarded-Proto: https"], "https"),
        (["X-Forwarded-Proto: http", "X-Forwarded-Ssl: on"], "http"),
        (["X-Forwarded-Proto: https", "X-Forwarded-Protocol: http"], "https"),
        (["X-Forwarded-Proto: https", "X-Forwarded-Proto: http"], "https"),
        (["X-Forwarded-Proto: http", "X-Forwarded-Proto: https"], "http"),
        (["X-Forwarded-Ssl: on"], "http"),
        (["X-Forwarded-Protocol: ssl"], "http"),
    ],
)
def test_schemes_that_differ_are_no_fault(server: Server, headers: list[str], scheme: str) -> None:
    """X-Forwarded-Proto alone tells the scheme, its first value; the others are not looked at."""
    text = docs(server, *headers)
    assert f"{scheme}://desk.example/v1/analysis" in text
    assert text.count("://desk.example/") == text.count(f"{scheme}://desk.example/")


@pytest.mark.parametrize(
    "header",
    [
        "SCRIPT_NAME: /docs",
        "SCRIPT_NAME: /elsewhere",
        "Script-Name: /elsewhere",
        "PATH_INFO: /elsewhere",
        "X-Forwarded-Prefix: /elsewhere",
        "X-Script-Name: /elsewhere",
    ],
)
def test_no_header_changes_the_path_or_a_link(server: Server, header: str) -> None:
    """A path that a header names is in no link, and makes no other page of the one asked."""
    text = docs(server, header)
    assert "elsewhere" not in text
    assert 'href="/static/page.css"' in text
    assert "http://desk.example/v1/analysis" in text
