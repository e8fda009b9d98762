"""The news ranker: what a set of an article's sentences is worth, learned from human summaries.

A logistic regression gives each word's probability of standing in a summary that a person would
write. A set of sentences is worth what its sentences are by place, length and wording, and what
share of the summary's words it covers in how few of its own. Both were fitted with scikit-learn
(see `service.summaries.news.training`); only their numbers are kept, so serving needs numpy alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from service.regression import Regression, standardise
from service.summaries.news.selection import SetScorer
from service.summaries.news.sentence_features import SENTENCE_FEATURES
from service.summaries.news.word_features import WORD_FEATURES, Vocabulary, describe_words
from service.summaries.term_counts import Counts, Floats

PARAMETERS = Path(__file__).with_name("ranker.json")
FORMAT = 1
#: The feature of which the prior is made: by it alone, sentences rank as they stand.
PLACE = SENTENCE_FEATURES.index("log place")
#: Guesses of a reference's length in words, from a headline's to a long summary's.
OFFSETS = (20.0, 40.0, 80.0)
# What stands in the headline has this much higher odds of standing in a summary. The summaries that
# the ranker was trained on come without headlines, so this is set by hand, and low.
_HEADLINE = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """Weights of standardised features."""

    mean: Floats
    scale: Floats
    weights: Floats

    def __call__(self, matrix: Floats) -> Floats:
        """Return each row's weighted sum."""
        scaled = standardise(matrix, self.mean, self.scale)
        # The place goes on telling however far down a sentence stands.
        scaled[:, PLACE] = (matrix[:, PLACE] - self.mean[PLACE]) / self.scale[PLACE]
        total: Floats = scaled @ self.weights
        return total


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    """The parameters, and what they reached on sources that they had not seen (`figures`)."""

    words: Regression
    sentences: Linear
    coverage: Floats
    figures: Mapping[str, Any] = field(default_factory=dict)

    def scorer_for(self, sentences: Floats, words: Floats, counts: Counts) -> SetScorer:
        """Return what sets of sentences are worth, by the features of sentences and words."""
        return SetScorer(
            sentence_scores=self.sentences(sentences),
            counts=counts,
            word_probabilities=self.words(words),
            lengths=counts.sums(counts.values),
            offsets=np.array(OFFSETS),
            weights=self.coverage,
        )

    def save(self, path: Path = PARAMETERS) -> None:
        """Write the parameters, to six digits."""
        content = {
            "format": FORMAT,
            "figures": self.figures,
            "words": _named(
                WORD_FEATURES,
                mean=self.words.mean,
                scale=self.words.scale,
                weight=self.words.weights,
            ),
            "bias": _rounded(self.words.bias),
            "sentences": _named(
                SENTENCE_FEATURES,
                mean=self.sentences.mean,
                scale=self.sentences.scale,
                weight=self.sentences.weights,
            ),
            "coverage": [_rounded(weight) for weight in self.coverage.tolist()],
        }
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        beside.replace(path)


@cache
def shipped(path: Path = PARAMETERS) -> Ranker:
    """Load the parameters that are kept beside the code, once.

    Raises `ValueError` where they are of another format or of other features than this code's.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    if content.get("format") != FORMAT:
        raise ValueError(
            f"{path.name} has format {content.get('format')}; this code reads {FORMAT}. Train again"
            " with python -m service.summaries.news.training."
        )
    words = _columns(content["words"], WORD_FEATURES, path)
    sentences = _columns(content["sentences"], SENTENCE_FEATURES, path)
    return Ranker(
        Regression(words[0], words[1], words[2], float(content["bias"])),
        Linear(sentences[0], sentences[1], sentences[2]),
        np.array(content["coverage"]),
        content["figures"],
    )


def build_scorer(described: Floats, vocabulary: Vocabulary) -> SetScorer:
    """Return what sets are worth to the ranker, with higher odds for the headline's words."""
    scorer = shipped().scorer_for(described, describe_words(vocabulary), vocabulary.counts)
    probabilities = scorer.word_probabilities
    titled = (vocabulary.headline & ~vocabulary.stop).nonzero()[0]
    if len(titled):
        probabilities[titled] *= _HEADLINE / (1.0 + (_HEADLINE - 1.0) * probabilities[titled])
    return scorer


def _named(names: Sequence[str], **columns: Floats) -> dict[str, dict[str, float]]:
    """A row for each feature, so that the file says what each number is of."""
    return {
        name: {kind: _rounded(float(values[place])) for kind, values in columns.items()}
        for place, name in enumerate(names)
    }


def _columns(rows: dict[str, dict[str, float]], names: Sequence[str], path: Path) -> list[Floats]:
    if list(rows) != list(names):
        raise ValueError(
            f"{path.name} has parameters of other features than this code's. Train again with"
            " python -m service.summaries.news.training."
        )
    return [np.array([row[kind] for row in rows.values()]) for kind in ("mean", "scale", "weight")]


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")
