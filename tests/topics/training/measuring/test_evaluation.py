"""Scores of a model, against numbers worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from service.topics.card.card import Answered, CalibrationBin, Evaluation, TopicScore
from service.topics.card.scores import wilson_interval
from service.topics.card.sources import Source
from service.topics.training.measuring.evaluation import (
    Floats,
    calibration_bins,
    calibration_error,
    evaluate,
    log_loss,
    macro_f1_interval,
    most_distinctive,
    to_text,
)
from service.topics.training.measuring.truth import Labels, Truth
from tests.topics.newsroom import Desk, count_articles, write_edition

_CLASSES = ["harbour", "kitchen", "sky"]
_PROBABILITIES = np.array(
    [
        [0.90, 0.05, 0.05],
        [0.80, 0.10, 0.10],
        [0.20, 0.70, 0.10],
        [0.50, 0.30, 0.20],
        [0.10, 0.30, 0.60],
    ]
)
_TRUTH = np.array(["harbour", "harbour", "kitchen", "kitchen", "kitchen"])
_ALSO = np.array(["", "kitchen", "", "harbour", ""])
_SOURCES = np.array(["gazette", "courier", "gazette", "courier", "courier"])
_REGIONS = np.array(["usa", "", "usa", "world", "world"])


def _truth(labels: Labels) -> Truth:
    return Truth(labels, _ALSO, _SOURCES, _REGIONS)


def _two_sided(confidence: list[float]) -> Floats:
    return np.array([[sure, 1.0 - sure] for sure in confidence])


@pytest.fixture(scope="module")
def scores() -> Evaluation:
    """The five documents above, evaluated."""
    return evaluate(_CLASSES, _PROBABILITIES, _truth(_TRUTH), 0.6)


def test_log_loss_is_the_mean_of_negative_logarithms() -> None:
    """The log loss is the mean of -ln of the true classes' probabilities."""
    loss = log_loss(np.array([[0.5, 0.5], [0.2, 0.8]]), np.array([0, 1]))
    assert loss == pytest.approx((math.log(2) + math.log(1.25)) / 2, abs=1e-12)


def test_log_loss_weights_documents() -> None:
    """A document of weight 3 counts as three; the weights' size does not matter."""
    probabilities, truth = np.array([[0.5, 0.5], [0.2, 0.8]]), np.array([0, 1])
    wanted = (3 * math.log(2) + math.log(1.25)) / 4
    assert log_loss(probabilities, truth, np.array([3.0, 1.0])) == pytest.approx(wanted, abs=1e-12)
    assert log_loss(probabilities, truth, np.array([0.6, 0.2])) == pytest.approx(wanted, abs=1e-12)
    alone = log_loss(probabilities, truth, np.array([0.0, 1.0]))
    assert alone == pytest.approx(math.log(1.25), abs=1e-12)


def test_log_loss_of_an_impossible_truth_is_finite() -> None:
    """A true class of probability 0 costs as much as one of 1e-12, not infinity."""
    assert log_loss(np.array([[1.0, 0.0]]), np.array([1])) == pytest.approx(-math.log(1e-12))


def test_bins_hold_documents_of_like_confidence() -> None:
    """Documents fall into fifteenths by confidence; each bin tells how sure and how right."""
    confidence, correct = [0.61, 0.65, 0.68, 0.95, 1.0], np.array([True, False, False, True, True])
    assert calibration_bins(_two_sided(confidence), correct) == (
        CalibrationBin(0.63, 0.5, 2),
        CalibrationBin(0.68, 0.0, 1),
        CalibrationBin(0.975, 1.0, 2),
    )


def test_calibration_error_weights_gaps_by_documents() -> None:
    """The error is the mean gap between sure and right over documents, not over bins."""
    bins = [
        CalibrationBin(0.6, 0.5, 10),
        CalibrationBin(0.9, 1.0, 30),
        CalibrationBin(0.7, 0.7, 60),
    ]
    assert calibration_error(bins) == pytest.approx((0.1 * 10 + 0.1 * 30) / 100)
    assert calibration_error([]) == 0.0


