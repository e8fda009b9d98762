"""Under a load that does not change the workers' memory does not either."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.server.clients import busy
from tests.server.conftest import start
from tests.server.memory import Sample, slope, watched

pytestmark = pytest.mark.server
# 5 to 15 on an idle machine, where pages that were shared are still being copied. A request that
# leaves 10 KB behind, at 100 a second, gives 60 MB a minute; `benchmarks.load --seconds 60` finds
# less.
_MOST_A_MINUTE = 60.0
_WARM_UP, _SECONDS = 2.5, 5.0


@pytest.mark.slow
def test_memory_is_flat_under_constant_load(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once warm, five seconds of analyses from four clients add next to nothing."""
    server = start(tmp_path / "log")
    try:
        with busy(server.port, 4) as outcome:
            time.sleep(_WARM_UP)
            with watched(server, 0.25) as samples:
                time.sleep(_SECONDS)
        with capsys.disabled():
            print(f"\nmemory: {samples[-1][1]:.0f} MB, {slope(samples):+.1f} MB/min")
        assert outcome.lost == 0
        assert outcome.ends["200"] > 100
        assert len(samples) > 10
        assert slope(samples) < _MOST_A_MINUTE
    finally:
        server.process.terminate()
        assert server.process.wait(timeout=40) == 0


def test_a_leak_is_a_slope() -> None:
    """The slope is in MB a minute: one more MB a second is 60, ups and downs are none."""
    leak: list[Sample] = [(float(second), 100.0 + second) for second in range(9)]
    level: list[Sample] = [(float(second), 100.0 + second % 2) for second in range(9)]
    assert slope(leak) == pytest.approx(60.0)
    assert abs(slope(level)) < 2.0
