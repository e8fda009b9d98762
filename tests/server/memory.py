"""The memory of a server's workers, second by second."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import linear_regression

from tests.server.conftest import Server

#: Seconds since the beginning, and MB.
Sample = tuple[float, float]


def megabytes(server: Server) -> float:
    """Proportional memory of the workers: pages that they share count once."""
    total = 0
    for pid in server.workers():
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


@contextmanager
def watched(server: Server, every: float = 1.0) -> Iterator[list[Sample]]:
    """Take the workers' memory every so many seconds for as long as the block takes."""
    samples: list[Sample] = []
    stop = threading.Event()
    begun = time.monotonic()

    def look() -> None:
        while not stop.is_set():
            samples.append((time.monotonic() - begun, megabytes(server)))
            stop.wait(every)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield samples
    finally:
        stop.set()
        thread.join(timeout=10)


def slope(samples: list[Sample]) -> float:
    """MB a minute by which the memory grows, by least squares."""
    return 60.0 * linear_regression(*zip(*samples, strict=True)).slope
