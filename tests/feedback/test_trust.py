"""What of the corrections may be trained on, and how much of it may be one sender's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from service.feedback.correction import Correction, State
from service.feedback.trust import measurable, usable
from tests.feedback.corrections import correction

NOW = datetime(2026, 11, 28, tzinfo=UTC)


def kept(state: State = "new", **more: Any) -> Correction:
    """A correction to train on, but for what `more` says."""
    return correction(**{"state": state, "held_out": False, **more})


def test_only_what_may_be_is_trained_on() -> None:
    """Neither held out, nor rejected, nor disputed."""
    fine = [kept("new"), kept("accepted")]
    others = [kept("rejected"), kept("disputed"), kept(held_out=True)]
    found = usable([*others, *fine], 1_000)
    assert sorted(item.key for item in found.corrections) == sorted(item.key for item in fine)
    assert found.over_share == 0


def test_a_sender_has_a_share_of_the_whole() -> None:
    """Of 1,000 documents a flood of one sender's is a fiftieth; all others are in."""
    flood = [kept(sender="flood") for _ in range(500)]
    others = [kept(sender=f"s{number}") for number in range(10)]
    found = usable([*flood, *others], 970)
    of_flood = [item for item in found.corrections if item.sender == "flood"]
    assert len(of_flood) == 20
    assert len(of_flood) <= 0.02 * (970 + len(found.corrections))
    assert found.over_share == 480
    assert {item.sender for item in found.corrections} == {"flood", *(f"s{n}" for n in range(10))}


def test_one_sender_alone_is_not_trained_on() -> None:
    """Where nothing else is trained on, no sender is the whole of it."""
    assert usable([kept() for _ in range(40)], 0).corrections == ()


def test_what_a_reviewer_accepted_counts_always() -> None:
    """A share is of what nobody has looked at."""
    found = usable([kept("accepted", sender="one") for _ in range(50)], 0)
    assert (len(found.corrections), found.over_share) == (50, 0)


def test_who_sends_more_later_loses_nothing_else() -> None:
    """What is left out depends on keys alone, so that the same corrections give the same set."""
    flood = [kept(sender="flood") for _ in range(100)]
    found = usable(flood, 1_000)
    assert found == usable(flood[::-1], 1_000)
    assert len(found.corrections) == 20


def test_an_article_is_trained_on_once() -> None:
    """Of several that agree one; of several that do not, what was accepted last, or none."""
    text = "The ministers met in Geneva and signed the treaty on Monday."
    said = [correction("crime", text, sender=name, held_out=False) for name in ("a", "b")]
    assert len(usable(said, 1_000).corrections) == 1
    other = correction("politics", text, sender="c", held_out=False)
    assert usable([*said, other], 1_000).corrections == ()
    first = replace(said[0], state="accepted", reviewed_at=NOW)
    later = replace(other, state="accepted", reviewed_at=NOW + timedelta(hours=1))
    assert usable([later, first, said[1]], 1_000).corrections == (later,)


def judging(*corrections: Correction) -> tuple[int, int]:
    """How many judge, and how many are over their sender's share."""
    found = measurable(corrections)
    return len(found.corrections), found.over_share


def test_models_are_measured_by_what_is_held_out() -> None:
    """By nothing rejected, disputed or contradicted, and by an article once."""
    fine = [kept("accepted", held_out=True) for _ in range(9)]
    fine += [kept("new", held_out=True, sender=f"s{number}") for number in range(2)]
    others = [kept("rejected", held_out=True), kept("disputed", held_out=True), kept("accepted")]
    text = "The ministers met in Geneva and signed the treaty on Monday."
    differ = [correction(topic, text, held_out=True, sender=topic) for topic in ("crime", "other")]
    found = measurable([*others, *fine, *differ])
    assert sorted(item.key for item in found.corrections) == sorted(item.key for item in fine)
    assert found.over_share == 0
    twice = [correction("crime", text, held_out=True, sender=name) for name in ("a", "b")]
    assert judging(*fine, *twice) == (12, 0)


def test_no_sender_alone_judges_a_model() -> None:
    """Of what nobody has looked at, a sender has a fifth of what judges, and alone nothing."""
    flood = [kept(held_out=True, sender="flood") for _ in range(100)]
    accepted = [kept("accepted", held_out=True, sender="flood") for _ in range(12)]
    several = [kept(held_out=True, sender=f"s{n % 8}") for n in range(24)]
    assert judging(*flood) == (0, 100)
    assert judging(*flood, *accepted) == (15, 97)
    assert judging(*several) == (24, 0)
    assert judging(*flood, *several)[0] <= 30
