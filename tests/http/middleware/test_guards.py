"""What every request has to be, and every answer carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import create_app
from service.settings import Settings
from tests.messy import ARTICLE

ORIGIN = "https://desk.example"
PATHS = ["/livez", "/readyz", "/v1/model", "/metrics", "/openapi.json", "/nowhere", "/v1/topic"]


@pytest.fixture(scope="module")
def named(settings: Settings) -> Iterator[Flask]:
    """The application for one web origin."""
    app = create_app(replace(settings, origins=ORIGIN))
    yield app
    app.extensions["dateline"].extractor.close()


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_and_problem_has_the_headers(client: FlaskClient, path: str) -> None:
    """A browser may not guess its type, load, run or frame it, or tell where it has been.

    It keeps none that tells of anything but the service itself.
    """
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    kept = {"/v1/model": "private, no-cache", "/openapi.json": "no-cache"}
    assert headers["Cache-Control"] == kept.get(path, "no-store")


@pytest.mark.parametrize("body", [{"text": ARTICLE}, {"text": ""}])
def test_no_cache_keeps_an_article(client: FlaskClient, body: dict[str, str]) -> None:
    """Answers and problems to what was sent may not be stored on the way."""
    assert client.post("/v1/topic", json=body).headers["Cache-Control"] == "no-store"


def test_markup_in_a_path_stays_text(client: FlaskClient) -> None:
    """A problem that names the address is JSON, so that markup in it is never a page."""
    answer = client.get("/<script>alert(1)</script>")
    assert answer.content_type == "application/problem+json"
    assert answer.status_code == 404


@pytest.mark.parametrize("method", ["POST", "OPTIONS"])
def test_no_origin_may_ask_unless_it_is_named(client: FlaskClient, method: str) -> None:
    """CORS is closed: neither a preflight nor an answer names an origin."""
    headers = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = client.open("/v1/topic", method=method, json={"text": ARTICLE}, headers=headers)
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_a_named_origin_may_ask_and_no_other(named: Flask) -> None:
    """Preflight and answer name the origin, exactly, and never a star."""
    client = named.test_client()
    headers = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    preflight = client.options("/v1/topic", headers=headers)
    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == ORIGIN
    answer = client.post("/v1/topic", json={"text": ARTICLE}, headers={"Origin": ORIGIN})
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Access-Control-Allow-Credentials" not in answer.headers
    for other in (f"{ORIGIN}.evil.example", "null", "https://deskxexample", ORIGIN + ":444"):
        answer = client.get("/livez", headers={"Origin": other})
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("query", ["title=%ff", "title=%ed%a0%80", "%c3=a", "title=a%c3"])
def test_a_query_that_is_not_utf8_is_400(client: FlaskClient, query: str) -> None:
    """Undecodable bytes are refused and never replaced."""
    answer = client.post(f"/v1/topic?{query}", data=ARTICLE, content_type="text/plain")
    assert answer.status_code == 400
    assert "UTF-8" in answer.json["detail"]  # type: ignore[index]


def test_http_1_1_takes_a_host(client: FlaskClient) -> None:
    """A request that names no host is none; HTTP/1.0 needs none."""
    none: dict[str, Any] = {"HTTP_HOST": ""}
    assert client.get("/livez", environ_overrides=none).status_code == 400
    old = {**none, "SERVER_PROTOCOL": "HTTP/1.0"}
    assert client.get("/livez", environ_overrides=old).status_code == 200


def test_a_host_that_is_no_name_is_told(client: FlaskClient) -> None:
    """A name that no host has is a problem of a documented kind, with what to send."""
    answer = client.get("/docs", headers={"Host": "a" * 3_000})
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["type"] == "urn:dateline:problem:bad-request"
    assert "Send the name of the service." in answer.json["detail"]


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"text": "a", "sentences": NaN}',
        b'{"text": "a", "sentences": Infinity}',
        b'{"text": "a", "sentences": -Infinity}',
        b'{"text": "a", "sentences": 1e999}',
        b'{"text": "a", "sentences": ' + b"9" * 100_000 + b"}",
        b'{"text": "a", "text": "b"}',
        b'{"text": "\\ud800"}',
        b'{"text": "\xed\xa0\x80"}',
        b'{"text": "a"}\x00',
        b"\xff\xfe{\x00}\x00",
        b'{"text": "a"} {"text": "b"}',
    ],
)
@pytest.mark.parametrize("kind", ["application/json", "application/x-ndjson"])
def test_hostile_json_is_a_problem(client: FlaskClient, body: bytes, kind: str) -> None:
    """Depth, numbers, half characters, twins and trailing bytes end in 400 or 422."""
    answer = client.post("/v1/topic", data=body, content_type=kind)
    if kind == "application/json":
        assert answer.status_code in (400, 422)
        assert answer.content_type == "application/problem+json"
    else:
        assert answer.status_code == 200
        assert b'"problem"' in answer.data.splitlines()[0]


@pytest.mark.parametrize("text", ["\x00" + ARTICLE, "\ufeff" + ARTICLE, ARTICLE + "\x1b[31m\x07"])
@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
def test_nul_bom_and_controls_are_only_characters(
    client: FlaskClient, text: str, kind: str
) -> None:
    """What is odd but decodes is answered, with offsets that fit."""
    if kind == "application/json":
        answer = client.post("/v1/analysis", json={"text": text})
    else:
        answer = client.post("/v1/analysis", data=text.encode(), content_type="text/plain")
        text = text.removeprefix("\ufeff")
    assert answer.status_code == 200
    document = answer.json
    assert document is not None
    for sentence in document["summary"]["sentences"]:
        start = sentence["offset"]
        assert text[start : start + sentence["length"]] == sentence["text"]


def test_repeated_headers_are_not_two_values(client: FlaskClient) -> None:
    """Two types of one body are none that is known, and two ids are none that is kept."""
    two = [("Content-Type", "text/plain, application/json"), ("X-Request-ID", "a, b")]
    answer = client.post("/v1/topic", data=ARTICLE, headers=two)
    assert answer.status_code == 415
    assert answer.headers["X-Request-ID"] != "a, b"
