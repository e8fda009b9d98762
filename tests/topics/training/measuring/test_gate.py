"""The gate lets nothing worse through, and says why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from service.topics.card.card import Evaluation, TopicScore
from service.topics.training.champion import BrokenChampion
from service.topics.training.measuring.gate import (
    EPSILON_OVERALL,
    EPSILON_TOPIC,
    FIRST,
    judge,
    judge_beside_broken,
)

NONE: dict[str, Any] = {"gone": [], "new_topics": {}, "contradicted": (0, 0)}


def scores(macro: float = 0.8, **topics: float) -> Evaluation:
    """An evaluation with these F1 scores."""
    topics = topics or {"harbour": 0.8, "kitchen": 0.8}
    return Evaluation(
        macro, topics={name: TopicScore(f1, f1, f1, 50) for name, f1 in topics.items()}
    )


def without(evaluation: Evaluation, topic: str) -> Evaluation:
    """The evaluation of a model that does not know the topic."""
    topics = {name: score for name, score in evaluation.topics.items() if name != topic}
    return replace(evaluation, topics=topics)


def unmeasured(evaluation: Evaluation, topic: str) -> Evaluation:
    """The evaluation where the topic has no documents."""
    score = replace(evaluation.topics[topic], documents=0)
    return replace(evaluation, topics={**evaluation.topics, topic: score})


def test_the_first_model_is_promoted() -> None:
    """Where nothing serves, anything is better."""
    assert FIRST.promote


@pytest.mark.parametrize("change", [0.05, 0.0, -EPSILON_OVERALL / 2])
def test_not_worse_beyond_epsilon_is_promoted(change: float) -> None:
    """Better, equal, and worse by no more than noise."""
    verdict = judge(scores(0.8), scores(0.8 + change), **NONE)
    assert verdict.promote
    assert f"{0.8 + change:.4f}" in verdict.reason


def test_worse_overall_is_refused_with_both_figures() -> None:
    """A fall beyond the stated epsilon is refused, and said."""
    verdict = judge(scores(0.8), scores(0.8 - 2 * EPSILON_OVERALL), **NONE)
    assert not verdict.promote
    assert "0.7880" in verdict.reason
    assert "0.8000" in verdict.reason


def test_one_worse_topic_is_enough_to_refuse() -> None:
    """A gain elsewhere does not pay for a topic that got worse."""
    before = scores(0.8, harbour=0.8, kitchen=0.8)
    after = scores(0.9, harbour=0.8 - 2 * EPSILON_TOPIC, kitchen=1.0)
    verdict = judge(before, after, **NONE)
    assert not verdict.promote
    assert "harbour" in verdict.reason
    assert "kitchen" not in verdict.reason


@pytest.mark.parametrize("before", [scores(), unmeasured(scores(), "kitchen")])
def test_a_topic_that_is_gone_is_refused(before: Evaluation) -> None:
    """A candidate has to know what the champion knows, with evaluation documents or without."""
    after = without(scores(), "kitchen")
    verdict = judge(before, after, **NONE | {"gone": ["kitchen"]})
    assert not verdict.promote
    assert "kitchen is gone" in verdict.reason
    assert "--force" in verdict.reason


def test_a_topic_without_evaluation_documents_cannot_be_worse() -> None:
    """Where there is nothing to measure a topic on, its scores say nothing."""
    before, after = scores(harbour=0.8, opera=0.8), scores(harbour=0.8, opera=0.0)
    assert not judge(before, after, **NONE).promote
    assert judge(unmeasured(before, "opera"), unmeasured(after, "opera"), **NONE).promote


@pytest.mark.parametrize(("recall", "promoted"), [(0.9, True), (0.2, False)])
def test_a_new_topic_has_to_be_found_in_its_own_articles(recall: float, promoted: bool) -> None:
    """A new topic is judged by held-out articles of its own."""
    verdict = judge(scores(), scores(), **NONE | {"new_topics": {"opera": recall}})
    assert verdict.promote is promoted
    assert "opera" in verdict.reason


@pytest.mark.parametrize(("against", "promoted"), [(50, True), (350, False)])
def test_articles_that_contradict_what_is_known_are_refused(against: int, promoted: bool) -> None:
    """Swapped labels are noticed even where scores hardly move."""
    verdict = judge(scores(), scores(), **NONE | {"contradicted": (against, 500)})
    assert verdict.promote is promoted
    assert promoted or "350 of your 500 articles" in verdict.reason


def test_a_topic_that_is_gone_is_told_once() -> None:
    """Where documents of it are there, its F1 of 0 is no second fault."""
    after = scores(0.8, harbour=0.8, kitchen=0.0)
    verdict = judge(scores(), after, **NONE | {"gone": ["kitchen"]})
    assert not verdict.promote
    assert verdict.reason.count("kitchen") == 1


BROKEN = BrokenChampion("spoilt", ("harbour", "kitchen"))


@pytest.mark.parametrize(
    ("gone", "new_topics", "promoted", "said"),
    [
        ([], {}, True, "none of its topics is gone"),
        ([], {"opera": 0.9}, True, "none of its topics is gone, and it adds opera"),
        ([], {"opera": 0.2}, False, "opera is found in only 20%"),
        (["kitchen"], {}, False, "kitchen is gone"),
    ],
)
def test_beside_a_broken_model_topics_are_compared(
    gone: list[str], new_topics: dict[str, float], promoted: bool, said: str
) -> None:
    """Its scores are lost, but no topic of a user's is lost with it; the reason says both."""
    verdict = judge_beside_broken(BROKEN, gone=gone, new_topics=new_topics)
    assert verdict.promote is promoted
    assert said in verdict.reason
    assert "the current model spoilt cannot be loaded" in verdict.reason


def test_beside_a_model_of_which_nothing_is_known_only_force_promotes() -> None:
    """A topic that nobody can read any more may be a user's; the sentence says what to do."""
    verdict = judge_beside_broken(BrokenChampion("spoilt", None), gone=[], new_topics={})
    assert not verdict.promote
    assert "restore it or promote another version" in verdict.reason
    assert "--force" in verdict.reason
