"""Answers are written in the media type that the client likes best, of those there are."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.http.contract.operation import operation_at
from service.http.contract.schemas import StatusAnswer
from service.http.responses.writer import Writer
from service.http.responses.writers import WRITERS
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
        ("application/xml", "application/json"),
    ],
)
def test_a_writer_is_chosen_by_accept(client: FlaskClient, accept: str, media_type: str) -> None:
    """A writer that is added is chosen by `Accept`; JSON where that names none there is."""
    headers = {"Accept": accept} if accept else {}
    answer = client.post("/v1/topic", json={"text": ARTICLE}, headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, media_type)


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_a_writer_is_described(app: Flask, writer: Writer) -> None:
    """Every route that answers articles names each writer's media type, and writes something."""
    for name in ("analysis", "topic", "summary"):
        declared = operation_at(app, f"articles.{name}")
        assert declared is not None
        assert writer.media_type in declared.answer
    assert writer.write(StatusAnswer(status="ok"))
