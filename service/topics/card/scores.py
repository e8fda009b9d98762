"""What a model's card says of its quality, with the intervals that a reader needs to judge it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.topics.card.card import Answered, Card, Evaluation, Interval, RegionScore
from service.topics.card.sources import REGIONS

Matrix = npt.NDArray[np.int64]
_RESAMPLES = 1_000


@dataclass(frozen=True)
class Share:
    """A share of documents with its 95 % interval, all between 0 and 1."""

    value: float
    interval: Interval
    documents: int


@dataclass(frozen=True)
class TopicShares:
    """How well one topic is found."""

    name: str
    precision: Share
    recall: Share
    f1: float
    f1_interval: Interval


@dataclass(frozen=True)
class ConfidenceShare:
    """Documents of about one confidence: how sure the model was, and how often it was right."""

    confidence: float
    right: Share


@dataclass(frozen=True)
class RegionShares:
    """A model's scores on the documents of one region, whose `name` says where it is."""

    name: str
    macro_f1: float
    macro_f1_interval: Interval
    defensible: Share
    answered: Share
    answered_defensible: Share | None


@dataclass(frozen=True)
class Scores:
    """A model's scores on the evaluation documents; what was not measured is None or empty.

    `matrix[i][j]` counts the documents of class i that were given class j. `answered` are those
    at least as sure as the threshold, `answered_right` the right ones of them. `defensible` and
    `answered_defensible` count a second topic as right where there is one. `sources` are
    (name, share given rightly), where the documents come from several.
    """

    classes: tuple[str, ...]
    matrix: tuple[tuple[int, ...], ...]
    documents: int | None
    macro_f1: float
    macro_f1_interval: Interval | None
    accuracy: Share | None
    defensible: Share | None
    topics: tuple[TopicShares, ...]
    sources: tuple[tuple[str, Share], ...]
    regions: tuple[RegionShares, ...]
    bins: tuple[ConfidenceShare, ...]
    calibration_error: float | None
    answered: Share | None
    answered_right: Share | None
    answered_defensible: Share | None

    @classmethod
    def of(cls, card: Card) -> Scores | None:
        """Read them off a model's card; None for a card without scores."""
        return cls._of(card.evaluation) if card.evaluation else None

    @classmethod
    def of_sections(cls, card: Card) -> Scores | None:
        """Read those of the sections, which stand where topics do; None for a card without."""
        if card.sections is None or card.sections.evaluation is None:
            return None
        return cls._of(card.sections.evaluation)

    @classmethod
    def _of(cls, evaluation: Evaluation) -> Scores:
        matrix = checked_matrix(evaluation)
        documents = evaluation.documents if matrix is None else int(matrix.sum())
        calibration = evaluation.calibration
        answered, answered_right, answered_defensible = _answered(evaluation.answered, documents)
        return cls(
            classes=() if matrix is None else evaluation.classes,
            matrix=() if matrix is None else evaluation.confusion_matrix,
            documents=documents,
            macro_f1=evaluation.macro_f1,
            macro_f1_interval=evaluation.macro_f1_interval,
            accuracy=None if matrix is None else _share(int(matrix.trace()), int(matrix.sum())),
            defensible=_part(evaluation.defensible, documents),
            topics=() if matrix is None else _topics(evaluation.classes, matrix),
            sources=tuple(
                (name, _share(round(item.accuracy * item.documents), item.documents))
                for name, item in evaluation.sources.items()
            ),
            regions=tuple(_region(name, item) for name, item in evaluation.regions.items()),
            bins=tuple(
                ConfidenceShare(
                    item.confidence,
                    _share(round(item.accuracy * item.documents), item.documents),
                )
                for item in (calibration.bins if calibration else ())
            ),
            calibration_error=calibration.expected_error if calibration else None,
            answered=answered,
            answered_right=answered_right,
            answered_defensible=answered_defensible,
        )

    def mistakes(self, limit: int) -> list[tuple[str, str, int]]:
        """Return (true topic, given topic, documents) of the most frequent mistakes."""
        return most_frequent_mistakes(self.classes, self.matrix, limit)


