"""Corrections in a database: SQLite and PostgreSQL keep the same promises."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service.feedback.correction import Change, Correction, Given, Reviewer, Sent
from service.feedback.errors import NoSuchCorrection, TooManyCorrections, WrongCursor
from service.feedback.listing import ORDERS, Query
from service.feedback.store.database import Database
from service.feedback.store.snapshot import take_snapshot
from service.feedback.store.store import Limits, Store
from tests.feedback.corrections import correction

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
EDITOR = Reviewer("editor", is_known=True)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store with room."""
    database = Database(database_url)
    yield Store(database, Limits(rows=1_000, waiting_of_sender=500))
    database.close()


def whole() -> Correction:
    """A correction with every field, of a page."""
    sent = Sent(
        topic="a-topic_1",
        html="<p>“Zoë” \U0001f600\r\n</p>",
        title="Ein Titel",
        language="de",
        clean=False,
        id="desk/1",
        note="A note.\nOf two lines.",
    )
    made = Correction.of(sent, "“Zoë” \U0001f600", Given("crime", 0.123456789, "v1"), "desk")
    return made.changed(Change("crime", "accepted", EDITOR))


@pytest.mark.parametrize("made", [correction(), whole()], ids=["least", "whole"])
def test_what_is_kept_is_what_was_sent(store: Store, made: Correction) -> None:
    """Every field comes back as it was, to the microsecond and the line end."""
    assert store.add(made) == (made, True)
    assert store.find(made.key) == made


def test_what_was_said_otherwise_is_replaced(store: Store) -> None:
    """Of the same sender under the same id, unless somebody decided; others' stays."""
    words = "An article of some words."

    def said(topic: str, **more: Any) -> Correction:
        made = correction(topic, words, **more)
        return replace(made, sent=replace(made.sent, id="desk/1"))

    first, second, third = said("crime"), said("politics"), said("farming")
    other, named = said("crime", sender="other"), correction("sports", words)
    for each in (first, other, named):
        store.add(each)
    assert store.add(second, replacing=True) == (second, True)
    assert {kept.key for kept in store.all(Query())} == {second.key, other.key, named.key}
    store.change(second.key, Change(None, "accepted", EDITOR))
    store.add(third, replacing=True)
    assert store.add(said("farming"), replacing=True) == (third, False)
    assert store.find(second.key).state == "accepted"


def test_the_same_again_is_the_first(store: Store) -> None:
    """Article, topic and sender alike are one correction; another topic or sender is a second."""
    first = correction("crime", "An article of some words.")
    assert store.add(first) == (first, True)
    again = correction("crime", "an ARTICLE of some words")
    assert store.add(again) == (first, False)
    for other in (
        correction("politics", "An article of some words."),
        correction("crime", "An article of some words.", sender="other"),
    ):
        assert store.add(other) == (other, True)
    assert len(list(store.all(Query()))) == 3


def test_the_same_again_is_the_first_whatever_was_decided(store: Store) -> None:
    """A reviewer's topic changes nothing of what was sent."""
    first, _ = store.add(correction("crime", "An article of some words."))
    changed = store.change(first.key, Change("politics", "accepted", EDITOR))
    again = correction("crime", "An article of some words.")
    assert store.add(again) == (changed, False)


def test_of_many_who_say_the_same_at_once_one_is_kept(store: Store) -> None:
    """Whoever is first is new, and all others are told the same key."""
    barrier = threading.Barrier(8)

    def say(_: int) -> tuple[str, bool]:
        barrier.wait(timeout=30)
        kept, is_new = store.add(correction("crime", "Said by eight at once."))
        return kept.key, is_new

    with ThreadPoolExecutor(8) as threads:
        said = list(threads.map(say, range(8)))
    assert sum(is_new for _, is_new in said) == 1
    assert len({key for key, _ in said}) == 1


def test_a_change_is_kept(store: Store) -> None:
    """State, topic, reviewer and time are what `changed` says."""
    made, _ = store.add(correction("crime"))
    changed = store.change(made.key, Change("politics", "rejected", EDITOR))
    assert store.find(made.key) == changed
    assert (changed.state, changed.topic, changed.reviewer) == ("rejected", "politics", "editor")


@pytest.mark.parametrize("key", ["0" * 32, "", "x", "\0", "é" * 32, "'; DROP TABLE corrections"])
def test_what_is_not_there_is_told(store: Store, key: str) -> None:
    """Whatever the key looks like, nothing of this name is there."""
    acts: list[Any] = [
        store.find,
        store.forget,
        lambda key: store.change(key, Change(None, "accepted", EDITOR)),
    ]
    for act in acts:
        with pytest.raises(NoSuchCorrection, match="no correction"):
            act(key)


def test_what_is_forgotten_is_gone(store: Store) -> None:
    """It is found no more, and may be said again as something new."""
    made, _ = store.add(correction("crime", "An article of some words."))
    store.forget(made.key)
    with pytest.raises(NoSuchCorrection):
        store.find(made.key)
    assert store.add(correction("crime", "An article of some words."))[1]


def fill(store: Store) -> list[Correction]:
    """Twelve corrections, some at the same moment, in an order of no meaning."""
    made = [
        correction(
            "crime" if number % 2 else "politics",
            label=None if number == 3 else "crime",
            confidence=None if number == 3 else (0.97 if number % 3 == 0 else number / 20),
            created_at=NOW + timedelta(minutes=(number * 5) % 7),
        )
        for number in range(12)
    ]
    for item in made:
        store.add(item)
    store.change(made[5].key, Change(None, "accepted", EDITOR))
    return list(store.all(Query()))


