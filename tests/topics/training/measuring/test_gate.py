"""The gate lets nothing worse through, and says why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from service.topics.training.champion import BrokenChampion
from service.topics.training.measuring.comparison import Comparison, Difference
from service.topics.training.measuring.gate import FIRST, judge, judge_beside_broken

NONE: dict[str, Any] = {"gone": [], "new_topics": {}, "contradicted": (0, 0)}
EQUAL = Difference(0.8, 0.81, -0.01, 0.03)
WORSE = Difference(0.8, 0.7, -0.15, -0.05)
BETTER = Difference(0.8, 0.9, 0.05, 0.15)
COMPARISON = Comparison(500, EQUAL, {"harbour": EQUAL, "kitchen": EQUAL}, {"world": EQUAL})


def test_the_first_model_is_promoted() -> None:
    """Where nothing serves, anything is better."""
    assert FIRST.promote


def test_an_equal_model_is_promoted_and_called_equal() -> None:
    """What has learned from newer articles serves though the documents tell no difference."""
    verdict = judge(COMPARISON, **NONE)
    assert verdict.promote
    assert verdict.reason == (
        "promoted: equal to the current model, as far as 500 documents can tell, and no topic is"
        " worse: macro-F1 0.8100 against 0.8000 (+0.0100, on other documents -0.0100 to"
        " +0.0300); outside the USA 0.8100 against 0.8000 (+0.0100, on other documents -0.0100 to"
        " +0.0300)"
    )


def test_a_better_model_is_promoted_and_called_better() -> None:
    """Where the interval of the gain is above zero."""
    verdict = judge(replace(COMPARISON, overall=BETTER), **NONE)
    assert verdict.promote
    assert verdict.reason.startswith("promoted: better than the current model, as far as 500")


def test_worse_overall_is_refused_with_both_figures() -> None:
    """A fall beyond chance is refused, and said."""
    verdict = judge(replace(COMPARISON, overall=WORSE), **NONE)
    assert not verdict.promote
    assert verdict.reason == (
        "not promoted: macro-F1 is worse: 0.7000 against 0.8000 (-0.1000, on other documents"
        " -0.1500 to -0.0500)"
    )


def test_one_worse_topic_is_enough_to_refuse() -> None:
    """A gain elsewhere does not pay for a topic that got worse."""
    topics = {"harbour": WORSE, "kitchen": BETTER}
    verdict = judge(replace(COMPARISON, overall=BETTER, topics=topics), **NONE)
    assert not verdict.promote
    assert "F1 of harbour is worse" in verdict.reason
    assert "kitchen" not in verdict.reason


def test_one_worse_region_is_enough_to_refuse() -> None:
    """What is gained inside the USA does not pay for what is lost outside of it."""
    regions = {"usa": BETTER, "world": WORSE}
    verdict = judge(replace(COMPARISON, overall=BETTER, regions=regions), **NONE)
    assert not verdict.promote
    assert "macro-F1 outside the USA is worse" in verdict.reason
    assert "inside" not in verdict.reason


def test_a_topic_that_is_gone_is_refused() -> None:
    """A candidate has to know what the champion knows, with evaluation documents or without."""
    for name in ("kitchen", "opera"):
        verdict = judge(COMPARISON, **NONE | {"gone": [name]})
        assert not verdict.promote
        assert f"{name} is gone" in verdict.reason
        assert "--force" in verdict.reason


@pytest.mark.parametrize(("recall", "promoted"), [(0.9, True), (0.2, False)])
def test_a_new_topic_has_to_be_found_in_its_own_articles(recall: float, promoted: bool) -> None:
    """A new topic is judged by held-out articles of its own."""
    verdict = judge(COMPARISON, **NONE | {"new_topics": {"opera": recall}})
    assert verdict.promote is promoted
    assert "opera" in verdict.reason


@pytest.mark.parametrize(("against", "promoted"), [(50, True), (350, False)])
def test_articles_that_contradict_what_is_known_are_refused(against: int, promoted: bool) -> None:
    """Swapped labels are noticed even where scores hardly move."""
    verdict = judge(COMPARISON, **NONE | {"contradicted": (against, 500)})
    assert verdict.promote is promoted
    assert promoted or "350 of your 500 articles" in verdict.reason


def test_a_topic_that_is_gone_is_told_once() -> None:
    """Where documents of it are there, its F1 of 0 is no second fault."""
    topics = {"harbour": EQUAL, "kitchen": WORSE}
    verdict = judge(replace(COMPARISON, topics=topics), **NONE | {"gone": ["kitchen"]})
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
