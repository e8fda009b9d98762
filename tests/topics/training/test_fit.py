"""Training on counts: the same twice, calibrated, and doubtful of what sources say."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from service.topics.errors import TrainingDataError
from service.topics.training import fit
from service.topics.training.counts import Counts, stack
from service.topics.training.fit import Floats, Trained, predict, softmax, train
from service.topics.training.measuring.evaluation import log_loss
from tests.topics.newsroom import SEED, TOPICS, Desk, count_articles, write_article


def _from_a_source(desk: Desk, labels: list[str], topics: list[str]) -> Counts:
    """Documents on those topics, with those labels, that nobody read."""
    texts = [write_article(topic, 700 + number) for number, topic in enumerate(topics)]
    return count_articles(texts, labels, desk.terms, read=False)[1]


def _labelled(documents: Counts, topics: dict[str, str]) -> Counts:
    """The documents with other names for their topics."""
    labels = np.array([topics.get(label, label) for label in documents.labels.tolist()])
    return replace(documents, labels=labels)


def _of_one_term(source: str, topics: list[str], number: int, first: int) -> Counts:
    """So many read documents on the topics in turn, each of a single term that is its topic's own.

    The source's terms are those from the column `first` on, of nine.
    """
    turn = np.arange(number) % len(topics)
    matrix = np.zeros((number, 9))
    matrix[np.arange(number), first + turn] = 1.0
    return Counts(
        np.array([f"{source}-{place}" for place in range(number)]),
        np.full(number, source),
        np.array(topics)[turn],
        np.ones(number, dtype=bool),
        np.full(number, ""),
        sp.csr_matrix(matrix),
    )


def _own(trained: Trained) -> Floats:
    """The held-out probabilities of the labels."""
    truth = np.searchsorted(trained.classes, trained.held_out.labels)
    own: Floats = trained.held_out.probabilities[np.arange(len(truth)), truth]
    return own


def test_the_same_seed_gives_the_same_model(desk: Desk) -> None:
    """Training twice with one seed gives identical probabilities, not merely close ones."""
    again = train(desk.documents, SEED)
    matrix = desk.documents.matrix
    first = predict(desk.trained.pipeline, desk.trained.temperature, matrix)
    assert np.array_equal(predict(again.pipeline, again.temperature, matrix), first)
    one, two = again.held_out, desk.trained.held_out
    assert np.array_equal(one.probabilities, two.probabilities)
    assert np.array_equal(one.labels, two.labels)
    assert np.array_equal(one.weight, two.weight)


def test_the_pipeline_learns_its_documents(desk: Desk) -> None:
    """The model files every document it was trained on under its label."""
    found = desk.trained.pipeline.predict(desk.documents.matrix)
    assert found.tolist() == desk.documents.labels.tolist()
    assert desk.classes == sorted(TOPICS)


def test_held_out_probabilities_have_a_row_a_document(desk: Desk) -> None:
    """There is a distribution over the topics for each document, and most are right."""
    held_out = desk.trained.held_out
    assert desk.trained.classes == desk.classes
    assert held_out.probabilities.shape == (len(desk.documents), 4)
    assert held_out.probabilities.sum(axis=1) == pytest.approx(1.0, abs=1e-12)
    assert held_out.labels.tolist() == desk.documents.labels.tolist()
    best = np.array(desk.classes)[held_out.probabilities.argmax(axis=1)]
    assert (best == held_out.labels).mean() > 0.8


def test_documents_are_held_out_of_their_own_fit(desk: Desk) -> None:
    """A wrongly labelled document is learnt by heart, but not by the fit that judges it."""
    labels = desk.documents.labels.copy()
    labels[1] = "theatre"
    documents = desk.documents
    changed = replace(documents, labels=labels)
    trained = train(changed, SEED)
    column = desk.classes.index("theatre")
    learnt = predict(trained.pipeline, trained.temperature, documents.matrix)[1, column]
    assert learnt > 0.5
    assert trained.held_out.probabilities[1, column] < 0.2


def test_held_out_probabilities_are_those_of_the_optimum(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A much stricter end of every fit moves none by a hundredth: nothing is left of a start."""
    monkeypatch.setattr(fit, "_TOLERANCE", 1e-9)
    strict = train(desk.documents, SEED).held_out.probabilities
    assert np.abs(strict - desk.trained.held_out.probabilities).max() < 0.01


