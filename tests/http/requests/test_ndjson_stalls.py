"""Streams that stall, and streams of a service that stops."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from service.contract.problems import Problem
from service.http import draining
from service.http.requests.ndjson import NdjsonReader
from tests.growth import check_growth


def reader(read: Callable[[], bytes], line_seconds: float = 60.0) -> NdjsonReader:
    """A reader with room."""
    return NdjsonReader(read, max_bytes=10**8, max_line_bytes=10**7, line_seconds=line_seconds)


@pytest.fixture
def stalled() -> Iterator[Callable[[], bytes]]:
    """A client that sends a line and then only a byte now and then."""
    first = [b"one\n"]
    stop = threading.Event()

    def read() -> bytes:
        if first:
            return first.pop()
        return b"" if stop.wait(0.05) else b"x"

    yield read
    stop.set()


def test_a_line_that_does_not_come_ends_the_stream(stalled: Callable[[], bytes]) -> None:
    """A byte now and then is no line; what came before it is given."""
    lines = reader(stalled, 0.3).lines()
    assert next(lines) == b"one"
    with pytest.raises(Problem) as caught:
        next(lines)
    assert caught.value.kind.status == 408


def test_a_stream_ends_in_order_when_the_service_stops(stalled: Callable[[], bytes]) -> None:
    """The last word of a stream that cannot be waited for says what became of the rest."""
    lines = reader(stalled).lines()
    assert next(lines) == b"one"
    draining.leave_at(time.monotonic() + 0.2)
    try:
        with pytest.raises(Problem) as caught:
            next(lines)
    finally:
        draining.leave_at(float("inf"))
    assert caught.value.kind.status == 503
    assert "Send the rest again" in caught.value.detail


def test_a_long_line_in_many_pieces_takes_time_in_proportion() -> None:
    """The time that a line takes grows as its length does."""

    def take(pieces: int) -> None:
        left = [b"a" * 100] * pieces
        lines = list(reader(lambda: left.pop() if left else b"").lines())
        assert [len(line) for line in lines if isinstance(line, bytes)] == [pieces * 100]

    # Both lie in memory whole; what is on disk costs more.
    check_growth(take, 1_000, 8_000)
