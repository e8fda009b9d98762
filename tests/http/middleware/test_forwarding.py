"""What a proxy says is believed where it is named, and refused where it cannot be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from service import create_app
from service.settings import Settings
from service.telemetry import logs
from tests.messy import ARTICLE

PROXY, STRANGER = "10.0.0.7", "203.0.113.5"
LONG = "/" + "a" * 5_000


@pytest.fixture(scope="module")
def behind(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application behind proxies of one network and a Unix socket, with a database."""
    database = f"sqlite:///{tmp_path_factory.mktemp('behind') / 'feedback.sqlite3'}"
    app = create_app(replace(settings, proxies="10.0.0.0/8,unix", database_url=database))
    yield app
    app.extensions["dateline"].extractor.close()
    app.extensions["dateline"].feedback.store.database.close()


def docs(app: Flask, headers: dict[str, str], sender: str = PROXY) -> TestResponse:
    """The page of the API, asked by somebody with some headers."""
    return app.test_client().get(
        "/docs", headers={"Host": "desk.example", **headers}, environ_base={"REMOTE_ADDR": sender}
    )


@pytest.mark.parametrize("sender", [PROXY, ""])
@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ({}, "http://desk.example"),
        ({"X-Forwarded-Proto": "https"}, "https://desk.example"),
        ({"X-Forwarded-Proto": "HTTPS , http"}, "https://desk.example"),
        ({"X-Forwarded-Ssl": "on"}, "https://desk.example"),
        ({"X-Forwarded-Protocol": "ssl"}, "https://desk.example"),
        ({"Forwarded": 'for=192.0.2.1;proto=https;by="[::1]"'}, "https://desk.example"),
        ({"Forwarded": "for=192.0.2.1, for=10.0.0.1;proto=https"}, "http://desk.example"),
        ({"X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "on"}, "https://desk.example"),
        ({"X-Forwarded-Prefix": "/news/dateline"}, "http://desk.example/news/dateline"),
        ({"X-Forwarded-Prefix": "/news/dateline/"}, "http://desk.example/news/dateline"),
        ({"X-Forwarded-Prefix": "/"}, "http://desk.example"),
        ({"X-Forwarded-Prefix": ""}, "http://desk.example"),
        (
            {"X-Forwarded-Prefix": "/p", "X-Forwarded-Proto": "https"},
            "https://desk.example/p",
        ),
    ],
)
def test_links_are_as_the_client_asked(
    behind: Flask, headers: dict[str, str], address: str, sender: str
) -> None:
    """Scheme and path of a named proxy are in every link of the page."""
    answer = docs(behind, headers, sender)
    assert answer.status_code == 200, answer.text
    assert f"{address}/v1/analysis" in answer.text
    prefix = address.removeprefix("https://").removeprefix("http://").removeprefix("desk.example")
    assert f'href="{prefix}/static/page.css"' in answer.text


