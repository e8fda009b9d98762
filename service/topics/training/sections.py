"""The second model of the same kind: which section of the news an article belongs to.

One more logistic regression over the vectors that the topics' is fitted to; what is different, and
why, stands in docs/decisions/0060.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from service.topics.errors import TrainingDataError
from service.topics.training.counts import Counts
from service.topics.training.fit import (
    Floats,
    HeldOut,
    Report,
    Trained,
    choose_temperature,
    folds,
    logits_of,
    softmax,
)

_INVERSE_REGULARISATION = 3.0
# Seventeen classes take four times as long as four, and a smaller gradient moves no answer.
_TOLERANCE = 1e-3
# A section that somebody read counts as much as so many that a source gave.
_READ_WEIGHT = 6.0
# A source's section is used where a model of the read documents finds it at least so probable.
_BELIEVED = 0.3
# Of a section of which fewer were read, such a model knows too little to doubt a source.
_FEW_READ = 150
# Politics has a hundred times as many documents as weather. A section's documents count so much
# less each as there are more of them: at 1 all sections would weigh the same, at 0 all documents.
_EVENNESS = 0.9
_PARTS = 3
# Weights in steps of this size give the same answers, and take a third of the room.
_STEPS_OF_WEIGHTS = 128.0
#: How often `train_sections` says what it does.
STEPS = 2 + _PARTS


def train_sections(
    documents: Counts, pipeline: Pipeline, seed: int, report: Report = lambda _: None
) -> Trained | None:
    """Fit the model of sections over the terms' weights of `pipeline`, which is that of topics.

    `documents` have sections for labels, as `Counts.by_section` gives them; None where fewer than
    two sections were read. The same documents and seed give the same model. Raises
    `TrainingDataError` for a section with too few documents.
    """
    if len(np.unique(documents.labels[documents.read])) < 2:
        return None
    _check(documents)
    tfidf = pipeline.named_steps["tfidf"]
    features = tfidf.transform(documents.matrix)
    report("fitting the sections that were read")
    used = _believed(features, documents, seed)
    labels = documents.labels[used]
    weight = np.where(documents.read[used], _READ_WEIGHT, 1.0)
    report(f"fitting the sections of {len(used):,} documents")
    logistic = _fit(features[used], labels, weight, seed)
    classes = logistic.classes_
    truth = np.searchsorted(classes, labels)
    fold = folds(documents.sources[used], labels, seed, _PARTS)
    logits = np.empty((len(used), len(classes)))
    for number in range(_PARTS):
        report(f"calibrating the sections, part {number + 1} of {_PARTS}")
        part = fold == number
        other = _fit(features[used[~part]], labels[~part], weight[~part], seed)
        # A section that only this part has is one that the others would not give.
        logits[part] = -np.inf
        logits[np.ix_(part, np.searchsorted(classes, other.classes_))] = logits_of(
            other, features[used[part]]
        )
    read = documents.read[used]
    temperature = choose_temperature(logits[read], truth[read], np.ones(int(read.sum())))
    held_out = HeldOut(
        softmax(logits / temperature), labels, documents.also[used], np.ones(len(used))
    )
    logistic.coef_ = _in_steps(logistic.coef_)
    both = Pipeline([("tfidf", tfidf), ("logistic", logistic)])
    return Trained(both, temperature, held_out, used)


def _check(documents: Counts) -> None:
    for name in np.unique(documents.labels).tolist():
        found = int((documents.labels == name).sum())
        if found < _PARTS:
            raise TrainingDataError(
                f"The section {name} has {found} articles; it takes at least {_PARTS} to learn and"
                " check it, and fifty to learn it well."
            )


def _believed(features: sp.csr_matrix, documents: Counts, seed: int) -> npt.NDArray[np.intp]:
    """The rows of the read documents, and of those whose section a model of them believes.

    A section that nobody read is none.
    """
    read = documents.read
    if read.all():
        return np.arange(len(documents))
    logistic = _fit(features[read], documents.labels[read], np.ones(int(read.sum())), seed)
    column = np.searchsorted(logistic.classes_, documents.labels)
    column = np.minimum(column, len(logistic.classes_) - 1)
    known = logistic.classes_[column] == documents.labels
    found = softmax(logits_of(logistic, features))[np.arange(len(documents)), column]
    sizes = np.array([(documents.labels[read] == name).sum() for name in logistic.classes_])
    few = sizes[column] < _FEW_READ
    return np.flatnonzero(read | (known & (few | (found >= _BELIEVED))))


def _fit(
    features: sp.csr_matrix, labels: npt.NDArray[np.str_], weight: Floats, seed: int
) -> LogisticRegression:
    logistic = LogisticRegression(
        C=_INVERSE_REGULARISATION, solver="newton-cg", tol=_TOLERANCE, random_state=seed
    )
    return logistic.fit(features, labels, sample_weight=weight * _evened(labels, weight))


def _evened(labels: npt.NDArray[np.str_], weight: Floats) -> Floats:
    """The factors that bring sections nearer to one another, and leave the sum of all as it is."""
    _, place = np.unique(labels, return_inverse=True)
    factors = np.bincount(place, weight)[place] ** -_EVENNESS
    evened: Floats = factors * weight.sum() / (factors @ weight)
    return evened


def _in_steps(weights: Floats) -> npt.NDArray[np.float32]:
    return (np.round(weights * _STEPS_OF_WEIGHTS) / _STEPS_OF_WEIGHTS).astype(np.float32)
