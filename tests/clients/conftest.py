"""A running service for clients: with keys, and a database for feedback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from service.http.access.keys import new_key
from tests.server.conftest import start


@dataclass(frozen=True)
class Service:
    """Where the service is, and a key that may do everything."""

    address: str
    key: str


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server of one worker, which takes few articles in one request."""
    folder = tmp_path_factory.mktemp("service")
    secret, entry = new_key("client", None, ["read", "teach", "review"])
    (folder / "keys.toml").write_text(entry, "utf-8")
    server = start(
        folder / "log",
        DATELINE_KEYS_FILE=str(folder / "keys.toml"),
        DATELINE_DATABASE_URL=f"sqlite:///{folder}/feedback.sqlite3",
        DATELINE_WORKERS="1",
        DATELINE_MAX_LINES="40",
        DATELINE_MAX_STREAM_BYTES="100000",
    )
    yield Service(server.address, secret)
    server.stop()