@pytest.mark.parametrize("factor", [0.7, 1.4])
def test_temperature_fits_the_held_out_documents(desk: Desk, factor: float) -> None:
    """Neither a lower nor a higher temperature gives the held-out documents a lower log loss."""
    held_out = desk.trained.held_out
    truth = np.array([desk.classes.index(label) for label in held_out.labels])
    other = softmax(np.log(held_out.probabilities) / factor)
    assert log_loss(held_out.probabilities, truth) < log_loss(other, truth)


def test_temperature_is_fitted_on_read_documents_alone(desk: Desk) -> None:
    """Sources' labels that were believed are easy; how sure to be, read documents say."""
    topics = [topic for topic in TOPICS for _ in range(60)]
    trained = train(stack([desk.documents, _from_a_source(desk, topics, topics)]), SEED)
    held_out, read = trained.held_out, len(desk.documents)
    assert len(held_out.labels) == len(trained.used) > 2 * read
    truth = np.array([trained.classes.index(label) for label in held_out.labels])
    colder = softmax(np.log(held_out.probabilities) / 0.9)
    warmer = softmax(np.log(held_out.probabilities) / 1.1)
    of_read = log_loss(held_out.probabilities[:read], truth[:read])
    assert of_read < log_loss(colder[:read], truth[:read])
    assert of_read < log_loss(warmer[:read], truth[:read])
    assert log_loss(colder, truth) < log_loss(held_out.probabilities, truth)


@pytest.mark.parametrize(
    ("topics", "weights"),
    [
        ({}, dict.fromkeys(TOPICS, 1.0)),
        # Eighty documents of which 11, 14, 45 and 30 % are to be had, twenty of each.
        (
            {"harbour": "crime", "kitchen": "diplomacy", "observatory": "other"}
            | {"theatre": "politics"},
            {"crime": 0.44, "diplomacy": 0.56, "other": 1.8, "politics": 1.2},
        ),
        # Two topics of a user's get 30 parts each: 80 * 11/85 over twenty documents, and so on.
        (
            {"harbour": "crime", "kitchen": "diplomacy"},
            {"crime": 44 / 85, "diplomacy": 56 / 85, "observatory": 120 / 85, "theatre": 120 / 85},
        ),
        # Eighty documents, forty of them crime: 80 * 11/71 over forty, 80 * 30/71 over twenty.
        (
            {"harbour": "crime", "kitchen": "crime", "observatory": "politics"},
            {"crime": 22 / 71, "politics": 120 / 71, "theatre": 120 / 71},
        ),
    ],
)
def test_topics_are_weighted_to_their_shares(
    desk: Desk, topics: dict[str, str], weights: dict[str, float]
) -> None:
    """If any topic is named, held-out weights give each its share, and a user's one of its own."""
    held_out = train(_labelled(desk.documents, topics), SEED).held_out
    wanted = [weights[label] for label in held_out.labels.tolist()]
    assert held_out.weight == pytest.approx(np.array(wanted), abs=1e-12)
    assert held_out.weight.sum() == pytest.approx(80.0, abs=1e-9)


def test_residual_documents_like_a_new_topic_are_left_out(desk: Desk) -> None:
    """What was filed under other before a topic was there does not speak against it."""
    labels = {"harbour": "other", "kitchen": "other", "observatory": "politics"}
    documents = _labelled(desk.documents, labels)
    theatre = documents.labels == "theatre"
    documents.labels[np.flatnonzero(theatre)[:8]] = "other"
    trained = train(documents, SEED)
    assert len(trained.used) < len(documents)
    assert (trained.held_out.labels == "theatre").sum() == 12
    assert (trained.held_out.labels == "politics").sum() == 20


