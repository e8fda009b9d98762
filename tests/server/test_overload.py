"""More than the service can do is refused, and what is taken in is answered."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.server.clients import busy
from tests.server.conftest import start

pytestmark = pytest.mark.server


def test_beyond_the_limit_it_is_429_and_nothing_else(tmp_path: Path) -> None:
    """64 clients against places for 4: served or refused, and nobody lost."""
    server = start(tmp_path / "log", DATELINE_MAX_REQUESTS="2")
    try:
        with busy(server.port, 64, pause=0.1) as loaded:
            time.sleep(3.0)
        assert set(loaded.ends) == {"200", "429"}
        assert loaded.ends["200"] > 20
    finally:
        server.stop()