FORGED = [
    *({"X-Forwarded-Prefix": value} for value in ("//evil.example", "javascript:alert(1)", LONG)),
    *(
        {"X-Forwarded-Prefix": value}
        for value in ("/a, /b", "/a b", "evil", "/../x", "/v1", "/%2f")
    ),
    *(
        {"X-Forwarded-Prefix": value}
        for value in ('/"><script>', "/a?b", "/a#b", "https://evil.example/")
    ),
    {"X-Forwarded-Proto": "javascript"},
    {"X-Forwarded-Proto": "https://evil.example/"},
    {"X-Forwarded-Ssl": "maybe"},
    {"Forwarded": "proto=gopher"},
    {"X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "off"},
    {"X-Forwarded-Proto": "http", "Forwarded": "for=192.0.2.1;proto=https"},
    {"X-Forwarded-Ssl": "on", "X-Forwarded-Protocol": "http"},
]


@pytest.mark.parametrize("headers", FORGED, ids=lambda headers: str(headers)[:60])
def test_what_cannot_be_is_told(behind: Flask, headers: dict[str, str]) -> None:
    """A named proxy that contradicts itself, or sends no path: a problem that names the header."""
    answer = docs(behind, headers)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    problem = json.loads(answer.data)
    assert problem["type"] == "urn:dateline:problem:bad-request"
    for name in headers:
        assert name in problem["detail"]
    assert problem["instance"].startswith("/docs#")
    assert len(problem["detail"]) < 500


@pytest.mark.parametrize(
    "headers",
    [
        *FORGED,
        {"X-Forwarded-Prefix": "/news/dateline"},
        {"X-Forwarded-Proto": "https"},
        {"Forwarded": "proto=https"},
    ],
    ids=lambda headers: str(headers)[:60],
)
def test_a_stranger_is_not_believed(behind: Flask, headers: dict[str, str]) -> None:
    """Nothing that somebody else says makes another page of it, or a problem."""
    assert docs(behind, headers, STRANGER).data == docs(behind, {}, STRANGER).data


def test_nobody_is_believed_by_default(app: Flask) -> None:
    """Without the setting no header counts, from this machine neither."""
    headers = {"X-Forwarded-Prefix": "/p", "X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "off"}
    assert docs(app, headers, "127.0.0.1").data == docs(app, {}, "127.0.0.1").data


@pytest.mark.parametrize(
    ("chain", "client"),
    [
        ({}, PROXY),
        ({"X-Forwarded-For": "192.0.2.1"}, "192.0.2.1"),
        ({"X-Forwarded-For": "192.0.2.1:4711"}, "192.0.2.1"),
        ({"X-Forwarded-For": "198.51.100.66, 192.0.2.1"}, "192.0.2.1"),
        ({"X-Forwarded-For": "198.51.100.66, 192.0.2.1, 10.0.0.1"}, "192.0.2.1"),
        ({"X-Forwarded-For": "10.0.0.3, 10.0.0.1"}, "10.0.0.3"),
        ({"X-Forwarded-For": "unknown, 10.0.0.1"}, "10.0.0.1"),
        ({"X-Forwarded-For": "192.0.2.1, garbage"}, PROXY),
        ({"Forwarded": 'for=198.51.100.66, for="[2001:db8::1]:80"'}, "2001:db8::1"),
        ({"Forwarded": "for=_hidden"}, PROXY),
    ],
)
def test_the_client_is_the_last_who_is_no_proxy(
    behind: Flask, chain: dict[str, str], client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands before it in the chain is the client's own word; log lines have the client."""
    lines: list[dict[str, object]] = []
    monkeypatch.setattr(logs, "request", lines.append)
    behind.test_client().get("/livez", headers=chain, environ_base={"REMOTE_ADDR": PROXY})
    assert [line["client"] for line in lines] == [client]


def test_a_sender_of_corrections_is_the_client(behind: Flask) -> None:
    """Without keys the sender is the client's address; a stranger cannot be another."""

    def send(chain: str, sender: str) -> int:
        answer = behind.test_client().post(
            "/v1/feedback",
            json={"text": ARTICLE, "topic": "politics"},
            headers={"X-Forwarded-For": chain},
            environ_base={"REMOTE_ADDR": sender},
        )
        return answer.status_code

    assert send("192.0.2.1", PROXY) == 201
    assert send("192.0.2.1", PROXY) == 200
    assert send("192.0.2.2", PROXY) == 201
    assert send("192.0.2.3", STRANGER) == 201
    assert send("192.0.2.4", STRANGER) == 200


@pytest.fixture(scope="module")
def both(settings: Settings) -> Iterator[Flask]:
    """The application under a path of its own, behind a proxy that may name another."""
    app = create_app(replace(settings, proxies=PROXY, prefix="/dateline"))
    yield app
    app.extensions["dateline"].extractor.close()


@pytest.mark.parametrize(
    ("named", "asked", "links"),
    [
        (None, "/dateline/docs", "/dateline"),
        ("/dateline", "/docs", "/dateline"),
        ("/dateline", "/dateline/docs", "/dateline"),
        ("/news/dateline", "/docs", "/news/dateline"),
        ("/news", "/dateline/docs", "/news"),
        ("/news", "/news/dateline/docs", "/news"),
    ],
)
def test_a_named_path_stands_for_the_setting(
    both: Flask, named: str | None, asked: str, links: str
) -> None:
    """The proxy knows how the client asked: its path is in the links, once."""
    headers = {} if named is None else {"X-Forwarded-Prefix": named}
    environ = {"REMOTE_ADDR": PROXY}
    answer = both.test_client().get(asked, headers=headers, environ_base=environ)
    assert answer.status_code == 200
    assert f'href="{links}/static/page.css"' in answer.text


def test_what_is_told_of_a_path_has_the_setting(both: Flask) -> None:
    """A refused path is in no link of the problem."""
    answer = both.test_client().get(
        "/docs", headers={"X-Forwarded-Prefix": "//evil"}, environ_base={"REMOTE_ADDR": PROXY}
    )
    assert answer.status_code == 400
    assert json.loads(answer.data)["instance"].startswith("/dateline/docs#")
