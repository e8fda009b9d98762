"""An application that keeps corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import create_app
from service.settings import Settings


@pytest.fixture(scope="package")
def kept(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with a database."""
    path = tmp_path_factory.mktemp("review") / "feedback.sqlite3"
    app = create_app(replace(settings, database_url=f"sqlite:///{path}"))
    yield app
    app.extensions["dateline"].extractor.close()


@pytest.fixture
def keeping(kept: Flask) -> Iterator[FlaskClient]:
    """A client of it, to whom nothing has been said yet."""
    client = kept.test_client()
    yield client
    for item in listed(client):
        client.delete(f"/v1/feedback/{item['key']}")


def listed(client: FlaskClient) -> list[dict[str, object]]:
    """The corrections that are kept, the newest first."""
    found: list[dict[str, object]] = client.get("/v1/feedback").get_json()["corrections"]
    return found
