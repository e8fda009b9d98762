"""Training on counts: the same twice, calibrated, and doubtful of what sources say."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest

from service.topics.counts import Counts, stack
from service.topics.errors import TrainingDataError
from service.topics.evaluation import log_loss
from service.topics.training import predict, softmax, train
from tests.topics.newsroom import SEED, TOPICS, Desk, count_articles, write_article


def _from_a_source(desk: Desk, labels: list[str], topics: list[str]) -> Counts:
    """Documents on those topics, with those labels, that nobody read."""
    texts = [write_article(topic, 700 + number) for number, topic in enumerate(topics)]
    return count_articles(texts, labels, desk.terms, read=False)[1]


def test_the_same_seed_gives_the_same_model(desk: Desk) -> None:
    """Training twice with one seed gives identical probabilities, not merely close ones."""
    again = train(desk.documents, SEED)
    matrix = desk.documents.matrix
    first = predict(desk.trained.pipeline, desk.trained.temperature, matrix)
    assert np.array_equal(predict(again.pipeline, again.temperature, matrix), first)
    assert np.array_equal(again.held_out, desk.trained.held_out)


def test_the_pipeline_learns_its_documents(desk: Desk) -> None:
    """The model files every document it was trained on under its label."""
    found = desk.trained.pipeline.predict(desk.documents.matrix)
    assert found.tolist() == desk.documents.labels.tolist()
    assert desk.classes == sorted(TOPICS)


def test_held_out_probabilities_have_a_row_a_read_document(desk: Desk) -> None:
    """There is a distribution over the topics for each read document, and most are right."""
    trained = desk.trained
    assert trained.held_out.shape == (len(desk.documents), 4)
    assert trained.held_out.sum(axis=1) == pytest.approx(1.0, abs=1e-12)
    best = np.array(desk.classes)[trained.held_out.argmax(axis=1)]
    assert (best == trained.held_out_labels).mean() > 0.8


def test_documents_are_held_out_of_their_own_fit(desk: Desk) -> None:
    """A wrongly labelled document is learnt by heart, but not by the fit that judges it."""
    labels = desk.documents.labels.copy()
    labels[1] = "theatre"
    documents = desk.documents
    changed = Counts(documents.ids, documents.sources, labels, documents.read, documents.matrix)
    trained = train(changed, SEED)
    column = desk.classes.index("theatre")
    learnt = predict(trained.pipeline, trained.temperature, documents.matrix)[1, column]
    assert learnt > 0.5
    assert trained.held_out[1, column] < 0.2


@pytest.mark.parametrize("factor", [0.7, 1.4])
def test_temperature_fits_the_held_out_documents(desk: Desk, factor: float) -> None:
    """Neither a lower nor a higher temperature gives the held-out documents a lower log loss."""
    trained = desk.trained
    truth = np.searchsorted(desk.classes, trained.held_out_labels)
    other = softmax(np.log(trained.held_out) / factor)
    assert log_loss(trained.held_out, truth) < log_loss(other, truth)


def test_labels_that_the_read_documents_contradict_are_not_used(desk: Desk) -> None:
    """A source's document is used where its label fits the readers' model, else left out."""
    topics = ["harbour", "kitchen", "theatre", "theatre"]
    source = _from_a_source(desk, ["harbour", "kitchen", "kitchen", "harbour"], topics)
    trained = train(stack([desk.documents, source]), SEED)
    assert trained.documents_used == len(desk.documents) + 2
    assert trained.held_out.shape == (len(desk.documents), 4)


def test_a_topic_that_only_sources_name_is_learnt(desk: Desk) -> None:
    """Where no read document has a topic, its source is believed."""
    read = desk.documents.take(desk.documents.labels != "observatory")
    source = _from_a_source(desk, ["observatory"] * 8, ["observatory"] * 8)
    trained = train(stack([read, source]), SEED)
    assert trained.documents_used == len(read) + 8
    assert trained.pipeline.predict(source.matrix).tolist() == ["observatory"] * 8
    assert trained.held_out.shape == (len(read), 4)


def test_predicted_probabilities_are_tempered(desk: Desk) -> None:
    """Temperature 1 gives scikit-learn's probabilities; a higher one is less sure."""
    matrix = desk.documents.matrix
    plain = predict(desk.trained.pipeline, 1.0, matrix)
    mild = predict(desk.trained.pipeline, 3.0, matrix)
    assert np.abs(plain - desk.trained.pipeline.predict_proba(matrix)).max() <= 1e-12
    assert (mild.max(axis=1) < plain.max(axis=1)).all()
    assert np.array_equal(mild.argmax(axis=1), plain.argmax(axis=1))


def test_softmax_by_hand() -> None:
    """Odds of 1 to 3 are a quarter and three quarters, and the largest logits do not overflow."""
    rows = np.array([[0.0, np.log(3.0)], [1e6, 1e6], [-1e6, 1e6]])
    assert softmax(rows) == pytest.approx(np.array([[0.25, 0.75], [0.5, 0.5], [0.0, 1.0]]))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_topic_of_few_documents_is_trained_on_or_refused(desk: Desk, rows: int) -> None:
    """A topic with fewer documents than folds is learnt, or refused as training data."""
    theatre = np.flatnonzero(desk.documents.labels == "theatre")
    others = np.flatnonzero(desk.documents.labels != "theatre")
    documents = desk.documents.take(np.concatenate([others, theatre[:rows]]))
    with suppress(TrainingDataError):
        classes = train(documents, SEED).pipeline.named_steps["logistic"].classes_
        assert classes.tolist() == sorted(TOPICS)
