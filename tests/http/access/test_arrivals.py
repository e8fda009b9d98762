"""Requests that are still arriving, and when they have to give way."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from service.http.access.arrivals import Arrival, Arrivals

Pair = tuple[socket.socket, socket.socket]


def status(arrival: Arrival) -> int | None:
    """The status that an arrival is refused with, if it is."""
    return arrival.refusal.kind.status if arrival.refusal else None


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands until it is set."""
    moment = [100.0]
    monkeypatch.setattr("service.http.access.arrivals.monotonic", lambda: moment[0])
    return moment


@pytest.fixture
def pair() -> Iterator[Pair]:
    """A client and the server's end of its connection."""
    client, server = socket.socketpair()
    with client, server:
        yield client, server


def test_a_late_head_is_refused_and_its_thread_woken(now: list[float], pair: Pair) -> None:
    """At its time, and not before, the reader sees an end, and the refusal says why."""
    arrivals = Arrivals(2.0, 1_000)
    with arrivals.receiving(pair[1]) as arrival:
        now[0] += 1.9
        arrivals.expire()
        assert status(arrival) is None
        now[0] += 0.2
        arrivals.expire()
        assert status(arrival) == 408
        assert "2 s" in str(arrival.refusal)
        assert pair[1].recv(1) == b""


def test_nothing_is_late_once_it_has_arrived(now: list[float], pair: Pair) -> None:
    """Work takes what it takes; only bytes are waited for, each part by its own time."""
    arrivals = Arrivals(2.0, 1_000)
    closed: list[bool] = []
    with arrivals.receiving(pair[1]) as arrival:
        arrivals.head_arrived(pair[1], lambda: closed.append(True))
        now[0] += 10
        arrivals.expire()
        with arrivals.waiting(arrivals.find(pair[1])):
            now[0] += 1.5
            arrivals.expire()
            assert status(arrival) is None
        now[0] += 10
        arrivals.expire()
        assert status(arrival) is None
        assert closed == []
        with arrivals.waiting(arrival):
            now[0] += 2.5
            arrivals.expire()
        assert status(arrival) == 408
        # The connection is no good for another request.
        assert closed == [True]


def test_over_the_budget_the_slowest_gives_way(pair: Pair) -> None:
    """The body that has been arriving longest is refused, and its bytes count no more."""
    arrivals = Arrivals(2.0, 1_000)
    first, second = arrivals.find(None), arrivals.find(None)
    with arrivals.waiting(first), arrivals.waiting(second):
        arrivals.count_bytes(first, 600)
        arrivals.count_bytes(second, 300)
        assert status(first) is None
        arrivals.count_bytes(second, 200)
        assert status(first) == 429
        assert first.refusal is not None
        assert first.refusal.headers["Retry-After"] == "1"
        assert "1,000 bytes" in first.refusal.detail
        arrivals.count_bytes(second, 400)
        assert status(second) is None


def test_what_is_whole_counts_until_it_is_answered_and_is_not_refused() -> None:
    """A body that is worked on is not thrown away for one that is coming; the latter gives way."""
    arrivals = Arrivals(2.0, 1_000)
    whole, coming = arrivals.find(None), arrivals.find(None)
    with arrivals.waiting(whole):
        arrivals.count_bytes(whole, 900)
    with arrivals.waiting(coming):
        arrivals.count_bytes(coming, 200)
    assert status(whole) is None
    assert status(coming) == 429
    arrivals.release(whole)
    another = arrivals.find(None)
    with arrivals.waiting(another):
        arrivals.count_bytes(another, 1_000)
    assert status(another) is None
