"""Tests of `service.summaries.news.set_ranker`: learning what sets of sentences are worth."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from sklearn.base import clone

from service.summaries.news.ranker import PLACE
from service.summaries.news.sentence_features import SENTENCE_FEATURES
from service.summaries.news.set_ranker import SetRanker, Sets
from service.summaries.term_counts import Floats

WIDTH = len(SENTENCE_FEATURES)
OTHER = SENTENCE_FEATURES.index("has number")


def build(articles: int = 40, sentences: int = 6) -> Sets:
    """Sets of two of each article's sentences, whose features are drawn by lot but for place."""
    chance = np.random.default_rng(3)
    features = chance.normal(size=(articles * sentences, WIDTH))
    features[:, PLACE] = np.tile(np.log1p(np.arange(sentences)), articles)
    pairs = np.array(list(combinations(range(sentences), 2)))
    members = np.concatenate([pairs + sentences * i for i in range(articles)])
    return Sets(
        features,
        members,
        chance.normal(size=(len(members), 1)),
        np.arange(articles) * len(pairs),
        np.ones(articles),
    )


def best(sets: Sets, values: Floats) -> list[int]:
    """The set of each article that is rated highest."""
    return [int(part.argmax()) for part in np.split(values, sets.starts[1:])]


def test_without_anything_to_learn_the_lead_stays() -> None:
    """Where all sets gain the same, each article's first two sentences rank highest."""
    sets = build()
    ranker = SetRanker().fit(sets, np.zeros(len(sets.members)))
    assert best(sets, ranker.predict(sets)) == [0] * 40


def test_what_brings_gains_is_learned() -> None:
    """Where a feature makes the gains, the sets that are rated highest gain nearly the most."""
    sets = build()
    gains = 10.0 * sets.features[:, OTHER][sets.members].sum(axis=1)
    ranker = SetRanker().fit(sets, gains)
    parts = np.split(gains, sets.starts[1:])
    chosen = best(sets, ranker.predict(sets))
    reached = [part[i] / part.max() for part, i in zip(parts, chosen, strict=True)]
    assert np.mean(reached) > 0.9
    assert ranker.sentences_.weights[OTHER] > abs(ranker.sentences_.weights[PLACE])


def test_what_belongs_to_a_whole_set_is_learned_too() -> None:
    """Coverage that makes the gains gets its weight."""
    sets = build()
    ranker = SetRanker().fit(sets, 10.0 * sets.coverage[:, 0])
    assert ranker.coverage_[0] > 1.0


def test_a_stronger_penalty_keeps_nearer_to_the_lead() -> None:
    """The weights move less the more it costs."""
    sets = build()
    gains = 10.0 * sets.features[:, OTHER][sets.members].sum(axis=1)
    weights = [
        SetRanker(penalty=penalty).fit(sets, gains).sentences_.weights[OTHER]
        for penalty in (0.1, 1.0, 10.0, 1_000.0)
    ]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] == pytest.approx(0.0, abs=0.02)


def test_an_article_s_weight_decides_between_articles() -> None:
    """Where two halves disagree, the one that counts for more is followed."""
    sets = build()
    gains = 10.0 * sets.features[:, OTHER][sets.members].sum(axis=1)
    gains *= sets.of_article(np.tile([1.0, -1.0], 20))
    for place, sign in ((0, 1.0), (1, -1.0)):
        weights = np.full(40, 0.01)
        weights[place::2] = 1.0
        weighed = Sets(sets.features, sets.members, sets.coverage, sets.starts, weights)
        fitted = SetRanker().fit(weighed, gains)
        assert np.sign(fitted.sentences_.weights[OTHER]) == sign


def test_it_is_an_estimator() -> None:
    """scikit-learn can copy it and change what it is made with."""
    assert clone(SetRanker(penalty=0.5)).set_params(iterations=3).get_params() == {
        "penalty": 0.5,
        "prior": -1.0,
        "iterations": 3,
    }
