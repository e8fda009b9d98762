"""The gate lets nothing worse through, and says why."""

from __future__ import annotations

from typing import Any

import pytest

from service.topics.gate import EPSILON_OVERALL, EPSILON_TOPIC, judge

NONE: dict[str, Any] = {"new_topics": {}, "contradicted": (0, 0)}


def scores(macro: float = 0.8, **topics: float) -> dict[str, Any]:
    """An evaluation with these F1 scores."""
    topics = topics or {"harbour": 0.8, "kitchen": 0.8}
    return {
        "macro_f1": macro,
        "topics": {name: {"f1": f1, "documents": 50} for name, f1 in topics.items()},
    }


def test_the_first_model_is_promoted() -> None:
    """Where nothing serves, anything is better."""
    assert judge(None, scores(0.1), **NONE).promote


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


@pytest.mark.parametrize("documents", [50, 0])
def test_a_topic_that_is_gone_is_refused(documents: int) -> None:
    """A candidate has to know what the champion knows, with evaluation documents or without."""
    before, after = scores(), scores()
    before["topics"]["kitchen"]["documents"] = documents
    del after["topics"]["kitchen"]
    verdict = judge(before, after, **NONE)
    assert not verdict.promote
    assert "kitchen is gone" in verdict.reason
    assert "--force" in verdict.reason


def test_a_topic_without_evaluation_documents_cannot_be_worse() -> None:
    """Where there is nothing to measure a topic on, its scores say nothing."""
    before, after = scores(harbour=0.8, opera=0.8), scores(harbour=0.8, opera=0.0)
    for evaluation in (before, after):
        evaluation["topics"]["opera"]["documents"] = 0
    assert judge(before, after, **NONE).promote


@pytest.mark.parametrize(("recall", "promoted"), [(0.9, True), (0.2, False)])
def test_a_new_topic_has_to_be_found_in_its_own_articles(recall: float, promoted: bool) -> None:
    """A new topic is judged by held-out articles of its own."""
    verdict = judge(scores(), scores(), new_topics={"opera": recall}, contradicted=(0, 0))
    assert verdict.promote is promoted
    assert "opera" in verdict.reason


@pytest.mark.parametrize(("against", "promoted"), [(50, True), (350, False)])
def test_articles_that_contradict_what_is_known_are_refused(against: int, promoted: bool) -> None:
    """Swapped labels are noticed even where scores hardly move."""
    verdict = judge(scores(), scores(), new_topics={}, contradicted=(against, 500))
    assert verdict.promote is promoted
    assert promoted or "350 of your 500 articles" in verdict.reason
