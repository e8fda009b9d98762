"""More than the service can do is refused soon, and what is taken in is answered soon."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.server.clients import busy
from tests.server.conftest import start

pytestmark = pytest.mark.server


def test_beyond_the_limit_it_is_429_and_nothing_else(tmp_path: Path) -> None:
    """64 clients against places for 4: served or refused, nobody lost, and nobody kept waiting."""
    server = start(tmp_path / "log", DATELINE_MAX_REQUESTS="2")
    try:
        with busy(server.port, 2) as alone:
            time.sleep(1.5)
        with busy(server.port, 64, pause=0.1) as loaded:
            time.sleep(3.0)
        assert set(loaded.ends) == {"200", "429"}
        assert loaded.ends["200"] > 20
        # 4 times on an idle machine; here the clients take half of it.
        assert loaded.quantile(0.5) < 20 * alone.quantile(0.5)
    finally:
        server.process.terminate()
        assert server.process.wait(timeout=40) == 0
