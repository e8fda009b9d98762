"""Every line is one line, of one form, and quotes no article."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from flask import Flask

from service.telemetry import logs
from service.telemetry.server import ServerLogger
from tests.messy import ARTICLE, HTML

STAGES = {"receive", "parse", "queue", "article", "topic", "summary", "shape", "write"}
FORGED = 'a\r\n{"event": "forged"}\x1b[31m"\u2028\x00'


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is logged in the JSON form, requests and other lines together."""
    yield from _logged(monkeypatch, "json")


@pytest.fixture
def readable(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is logged in the form for people."""
    yield from _logged(monkeypatch, "console")


def _logged(monkeypatch: pytest.MonkeyPatch, form: logs.Form) -> Iterator[io.StringIO]:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", out)
    root = logging.getLogger()
    handlers, level = root.handlers[:], logging.getLogger("service").level
    logs.configure(form)
    yield out
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    logging.getLogger("service").setLevel(level)
    structlog.reset_defaults()
    logs._Process.log, logs._Process.serving, logs._Process.terminal = None, False, False


def parsed(out: io.StringIO) -> list[dict[str, Any]]:
    """Each line as the JSON object that it has to be."""
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_request_is_one_line_with_what_it_came_to(app: Flask, lines: io.StringIO) -> None:
    """Id, route, status, bytes, milliseconds by stage, topic and model, and nothing besides."""
    answer = app.test_client().post(
        "/v1/analysis?explain=false",
        data=ARTICLE.encode(),
        content_type="text/plain",
        headers={"X-Request-ID": "desk-7"},
    )
    (line,) = parsed(lines)
    assert line["event"] == "request"
    assert line["level"] == "info"
    assert line["request_id"] == "desk-7"
    assert (line["method"], line["route"], line["status"]) == ("POST", "/v1/analysis", 200)
    assert line["bytes_in"] == len(ARTICLE.encode())
    assert line["bytes_out"] == len(answer.data)
    assert set(line["ms"]) == STAGES | {"total"}
    assert line["ms"]["total"] >= sum(line["ms"].values()) / 2 - 0.1
    assert answer.json is not None
    assert (line["topic"], line["model"]) == ("diplomacy", answer.json["model"]["version"])
    assert set(line) == {
        *("timestamp", "level", "event", "request_id", "client", "method", "route", "status"),
        *("bytes_in", "bytes_out", "ms", "documents", "topic", "model"),
    }


def test_a_problem_is_named(app: Flask, lines: io.StringIO) -> None:
    """The line of a refused request says which kind of problem it was."""
    app.test_client().post("/v1/topic", json={"text": ""})
    (line,) = parsed(lines)
    assert (line["status"], line["problem"]) == (422, "invalid-request")
    assert line["documents"] == 0


def test_a_stream_is_one_line_at_its_end(app: Flask, lines: io.StringIO) -> None:
    """Bytes and documents of an NDJSON request are those of all its lines."""
    body = (json.dumps({"text": ARTICLE}) + "\n") * 3
    with app.test_client().post(
        "/v1/topic", data=body, content_type="application/x-ndjson"
    ) as answer:
        sent = len(answer.get_data())
        assert lines.getvalue() == ""
    (line,) = parsed(lines)
    assert (line["documents"], line["bytes_in"], line["bytes_out"]) == (3, len(body), sent)


@pytest.mark.parametrize("form", ["lines", "readable"])
def test_no_header_path_or_query_forges_a_line(
    app: Flask, form: str, request: pytest.FixtureRequest
) -> None:
    """Whatever controls, quotes and separators a client sends, its request is one line of ASCII."""
    out = request.getfixturevalue(form)
    environ = {"HTTP_X_REQUEST_ID": FORGED, "HTTP_USER_AGENT": FORGED, "REMOTE_ADDR": FORGED}
    app.test_client().get(f"/{FORGED}", environ_overrides=environ)
    app.test_client().open("/livez", method="GET\n{}", environ_overrides=environ)
    text = out.getvalue()
    assert len(text.splitlines()) == 2
    assert text.isascii()
    assert "\x1b[31m" not in text
    assert "\x00" not in text


def test_no_article_headline_or_query_is_logged(app: Flask, lines: io.StringIO) -> None:
    """Neither text, HTML, titles, queries nor the key of a client reach a line."""
    client = app.test_client()
    headers = {"Authorization": "Bearer Quixelborn", "X-API-Key": "Quixelborn"}
    client.post("/v1/topic?title=Quixelborn", data=f"Quixelborn. {ARTICLE}", headers=headers)
    client.post("/v1/topic?Quixelborn=1", data="Quixelborn", content_type="text/plain")
    client.post("/v1/analysis", json={"html": HTML.replace("Valdora", "Quixelborn")})
    client.post("/v1/analysis", data=b"Quixelborn", content_type="application/json")
    client.post("/v1/analysis", data="{}", content_type="text/Quixelborn")
    assert len(parsed(lines)) == 5
    assert "quixelborn" not in lines.getvalue().lower()


def test_a_fault_is_logged_by_place_and_not_by_message(
    app: Flask, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an exception says may quote the article; while serving, type and place are enough."""

    def fail(*_: object, **__: object) -> None:
        raise KeyError("Quixelborn met the council")

    logs.serving()
    monkeypatch.setattr("service.http.routes.articles.analyse", fail)
    app.test_client().post("/v1/topic", json={"text": ARTICLE})
    fault, request = parsed(lines)
    assert fault["exception"] == "KeyError"
    assert any("test_logs.py" in frame and frame.endswith(" fail") for frame in fault["frames"])
    assert (request["level"], request["status"]) == ("error", 500)
    assert "Quixelborn" not in lines.getvalue()


def test_before_serving_an_exception_says_what_it_says(lines: io.StringIO) -> None:
    """A start that fails has no article to quote, and its operator needs the reason."""
    try:
        raise OSError("no room in /dev/shm")
    except OSError:
        logging.getLogger("service.start").exception("cannot start")
    (line,) = parsed(lines)
    assert (line["event"], line["message"]) == ("cannot start", "no room in /dev/shm")


def test_the_services_own_lines_are_shown(lines: io.StringIO) -> None:
    """What the service says at INFO is shown, and in the same form."""
    logging.getLogger("service.topics.live_model").info("now serving model %s", "7")
    (line,) = parsed(lines)
    assert (line["event"], line["level"]) == ("now serving model 7", "info")


def test_a_library_is_named_and_not_quoted(lines: io.StringIO) -> None:
    """What a library says of a page may quote it."""
    logging.getLogger("trafilatura.core").warning("odd text: %s", "Quixelborn")
    (line,) = parsed(lines)
    assert line["event"].startswith("test_logs:")
    assert "Quixelborn" not in lines.getvalue()


def test_gunicorns_lines_have_the_same_form(
    lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its errors are JSON too, and leave out the request that they are about."""
    from gunicorn.config import Config

    monkeypatch.setattr(sys, "stderr", lines)  # between set-up and test pytest puts back its own
    log = ServerLogger(Config())
    try:
        log.info("Booting worker with pid: %s", 7)
        log.warning("Invalid request from ip=%s: %s", "127.0.0.1", "Quixelborn")
        log.exception("Error handling request %s", "/v1/topic?title=Quixelborn")
    finally:
        for name in ("gunicorn.error", "gunicorn.access"):
            logging.getLogger(name).handlers.clear()
    found = [line["event"] for line in parsed(lines)]
    assert found == [
        "Booting worker with pid: 7",
        "Invalid request, refused",
        "Error handling request",
    ]


def test_a_full_disk_stops_no_answer(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the line cannot be written, the client still gets its answer."""

    class Full:
        def info(self, *_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(logs._Process, "log", Full())
    assert app.test_client().get("/livez").status_code == 200


def test_the_form_for_people_is_one_line_too(readable: io.StringIO) -> None:
    """On a terminal a record is a readable line without its control characters."""
    logging.getLogger("service.topics").error("bad\nname \x1b[2J")
    assert readable.getvalue().count("\n") == 1
    assert "\x1b[2J" not in readable.getvalue()