def rank(order: str, item: Correction) -> float:
    """What an order compares before the time."""
    if order == "uncertain":
        return -1.0 if item.given.confidence is None else item.given.confidence
    return {"disputed": 0, "new": 1}.get(item.state, 2) if order == "disputed" else 0


@pytest.mark.parametrize("order", ORDERS)
def test_pages_are_the_whole_in_order(store: Store, order: Any) -> None:
    """Whatever the size of a page, all come once, in the order that is asked for."""
    made = fill(store)
    assert {item.state for item in made} == {"disputed", "new", "accepted"}
    expected = sorted(made, key=lambda item: item.key, reverse=True)
    expected.sort(key=lambda item: item.created_at, reverse=True)
    expected.sort(key=lambda item: rank(order, item))
    for limit in (1, 5, 12, 100):
        assert list(store.all(Query(order=order, limit=limit))) == expected


def test_pages_are_of_what_is_asked_for(store: Store) -> None:
    """State and topic choose, together too; `open` is what nobody has decided on."""
    made = fill(store)
    for state in ("disputed", "new", "accepted", "rejected", "open", None):
        for topic in ("crime", "politics", "sport", None):
            wanted = {"disputed", "new"} if state == "open" else {state}
            expected = {
                item.key
                for item in made
                if (state is None or item.state in wanted) and topic in (None, item.topic)
            }
            found = store.all(Query(state=state, topic=topic, limit=2))
            assert {item.key for item in found} == expected


@pytest.mark.parametrize("order", ORDERS)
def test_what_comes_meanwhile_moves_no_page(store: Store, order: Any) -> None:
    """Between two pages others may come and go: none of the first ones is missed or twice."""
    made = fill(store)
    first = store.page(Query(order=order, limit=4))
    store.forget(first.corrections[1].key)
    for minutes in range(-3, 9, 3):
        store.add(correction(confidence=0.5, created_at=NOW + timedelta(minutes=minutes)))
    rest = list(store.all(Query(order=order, limit=3, cursor=first.next)))
    seen = [item.key for item in (*first.corrections, *rest)]
    assert len(seen) == len(set(seen))
    assert {item.key for item in made} <= set(seen)


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "e30", "W10", "\0", "é", "W251bGxd"])
def test_a_cursor_is_one_that_was_given(store: Store, cursor: str) -> None:
    """What is none, or of another order, is refused."""
    with pytest.raises(WrongCursor):
        store.page(Query(cursor=cursor))
    fill(store)
    other = store.page(Query(order="uncertain", limit=2)).next
    with pytest.raises(WrongCursor):
        store.page(Query(cursor=other))


def test_limits_are_kept_and_say_what_to_do(database_url: str) -> None:
    """Of one sender so many may wait, and of all so many are kept; the same again always fits."""
    database = Database(database_url)
    store = Store(database, Limits(rows=5, waiting_of_sender=2))
    mine = [store.add(correction(sender="a"))[0] for _ in range(2)]
    with pytest.raises(TooManyCorrections, match=r"2 corrections of this sender .*Accept"):
        store.add(correction(sender="a"))
    assert store.add(mine[0]) == (mine[0], False)
    store.change(mine[0].key, Change(None, "accepted", EDITOR))
    store.add(correction(sender="a"))
    for name in "bc":
        store.add(correction(sender=name))
    with pytest.raises(TooManyCorrections, match=r"5 corrections are kept.*Export and delete"):
        store.add(correction(sender="d"))
    with pytest.raises(TooManyCorrections):
        store.put(correction(sender="d"))
    database.close()


def test_what_is_too_old_is_deleted(store: Store) -> None:
    """All of it, more than one transaction takes, and nothing that is a moment younger."""
    old = [correction(created_at=NOW - timedelta(seconds=number + 1)) for number in range(250)]
    young = correction(created_at=NOW)
    for item in (*old, young):
        store.put(item)
    assert store.expire(NOW) == 250
    assert [item.key for item in store.all(Query())] == [young.key]
    assert store.expire(NOW) == 0


def test_counts_are_by_state_and_tell_the_oldest_that_waits(store: Store) -> None:
    """What was decided waits no more."""
    assert store.count().oldest is None
    assert sum(store.count().by_state.values()) == 0
    old = correction(created_at=NOW - timedelta(days=3))
    for item in (old, correction("politics", confidence=0.99, created_at=NOW), correction()):
        store.add(item)
    assert store.count().by_state == {"disputed": 1, "new": 2, "accepted": 0, "rejected": 0}
    assert store.count().oldest == old.created_at
    store.change(old.key, Change(None, "accepted", EDITOR))
    assert store.count().oldest == NOW
    assert store.count("politics").by_state["disputed"] == 1
    assert store.count("politics").by_state["new"] == 0


def test_what_is_put_is_put_once(store: Store) -> None:
    """An import again changes nothing, under the same key or saying the same."""
    made = whole()
    assert store.put(made)
    assert not store.put(replace(made, state="rejected"))
    assert not store.put(replace(made, key="f" * 32))
    assert list(store.all(Query())) == [made]


def test_a_snapshot_has_all_but_the_pages(store: Store) -> None:
    """Every correction by its key, with its text; of a page the article, and no HTML."""
    made = [correction(), correction(), whole()]
    for item in made:
        store.put(item)
    found = take_snapshot(store.database)
    assert [item.key for item in found] == sorted(item.key for item in made)
    by_key = {item.key: item for item in found}
    assert all(by_key[item.key].text == item.text for item in made)
    assert all(item.sent.html is None for item in found)
    assert by_key[made[0].key] == made[0]
