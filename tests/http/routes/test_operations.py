"""What operators ask is answered, and every answer says who it is and how long it took."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.messy import ARTICLE


def test_alive_and_ready(client: FlaskClient) -> None:
    """A whole service says so."""
    assert client.get("/livez").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ok"}


def test_not_ready_with_a_model_that_misfiles(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readiness is a classification that came out right, not a flag."""
    classifier = app.extensions["dateline"].model.classifier
    monkeypatch.setattr(classifier._topics, "weights", -classifier._topics.weights)
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert answer.content_type == "application/problem+json"


def test_the_model_card_names_what_serves(client: FlaskClient) -> None:
    """The card holds version, classes, data, scores, confusion, calibration and threshold."""
    card = client.get("/v1/model").json
    assert card is not None
    answer = client.post("/v1/topic", json={"text": ARTICLE}).json
    assert card["version"] == answer["model"]["version"]  # type: ignore[index]
    assert set(card["classes"]) == {"crime", "diplomacy", "other", "politics"}
    assert 0 < card["threshold"] < 1
    evaluation = card["evaluation"]
    assert evaluation["macro_f1"] > 0.85
    matrix = evaluation["confusion_matrix"]
    assert sum(sum(row) for row in matrix) == evaluation["documents"]
    assert evaluation["calibration"]["expected_error"] < 0.05


@pytest.mark.parametrize("path", ["/livez", "/nowhere", "/v1/model"])
def test_every_answer_has_an_id_and_timings(client: FlaskClient, path: str) -> None:
    """Answers and problems alike carry X-Request-ID and Server-Timing."""
    answer = client.get(path)
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-ID"])
    assert re.search(r"total;dur=\d", answer.headers["Server-Timing"])


def test_a_well_formed_request_id_is_kept(client: FlaskClient) -> None:
    """A client can follow its request through the logs by its own name for it."""
    headers = {"X-Request-ID": "desk-7.story:41"}
    assert client.get("/livez", headers=headers).headers["X-Request-ID"] == "desk-7.story:41"


@pytest.mark.parametrize("forged", ["a b", "x" * 129, "é", '"};alert(1)', ""])
def test_an_ill_formed_request_id_is_replaced(client: FlaskClient, forged: str) -> None:
    """What could break a log line or a header does not come back."""
    answer = client.get("/livez", headers={"X-Request-ID": forged})
    assert answer.headers["X-Request-ID"] != forged


def test_stages_are_timed(client: FlaskClient) -> None:
    """An analysis tells what each stage took."""
    timing = client.post("/v1/analysis", json={"text": ARTICLE}).headers["Server-Timing"]
    assert [part.split(";")[0] for part in timing.split(", ")] == [
        "receive",
        "parse",
        "queue",
        "article",
        "topic",
        "summary",
        "shape",
        "write",
        "total",
    ]
