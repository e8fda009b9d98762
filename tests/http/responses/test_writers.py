"""Answers are written in the media type that the client likes best, of those there are."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.contract.schemas import (
    AnalysisAnswer,
    AnalysisLine,
    TopicLine,
    TopicOnlyAnswer,
)
from service.http.contract.operation import operation_at
from service.http.responses.writer import Writer
from service.http.responses.writers import NDJSON, NDJSON_NAMES, WRITERS, written
from tests.messy import ARTICLE


@pytest.fixture
def _lines(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = Writer("text/x-lines", lambda answer: "\n".join(answer.model_fields_set))
    monkeypatch.setitem(WRITERS, lines.media_type, lines)


@pytest.mark.usefixtures("_lines")
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/x-lines", "text/x-lines"),
        ("application/json;q=0.5, text/*", "text/x-lines"),
        ("text/x-lines; charset=utf-8", "text/x-lines"),
        ('Text/X-Lines;charset="utf-8";header=absent;q=0.4, application/xml', "text/x-lines"),
        ("text/x-lines;q=0.2, application/json; charset=utf-8; q=0.9", "application/json"),
        ("text/x-lines, application/json", "application/json"),
        ("application/json;q=0, application/ld+json;q=0, */*;q=0.1", "text/x-lines"),
        ("text/*;q=0, */*", "application/json"),
        ("application/*", "application/json"),
        ("application/ld+json", "application/ld+json"),
        ("*/*, application/ld+json", "application/ld+json"),
        ("application/ld+json, application/json", "application/json"),
        ('application/ld+json; profile="a, b", text/html', "application/ld+json"),
        ("application/*;q=0.2, text/x-lines;q=0.1", "application/json"),
        ("application/json;q=0.1, application/*;q=0.4", "application/ld+json"),
        ("json", "application/json"),
        ("*/json, ;;q=, text/x-lines;q=7", "application/json"),
        ("json, */png, text/x-lines;q=0.1", "text/x-lines"),
    ],
)
def test_a_writer_is_chosen_by_accept(client: FlaskClient, accept: str, media_type: str) -> None:
    """The writer that `Accept` gives most weight, of equals the one named more exactly.

    Parameters do not matter, and what is no media range is as good as not there.
    """
    headers = {"Accept": accept} if accept else {}
    answer = client.post("/v1/topic", json={"text": ARTICLE}, headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert "Accept" in answer.vary


@pytest.mark.usefixtures("_lines")
@pytest.mark.parametrize("accept", ["application/xml", "image/*;q=0.8, text/html", "*/*;q=0"])
def test_what_cannot_be_written_is_refused(client: FlaskClient, accept: str) -> None:
    """Where `Accept` allows no writer the answer is a 406 that names those there are."""
    answer = client.post("/v1/topic", json={"text": ARTICLE}, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (406, "application/problem+json")
    assert "There is application/json, application/ld+json and text/x-lines" in answer.text
    assert "Accept" in answer.vary


@pytest.mark.parametrize("sent", NDJSON_NAMES)
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", NDJSON),
        ("*/*", NDJSON),
        ("application/x-ndjson", NDJSON),
        ("application/ndjson", "application/ndjson"),
        ("application/x-ndjson;q=0.5, application/jsonl", "application/jsonl"),
        ("application/json, text/plain", NDJSON),
        ("application/ld+json, application/*;q=0.1", NDJSON),
        ("json", NDJSON),
    ],
)
def test_many_articles_are_answered_in_lines(
    client: FlaskClient, sent: str, accept: str, media_type: str
) -> None:
    """NDJSON, by any of its names, is answered in NDJSON, by the name that is accepted."""
    headers = {"Accept": accept} if accept else {}
    line = b'{"text": "The council met on Monday."}\n'
    answer = client.post("/v1/topic", data=line, content_type=sent, headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert "Accept" in answer.vary
    assert json.loads(answer.data)["index"] == 0


@pytest.mark.parametrize("accept", ["image/png", "application/ld+json", "application/*;q=0"])
def test_lines_in_anything_else_are_refused(client: FlaskClient, accept: str) -> None:
    """Where `Accept` allows no lines of JSON the answer is a 406 that names what there is."""
    headers = {"Accept": accept}
    answer = client.post("/v1/topic", data=b"{}", content_type=NDJSON, headers=headers)
    assert (answer.status_code, answer.mimetype) == (406, "application/problem+json")
    assert "There is application/x-ndjson;" in answer.text


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_a_writer_is_described(app: Flask, client: FlaskClient, writer: Writer) -> None:
    """Every route that answers articles names each writer's media type, and writes something."""
    for name in ("analysis", "topic", "summary"):
        declared = operation_at(app, f"articles.{name}")
        assert declared is not None
        assert writer.media_type in declared.answer
    answer = client.post(
        "/v1/analysis", json={"text": ARTICLE}, headers={"Accept": writer.media_type}
    )
    assert (answer.status_code, answer.mimetype) == (200, writer.media_type)


def test_a_writer_of_one_answer_is_offered_where_that_is_given(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that names its answers is described and chosen on their routes, and on no other."""
    label = Writer("text/x-label", lambda _: "label", answers=frozenset({TopicOnlyAnswer}))
    monkeypatch.setitem(WRITERS, label.media_type, label)
    given = [
        client.post(route, json={"text": ARTICLE}, headers={"Accept": label.media_type})
        for route in ("/v1/topic", "/v1/analysis")
    ]
    assert [(answer.status_code, answer.mimetype) for answer in given] == [
        (200, label.media_type),
        (406, "application/problem+json"),
    ]
    assert "There is application/json and application/ld+json;" in given[1].text
    assert label.media_type in written(TopicOnlyAnswer, TopicLine)
    assert label.media_type not in written(AnalysisAnswer, AnalysisLine)
