"""LexRank: a sentence is as central as the sentences that it is like."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.lex_rank import LexRankSummarizer

from service.summaries.sumy.rating import SumyMethod, without_noise
from service.summaries.sumy.similarity import Similarity
from service.summaries.term_counts import Counts, Floats, Integers, number_terms


class SparseLexRankSummarizer(SumyMethod, LexRankSummarizer):  # type: ignore[misc]
    """LexRank that multiplies matrices where sumy's compares words pair by pair.

    Weights, threshold and the power method's end are sumy's. Where no sentence is like another,
    all are rated alike; sumy's divides by zero. Raises `TooAlike` beyond its memory and time.
    """

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return the centrality of each sentence."""
        counts = number_terms(document.sentences, self._stemmer, self._stop_words).counts()
        weights = _weigh(counts)
        if counts.small:
            matrix = counts.dense(weights)
            alike = (matrix @ matrix.T > self.threshold).astype(np.float64)
            return self._rate(alike.__matmul__, np.ones(counts.height))
        rows, copies, of_sentence = _merge(counts.sparse(weights))
        return self._rate(Similarity(rows, self.threshold).sums, copies)[of_sentence]

    def _rate(self, sums: Callable[[Floats], Floats], copies: Floats) -> Floats:
        """Return the score of each distinct sentence, of which there are so many copies."""
        degrees = sums(copies)
        scores = np.full(len(copies), 1.0 / copies.sum())
        if not degrees.any():
            return scores
        degrees[degrees == 0.0] = 1.0
        moved = 1.0
        while moved > self.epsilon:
            following = sums(copies * scores / degrees)
            following /= _length(following, copies)
            moved = _length(following - scores, copies)
            scores = following
        return without_noise(scores)


def _weigh(counts: Counts) -> Floats:
    """Return the counts as tf-idf, each row of length one.

    A sentence's own highest frequency, by which sumy divides, makes no difference to that.
    """
    in_sentences = np.bincount(counts.columns, minlength=counts.width)
    idf = np.abs(np.log(counts.height / (1.0 + in_sentences)))
    weights = counts.values * idf[counts.columns]
    lengths = np.sqrt(counts.sums(weights**2))
    lengths[lengths == 0.0] = 1.0
    weighed: Floats = weights / lengths[counts.rows]
    return weighed


def _merge(matrix: csr_array) -> tuple[csr_array, Floats, Integers]:
    """Return the distinct rows, how many there are of each, and which of them each row is."""
    numbers: dict[bytes, int] = {}
    bounds = matrix.indptr.tolist()
    of_row = np.array(
        [
            numbers.setdefault(
                matrix.indices[start:end].tobytes() + matrix.data[start:end].tobytes(),
                len(numbers),
            )
            for start, end in pairwise(bounds)
        ]
    )
    if len(numbers) == len(of_row):
        return matrix, np.ones(len(of_row)), of_row
    _, first = np.unique(of_row, return_index=True)
    return matrix[first], np.bincount(of_row).astype(np.float64), of_row


def _length(vector: Floats, copies: Floats) -> float:
    return math.sqrt(copies @ (vector * vector))