def test_a_model_expects_the_shares_of_the_news(desk: Desk) -> None:
    """Over documents weighted to the shares, mean probabilities are the shares.

    So it is at the optimum of a logistic regression with an intercept, fitted with those weights.
    """
    names = ("crime", "diplomacy", "other", "politics")
    trained = train(_labelled(desk.documents, dict(zip(TOPICS, names, strict=True))), SEED)
    found = predict(trained.pipeline, 1.0, desk.documents.matrix)
    mean = np.average(found, axis=0, weights=trained.held_out.weight)
    assert mean == pytest.approx([0.11, 0.14, 0.45, 0.30], abs=1e-3)


@pytest.mark.parametrize(("number", "topics", "whole"), [(500, 3, 1), (499, 3, 0), (500, 2, 0)])
def test_large_sources_of_several_topics_are_held_out_whole(
    number: int, topics: int, whole: int
) -> None:
    """Of 500 documents on three topics none is judged by a fit that has seen their source."""
    names = ["harbour", "kitchen", "theatre"]
    small = _of_one_term("gazette", names, 60, 0)
    large = _of_one_term("wire", names[:topics], number, 3)
    own = _own(train(stack([small, large]), SEED))
    # The large source's terms are its own: what has not seen it cannot tell its topics apart.
    assert (own[60:].max() < 0.6) if whole else (own[60:].min() > 0.8)
    assert own[:60].min() > 0.8


def test_large_sources_are_held_out_one_by_one() -> None:
    """Two large sources are in different parts, so each is judged by a fit that saw the other."""
    names = ["harbour", "kitchen", "theatre"]
    sources = [_of_one_term(source, names, 500, 3) for source in ("wire", "gazette")]
    own = _own(train(stack([_of_one_term("desk", names, 60, 0), *sources]), SEED))
    assert own.min() > 0.8


def test_a_topic_of_one_large_source_is_learnt_or_refused() -> None:
    """A topic that only a source held out whole has is learnt, or refused as training data."""
    small = _of_one_term("gazette", ["harbour", "kitchen"], 40, 0)
    large = _of_one_term("wire", ["harbour", "kitchen", "theatre"], 510, 3)
    with suppress(TrainingDataError):
        assert train(stack([small, large]), SEED).classes == ["harbour", "kitchen", "theatre"]


@pytest.mark.filterwarnings("ignore:The least populated class:UserWarning")
def test_a_topic_of_one_unread_document_is_learnt_or_refused(desk: Desk) -> None:
    """A topic with a single document that nobody read is learnt, or refused as training data."""
    source = _from_a_source(desk, ["weather"], ["observatory"])
    with suppress(TrainingDataError):
        assert "weather" in train(stack([desk.documents, source]), SEED).classes


def test_labels_that_the_read_documents_contradict_are_not_used(desk: Desk) -> None:
    """A source's document is used where its label fits the readers' model, else left out."""
    topics = ["harbour", "kitchen", "theatre", "theatre"]
    source = _from_a_source(desk, ["harbour", "kitchen", "kitchen", "harbour"], topics)
    trained = train(stack([desk.documents, source]), SEED)
    assert len(trained.used) == len(desk.documents) + 2
    assert trained.held_out.probabilities.shape == (len(desk.documents) + 2, 4)
    assert trained.held_out.labels[-2:].tolist() == ["harbour", "kitchen"]


def test_a_topic_that_only_sources_name_is_learnt(desk: Desk) -> None:
    """Where no read document has a topic, its source is believed."""
    read = desk.documents.take(desk.documents.labels != "observatory")
    source = _from_a_source(desk, ["observatory"] * 8, ["observatory"] * 8)
    trained = train(stack([read, source]), SEED)
    assert len(trained.used) == len(read) + 8
    assert trained.pipeline.predict(source.matrix).tolist() == ["observatory"] * 8
    assert trained.held_out.probabilities.shape == (len(read) + 8, 4)
    assert trained.held_out.labels[-8:].tolist() == ["observatory"] * 8


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


@pytest.mark.parametrize("rows", [1, 4])
def test_a_topic_of_under_five_read_documents_is_refused(desk: Desk, rows: int) -> None:
    """A topic with fewer read documents than folds is refused, with its name and number."""
    theatre = np.flatnonzero(desk.documents.labels == "theatre")
    others = np.flatnonzero(desk.documents.labels != "theatre")
    documents = desk.documents.take(np.concatenate([others, theatre[:rows]]))
    source = _from_a_source(desk, ["theatre"] * 9, ["theatre"] * 9)
    for refused in (documents, stack([documents, source])):
        with pytest.raises(TrainingDataError, match=f"theatre has {rows} articles"):
            train(refused, SEED)