def test_confusion_matrix_has_a_row_a_true_topic(scores: Evaluation) -> None:
    """Rows are true topics and columns the model's, both in the order of the classes."""
    assert scores.confusion_matrix == ((2, 0, 0), (1, 1, 1), (0, 0, 0))


def test_topics_have_precision_recall_and_f1(scores: Evaluation) -> None:
    """Each topic's precision, recall, F1 and number of documents are told, where it has any."""
    assert scores.topics == {
        "harbour": TopicScore(0.6667, 1.0, 0.8, 2),
        "kitchen": TopicScore(1.0, 0.3333, 0.5, 3),
    }
    assert "sky" in scores.classes
    assert "sky          not measured: no document is on it" in to_text(scores)


def test_macro_f1_leaves_out_topics_without_documents(scores: Evaluation) -> None:
    """The mean F1 is over the topics that have documents."""
    assert (scores.macro_f1, scores.accuracy) == (0.65, 0.6)
    assert scores.documents == 5


def test_log_loss_is_of_the_true_topics(scores: Evaluation) -> None:
    """The card's log loss takes each document's probability of its true topic."""
    own = [0.9, 0.8, 0.7, 0.3, 0.3]
    assert scores.log_loss == round(-sum(math.log(p) for p in own) / 5, 4)


def test_a_topic_that_the_model_does_not_know_is_never_found() -> None:
    """Its documents count as wrong everywhere, wherever its name stands in the alphabet."""
    for stranger in ("aviary", "jetty", "zoo"):
        truth = np.array(["harbour", "harbour", "kitchen", stranger, "kitchen"])
        found = evaluate(_CLASSES, _PROBABILITIES, _truth(truth), 0.6)
        assert found.classes == (*_CLASSES, stranger)
        assert found.confusion_matrix == ((2, 0, 0, 0), (0, 1, 1, 0), (0, 0, 0, 0), (1, 0, 0, 0))
        assert found.topics[stranger] == TopicScore(0.0, 0.0, 0.0, 1)
        assert found.accuracy == 0.6
        # F1 of 4/5 for harbour, 2/3 for kitchen, and 0 for the topic that it does not know.
        assert found.macro_f1 == round((4 / 5 + 2 / 3) / 3, 4)
        own = [0.9, 0.8, 0.7, 1e-12, 0.3]
        assert found.log_loss == round(-sum(math.log(p) for p in own) / 5, 4)
        assert found.calibration is not None
        assert sum(item.documents for item in found.calibration.bins) == 5


def test_sources_are_scored_apart(scores: Evaluation) -> None:
    """Each source has its own accuracy and number of documents."""
    assert list(scores.sources) == ["courier", "gazette"]
    courier, gazette = scores.sources.values()
    assert (courier.accuracy, courier.documents) == (0.3333, 3)
    assert (gazette.accuracy, gazette.documents) == (1.0, 2)
    assert gazette.interval == wilson_interval(2, 2)


def test_answered_are_those_at_the_threshold(scores: Evaluation) -> None:
    """Answered is the share at or above the threshold, and how much of it is right."""
    assert scores.answered == Answered(0.6, 0.8, 0.75, 0.75)


def test_a_second_topic_is_defensible_and_not_right(scores: Evaluation) -> None:
    """Of five documents three are right; the fourth is given its second topic."""
    assert (scores.accuracy, scores.defensible, scores.twofold) == (0.6, 0.8, 2)
    courier, gazette = scores.sources.values()
    assert (courier.accuracy, courier.defensible) == (0.3333, 0.6667)
    assert (gazette.accuracy, gazette.defensible) == (1.0, 1.0)
    lower = evaluate(_CLASSES, _PROBABILITIES, _truth(_TRUTH), 0.5)
    assert lower.answered == Answered(0.5, 1.0, 0.6, 0.8)


