"""The estimator of what sets of sentences are worth: trained on the ROUGE that each would reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.optimize import minimize
from sklearn.base import BaseEstimator
from sklearn.preprocessing import StandardScaler

from service.regression import CLIP
from service.summaries.news.ranker import PLACE, Linear
from service.summaries.term_counts import Floats, Integers


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """Sets of sentences of many articles.

    `features` has a row for each sentence; `members` for each set the rows of its sentences;
    `coverage` for each set the columns that belong to it as a whole; `starts` says at which set
    each article begins, `weights` what the article counts.
    """

    features: Floats
    members: Integers
    coverage: Floats
    starts: Integers
    weights: Floats

    def of_article(self, values: Floats) -> Floats:
        """Return for each set the value of its article."""
        return np.repeat(values, np.diff(np.append(self.starts, len(self.members))))


class SetRanker(BaseEstimator):  # type: ignore[misc]
    """Ranks sets so that the expected gain of a draw by softmax of their values is highest.

    It maximises what is measured, not the likeness of its values to it, so that an article's easy
    and hopeless sets count alike. Weights are drawn to a prior that ranks as the article does,
    with the sentences' place at `prior` and nothing else: where the data say little, the lead
    stays. Minimum risk training: Shen et al., 2016.
    """

    def __init__(self, penalty: float = 0.1, prior: float = -1.0, iterations: int = 80) -> None:
        self.penalty = penalty
        self.prior = prior
        self.iterations = iterations

    def fit(self, sets: Sets, gains: Floats) -> Self:
        """Learn `sentences_`, the weights of features, and `coverage_`, those of whole sets."""
        scaler = StandardScaler().fit(sets.features)
        scaled = np.clip(scaler.transform(sets.features), -CLIP, CLIP)
        # What all sets of an article have in common decides nothing between them.
        sizes = np.diff(np.append(sets.starts, len(sets.members)))
        means = np.add.reduceat(sets.coverage, sets.starts) / sizes[:, np.newaxis]
        coverage = sets.coverage - means[np.repeat(np.arange(len(sizes)), sizes)]
        spread = coverage.std(axis=0) + 1e-9
        coverage /= spread
        prior = np.zeros(scaled.shape[1] + coverage.shape[1])
        prior[PLACE] = self.prior
        weights = sets.of_article(sets.weights / sets.weights.sum())
        width, height = scaled.shape[1], len(scaled)

        def risk(found: Floats) -> tuple[float, Floats]:
            worth = scaled @ found[:width]
            values = worth[sets.members].sum(axis=1) + coverage @ found[width:]
            values -= sets.of_article(np.maximum.reduceat(values, sets.starts))
            drawn = np.exp(values)
            drawn /= sets.of_article(np.add.reduceat(drawn, sets.starts))
            expected = sets.of_article(np.add.reduceat(drawn * gains, sets.starts))
            pull = drawn * (gains - expected) * weights
            by_sentence = sum(
                np.bincount(column, weights=pull, minlength=height) for column in sets.members.T
            )
            away = found - prior
            slope = np.concatenate((scaled.T @ by_sentence, coverage.T @ pull))
            gained = float((drawn * gains * weights).sum())
            return (
                self.penalty * float(away @ away) - gained,
                2.0 * self.penalty * away - slope,
            )

        found = minimize(
            risk, prior, jac=True, method="L-BFGS-B", options={"maxiter": self.iterations}
        ).x
        self.sentences_ = Linear(scaler.mean_, scaler.scale_, found[:width])
        self.coverage_ = found[width:] / spread
        return self

    def predict(self, sets: Sets) -> Floats:
        """Return the value of each set; higher is better, within an article."""
        values: Floats = self.sentences_(sets.features)[sets.members].sum(axis=1)
        values += sets.coverage @ self.coverage_
        return values
