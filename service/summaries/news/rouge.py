"""ROUGE-1 of many sets of an article's sentences at once, for training.

It counts as the rouge-score package does with its stemmer, whose figures are the ones that
`benchmarks.summaries` prints; a test holds the two to each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from nltk.stem.porter import PorterStemmer

from service.summaries.term_counts import Floats, Integers

_TOKEN = re.compile(r"[a-z0-9]+")
# Shorter words are not stemmed.
_MIN_STEMMED = 4


def tokenize(text: str) -> list[str]:
    """Return the stems of the text's words: runs of ASCII letters and digits."""
    return [_stem(token) for token in _TOKEN.findall(text.lower())]


@cache
def _stem(token: str) -> str:
    return str(_porter().stem(token)) if len(token) >= _MIN_STEMMED else token


@cache
def _porter() -> PorterStemmer:
    return PorterStemmer()


def score_sets(sentences: Sequence[str], references: Sequence[str], sets: Integers) -> Floats:
    """Return the F1 of each set of sentences, a row of their places: the references' mean."""
    counted = [Counter(tokenize(sentence)) for sentence in sentences]
    lengths = np.array([bag.total() for bag in counted], np.float64)[sets].sum(axis=1)
    scores = np.zeros(len(sets))
    for reference in references:
        wanted = Counter(tokenize(reference))
        found = np.array([[bag[word] for word in wanted] for bag in counted], np.float64)
        wanted_counts = np.array(list(wanted.values()), np.float64)
        common = np.minimum(found[sets].sum(axis=1), wanted_counts).sum(axis=1)
        scores += 2.0 * common / np.maximum(lengths + wanted.total(), 1.0)
    return scores / max(len(references), 1)
