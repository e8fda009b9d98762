"""A logistic regression over a document's terms, as it is served: of topics, or of sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from service.articles.lines.vocabulary import COMMON
from service.text.lexicon import Integers

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A document's known terms as columns, and its TF-IDF vector of length 1 over them."""

    columns: Integers
    values: Vector


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A document as a head sees it: the probability of each class, and the likeliest one.

    `shares` is what each of the document's terms adds to the likeliest one's log-odds against the
    mean of all classes.
    """

    scores: Vector
    best: int
    shares: Vector

    @property
    def confidence(self) -> float:
        """The probability of the likeliest class."""
        return float(self.scores[self.best])

    @property
    def log_odds(self) -> float:
        """The logarithm of the best score, less the mean logarithm of all scores."""
        logs = np.log(self.scores)
        return float(logs[self.best] - logs.mean())

    def telling(self, columns: Integers, terms: Sequence[str], limit: int) -> list[int]:
        """Return the places of the terms that spoke most for the likeliest class.

        Those of nothing but function words decide a little too, and tell a reader nothing.
        """
        order = np.argsort(-self.shares, kind="stable").tolist()
        speaking = takewhile(lambda place: self.shares[place] > 0, order)
        readable = (
            place for place in speaking if not COMMON.issuperset(terms[columns[place]].split())
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

    def score(self, document: Document) -> Scored:
        """Return the calibrated probabilities of the classes, and what each term had in them."""
        rows = self.weights[document.columns]
        logits = document.values @ rows + self._bias
        logits /= self._temperature
        odds = np.exp(logits - logits.max())
        scores = odds / odds.sum()
        best = int(scores.argmax())
        shares = document.values * (rows[:, best] - rows.mean(axis=1)) / self._temperature
        return Scored(scores, best, shares)
