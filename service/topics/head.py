"""A logistic regression over a document's terms, as it is served: of topics, or of sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from service.articles.lines.vocabulary import COMMON
from service.text.lexicon import Integers

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Documents:
    """The known terms of documents as columns, and their TF-IDF vectors of length 1 over them.

    Those of document n begin at `bounds[n]` and end before `bounds[n + 1]`.
    """

    columns: Integers
    values: Vector
    bounds: Sequence[int]

    def __len__(self) -> int:
        return len(self.bounds) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A document as a head sees it: the probability of each class, and the likeliest one.

    `shares` is what each of the document's terms adds to the likeliest one's log-odds against the
    mean of all classes; `log_odds` the logarithm of the best score, less the mean logarithm of all
    scores.
    """

    scores: list[float]
    best: int
    log_odds: float
    shares: Vector

    @property
    def confidence(self) -> float:
        """The probability of the likeliest class."""
        return self.scores[self.best]

    def telling(self, columns: Integers, terms: Sequence[str], limit: int) -> list[int]:
        """Return the places of the terms that spoke most for the likeliest class.

        Those of nothing but function words decide a little too, and tell a reader nothing.
        """
        speaking = np.argsort(-self.shares, kind="stable")[: np.count_nonzero(self.shares > 0)]
        readable = (
            place
            for place, column in zip(speaking.tolist(), columns[speaking].tolist(), strict=True)
            if not COMMON.issuperset(terms[column].split())
        )
        return list(islice(readable, limit))


class Head:
    """The classes, weights and calibration of one logistic regression."""

    def __init__(
        self,
        classes: Sequence[str],
        logistic: LogisticRegression,
        threshold: float,
        temperature: float,
    ) -> None:
        self.classes = classes
        self.threshold = threshold
        self._temperature = temperature
        # A row a term: a document's few hundred rows then lie together in memory.
        self.weights: npt.NDArray[Any] = np.ascontiguousarray(logistic.coef_.T)
        self._bias: Vector = logistic.intercept_.astype(np.float64)

    def score(self, documents: Documents) -> list[Scored]:
        """Return the calibrated probabilities of the classes, and what each term had in them.

        A document's are the same to the last bit whatever others are scored with it.
        """
        values, bounds = documents.values, documents.bounds
        rows = self.weights[documents.columns]
        logits = np.empty((len(documents), len(self.classes)))
        for number, (begin, end) in enumerate(pairwise(bounds)):
            # Of all at once the sums would be in another order.
            logits[number] = values[begin:end] @ rows[begin:end]
        logits += self._bias
        logits /= self._temperature
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        scores = odds / odds.sum(axis=1, keepdims=True)
        best = scores.argmax(axis=1)
        logs = np.log(scores)
        log_odds = logs[np.arange(len(best)), best] - logs.mean(axis=1)
        likeliest = np.repeat(best, np.diff(bounds))
        shares = rows[np.arange(len(rows)), likeliest] - rows.mean(axis=1)
        shares = values * shares / self._temperature
        return [
            Scored(*told, shares=shares[begin:end])
            for told, (begin, end) in zip(
                zip(scores.tolist(), best.tolist(), log_odds.tolist(), strict=True),
                pairwise(bounds),
                strict=True,
            )
        ]