def test_a_topic_of_five_read_documents_is_learnt(desk: Desk) -> None:
    """Five read documents of a topic, one a fold, are enough."""
    theatre = np.flatnonzero(desk.documents.labels == "theatre")
    others = np.flatnonzero(desk.documents.labels != "theatre")
    documents = desk.documents.take(np.concatenate([others, theatre[:5]]))
    assert train(documents, SEED).classes == sorted(TOPICS)


def _second(desk: Desk, rows: list[int], topic: str) -> Counts:
    """The documents, of which those rows would be right under that topic as well."""
    also = np.full(len(desk.documents), "", dtype="<U20")
    also[rows] = topic
    return replace(desk.documents, also=also)


def test_a_document_of_two_topics_counts_for_both(desk: Desk) -> None:
    """Its second topic becomes much likelier, and the first stays the likelier one."""
    harbour = np.flatnonzero(desk.documents.labels == "harbour")
    trained = train(_second(desk, harbour[:10].tolist(), "theatre"), SEED)
    assert trained.classes == desk.classes
    before = desk.trained.pipeline.predict_proba(desk.documents.matrix)[harbour[:10]]
    after = trained.pipeline.predict_proba(desk.documents.matrix)[harbour[:10]]
    first, second = desk.classes.index("harbour"), desk.classes.index("theatre")
    assert (after[:, second] > before[:, second] + 0.1).all()
    assert after[:, first].mean() > after[:, second].mean()
    assert trained.held_out.also.tolist().count("theatre") == 10


def test_a_document_of_two_topics_is_held_out_whole(desk: Desk) -> None:
    """Neither of its topics is learnt from it by the fit that judges it."""
    stranger = desk.documents.labels.tolist().index("kitchen")
    learnt = train(_second(desk, [stranger], "observatory"), SEED)
    row = desk.trained.held_out.probabilities[stranger]
    assert learnt.held_out.probabilities.shape == desk.trained.held_out.probabilities.shape
    assert learnt.held_out.probabilities[stranger] == pytest.approx(row, abs=0.02)
    column = desk.classes.index("observatory")
    fitted = learnt.pipeline.predict_proba(desk.documents.matrix)[stranger, column]
    assert (
        fitted > desk.trained.pipeline.predict_proba(desk.documents.matrix)[stranger, column] + 0.1
    )


def test_a_second_topic_that_no_document_has_first_changes_nothing(desk: Desk) -> None:
    """Where the articles of a topic were taken out, what names it second stays whole."""
    trained = train(_second(desk, [0, 1, 2], "opera"), SEED)
    assert trained.classes == desk.classes
    assert np.array_equal(trained.held_out.probabilities, desk.trained.held_out.probabilities)


def test_a_model_expects_the_shares_with_second_topics_too(desk: Desk) -> None:
    """The shares are those of the examples, a document of two topics being 0.6 and 0.4 of one."""
    names = dict(zip(TOPICS, ("crime", "diplomacy", "other", "politics"), strict=True))
    labelled = _labelled(desk.documents, names)
    crimes = np.flatnonzero(labelled.labels == "crime")[:10]
    also = np.full(len(labelled), "", dtype="<U20")
    also[crimes] = "politics"
    trained = train(replace(labelled, also=also), SEED)
    found = predict(trained.pipeline, 1.0, desk.documents.matrix)
    # Of crime 10 + 6, of politics 20 + 4: what each counts so that the shares come out.
    counts = {"crime": 0.11 / 16, "diplomacy": 0.14 / 20, "other": 0.45 / 20, "politics": 0.30 / 24}
    weight = np.array([counts[label] for label in labelled.labels.tolist()])
    weight[crimes] = 0.6 * counts["crime"] + 0.4 * counts["politics"]
    assert np.average(found, axis=0, weights=weight) == pytest.approx(
        [0.11, 0.14, 0.45, 0.30], abs=1e-3
    )