def test_regions_are_scored_apart(scores: Evaluation) -> None:
    """Documents whose source comes from everywhere are of none; the others have all scores."""
    assert list(scores.regions) == ["usa", "world"]
    usa, world = scores.regions.values()
    assert (usa.macro_f1, usa.accuracy, usa.documents) == (1.0, 1.0, 2)
    assert (world.macro_f1, world.accuracy, world.documents) == (0.0, 0.0, 2)
    assert world.defensible == 0.5
    assert usa.answered == Answered(0.6, 1.0, 1.0, 1.0)
    # The one that is sure enough is given a topic that it is not on.
    assert world.answered == Answered(0.6, 0.5, 0.0, 0.0)


def test_the_scores_are_told_strict_and_defensible(scores: Evaluation) -> None:
    """What the command prints has both, inside the USA and outside of it."""
    lines = to_text(scores).splitlines()
    assert "defensible 0.8000; of 2 two topics are right" in lines
    assert "answered 0.800, right 0.750, defensible 0.750" in lines
    assert lines[-2].startswith("inside the USA, 2 documents: macro-F1 1.0000, accuracy 1.0000")
    assert lines[-1].endswith("defensible 0.5000, answered 0.500, right 0.000, defensible 0.000")


def test_the_region_of_a_document_is_its_sources() -> None:
    """It is what is said of the source; a source of which nothing is said is of none."""
    documents = count_articles(*write_edition())[1].take(np.array([0, 1]))
    truth = Truth.of(documents, {"desk": Source("news", "CC0", "world")})
    assert (truth.regions.tolist(), list(truth.of_regions())) == (["world", "world"], ["world"])
    assert Truth.of(documents, {}).of_regions() == {}


def test_nothing_answered_has_no_accuracy() -> None:
    """Where no document reaches the threshold, none is right or wrong."""
    scores = evaluate(_CLASSES, _PROBABILITIES, _truth(_TRUTH), 0.95)
    assert scores.answered == Answered(0.95, 0.0, None, None)


def test_card_has_the_expected_calibration_error(scores: Evaluation) -> None:
    """Five documents in bins of their own: the error is their mean gap."""
    gaps = [0.1, 0.2, 0.3, 0.5, 0.6]
    assert scores.calibration is not None
    assert scores.calibration.expected_error == pytest.approx(sum(gaps) / 5, abs=1e-4)
    assert [item.documents for item in scores.calibration.bins] == [1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("right", "documents", "interval"),
    [(8, 10, (0.4902, 0.9433)), (10, 10, (0.7225, 1.0)), (0, 10, (0.0, 0.2775)), (0, 0, (0, 1))],
)
def test_shares_have_wilson_intervals(
    right: int, documents: int, interval: tuple[float, float]
) -> None:
    """The interval of a share is Wilson's, within 0 and 1 for none and all, too."""
    assert wilson_interval(right, documents) == pytest.approx(interval, abs=1e-4)


def test_macro_f1_interval_holds_the_score_and_is_repeatable() -> None:
    """The resampled interval is the same each time and has the plain macro-F1 within."""
    truth = np.array(["harbour", "kitchen"] * 50)
    best = np.where(np.arange(100) % 10 == 0, "kitchen", truth)
    low, high = macro_f1_interval(truth, best)
    assert (low, high) == macro_f1_interval(truth, best)
    # Of the 50 harbour articles 10 are filed under kitchen: F1 is 80/90 and 100/110.
    assert low < (80 / 90 + 100 / 110) / 2 < high
    assert high - low < 0.2


def test_macro_f1_of_a_faultless_model_has_no_width() -> None:
    """Where every document is right, so is every resampling of them."""
    truth = np.array(["harbour", "kitchen"] * 50)
    assert macro_f1_interval(truth, truth) == (1.0, 1.0)


def test_the_most_distinctive_terms_are_the_topics_own(desk: Desk) -> None:
    """The terms that speak most for a topic are known ones, a list for each, none in two."""
    found = most_distinctive(desk.trained.pipeline, desk.terms)
    assert list(found) == desk.classes
    assert "ferry" in found["harbour"]
    assert "planet" in found["observatory"]
    listed = [term for terms in found.values() for term in terms]
    assert len(listed) == len(set(listed)) == 100
    assert set(listed) <= set(desk.terms)
