"""What a correction is from the moment that it comes."""

from __future__ import annotations

import pytest

from service.feedback.correction import (
    SURE,
    Change,
    Given,
    Reviewer,
    digest_of,
    first_state,
    is_held_out,
)
from service.feedback.errors import NotYours
from tests.feedback.corrections import correction

EDITOR, SENDER = Reviewer("editor", is_known=True), Reviewer("desk", is_known=True)


@pytest.mark.parametrize(
    ("label", "confidence", "state"),
    [
        ("politics", SURE, "disputed"),
        ("politics", 1.0, "disputed"),
        ("politics", SURE - 1e-9, "new"),
        ("crime", 1.0, "new"),
        (None, 0.99, "new"),
        (None, None, "new"),
    ],
)
def test_a_sure_model_is_disputed(label: str | None, confidence: float | None, state: str) -> None:
    """Only another topic that the model gives, and is sure of, makes a dispute."""
    assert first_state("crime", Given(label, confidence, "1")) == state


@pytest.mark.parametrize(
    "copy",
    [
        "police ARRESTED two\nmen on monday",
        "  Police arrested two men — on Monday!  ",
        "Pólice arrested “two men” on Monday.",
    ],
)
def test_copies_fall_together(copy: str) -> None:
    """Case, accents, punctuation and blanks make no other article; a word does."""
    article = "Police arrested two men on Monday."
    assert digest_of(copy) == digest_of(article)
    assert digest_of(article + " And three.") != digest_of(article)


def test_articles_without_words_are_told_apart() -> None:
    """Where there is no word, the signs count."""
    assert digest_of("!!!") != digest_of("???")
    assert digest_of("") == digest_of("  ")


def test_a_fifth_is_held_out() -> None:
    """Of many articles, one in five, and always the same."""
    digests = [digest_of(f"Article number {number} of the week") for number in range(5_000)]
    held_out = [digest for digest in digests if is_held_out(digest)]
    assert 900 < len(held_out) < 1_100
    assert all(is_held_out(digest) for digest in held_out)


def test_a_decision_is_kept_with_who_made_it() -> None:
    """Accepting or rejecting names the reviewer and the time; the topic may be another."""
    sent = correction("crime")
    found = sent.changed(Change("politics", "accepted", EDITOR))
    assert (found.state, found.topic, found.reviewer) == ("accepted", "politics", "editor")
    assert found.reviewed_at is not None
    assert found.sent == sent.sent


def test_another_topic_alone_waits_again() -> None:
    """Without a decision it is judged as one that has just come, so that a decision is undone."""
    sent = correction("crime", label="crime", confidence=0.99)
    accepted = sent.changed(Change(None, "accepted", EDITOR))
    assert accepted.changed(Change("crime", None, EDITOR)) == sent
    assert accepted.changed(Change("politics", None, EDITOR)).state == "disputed"


def test_nobody_accepts_his_own_dispute() -> None:
    """With keys, somebody else has to; he may reject it, and accept what disputes nothing."""
    disputed = correction("politics", confidence=0.99)
    assert disputed.state == "disputed"
    with pytest.raises(NotYours, match="somebody else has to accept it"):
        disputed.changed(Change(None, "accepted", SENDER))
    rejected = disputed.changed(Change(None, "rejected", SENDER))
    with pytest.raises(NotYours):
        rejected.changed(Change(None, "accepted", SENDER))
    # By way of another topic neither.
    agreed = disputed.changed(Change("crime", "accepted", SENDER))
    back = agreed.changed(Change("politics", None, SENDER))
    assert back.state == "disputed"
    with pytest.raises(NotYours):
        agreed.changed(Change("politics", "accepted", SENDER))
    assert disputed.changed(Change("crime", "accepted", SENDER)).state == "accepted"
    assert disputed.changed(Change(None, "accepted", EDITOR)).state == "accepted"


def test_without_keys_one_accepts_ones_own() -> None:
    """An address tells nobody who it is."""
    disputed = correction("politics", confidence=0.99)
    found = disputed.changed(Change(None, "accepted", Reviewer("desk", is_known=False)))
    assert found.state == "accepted"
