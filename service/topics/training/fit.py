"""Making a topic model from labelled term counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import Pipeline

from service.topics.errors import TrainingDataError
from service.topics.training.corpus import OWN_SOURCE
from service.topics.training.counts import Counts
from service.topics.training.measuring.evaluation import log_loss
from service.topics.training.rows import ACCEPTED_SOURCE, CORRECTIONS

Floats = npt.NDArray[np.float64]
#: Says what is being done; called before each step.
Report = Callable[[str], None]

_INVERSE_REGULARISATION = 3.0
# The gradient at which a fit ends. A larger one moves held-out logits by tenths, which is not
# worth the time: docs/decisions/0046.
_TOLERANCE = 1e-5
# A label that somebody read counts as much as so many that a source gave.
_READ_WEIGHT = 5.0
# Our own articles were written against what the sources lack, such as police stories without a
# crime, and count for more such: docs/decisions/0049.
_WRITTEN_WEIGHT = 15.0
# What a reviewer accepted is what this newsroom lacks: docs/decisions/0071.
_WEIGHTS = {OWN_SOURCE: _WRITTEN_WEIGHT, ACCEPTED_SOURCE: 45.0}
# A source's label is used where a model of the read documents finds it more likely than not, since
# public topic tags and key words misfile often: docs/decisions/0043.
_BELIEVED = 0.5
# The shares of the news that the model is to expect. The training documents were collected by
# topic, so crime and diplomacy are far more frequent there than in a day's news, and a model
# that does not expect this sees crimes everywhere.
_SHARES = {"crime": 0.11, "diplomacy": 0.14, "other": 0.45, "politics": 0.30}
# A topic that a user adds gets this share, however few its articles: it was carved out of the
# others, which have hundreds of times as many, and would not be found at all.
_NEW_SHARE = 0.3
#: The topic of what belongs to no other, from which new topics are carved.
RESIDUAL = "other"
# A residual document is left out where a new topic is so probable, which is far below its share:
# a few too many cost nothing, and one too few speaks against every article like it.
_DOUBTED = 0.02
_FOLDS = 5
# Sources of so many documents on more than so many topics are held out whole.
_MIN_LARGE, _FEW_TOPICS = 500, 2
# Of a document that two topics would be right for, what the one counts that its reader put first.
_FIRST = 0.6
#: How often `train` says what it does.
STEPS = 1 + _FOLDS
_TEMPERATURES = np.geomspace(0.3, 3.0, 41)


@dataclass(frozen=True)
class HeldOut:
    """Calibrated probabilities of the documents used, each from a fit that had not seen it.

    `also` has a second topic where one would be right as well, and `weight` gives the topics the
    shares they have in the news.
    """

    probabilities: Floats
    labels: npt.NDArray[np.str_]
    also: npt.NDArray[np.str_]
    weight: Floats


@dataclass(frozen=True)
class Trained:
    """A fitted pipeline over the vocabulary, with its calibration; `temperature` divides logits.

    `used` are the rows of the documents that it was fitted to.
    """

    pipeline: Pipeline
    temperature: float
    held_out: HeldOut
    used: npt.NDArray[np.intp]

    @property
    def classes(self) -> list[str]:
        """The topics, in the order of the columns of every array of probabilities."""
        found: list[str] = self.pipeline.named_steps["logistic"].classes_.tolist()
        return found

    def at(self, temperature: float) -> Trained:
        """Return the same with another calibration."""
        logits = np.log(self.held_out.probabilities) * self.temperature
        held_out = replace(self.held_out, probabilities=softmax(logits / temperature))
        return replace(self, temperature=temperature, held_out=held_out)


def choose_temperature(logits: Floats, truth: npt.NDArray[np.intp], weight: Floats) -> float:
    """Return what to divide logits by so that the topics, by their column, are likeliest."""

    def loss(temperature: float) -> float:
        return log_loss(softmax(logits / temperature), truth, weight)

    return float(min(_TEMPERATURES, key=loss))


def train(documents: Counts, seed: int, report: Report = lambda _: None) -> Trained:
    """Fit, and calibrate on held-out read documents.

    The same documents and seed give the same model. Read documents come first: a model of them
    alone decides which of the sources' own labels are to be believed, then both are fitted.
    A document that two topics would be right for counts for both.
    Raises `TrainingDataError` for a topic with too few documents.
    """
    check(documents)
    report(f"fitting {len(documents):,} documents, {documents.matrix.shape[1]:,} terms")
    pipeline = _pipeline(seed)
    logistic = pipeline.named_steps["logistic"]
    features = pipeline.named_steps["tfidf"].fit_transform(documents.matrix)
    used = _choose(logistic, features, documents)
    examples = _examples(documents, used.rows, used.weight)
    _fit(logistic, features, examples)
    logits = _held_out(features, documents, examples, seed, report)
    labels = documents.labels[used.rows]
    weight = _to_shares(labels, np.ones(len(labels)))
    truth = np.searchsorted(logistic.classes_, labels)
    # Labels that a model believed are those it finds easy: only read ones say how sure to be.
    read = documents.read[used.rows]
    temperature = choose_temperature(logits[read], truth[read], weight[read])
    probabilities = softmax(logits / temperature)
    held_out = HeldOut(probabilities, labels, documents.also[used.rows], weight)
    return Trained(pipeline, temperature, held_out, used.rows)


def fit_read(documents: Counts, seed: int) -> Pipeline:
    """Fit the read documents alone, each counting the same: quick, and good enough to compare."""
    rows = np.flatnonzero(documents.read)
    pipeline = _pipeline(seed)
    features = pipeline.named_steps["tfidf"].fit_transform(documents.matrix)
    _fit(pipeline.named_steps["logistic"], features, _examples(documents, rows, np.ones(len(rows))))
    return pipeline


def check(documents: Counts) -> None:
    """Raise `TrainingDataError` for a topic with too few documents."""
    read = documents.labels[documents.read]
    if len(np.unique(read)) < _FEW_TOPICS:
        raise TrainingDataError("It takes articles on at least two topics that somebody has read.")
    for name in np.unique(documents.labels).tolist():
        found = int((read == name).sum()) or int((documents.labels == name).sum())
        if found < _FOLDS:
            raise TrainingDataError(
                f"The topic {name} has {found} articles; it takes at least {_FOLDS} to learn and"
                " check it, and fifty to learn it well."
            )


def softmax(logits: Floats) -> Floats:
    """Return probabilities for logits, a row a document."""
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities: Floats = odds / odds.sum(axis=1, keepdims=True)
    return probabilities


def predict(pipeline: Pipeline, temperature: float, matrix: sp.csr_matrix) -> Floats:
    """Return calibrated probabilities, a row a document."""
    return softmax(logits_of(pipeline, matrix) / temperature)


def _pipeline(seed: int) -> Pipeline:
    # Always from nothing: a fold that starts from what has seen its documents has to forget them
    # again. Why this solver: docs/decisions/0046.
    logistic = LogisticRegression(
        C=_INVERSE_REGULARISATION, solver="newton-cg", tol=_TOLERANCE, random_state=seed
    )
    return Pipeline([("tfidf", TfidfTransformer(sublinear_tf=True)), ("logistic", logistic)])


class Used(NamedTuple):
    """The documents that a model is fitted to, by row, and how much each counts."""

    rows: npt.NDArray[np.intp]
    weight: Floats


class Examples(NamedTuple):
    """What a fit is given: rows of documents, one of two topics twice, with topic and weight."""

    rows: npt.NDArray[np.intp]
    labels: npt.NDArray[np.str_]
    weight: Floats

    def without(self, rows: npt.NDArray[np.intp]) -> Examples:
        """Return the examples of other documents."""
        kept = ~np.isin(self.rows, rows)
        return Examples(self.rows[kept], self.labels[kept], self.weight[kept])


def _examples(documents: Counts, rows: npt.NDArray[np.intp], weight: Floats) -> Examples:
    """Make two examples of a document with two topics, and give the topics their shares."""
    labels, also = documents.labels[rows], documents.also[rows]
    # A second topic that no document has first is none that a model knows.
    both = np.isin(also, labels)
    examples = Examples(
        np.concatenate([rows, rows[both]]),
        np.concatenate([labels, also[both]]),
        np.concatenate([np.where(both, _FIRST, 1.0) * weight, (1.0 - _FIRST) * weight[both]]),
    )
    return examples._replace(weight=examples.weight * _to_shares(examples.labels, examples.weight))


def _fit(logistic: LogisticRegression, features: sp.csr_matrix, examples: Examples) -> None:
    logistic.fit(features[examples.rows], examples.labels, sample_weight=examples.weight)


def _choose(logistic: LogisticRegression, features: sp.csr_matrix, documents: Counts) -> Used:
    """Take every read document, and the others whose label a model of the read ones believes."""
    read = documents.read
    rows = np.flatnonzero(read)
    _fit(logistic, features, _examples(documents, rows, np.ones(len(rows))))
    known = np.isin(documents.labels, logistic.classes_)
    column = np.searchsorted(logistic.classes_, np.where(known, documents.labels, ""))
    column = np.minimum(column, len(logistic.classes_) - 1)
    probabilities = logistic.predict_proba(features)
    believed = probabilities[np.arange(len(documents)), column] > _BELIEVED
    # What was filed under the residual topic before a new one was there may belong to it.
    new = np.isin(logistic.classes_, list(_SHARES), invert=True)
    doubtful = (documents.labels == RESIDUAL) & (probabilities[:, new].sum(axis=1) > _DOUBTED)
    rows = np.flatnonzero((read | ~known | believed) & ~doubtful)
    weight = np.where(read[rows], _READ_WEIGHT, 1.0)
    for source, counts in _WEIGHTS.items():
        weight[documents.sources[rows] == source] = counts
    return Used(rows, weight)


def logits_of(logistic: LogisticRegression | Pipeline, features: sp.csr_matrix) -> Floats:
    """Logits, a column a class; scikit-learn gives two classes a single column."""
    logits: Floats = logistic.decision_function(features)
    return logits if logits.ndim == 2 else np.column_stack([-logits / 2.0, logits / 2.0])


def _to_shares(labels: npt.NDArray[np.str_], weight: Floats) -> Floats:
    """The factors that give the topics their shares, and leave the sum of all as it is."""
    factors = np.ones(len(labels))
    topics = np.unique(labels).tolist()
    if not set(topics) & set(_SHARES):
        return factors
    shares = {topic: _SHARES.get(topic, _NEW_SHARE) for topic in topics}
    for topic, share in shares.items():
        rows = labels == topic
        factors[rows] = share / sum(shares.values()) * weight.sum() / weight[rows].sum()
    return factors


def _held_out(
    features: sp.csr_matrix, documents: Counts, examples: Examples, seed: int, report: Report
) -> Floats:
    """Logits of the documents used, in their order, each from a fit that had not seen it."""
    used = np.unique(examples.rows)
    labels = documents.labels[used]
    fold = folds(documents.sources[used], labels, seed, _FOLDS)
    logits = np.zeros((len(labels), len(np.unique(labels))))
    for number in range(_FOLDS):
        report(f"calibrating, part {number + 1} of {_FOLDS}")
        part = fold == number
        if not part.any():
            continue
        logistic = _pipeline(seed).named_steps["logistic"]
        _fit(logistic, features, examples.without(used[part]))
        logits[part] = logits_of(logistic, features[used[part]])
    return logits


def folds(
    sources: npt.NDArray[np.str_], labels: npt.NDArray[np.str_], seed: int, parts: int
) -> npt.NDArray[np.intp]:
    """Return the part that each document is held out in, of so many.

    A large source of several topics is held out whole, because the next outlet to be classified
    is none of those trained on, and a model is less sure of rightly there. The rest is spread.
    """
    fold = np.zeros(len(labels), dtype=np.intp)
    for number, (_, rows) in enumerate(
        StratifiedKFold(parts, shuffle=True, random_state=seed).split(labels, labels)
    ):
        fold[rows] = number
    number = 0
    for source in np.unique(sources).tolist():
        rows = sources == source
        few = rows.sum() < _MIN_LARGE or len(np.unique(labels[rows])) <= _FEW_TOPICS
        if few or source in CORRECTIONS:  # which others of their kind have to judge
            continue
        elsewhere = ~rows & (fold != number % parts)
        if set(labels[rows].tolist()) <= set(labels[elsewhere].tolist()):
            fold[rows] = number % parts
            number += 1
    return fold
