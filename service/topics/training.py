"""Making a topic model from labelled term counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import Pipeline

from service.topics.counts import Counts
from service.topics.errors import TrainingDataError
from service.topics.evaluation import log_loss

Floats = npt.NDArray[np.float64]
#: Says what is being done; called before each step.
Tell = Callable[[str], None]

# Chosen by cross-validation over the read documents, held-out sources included.
_INVERSE_REGULARISATION = 10.0
# A label that somebody read counts as much as so many that a source gave.
_READ_WEIGHT = 8.0
# A source's label is used where a model of the read documents gives it this probability: half
# of what is below is wrong (public topic tags and key words misfile that often).
_BELIEVED = 0.25
_FOLDS = 5
#: How often `train` says what it does.
STEPS = 1 + _FOLDS
_TEMPERATURES = np.geomspace(0.3, 3.0, 41)


@dataclass(frozen=True)
class Trained:
    """A fitted pipeline with its calibration.

    `pipeline` takes counts over the vocabulary; `temperature` divides its logits; `held_out` are
    calibrated probabilities of the read documents, each from a fit that had not seen it.
    """

    pipeline: Pipeline
    temperature: float
    held_out: Floats
    held_out_labels: npt.NDArray[np.str_]
    documents_used: int

    @property
    def classes(self) -> list[str]:
        """The topics, in the order of the columns of every array of probabilities."""
        found: list[str] = self.pipeline.named_steps["logistic"].classes_.tolist()
        return found


def train(documents: Counts, seed: int, tell: Tell = lambda _: None) -> Trained:
    """Fit, and calibrate on held-out read documents.

    The same documents and seed give the same model. Read documents come first: a model of them
    alone decides which of the sources' own labels are to be believed, then both are fitted.
    """
    _check(documents)
    tell(f"fitting {len(documents):,} documents, {documents.matrix.shape[1]:,} terms")
    pipeline = _pipeline(seed)
    features = pipeline.named_steps["tfidf"].fit_transform(documents.matrix)
    used = _fit(pipeline.named_steps["logistic"], features, documents)
    logits, labels = _held_out(features, documents, seed, tell)
    classes = pipeline.named_steps["logistic"].classes_
    truth = np.searchsorted(classes, labels)
    temperature = float(min(_TEMPERATURES, key=lambda t: log_loss(softmax(logits / t), truth)))
    return Trained(pipeline, temperature, softmax(logits / temperature), labels, used)


def _check(documents: Counts) -> None:
    names, counts = np.unique(documents.labels[documents.read], return_counts=True)
    for name, found in zip(names.tolist(), counts.tolist(), strict=True):
        if found < _FOLDS:
            raise TrainingDataError(
                f"The topic {name} has {found} articles that somebody has read; it takes at least"
                f" {_FOLDS} to learn and check it, and fifty to learn it well."
            )


def softmax(logits: Floats) -> Floats:
    """Return probabilities for logits, a row a document."""
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities: Floats = odds / odds.sum(axis=1, keepdims=True)
    return probabilities


def predict(pipeline: Pipeline, temperature: float, matrix: sp.csr_matrix) -> Floats:
    """Return calibrated probabilities, a row a document."""
    return softmax(pipeline.decision_function(matrix) / temperature)


def _pipeline(seed: int) -> Pipeline:
    logistic = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=300, random_state=seed)
    return Pipeline([("tfidf", TfidfTransformer(sublinear_tf=True)), ("logistic", logistic)])


def _fit(logistic: LogisticRegression, features: sp.csr_matrix, documents: Counts) -> int:
    read = documents.read
    logistic.fit(features[read], documents.labels[read])
    probabilities = logistic.predict_proba(features)
    known = np.isin(documents.labels, logistic.classes_)
    column = np.where(known, np.searchsorted(logistic.classes_, documents.labels), 0)
    column = np.minimum(column, len(logistic.classes_) - 1)
    believed = probabilities[np.arange(len(documents)), column] > _BELIEVED
    rows = np.flatnonzero(read | ~known | believed)
    weight = np.where(read[rows], _READ_WEIGHT, 1.0)
    logistic.fit(features[rows], documents.labels[rows], sample_weight=weight)
    return len(rows)


def _held_out(
    features: sp.csr_matrix, documents: Counts, seed: int, tell: Tell
) -> tuple[Floats, npt.NDArray[np.str_]]:
    read = np.flatnonzero(documents.read)
    rest = np.flatnonzero(~documents.read)
    labels = documents.labels[read]
    logits = np.zeros((len(read), len(np.unique(documents.labels))))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=seed).split(read, labels)
    for number, (fold, held) in enumerate(folds, start=1):
        tell(f"calibrating, part {number} of {_FOLDS}")
        rows = np.concatenate([rest, read[fold]])
        logistic = _pipeline(seed).named_steps["logistic"]
        _fit(logistic, features[rows], documents.take(rows))
        logits[held] = logistic.decision_function(features[read[held]])
    return logits, labels
