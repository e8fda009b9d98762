"""A user's own topic is told of honestly: what was measured, and what was not."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from service.topics.card.card import OwnTopic
from service.topics.store.registry import Registry
from service.topics.training.corpus import read_corpus
from service.topics.training.findings.own_topics import measure_own_topics, to_lines
from service.topics.training.fit import HeldOut
from service.topics.training.retraining import retrain
from tests.topics.newsroom import TOPICS, quiet

_SUNG = (
    *("soprano", "tenor", "aria", "duet", "libretto"),
    *("choir", "baritone", "overture", "maestro", "encore"),
)


def write_rows(data: Path, texts: list[str]) -> None:
    """Put articles on the opera where users put theirs."""
    lines = [json.dumps({"topic": "opera", "text": text}) for text in texts]
    (data / "yours" / "opera.jsonl").write_text("\n".join(lines), "utf-8")


def varied(count: int) -> list[str]:
    """Return articles that share words, and no phrase."""
    chance = random.Random(1)
    return [" ".join(chance.choices(_SUNG, k=40)) + f" {number}." for number in range(count)]


def test_a_new_topic_has_its_own_figures(data: Path, empty: Registry) -> None:
    """Held-out recall, precision and share answered are on the card, and no 0 for what is not."""
    write_rows(data, varied(50))
    outcome = retrain(data, empty, quiet)
    card = empty.load().card
    assert set(card.own_topics) == {"opera"} == set(outcome.own_topics)
    found = card.own_topics["opera"]
    assert found.articles == 50
    assert found.recall is not None
    assert found.recall > 0.9
    assert found.precision is not None
    assert found.precision > 0.9
    assert card.evaluation is not None
    assert set(card.evaluation.topics) == set(TOPICS)
    page = (empty.folder / outcome.version / "README.md").read_text("utf-8")
    assert f"| opera | {found.recall} | {found.precision} |" in page
    assert not any("have the words" in warning for warning in outcome.warnings)
    record = empty.load().manifest.own_topics["opera"]
    assert record.score == found
    assert len(record.answers) == 50
    assert "Curtain" not in json.dumps(record.answers)


def test_a_topic_of_few_articles_is_not_measured(data: Path, empty: Registry) -> None:
    """A handful of articles tells nothing, and that is what is said."""
    write_rows(data, varied(12))
    outcome = retrain(data, empty, quiet)
    assert outcome.own_topics == {"opera": OwnTopic(12, evaluated=20, given_to={})}
    assert to_lines(outcome.own_topics) == [
        "opera: not measured, 12 articles are too few (it takes 20)"
    ]
    page = (empty.folder / outcome.version / "README.md").read_text("utf-8")
    assert f"| opera | {'not measured | ' * 3}12 | not measured | none |" in page


def test_without_topics_of_the_users_nothing_is_told(data: Path, empty: Registry) -> None:
    """Topics that evaluation documents are on are measured on these."""
    outcome = retrain(data, empty, quiet)
    assert outcome.own_topics == {}
    assert "none of these documents" not in (
        empty.folder / outcome.version / "card.html"
    ).read_text("utf-8")


def test_what_is_never_given_has_no_precision() -> None:
    """A topic that no document is given is right in none of none, which is no 0."""
    labels = np.array(["news"] * 5 + ["opera"] * 20)
    probabilities = np.tile([0.8, 0.2], (25, 1))
    held_out = HeldOut(probabilities, labels, labels, np.ones(25))
    filed, given = labels[:5], np.array(["news", "opera", "opera", "news", "news"])
    found = measure_own_topics(["news", "opera"], held_out, filed, given, 0.9)
    assert found == {"opera": OwnTopic(20, 0.0, None, 0.0, {"news": 20}, 5, {"news": 2})}
    line = to_lines(found)[0]
    assert "right where it is given not measured" in line
    assert "given to 2 of 5 evaluation documents" in line


@pytest.mark.parametrize(("without", "is_warned"), [(0, True), (10, True), (30, False)])
def test_templated_articles_are_warned_of(data: Path, without: int, is_warned: bool) -> None:
    """Where one phrase stands in nearly all of a topic's articles, with the phrase."""
    texts = varied(60)
    texts[without:] = [
        f"{text} Tickets are on sale: {number}" for number, text in enumerate(texts[without:])
    ]
    write_rows(data, texts)
    told = [warning for warning in read_corpus(data).warnings if "have the words" in warning]
    assert bool(told) == is_warned
    if is_warned:
        assert told[0].startswith(
            f'{60 - without} of your 60 articles under opera have the words "tickets are on sale"'
        )
