"""What people say is right is kept, listed, decided on and forgotten, as the contract has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import create_app
from service.settings import Settings
from tests.http.test_errors import problem
from tests.messy import ARTICLE


@pytest.fixture(scope="module")
def kept(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with a database."""
    path = tmp_path_factory.mktemp("feedback") / "feedback.sqlite3"
    app = create_app(replace(settings, database_url=f"sqlite:///{path}"))
    yield app
    app.extensions["dateline"].extractor.close()


@pytest.fixture
def asked(kept: Flask) -> Iterator[FlaskClient]:
    """A client of it, to whom nothing has been said yet."""
    client = kept.test_client()
    yield client
    for item in client.get("/v1/feedback?limit=100").get_json()["corrections"]:
        client.delete(f"/v1/feedback/{item['key']}")


def post(client: FlaskClient, topic: str, **more: Any) -> dict[str, Any]:
    """Send a correction that is new, and return the receipt."""
    answer = client.post("/v1/feedback", json={"text": ARTICLE, "topic": topic, **more})
    assert answer.status_code == 201, answer.text
    said: dict[str, Any] = answer.get_json()
    assert answer.headers["Location"] == f"/v1/feedback/{said['key']}"
    return said


def test_a_correction_is_answered_with_what_the_model_says(asked: FlaskClient) -> None:
    """The receipt has the key, the state, the topic, and what is served of that article."""
    said = post(asked, "crime")
    topic = asked.post("/v1/topic", json={"text": ARTICLE}).get_json()
    assert set(said) == {"key", "state", "topic", "given"}
    assert said["given"] == {
        "label": topic["topic"]["label"],
        "confidence": topic["topic"]["confidence"],
        "version": topic["model"]["version"],
    }


def test_without_a_database_the_routes_say_so(client: FlaskClient) -> None:
    """Each is a 503 that names the setting, whatever it is asked."""
    for method, path in (
        *(("POST", ""), ("GET", ""), ("GET", "?limit=0")),
        *(("GET", "/one"), ("PATCH", "/one"), ("DELETE", "/one")),
    ):
        document = problem(client.open(f"/v1/feedback{path}", method=method), 503)
        assert document["type"] == "urn:dateline:problem:unavailable"
        assert "DATELINE_DATABASE_URL" in document["detail"]


def test_the_list_tells_how_many_there_are_and_which_are_open(asked: FlaskClient) -> None:
    """Counts are of the topic whatever the state; `open` are those that nobody has decided on."""
    first, _ = post(asked, "crime"), post(asked, "weather")
    asked.patch(f"/v1/feedback/{first['key']}", json={"state": "accepted"})
    listed = asked.get("/v1/feedback?state=open").get_json()
    assert [item["topic"] for item in listed["corrections"]] == ["weather"]
    assert listed["counts"]["accepted"] == 1
    assert sum(listed["counts"].values()) == 2
    listed = asked.get("/v1/feedback?state=rejected&topic=crime").get_json()
    assert listed["corrections"] == []
    assert listed["counts"] == {"disputed": 0, "new": 0, "accepted": 1, "rejected": 0}