def most_frequent_mistakes(
    classes: tuple[str, ...], matrix: tuple[tuple[int, ...], ...], limit: int
) -> list[tuple[str, str, int]]:
    """Return (true topic, given topic, documents) of the most frequent mistakes in a matrix."""
    cells = [
        (true, given, matrix[i][j])
        for i, true in enumerate(classes)
        for j, given in enumerate(classes)
        if i != j and matrix[i][j]
    ]
    return sorted(cells, key=lambda cell: -cell[2])[:limit]


def checked_matrix(evaluation: Evaluation) -> Matrix | None:
    """Return the confusion matrix; None where it does not fit its classes or counts nothing."""
    size, rows = len(evaluation.classes), evaluation.confusion_matrix
    if [len(row) for row in rows] != [size] * size:
        return None
    matrix = np.array(rows, dtype=np.int64)
    return matrix if matrix.any() else None


def wilson_interval(right: int, documents: int) -> Interval:
    """Return the 95 % interval of a share (Wilson 1927), which holds for few documents too."""
    if documents == 0:
        return 0.0, 1.0
    z, share = 1.959964, right / documents
    middle = share + z * z / (2 * documents)
    half = z * np.sqrt(share * (1 - share) / documents + z * z / (4 * documents**2))
    scale = 1 + z * z / documents
    return round(float((middle - half) / scale), 4), round(float((middle + half) / scale), 4)


def f1_intervals(matrix: Matrix) -> list[Interval]:
    """Return the 95 % interval of each class's F1 over resamplings of the documents (percentiles).

    Drawing documents anew is drawing the cells of their confusion matrix anew.
    """
    total = int(matrix.sum())
    drawn = np.random.default_rng(0).multinomial(total, matrix.ravel() / total, size=_RESAMPLES)
    drawn = drawn.reshape(_RESAMPLES, *matrix.shape)
    sums = drawn.sum(axis=1) + drawn.sum(axis=2)
    f1 = 2 * drawn.diagonal(axis1=1, axis2=2) / np.maximum(sums, 1)
    low, high = np.percentile(f1, [2.5, 97.5], axis=0)
    return [(float(one), float(other)) for one, other in zip(low, high, strict=True)]


def _answered(
    answered: Answered | None, documents: int | None
) -> tuple[Share | None, Share | None, Share | None]:
    """The documents answered, and of these the right and the defensible ones."""
    if answered is None or not documents:
        return None, None, None
    some = round(answered.share * documents)
    return (
        _share(some, documents),
        _part(answered.right, some),
        _part(answered.defensible, some),
    )


def _part(share: float | None, documents: int | None) -> Share | None:
    if share is None or not documents:
        return None
    return _share(round(share * documents), documents)


def _region(name: str, score: RegionScore) -> RegionShares:
    some = round(score.answered.share * score.documents)
    return RegionShares(
        REGIONS.get(name, name),
        score.macro_f1,
        score.macro_f1_interval,
        _share(round(score.defensible * score.documents), score.documents),
        _share(some, score.documents),
        _part(score.answered.defensible, some),
    )


def _topics(classes: tuple[str, ...], matrix: Matrix) -> tuple[TopicShares, ...]:
    given, true, right = matrix.sum(axis=0), matrix.sum(axis=1), matrix.diagonal()
    f1 = 2 * right / np.maximum(given + true, 1)
    return tuple(
        TopicShares(
            name,
            _share(int(right[i]), int(given[i])),
            _share(int(right[i]), int(true[i])),
            float(f1[i]),
            interval,
        )
        for i, (name, interval) in enumerate(zip(classes, f1_intervals(matrix), strict=True))
        # Of a topic that no document is on nothing is known.
        if true[i]
    )


def _share(part: int, documents: int) -> Share:
    return Share(
        part / documents if documents else 0.0, wilson_interval(part, documents), documents
    )
