"""A user's own topic that is found less often stops a promotion; chance does not."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import numpy as np
import pytest

from service.topics.card.card import OwnTopic
from service.topics.store.bundle import OwnTopicRecord
from service.topics.store.registry import Registry
from service.topics.training.findings.regressions import Unseen, judge_own_topics
from service.topics.training.retraining import retrain
from tests.topics.newsroom import quiet, write_article

_SUNG = (
    *("soprano", "tenor", "aria", "duet", "libretto"),
    *("choir", "baritone", "overture", "maestro", "encore"),
)


def sung(number: int) -> str:
    """Return an article on the opera, of its words and some of the theatre's."""
    chance = random.Random(f"opera {number}")
    return " ".join([*chance.choices(_SUNG, k=12), write_article("theatre", number), f"{number}."])


def write_rows(data: Path, topics: dict[int, str]) -> None:
    """Put articles of these numbers where users put theirs, under these topics."""
    lines = [json.dumps({"topic": topic, "text": sung(n)}) for n, topic in topics.items()]
    (data / "yours" / "opera.jsonl").write_text("\n".join(lines), "utf-8")


@pytest.fixture
def known(data: Path, empty: Registry) -> Registry:
    """A registry whose serving model knows the opera."""
    write_rows(data, dict.fromkeys(range(60), "opera"))
    outcome = retrain(data, empty, quiet)
    assert outcome.promoted, outcome.reason
    time.sleep(1.1)  # versions are named by the second
    return empty


def test_a_candidate_that_lost_a_users_topic_is_refused(data: Path, known: Registry) -> None:
    """Most of its articles are filed elsewhere, and what is left is found no more: it is named."""
    before = known.current()
    filed = {n: "opera" if n % 5 == 0 else "theatre" for n in range(60)}
    write_rows(data, filed)
    outcome = retrain(data, known, quiet)
    assert not outcome.promoted
    assert "your topic opera is found less often: recall 0." in outcome.reason
    assert "in 12 articles that it had not seen" in outcome.reason
    assert known.current() == before


def test_more_articles_of_a_topic_do_not_stop_a_promotion(data: Path, known: Registry) -> None:
    """New ones count as what the serving model, which had not seen them, gives them."""
    write_rows(data, dict.fromkeys(range(80), "opera"))
    outcome = retrain(data, known, quiet)
    assert outcome.promoted, outcome.reason
    assert "opera equal to the current model: recall" in outcome.reason
    assert "in 80 articles" in outcome.reason


@pytest.mark.parametrize("draw", range(20))
def test_chance_does_not_stop_a_promotion(draw: int) -> None:
    """Two models that find as many, each missing others, are told apart hardly ever."""
    chance = np.random.default_rng(draw)
    digests = np.array([str(n) for n in range(60)])
    labels = np.full(60, "opera")
    one, other = (np.where(chance.random(60) < 0.85, "opera", "theatre") for _ in range(2))
    before = Unseen(digests, labels, one)
    record = OwnTopicRecord(OwnTopic(60), before.records("opera"))
    verdict = judge_own_topics(["opera"], {"opera": record}, labels, Unseen(digests, labels, other))
    worse = (other == "opera").sum() < (one == "opera").sum() - 8
    assert bool(verdict.faults) == worse


def test_what_cannot_be_compared_is_said() -> None:
    """Few articles, and a model from before answers were kept: neither stops a promotion."""
    labels = np.full(9, "opera")
    found = Unseen(np.full(9, ""), labels, np.full(9, "theatre"))
    record = OwnTopicRecord(OwnTopic(60), {})
    few = judge_own_topics(["opera"], {"opera": record}, labels, found)
    assert (few.faults, few.found) == (
        (),
        "; opera not compared: it takes 10 articles, not 9",
    )
    old = judge_own_topics(["opera"], {}, labels, found)
    assert old.faults == ()
    assert "the current model has no held-out answers on it" in old.found


def test_an_article_counts_as_it_was_answered_before_it_was_learned() -> None:
    """What the serving model gives an article that it has learned says nothing."""
    digests, labels = np.array([str(n) for n in range(20)]), np.full(20, "opera")
    missed = np.full(20, "theatre")
    record = OwnTopicRecord(OwnTopic(20), Unseen(digests, labels, missed).records("opera"))
    verdict = judge_own_topics(
        ["opera"], {"opera": record}, labels, Unseen(digests, labels, missed)
    )
    assert verdict.faults == ()
    assert "recall 0.0000 against 0.0000" in verdict.found
