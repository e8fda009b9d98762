"""How fast corrections go while articles come."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

import pytest
from flask import Flask

from service.contract.problems import Problem
from service.http.access.pace import Pace
from tests.messy import ARTICLE

PLACE = "service.http.access.pace"


class Clock:
    """A time that passes where somebody waits or works, and what happens meanwhile."""

    def __init__(self) -> None:
        self.now = 100.0
        self.meanwhile: Callable[[], None] = lambda: None

    def __call__(self) -> float:
        """The time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Wait, while others do what they do."""
        self.now += seconds
        self.meanwhile()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time of everything here."""
    clock = Clock()
    monkeypatch.setattr(f"{PLACE}.monotonic", clock)
    monkeypatch.setattr(f"{PLACE}.sleep", clock.sleep)
    return clock


def correct(pace: Pace, clock: Clock, seconds: float) -> None:
    """Work on a correction for so long."""
    with pace.admit(), pace.correction() as work:
        work.begin()
        clock.now += seconds


class Articles:
    """One article after the other, and always one more that waits."""

    def __init__(self, pace: Pace, clock: Clock, seconds: float) -> None:
        self.count, self._pace, self._clock, self._seconds = 0, pace, clock, seconds
        self._coming = ExitStack()
        self._come()

    def __call__(self) -> None:
        """Work on the one that waits."""
        before, self._coming = self._coming, ExitStack()
        self._work.begin()
        self._clock.now += self._seconds
        self._come()
        before.close()
        self.count += 1

    def _come(self) -> None:
        self._work = self._coming.enter_context(self._pace.article())


def test_while_articles_come_a_correction_waits_for_work_on_them(clock: Clock) -> None:
    """Corrections get an eleventh of the work, however many want to be let in."""
    pace = Pace(10, 1_000.0)
    clock.meanwhile = articles = Articles(pace, clock, 0.03)
    for _ in range(21):
        correct(pace, clock, 0.12)
    # The first has nothing to wait for.
    assert 0.03 * articles.count == pytest.approx(20 * 10 * 0.12, rel=0.02)


def test_a_long_correction_is_followed_by_a_long_pause(clock: Clock) -> None:
    """It is the work that counts, and not the number."""
    pace = Pace(10, 1_000.0)
    clock.meanwhile = articles = Articles(pace, clock, 0.1)
    correct(pace, clock, 2.0)
    correct(pace, clock, 0.0)
    assert articles.count == pytest.approx(10 * 2.0 / 0.1, abs=2)


def test_where_nobody_analyses_nobody_waits_long(clock: Clock) -> None:
    """Behind each there is a rest of four times its work, half a second at most."""
    pace = Pace(10, 1.0)
    for worked, rest in ((0.01, 0.04), (3.0, 0.5)):
        correct(pace, clock, worked)
        ended = clock.now
        correct(pace, clock, 0.0)
        assert clock.now - ended == pytest.approx(rest, abs=0.021)
    with pace.article():
        clock.now += 0.01
    begun = clock.now
    correct(pace, clock, 0.0)
    assert clock.now - begun < 0.1


def test_a_wait_has_an_end(clock: Clock) -> None:
    """Where an article goes on and on, a correction is told to come again, and leaves its place."""
    pace = Pace(0, 3.0)
    correct(pace, clock, 1.0)
    with pace.article():
        for _ in range(3):
            begun = clock.now
            with pytest.raises(Problem, match="Try again") as caught, pace.admit():
                pytest.fail("it was let in")
            assert caught.value.headers == {"Retry-After": "1"}
            assert caught.value.kind.status == 429
            assert 3.0 <= clock.now - begun < 3.1
    clock.now += 1.0
    correct(pace, clock, 0.0)


def test_one_at_a_time_and_so_many_wait() -> None:
    """A second waits until the first is done, one too many is refused, and errors leave places."""
    pace, order = Pace(1, 60.0), list[str]()
    inside, go_on = threading.Event(), threading.Event()

    def first() -> None:
        with pytest.raises(ValueError, match="any"):
            fail()

    def fail() -> None:
        with pace.admit():
            inside.set()
            go_on.wait(60)
            order.append("first")
            raise ValueError("any")

    def second() -> None:
        with pace.admit():
            order.append("second")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert inside.wait(60)
    threads[1].start()
    while pace._room._value:
        pass
    with pytest.raises(Problem), pace.admit():
        pass
    go_on.set()
    for thread in threads:
        thread.join(60)
    assert order == ["first", "second"]


@pytest.fixture
def hurried(keeping: Flask, monkeypatch: pytest.MonkeyPatch) -> Pace:
    """A pace at which no correction waits for long."""
    pace = Pace(0, 0.05)
    held = keeping.extensions["dateline"]
    monkeypatch.setitem(keeping.extensions, "dateline", replace(held, pace=pace))
    return pace


def test_refused_corrections_are_429(keeping: Flask, hurried: Pace) -> None:
    """While articles come, a correction is too early behind another, and is told so."""
    client = keeping.test_client()

    def post(number: int) -> int:
        sent = {"text": f"{ARTICLE} Number {number}.", "topic": "crime"}
        answer = client.post("/v1/feedback", json=sent)
        if answer.status_code == 429:
            assert answer.headers["Retry-After"] == "1"
        return answer.status_code

    assert post(1) == 201
    with hurried.article():
        assert post(2) == 429
        assert client.post("/v1/topic", json={"text": ARTICLE}).status_code == 200
    for number in (3, 4):
        # It is quiet, and the rest behind the one before is over.
        hurried._quiet_at = hurried._rested_at = 0.0
        assert post(number) == 201


def test_a_body_is_parsed_in_its_turn(keeping: Flask, hurried: Pace) -> None:
    """However many are sent, one is parsed at a time: before its turn no body is found wrong."""
    client = keeping.test_client()

    def post() -> int:
        return client.post("/v1/feedback", json={"text": [[]], "topic": "crime"}).status_code

    with hurried.admit():
        assert post() == 429
    assert post() == 422


def test_work_on_articles_lets_corrections_in(keeping: Flask, hurried: Pace) -> None:
    """What is analysed, by whichever route, is counted as work."""
    client = keeping.test_client()
    line = b'{"text": "A vote was held."}\n'
    before = 0.0
    for path, sent in (
        ("/v1/analysis", {"json": {"text": ARTICLE}}),
        ("/v1/topic", {"data": line, "content_type": "application/x-ndjson"}),
        ("/", {"data": {"text": ARTICLE}}),
    ):
        assert client.post(path, **sent).status_code == 200
        assert hurried._worked > before
        before = hurried._worked
    client.post("/v1/feedback", json={"text": ARTICLE, "topic": "crime"})
    assert hurried._worked == before
    assert hurried._next > before
