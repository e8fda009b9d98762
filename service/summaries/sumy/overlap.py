"""How many words each two sentences share, by their lengths: what TextRank and Reduction add up."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from service.summaries.term_counts import Counts, Floats


def overlaps_of(
    counts: Counts, *, of_two_words: float
) -> tuple[Callable[[Floats], Floats], Floats]:
    """Return what multiplies a vector with the matrix of overlaps, and the matrix's diagonal.

    The overlap of two sentences is how many words they have in common, over the sum of the
    logarithms of their lengths: B Bᵀ, with B the words of each sentence, times 1 / (a + b) for the
    logarithms a and b. That factor depends on lengths alone, and its matrix has a low rank
    however many there are (docs/decisions/0023). So where the matrix of all pairs would be large,
    its product with a vector is a few products with B and Bᵀ instead.
    """
    lengths, of_row = np.unique(counts.sums(counts.values), return_inverse=True)
    logarithms = np.log(np.maximum(lengths, 1.0))
    sums = logarithms[:, np.newaxis] + logarithms
    factors = np.divide(1.0, sums, out=np.full_like(sums, of_two_words), where=sums > 0.0)
    with_itself = counts.sums(counts.values**2) * factors.diagonal()[of_row]
    if counts.small:
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
