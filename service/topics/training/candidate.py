"""What a fitted model, of topics or of sections, is found to do before it may serve."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.pipeline import Pipeline

from service.topics.card.card import ThresholdChoice
from service.topics.store.bundle import Bundle
from service.topics.training.corpus import Corpus
from service.topics.training.counts import Counts
from service.topics.training.fit import (
    RESIDUAL,
    Floats,
    Trained,
    choose_temperature,
    logits_of,
    predict,
)
from service.topics.training.measuring.threshold import Judged, choose_threshold, describe_choice
from service.topics.training.measuring.truth import Labels, Truth

# So few documents of other sources tell too little to choose a threshold on.
_MIN_JUDGED = 200


def answers_of(classes: Sequence[str], probabilities: Floats) -> Labels:
    """Return the likeliest class of each document."""
    answers: Labels = np.array(classes)[probabilities.argmax(axis=1)]
    return answers


def predict_stored(
    pipeline: Pipeline,
    temperature: float,
    own_terms: Sequence[str],
    terms: Sequence[str],
    counts: Counts,
) -> Floats:
    """Return what a stored model over its own terms gives documents counted over others."""
    columns = {term: column for column, term in enumerate(terms)}
    # A term that the corpus no longer has is in no document of it: an empty column stands for it.
    places = [columns.get(term, len(terms)) for term in own_terms]
    matrix = counts.matrix.copy()
    matrix.resize(matrix.shape[0], len(terms) + 1)
    return predict(pipeline, temperature, matrix.tocsc()[:, places].tocsr())


def predict_counted(bundle: Bundle, corpus: Corpus, counts: Counts) -> Floats:
    """Return what a stored model gives documents of the corpus."""
    temperature = bundle.manifest.temperature
    return predict_stored(bundle.pipeline, temperature, bundle.terms, corpus.terms, counts)


def pick_threshold(
    documents: Counts, trained: Trained, truth: Truth, probabilities: Floats, wanted: float
) -> tuple[ThresholdChoice, float]:
    """Choose it on evaluation documents of sources that no part of the model was fitted to.

    `documents` are those that it was fitted to; where the others are too few, it is chosen on
    these, each judged by another fit. So large a share as `wanted` is to be defensible.
    """
    answers = answers_of(trained.classes, probabilities)
    new = ~np.isin(truth.sources, documents.sources)
    # Evaluation documents on a topic that a user added stand under the residual one.
    unfiled = (truth.labels == RESIDUAL) & ~np.isin(answers, truth.labels)
    judged = Judged(
        probabilities.max(axis=1), truth.defends(answers), truth.sources, np.ones(len(truth))
    ).take(new & ~unfiled)
    few = len(judged) < _MIN_JUDGED
    if few:
        judged = _judged_in_turn(documents, trained)
    threshold = choose_threshold(judged, wanted)
    return describe_choice(judged, threshold, wanted, cross_validated=few), threshold


def recalibrated(trained: Trained, documents: Counts, measured: Counts) -> Trained:
    """Return the model as sure as it may be of sources that no part of it was fitted to.

    `measured` are evaluation documents. Where those of other sources are too few, the model stays
    as sure as those that it was fitted to say, each judged by another fit.
    """
    new = ~np.isin(measured.sources, documents.sources) & np.isin(measured.labels, trained.classes)
    if new.sum() < _MIN_JUDGED:
        return trained
    unseen = measured.take(new)
    temperature = choose_temperature(
        logits_of(trained.pipeline, unseen.matrix),
        np.searchsorted(trained.classes, unseen.labels),
        np.ones(len(unseen)),
    )
    return trained.at(temperature)


def recall_of_new(trained: Trained, known: Sequence[str]) -> dict[str, float]:
    """Return the held-out recall of each class that is not known."""
    held_out = trained.held_out
    best = answers_of(trained.classes, held_out.probabilities)
    return {
        name: float((best[held_out.labels == name] == name).mean())
        for name in trained.classes
        if name not in known
    }


def _judged_in_turn(documents: Counts, trained: Trained) -> Judged:
    held_out = trained.held_out
    answers = answers_of(trained.classes, held_out.probabilities)
    return Judged(
        held_out.probabilities.max(axis=1),
        (answers == held_out.labels) | (answers == held_out.also),
        documents.sources[trained.used],
        held_out.weight,
    )
