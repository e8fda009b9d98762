"""Under a load that does not change the workers' memory does not either."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.clients import busy
from tests.server.conftest import start
from tests.server.memory import Sample, megabytes, slope
from tests.waiting import wait_for

pytestmark = pytest.mark.server
# KB that a request may leave behind. It is 1 to 2.5 after so few, while pages that were shared are
# still being copied; `benchmarks.load --seconds 60` finds less.
_MOST_A_REQUEST = 10.0
_WARM_UP, _REQUESTS = 300, 600


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_memory_is_flat_under_constant_load(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once warm, hundreds of analyses for four clients add next to nothing."""
    server = start(tmp_path / "log")
    try:
        with busy(server.port, 4) as outcome:
            wait_for(lambda: outcome.ends["200"] >= _WARM_UP, patience=400)
            first, before = outcome.ends["200"], megabytes(server)
            wait_for(lambda: outcome.ends["200"] >= first + _REQUESTS, patience=400)
            grown = 1024 * (megabytes(server) - before) / (outcome.ends["200"] - first)
        with capsys.disabled():
            print(f"\nmemory: {before:.0f} MB, {grown:+.1f} KB a request")
        assert outcome.lost == 0
        assert grown < _MOST_A_REQUEST
    finally:
        server.stop()


def test_a_leak_is_a_slope() -> None:
    """The slope is in MB a minute: one more MB a second is 60, ups and downs are none."""
    leak: list[Sample] = [(float(second), 100.0 + second) for second in range(9)]
    level: list[Sample] = [(float(second), 100.0 + second % 2) for second in range(9)]
    assert slope(leak) == pytest.approx(60.0)
    assert abs(slope(level)) < 2.0
