"""How many are let in, and who computes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from flask import Flask

from service import create_app
from service.contract.problems import Problem
from service.http.access.admission import ComputeLock, ConcurrencyLimit, unlocked_during
from service.http.requests.ndjson import NdjsonReader
from service.settings import Settings
from tests.messy import ARTICLE
from tests.waiting import burn


def test_one_too_many_is_refused_at_once() -> None:
    """The problem is a 429 with the limit and when to come again; a place that is left is free."""
    limit = ConcurrencyLimit(2, "Articles")
    with limit.admit():
        with limit.admit(), pytest.raises(Problem) as caught, limit.admit():
            pass
        assert caught.value.kind.status == 429
        assert "2 at once" in caught.value.detail
        assert int(caught.value.headers["Retry-After"]) >= 1
        with limit.admit():
            pass


def test_a_place_is_left_by_an_error_too() -> None:
    """No failure takes a place with it."""
    limit = ConcurrencyLimit(1, "Articles")
    for _ in range(3):
        with pytest.raises(ValueError, match="any"), limit.admit():
            raise ValueError("any")


def test_a_limit_that_refused_admits_fewer_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under pressure the queue is short; a second without a refusal ends it."""
    now = [100.0]
    monkeypatch.setattr("service.http.access.admission.monotonic", lambda: now[0])
    limit = ConcurrencyLimit(4, "Articles", overload_limit=2)
    with ExitStack() as stack:
        for _ in range(4):
            stack.enter_context(limit.admit())
        with pytest.raises(Problem), limit.admit():
            pass
    with limit.admit(), limit.admit():
        now[0] += 0.9
        with pytest.raises(Problem), limit.admit():
            pass
        now[0] += 1.1
        with limit.admit(), limit.admit():
            pass


def test_long_articles_do_not_stop_short_ones() -> None:
    """Each waits for its own kind."""
    compute = ComputeLock()
    other = threading.Thread(target=lambda: compute.acquire(300_000).release())
    with compute.locked(200_000):
        compute.acquire(1_000).release()
        other.start()
        deadline = time.monotonic() + 30
        while compute.waiting == 0 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert compute.waiting == 1
        compute.acquire(1_000).release()
    other.join(30)
    assert compute.waiting == 0


def test_who_waits_for_something_else_lets_others_compute() -> None:
    """The lock is free while the process that reads HTML is at work, and held afterwards."""
    compute = ComputeLock()
    lock = compute.acquire(1_000)

    def wait(_: str) -> bool:
        free = lock.acquire(blocking=False)
        lock.release()
        return free

    assert unlocked_during(lock, wait)("page")
    assert not lock.acquire(blocking=False)
    lock.release()


@pytest.fixture(scope="module")
def narrow(settings: Settings) -> Iterator[Flask]:
    """The application for one article at once, of three sentences and no time."""
    app = create_app(replace(settings, max_requests=1, max_streams=1, max_sentences=3))
    yield app
    app.extensions["dateline"].extractor.close()


def test_articles_beyond_the_limit_are_429(narrow: Flask) -> None:
    """With the only place taken an article is refused, and a probe is not."""
    client = narrow.test_client()
    held = narrow.extensions["dateline"]
    with held.requests.admit():
        answer = client.post("/v1/topic", json={"text": ARTICLE})
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "1"
        assert client.get("/readyz").status_code == 200
    with held.streams.admit():
        stream = client.post("/v1/topic", data=b"{}\n", content_type="application/x-ndjson")
        assert stream.status_code == 429


def test_what_label_studio_sends_is_parsed_in_a_place(narrow: Flask) -> None:
    """With the only place taken nobody looks at a body, which would else be found wrong."""
    client, held = narrow.test_client(), narrow.extensions["dateline"]
    for path, places in (
        ("setup", held.requests),
        ("predict", held.streams),
        ("webhook", held.requests),
    ):
        with places.admit():
            refused = client.post(f"/label-studio/{path}", json={"tasks": 1})
        assert refused.status_code == 429, path
        assert client.post(f"/label-studio/{path}", json={"tasks": 1}).status_code == 422, path


def test_a_stream_leaves_its_place_even_unread(narrow: Flask) -> None:
    """A client that goes before the first line takes nothing with it."""
    client = narrow.test_client()
    for _ in range(3):
        answer = client.post("/v1/topic", data=b"{}\n", content_type="application/x-ndjson")
        assert answer.status_code == 200
        answer.close()


@pytest.mark.parametrize("method", ["__init__", "wait_for_line"])
def test_a_stream_that_does_not_begin_leaves_its_place(
    narrow: Flask, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    """Whatever fails before the first line, as where no thread can be started, the next has it."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("can't start new thread")

    def post() -> int:
        lines = {"data": b"{}\n", "content_type": "application/x-ndjson"}
        with narrow.test_client().post("/v1/topic", **lines) as answer:
            return answer.status_code

    with monkeypatch.context() as patched:
        patched.setattr(NdjsonReader, method, fail)
        assert [post(), post()] == [500, 500]
    assert post() == 200


def test_sentences_beyond_the_limit_are_refused(narrow: Flask) -> None:
    """An article of four sentences where three are read names the limit."""
    answer = narrow.test_client().post("/v1/summary", json={"text": "The council met. " * 4})
    assert answer.status_code == 422
    assert "more than 3 sentences, which is the limit" in answer.json["detail"]  # type: ignore[index]


@pytest.mark.parametrize(("wait", "status"), [(time.sleep, 200), (burn, 422)])
def test_work_beyond_its_seconds_is_stopped(
    wait: Callable[[float], None], status: int, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No stage begins when the computing time for all is over, and waiting is no part of it."""
    held = app.extensions["dateline"]
    brief = replace(held, settings=replace(held.settings, work_seconds=0.3))
    monkeypatch.setitem(app.extensions, "dateline", brief)
    whole = held.model.classifier.classify

    def slow(*arguments: object, **named: object) -> object:
        wait(0.6)
        return whole(*arguments, **named)

    monkeypatch.setattr(held.model.classifier, "classify", slow)
    answer = app.test_client().post("/v1/analysis", json={"text": ARTICLE})
    assert answer.status_code == status
    assert ("longer than 0.3 s" in answer.text) == (status == 422)


def test_many_at_once_keep_the_count() -> None:
    """Threads that come and go leave the limit as it was."""
    limit = ConcurrencyLimit(4, "Articles")
    refused = []

    def come() -> None:
        for _ in range(200):
            try:
                with limit.admit():
                    time.sleep(0)
            except Problem:
                refused.append(1)

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert limit._admitted == 0
