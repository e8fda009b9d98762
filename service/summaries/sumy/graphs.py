"""sumy's methods that rank sentences by the words they share, in little more than linear time."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from service.summaries.sumy.rating import SumyMethod, without_noise
from service.summaries.sumy.similarity import Similarity
from service.summaries.sumy.term_counts import Counts, Floats, Integers, number_terms

# Cells of a matrix that is multiplied with its zeros: sparse ones cost more to set up.
_SMALL = 65_536


class SparseLexRankSummarizer(SumyMethod, LexRankSummarizer):  # type: ignore[misc]
    """LexRank that multiplies matrices where sumy's compares words pair by pair.

    Weights, threshold and the power method's end are sumy's. Where no sentence is like another,
    all are rated alike; sumy's divides by zero. Raises `TooAlike` beyond its memory and time.
    """

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return the centrality of each sentence."""
        counts = number_terms(document.sentences, self._stemmer, self._stop_words).counts()
        weights = _weigh(counts)
        if counts.height * max(counts.height, counts.width) <= _SMALL:
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


class SparseTextRankSummarizer(SumyMethod, TextRankSummarizer):  # type: ignore[misc]
    """TextRank that does not need the matrix of all pairs; see `_overlap`.

    Overlap, damping and the power method's end are sumy's.
    """

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return the centrality of each sentence."""
        counts = number_terms(document.sentences, self._stemmer, self._stop_words).counts()
        overlaps, _ = _overlap(counts, of_two_words=1.0)
        totals = overlaps(np.ones(counts.height)) + self._ZERO_DIVISION_PREVENTION
        scores, moved = np.full(counts.height, 1.0 / counts.height), 1.0
        while moved > self.epsilon:
            following = self.damping * overlaps(scores / totals)
            following += (1.0 - self.damping) / counts.height * scores.sum()
            step = following - scores
            moved = math.sqrt(step @ step)
            scores = following
        return without_noise(scores)


class SparseReductionSummarizer(SumyMethod, ReductionSummarizer):  # type: ignore[misc]
    """Reduction that does not compare sentences pair by pair; see `_overlap`."""

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return the sum of each sentence's overlaps with all others."""
        counts = number_terms(document.sentences, self._stemmer, self._stop_words).counts()
        overlaps, with_itself = _overlap(counts, of_two_words=0.0)
        ratings = overlaps(np.ones(counts.height)) - with_itself
        # What is left of a sentence that shares no word is rounding.
        uses = np.bincount(counts.columns, weights=counts.values, minlength=counts.width)
        elsewhere = counts.sums(uses[counts.columns] - counts.values)
        return without_noise(np.where(elsewhere > 0.0, ratings, 0.0))


def _overlap(counts: Counts, *, of_two_words: float) -> tuple[Callable[[Floats], Floats], Floats]:
    """Return what multiplies a vector with the matrix of overlaps, and the matrix's diagonal.

    The overlap of two sentences is how many words they have in common, over the sum of the
    logarithms of their lengths: B Bᵀ, with B the words of each sentence, times 1 / (a + b) for the
    logarithms a and b. That factor depends on lengths alone, and its matrix has a rank of under
    25 at double precision however many there are. So where the matrix of all pairs would be large,
    its product with a vector is a few products with B and Bᵀ instead.
    """
    lengths, of_row = np.unique(counts.sums(counts.values), return_inverse=True)
    logarithms = np.log(np.maximum(lengths, 1.0))
    sums = logarithms[:, np.newaxis] + logarithms
    factors = np.divide(1.0, sums, out=np.full_like(sums, of_two_words), where=sums > 0.0)
    with_itself = counts.sums(counts.values**2) * factors.diagonal()[of_row]
    if counts.height * max(counts.height, counts.width) <= _SMALL:
        words = counts.dense()
        return (words @ words.T * factors[of_row][:, of_row]).__matmul__, with_itself
    values, vectors = np.linalg.eigh(factors)
    felt = np.abs(values) > 1e-15 * np.abs(values).max()
    values, vectors = values[felt], vectors[of_row][:, felt]
    bags = counts.sparse()
    by_word = bags.T.tocsr()

    def multiply(vector: Floats) -> Floats:
        product: Floats = bags @ (by_word @ (vectors * vector[:, np.newaxis]))
        summed: Floats = (product * vectors) @ values
        return summed

    return multiply, with_itself
