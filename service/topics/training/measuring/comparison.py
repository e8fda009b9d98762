"""Two models on the same documents: how much they differ, and how much of that may be chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from service.topics.training.measuring.truth import Labels, Mask, Truth

Floats = npt.NDArray[np.float64]

#: One comparison in so many may take chance for a difference; all topics and regions together, too.
LEVEL = 0.05
_RESAMPLES = 5_000


@dataclass(frozen=True)
class Difference:
    """A score of two models on the same documents.

    `low` and `high` hold what `after` gains over `before` when the documents are drawn anew.
    """

    before: float
    after: float
    low: float
    high: float

    @property
    def verdict(self) -> Literal["worse", "equal", "better"]:
        """What the second model is, as far as the documents can tell."""
        if self.high < 0:
            return "worse"
        return "better" if self.low > 0 else "equal"

    def __str__(self) -> str:
        gain = self.after - self.before
        return (
            f"{self.after:.4f} against {self.before:.4f}"
            f" ({gain:+.4f}, on other documents {self.low:+.4f} to {self.high:+.4f})"
        )


@dataclass(frozen=True)
class Comparison:
    """The macro-F1 of two models on all documents and on those of each region, and F1 by topic.

    Only topics that documents are on are compared. The intervals by topic and by region are wider,
    so that one of them all leaves out 0 by chance no more often than the overall one does.
    """

    documents: int
    overall: Difference
    topics: Mapping[str, Difference]
    regions: Mapping[str, Difference]


def compare(truth: Truth, before: Labels, after: Labels) -> Comparison:
    """Compare what two models give the same documents, resampling these: docs/decisions/0047.

    The same documents and answers give the same intervals.
    """
    topics = np.unique(truth.labels).tolist()
    regions = truth.of_regions()
    level = LEVEL / (len(topics) + len(regions))
    one, other = _f1(truth.labels, before, after, topics)
    return Comparison(
        len(truth),
        _difference(one.mean(axis=1), other.mean(axis=1), LEVEL),
        {
            name: _difference(one[:, column], other[:, column], level)
            for column, name in enumerate(topics)
        },
        {
            name: _macro_difference(truth.labels[own], before[own], after[own], level)
            for name, own in regions.items()
        },
    )


def compare_shares(before: Mask, after: Mask, level: float = LEVEL) -> Difference:
    """Compare which of the same documents two models have right, resampling these as `compare`."""
    cells = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    counts = np.bincount(2 * before + after, minlength=len(cells))
    drawn = np.random.default_rng(0).multinomial(len(before), counts / len(before), size=_RESAMPLES)
    one, other = (np.vstack([counts, drawn]) @ cells / len(before)).T
    return _difference(one, other, level)


def _macro_difference(labels: Labels, before: Labels, after: Labels, level: float) -> Difference:
    one, other = _f1(labels, before, after, np.unique(labels).tolist())
    return _difference(one.mean(axis=1), other.mean(axis=1), level)


def _difference(one: Floats, other: Floats, level: float) -> Difference:
    """Compare a score's two rows, which have the score itself first and then its resamplings."""
    gains = other[1:] - one[1:]
    low, high = np.quantile(gains, [level / 2, 1 - level / 2])
    return Difference(float(one[0]), float(other[0]), float(low), float(high))


def _f1(labels: Labels, before: Labels, after: Labels, topics: list[str]) -> tuple[Floats, Floats]:
    """F1 of two models by topic (columns): of the documents in the first row, then resampled.

    Both get the same documents each time. Documents with the same topic and answers are one cell,
    and drawing documents anew is drawing the counts of these anew.
    """
    cells, counts = np.unique(np.stack([labels, before, after]), axis=1, return_counts=True)
    total = int(counts.sum())
    generator = np.random.default_rng(0)
    drawn = generator.multinomial(total, counts / total, size=_RESAMPLES)
    weights = np.vstack([counts, drawn]).astype(np.float64)
    true, *given = (row[:, None] == np.array(topics) for row in cells)
    one, other = (
        2.0 * (weights @ (true & own)) / np.maximum(weights @ true + weights @ own, 1.0)
        for own in given
    )
    return one, other
