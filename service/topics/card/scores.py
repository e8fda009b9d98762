"""What a model's card says of its quality, with the intervals that a reader needs to judge it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Interval = tuple[float, float]
Matrix = npt.NDArray[np.int64]
_RESAMPLES = 1_000


@dataclass(frozen=True)
class Share:
    """A share of documents with its 95 % interval, all between 0 and 1."""

    value: float
    interval: Interval
    documents: int


@dataclass(frozen=True)
class TopicScore:
    """How well one topic is told."""

    name: str
    precision: Share
    recall: Share
    f1: float
    f1_interval: Interval


@dataclass(frozen=True)
class Bin:
    """Documents of about one confidence: how sure the model was, and how often it was right."""

    confidence: float
    right: Share


@dataclass(frozen=True)
class Scores:
    """A model's scores on the evaluation documents.

    `matrix[i][j]` counts the documents of class i that were given class j. `answered` are those
    at least as sure as the threshold, `answered_right` the right ones of them. `sources` are
    (name, share given rightly), where the documents come from several.
    """

    classes: tuple[str, ...]
    matrix: tuple[tuple[int, ...], ...]
    documents: int
    macro_f1: float
    macro_f1_interval: Interval
    accuracy: Share
    topics: tuple[TopicScore, ...]
    sources: tuple[tuple[str, Share], ...]
    bins: tuple[Bin, ...]
    calibration_error: float
    answered: Share
    answered_right: Share

    @classmethod
    def of(cls, card: Mapping[str, Any]) -> Scores | None:
        """Read them off a model's card; None for a card that does not have them all.

        A model may serve without a whole card: what describes it must not stop it.
        """
        try:
            return _read(card["evaluation"])
        except (LookupError, TypeError, ValueError, ZeroDivisionError, AttributeError):
            return None

    def mistakes(self, most: int) -> list[tuple[str, str, int]]:
        """Return (true topic, given topic, documents) of the most frequent mistakes."""
        cells = [
            (true, given, self.matrix[i][j])
            for i, true in enumerate(self.classes)
            for j, given in enumerate(self.classes)
            if i != j and self.matrix[i][j]
        ]
        return sorted(cells, key=lambda cell: -cell[2])[:most]


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


def _read(evaluation: Mapping[str, Any]) -> Scores:
    classes = tuple(map(str, evaluation["classes"]))
    matrix = np.array(evaluation["confusion_matrix"], dtype=np.int64).reshape(len(classes), -1)
    documents, right = int(matrix.sum()), int(matrix.trace())
    if not documents:
        raise ValueError("no document was evaluated")
    low, high = evaluation["macro_f1_interval"]
    answered = evaluation["answered"]
    some = round(float(answered["share"]) * documents)
    return Scores(
        classes=classes,
        matrix=tuple(tuple(map(int, row)) for row in matrix),
        documents=documents,
        macro_f1=float(evaluation["macro_f1"]),
        macro_f1_interval=(float(low), float(high)),
        accuracy=_share(right, documents),
        topics=_topics(classes, matrix),
        sources=tuple(
            (str(name), _share(round(item["accuracy"] * item["documents"]), int(item["documents"])))
            for name, item in evaluation.get("sources", {}).items()
        ),
        bins=tuple(
            Bin(
                float(item["confidence"]),
                _share(round(item["accuracy"] * item["documents"]), int(item["documents"])),
            )
            for item in evaluation["calibration"]["bins"]
        ),
        calibration_error=float(evaluation["calibration"]["expected_error"]),
        answered=_share(some, documents),
        answered_right=_share(round(float(answered["right"] or 0.0) * some), some),
    )


def _topics(classes: tuple[str, ...], matrix: Matrix) -> tuple[TopicScore, ...]:
    given, true, right = matrix.sum(axis=0), matrix.sum(axis=1), matrix.diagonal()
    f1 = 2 * right / np.maximum(given + true, 1)
    return tuple(
        TopicScore(
            name,
            _share(int(right[i]), int(given[i])),
            _share(int(right[i]), int(true[i])),
            float(f1[i]),
            interval,
        )
        for i, (name, interval) in enumerate(zip(classes, f1_intervals(matrix), strict=True))
    )


def _share(part: int, documents: int) -> Share:
    return Share(
        part / documents if documents else 0.0, wilson_interval(part, documents), documents
    )
