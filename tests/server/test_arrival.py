"""When a request has arrived, however its bytes are cut."""

from __future__ import annotations

import time

import pytest

from service.server.arrival import HEAD_BYTES, Arrival, State

LIMIT = 1_000
HEAD = b"POST /v1/topic HTTP/1.1\r\nHost: a\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def arrive(data: bytes, step: int, limit: int = LIMIT) -> tuple[State, int]:
    """Feed the data in steps; returns the state and how many bytes it took to get there."""
    arrival = Arrival(limit)
    for start in range(0, len(data), step):
        if arrival.feed(data[start : start + step]) is not State.ARRIVING:
            break
    return arrival.state, len(arrival)


@pytest.mark.parametrize("step", [1, 2, 3, 7, 10_000])
@pytest.mark.parametrize(
    ("data", "state"),
    [
        (HEAD + b"\r\n", State.WHOLE),
        (b"\r\n" + HEAD + b"\r\n", State.WHOLE),
        (HEAD + b"Content-Length: 5\r\n\r\nabcde", State.WHOLE),
        (HEAD + b"CONTENT-LENGTH:5 \r\n\r\nabcd", State.ARRIVING),
        (HEAD + b"Content-Length: 1001\r\n\r\n", State.OVERSIZE),
        (HEAD + b"Content-Type: application/x-ndjson\r\n\r\n", State.STREAM),
        (CHUNKED + b"3\r\nabc\r\n0\r\n\r\n", State.WHOLE),
        (CHUNKED + b"3;a=b\r\nabc\r\n0\r\nX: y\r\n\r\n", State.WHOLE),
        (CHUNKED + b"3\r\nabc\r\n0\r\nX: y\r\n", State.ARRIVING),
        (CHUNKED + b"3\r\nabc\r\n0\r\n", State.ARRIVING),
        (CHUNKED + b"3\r\nab", State.ARRIVING),
        (CHUNKED + b"no size\r\n", State.WHOLE),
        (CHUNKED + b"3e9\r\n" + b"a" * 1_001, State.OVERSIZE),
        (CHUNKED + b"ffffffffffff\r\n" + b"a" * 900, State.ARRIVING),
        (CHUNKED + b"1" * 9_000, State.FRAMING_TOO_LARGE),
        (CHUNKED + b"0\r\n" + b"X: y\r\n" * 2_000, State.FRAMING_TOO_LARGE),
        (CHUNKED + b"1" + b";" * 8_000 + b"\r\na\r\n" * 1, State.ARRIVING),
        (HEAD + b"X: " + b"y" * HEAD_BYTES, State.HEAD_TOO_LARGE),
        (b"GET / HTTP/1.1\nHost: a\n\n", State.WHOLE),
        (HEAD, State.ARRIVING),
    ],
)
def test_a_request_is_seen_to_have_arrived(data: bytes, state: State, step: int) -> None:
    """Whole, too much, or still to come: the same for every way the network cuts it."""
    assert arrive(data, step)[0] is state


def test_nothing_is_waited_for_after_the_end() -> None:
    """A request is whole with its last byte and not before, and what follows it is kept."""
    request = CHUNKED + b"3\r\nabc\r\n0\r\n\r\n"
    assert arrive(request, 1) == (State.WHOLE, len(request))
    arrival = Arrival(LIMIT)
    arrival.feed(request + b"GET / HTTP/1.1\r\n")
    assert arrival.take().endswith(b"GET / HTTP/1.1\r\n")
    assert len(arrival) == 0


def test_more_framing_than_content_is_refused() -> None:
    """Chunks of one byte cannot make a small body a large one."""
    tiny = CHUNKED + b"1;" + b"x" * 200 + b"\r\na\r\n" + b"1\r\na\r\n" * 0
    many = CHUNKED + (b"1;" + b"x" * 200 + b"\r\na\r\n") * 900
    assert arrive(tiny, 100)[0] is State.ARRIVING
    assert arrive(many, 1_000)[0] is State.FRAMING_TOO_LARGE


def test_a_client_that_asks_before_it_sends_is_to_be_told() -> None:
    """`Expect: 100-continue` is seen where there is something to wait for."""
    arrival = Arrival(LIMIT)
    arrival.feed(HEAD + b"Expect: 100-continue\r\nContent-Length: 9\r\n\r\n")
    assert arrival.expects


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"Content-Length: 1000000\r\n\r\n" + b"a" * 400_000,
        CHUNKED + b"ffff\r\n" + b"a" * 400_000,
        CHUNKED + b"1\r\na\r\n" * 60_000,
    ],
)
def test_the_time_it_takes_grows_with_the_bytes(data: bytes) -> None:
    """Ten times the bytes, in small pieces, take no more than some thirty times the time."""

    def taken(part: bytes) -> float:
        begun = time.perf_counter()
        arrive(part, 100, 10**9)
        return time.perf_counter() - begun

    short = min(taken(data[: len(data) // 10]) for _ in range(3))
    assert taken(data) < 30 * short + 0.01
