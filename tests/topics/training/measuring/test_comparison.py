"""Two models are told apart where the documents can tell them apart, and only there."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from service.topics.training.measuring.comparison import Comparison, compare
from service.topics.training.measuring.truth import Labels, Truth

_TOPICS = np.array(["harbour", "kitchen", "observatory", "theatre"])
#: As many documents of each as the project's own evaluation has, about.
_SIZES = (65, 85, 240, 160)


def _truth(sizes: tuple[int, ...] = _SIZES, regions: Labels | None = None) -> Truth:
    labels = np.repeat(_TOPICS[: len(sizes)], sizes)
    none = np.full(len(labels), "")
    return Truth(labels, none, none, none if regions is None else regions)


def _spoil(answers: Labels, rows: npt.NDArray[np.intp], chance: np.random.Generator) -> Labels:
    """The answers, of which those are now another topic than they were."""
    found = answers.copy()
    for row in rows:
        found[row] = chance.choice(_TOPICS[answers[row] != _TOPICS])
    return found


def _answers(truth: Truth, wrong: int, seed: int) -> Labels:
    """Answers of which so many, drawn from all, are wrong."""
    chance = np.random.default_rng(seed)
    return _spoil(truth.labels, chance.choice(len(truth), wrong, replace=False), chance)


def _verdicts(found: Comparison) -> set[str]:
    return {
        item.verdict for item in (found.overall, *found.topics.values(), *found.regions.values())
    }


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 120))
def test_a_model_equals_itself(seed: int, wrong: int) -> None:
    """However good it is, the same answers differ in nothing, and not by a rounding either."""
    truth = _truth()
    answers = _answers(truth, wrong, seed)
    found = compare(truth, answers, answers.copy())
    assert _verdicts(found) == {"equal"}
    assert (found.overall.low, found.overall.high) == (0.0, 0.0)
    assert found.documents == len(truth)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_thirty_spoilt_answers_are_worse(seed: int) -> None:
    """Wherever among the right answers of 550 documents they are; the other way round, better."""
    truth = _truth()
    before = _answers(truth, 50, seed)
    chance = np.random.default_rng(seed)
    right = np.flatnonzero(before == truth.labels)
    after = _spoil(before, chance.choice(right, 30, replace=False), chance)
    assert compare(truth, before, after).overall.verdict == "worse"
    assert compare(truth, after, before).overall.verdict == "better"


def test_a_few_documents_are_chance() -> None:
    """Two of 550 that went the other way are no difference."""
    truth = _truth()
    before = _answers(truth, 50, 1)
    after = before.copy()
    after[np.flatnonzero(before == truth.labels)[[5, 400]]] = "kitchen"
    assert _verdicts(compare(truth, before, after)) == {"equal"}


def test_chance_is_seldom_taken_for_a_difference() -> None:
    """Of eighty pairs of models that are wrong as often, elsewhere, few are told apart.

    Overall one in twenty may be, and one in twenty by any topic or region.
    """
    regions = np.resize(np.array(["usa", "world"]), sum(_SIZES))
    truth = _truth(regions=regions)
    overall = parts = 0
    for seed in range(80):
        found = compare(truth, _answers(truth, 50, seed), _answers(truth, 50, 1000 + seed))
        overall += found.overall.verdict != "equal"
        others = (*found.topics.values(), *found.regions.values())
        parts += any(item.verdict != "equal" for item in others)
    assert overall <= 8
    assert parts <= 8


def test_a_topic_that_is_lost_is_worse_though_the_others_gain() -> None:
    """Most of one topic given away is seen, beside gains that outweigh it."""
    truth = _truth()
    before = _answers(truth, 60, 3)
    after = truth.labels.copy()
    after[:40] = "theatre"
    found = compare(truth, before, after)
    assert found.topics["harbour"].verdict == "worse"
    assert found.topics["observatory"].verdict == "better"
    assert found.overall.verdict != "worse"


def test_a_region_that_is_lost_is_worse() -> None:
    """Thirty spoilt answers are seen in the region that they are of, and in no other."""
    truth = _truth(regions=np.resize(np.array(["usa", "world", ""]), sum(_SIZES)))
    before = _answers(truth, 50, 4)
    right = np.flatnonzero((before == truth.labels) & (truth.regions == "world"))
    chance = np.random.default_rng(4)
    after = _spoil(before, chance.choice(right, 30, replace=False), chance)
    found = compare(truth, before, after)
    assert {name: item.verdict for name, item in found.regions.items()} == {
        "usa": "equal",
        "world": "worse",
    }


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_scores_are_those_of_the_documents(data: st.DataObject) -> None:
    """Before and after are macro-F1 and F1 over the topics that documents are on."""
    truth = _truth((5, 9, 3))
    answers = st.lists(st.sampled_from([*_TOPICS, "opera"]), min_size=17, max_size=17)
    before, after = np.array(data.draw(answers)), np.array(data.draw(answers))
    found = compare(truth, before, after)
    topics = _TOPICS[:3].tolist()
    for given_, own in ((before, "before"), (after, "after")):
        f1 = f1_score(truth.labels, given_, labels=topics, average=None, zero_division=0.0)
        assert getattr(found.overall, own) == pytest.approx(f1.mean())
        assert [getattr(item, own) for item in found.topics.values()] == pytest.approx(f1.tolist())
    assert list(found.topics) == topics


def test_the_same_answers_give_the_same_intervals() -> None:
    """What is drawn depends on the documents alone."""
    truth = _truth()
    before, after = _answers(truth, 50, 5), _answers(truth, 45, 6)
    assert compare(truth, before, after) == compare(truth, before, after)


def test_more_topics_and_regions_are_compared_more_strictly() -> None:
    """The interval of a topic widens where there is more to be compared."""
    before, after = _answers(_truth(), 50, 7), _answers(_truth(), 45, 8)
    plain = compare(_truth(), before, after)
    regions = np.resize(np.array(["usa", "world"]), sum(_SIZES))
    more = compare(_truth(regions=regions), before, after)
    assert more.overall == plain.overall
    assert more.topics["harbour"].low < plain.topics["harbour"].low
    assert more.topics["harbour"].high > plain.topics["harbour"].high
