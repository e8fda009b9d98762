"""From which confidence on a model answers, against numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.topics.card.card import ThresholdChoice
from service.topics.training.measuring.threshold import (
    Judged,
    choose_threshold,
    describe_choice,
)


def _judged(
    confidence: list[float],
    defensible: npt.NDArray[np.bool_],
    weight: npt.NDArray[np.float64] | None = None,
) -> Judged:
    size = len(confidence)
    weights = np.ones(size) if weight is None else weight
    return Judged(np.array(confidence), defensible, np.full(size, "gazette"), weights)


def _exact(
    confidence: list[float],
    defensible: npt.NDArray[np.bool_],
    wanted: float,
    weight: npt.NDArray[np.float64] | None = None,
) -> float:
    """The threshold without a margin."""
    return choose_threshold(_judged(confidence, defensible, weight), wanted, margin=0.0)


@pytest.mark.parametrize(
    ("wanted", "threshold"), [(1.0, 0.9), (5 / 6, 0.6), (0.8, 0.6), (5 / 7, 0.55), (0.5, 0.5)]
)
def test_threshold_is_the_lowest_that_is_right_often_enough(
    wanted: float, threshold: float
) -> None:
    """The lowest confidence is chosen above which the wanted share is right."""
    confidence = [0.6, 0.99, 0.5, 0.9, 0.7, 0.95, 0.8, 0.55]
    # By falling confidence: right, right, right, wrong, right, right, wrong, wrong, that is
    # 1, 1, 1, 3/4, 4/5, 5/6, 5/7 and 5/8 of all so far.
    correct = np.array([True, True, False, True, True, True, False, False])
    assert _exact(confidence, correct, wanted) == threshold


@pytest.mark.parametrize(
    ("wanted", "threshold"), [(1.0, 0.9), (0.9, 0.7), (0.8, 0.7), (0.75, 0.6), (0.5, 0.5)]
)
def test_threshold_weights_documents(wanted: float, threshold: float) -> None:
    """With weights, the wanted share is of the weight and not of the number of documents."""
    confidence = [0.6, 0.9, 0.5, 0.8, 0.7]
    correct = np.array([False, True, False, False, True])
    # By falling confidence right of 4, wrong of 1, right of 5, wrong of 2, wrong of 4: that is
    # 4/4, 4/5, 9/10, 9/12 and 9/16; unweighted it would be 1, 1/2, 2/3, 2/4 and 2/5.
    weight = np.array([2.0, 4.0, 4.0, 1.0, 5.0])
    assert _exact(confidence, correct, wanted, weight) == threshold
    assert _exact(confidence, correct, wanted, weight / 8) == threshold


def test_threshold_weights_documents_of_equal_confidence_together() -> None:
    """Of a confidence that several share, the weight of them all counts."""
    correct, sure = np.array([True, True, False]), [0.9, 0.8, 0.8]
    assert _exact(sure, correct, 0.9, np.array([6.0, 3.0, 1.0])) == 0.8
    assert _exact(sure, correct, 0.9, np.array([1.0, 1.0, 1.0])) == 0.9
    assert _exact(sure, correct, 0.9, np.array([6.0, 2.0, 1.0])) == 0.9


def test_threshold_out_of_reach_is_one() -> None:
    """Where no confidence is right often enough, only certainty answers."""
    assert _exact([0.9, 0.8], np.array([False, True]), 0.97) == 1.0


def test_threshold_counts_documents_of_equal_confidence_together() -> None:
    """A confidence that a right and a wrong document share is right half of the time."""
    correct = np.array([True, True, False])
    assert _exact([0.9, 0.8, 0.8], correct, 0.9) == 0.9


@given(
    st.lists(st.tuples(st.floats(0.5, 1.0), st.booleans()), min_size=1, unique_by=lambda p: p[0])
)
def test_answers_at_the_threshold_are_right_often_enough(
    documents: list[tuple[float, bool]],
) -> None:
    """Of the documents at or above a threshold below 1, the wanted share is right."""
    confidence = np.array([sure for sure, _ in documents])
    correct = np.array([right for _, right in documents])
    threshold = _exact(confidence.tolist(), correct, 0.75)
    assert threshold == 1.0 or correct[confidence >= threshold].mean() >= 0.75


def test_few_documents_ask_for_a_margin() -> None:
    """Of ten documents that are all defensible little is known; of a thousand, enough."""
    few = _judged([0.9] * 10, np.ones(10, dtype=bool))
    many = _judged([0.9] * 1000, np.ones(1000, dtype=bool))
    assert choose_threshold(few, 0.97, margin=0.0) == 0.9
    # Wilson's lower limit of ten of ten is 1 / (1 + 1/10) at one standard error.
    assert choose_threshold(few, 0.97, margin=1.0) == 1.0
    assert choose_threshold(few, 0.909, margin=1.0) == 0.9
    assert choose_threshold(many, 0.97, margin=1.0) == 0.9


def test_uneven_weights_ask_for_more() -> None:
    """A hundred documents of which one counts as much as the others tell as much as four."""
    defensible, weight = np.ones(100, dtype=bool), np.ones(100)
    assert choose_threshold(_judged([0.9] * 100, defensible, weight), 0.97) == 0.9
    weight[0] = 99.0
    assert choose_threshold(_judged([0.9] * 100, defensible, weight), 0.97) == 1.0


@given(st.integers(0, 2**32 - 1))
def test_a_margin_never_lowers_the_threshold(seed: int) -> None:
    """Whatever the documents are, being surer of the promise costs answers."""
    chance = np.random.default_rng(seed)
    confidence = chance.uniform(0.3, 1.0, 200)
    judged = _judged(confidence.tolist(), chance.uniform(size=200) < confidence)
    thresholds = [choose_threshold(judged, 0.9, margin) for margin in (0.0, 1.0, 2.0)]
    assert thresholds == sorted(thresholds)


def test_the_choice_is_described() -> None:
    """How many documents there were, how many are answered, and what is sure of these."""
    defensible = np.array([True] * 96 + [False] * 4 + [True] * 50 + [False] * 50)
    judged = _judged([0.9] * 100 + [0.5] * 100, defensible)
    found = describe_choice(judged, 0.9, cross_validated=True)
    # Of a hundred 0.96 are: 0.9735 less 1.645 times the root of 0.000384 + 0.000068, and all
    # that by 1.027.
    assert found == ThresholdChoice(200, 100, 0.9138, ("gazette",), True)
    assert describe_choice(judged, 0.95, cross_validated=False).at_least == 0.0


def test_the_promise_is_tried_where_the_threshold_was_not_chosen() -> None:
    """A source on which the model is sure and wrong is answered by the threshold of the other."""
    confidence = np.concatenate([np.linspace(0.5, 1.0, 200), np.linspace(0.5, 1.0, 100)])
    good = np.concatenate([np.ones(200, dtype=bool), np.arange(100) % 2 == 0])
    sources = np.array(["gazette"] * 200 + ["courier"] * 100)
    judged = Judged(confidence, good, sources, np.ones(300))
    found = describe_choice(judged, choose_threshold(judged), cross_validated=False)
    assert found.sources == ("courier", "gazette")
    # All hundred of the courier, half of them wrong, as the gazette is never wrong; of the gazette
    # the one that is certain, as the courier is wrong as often wherever one begins.
    assert found.answered_elsewhere == round(101 / 300, 4)
    assert found.defensible_elsewhere == round(51 / 101, 4)
