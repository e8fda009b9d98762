"""Which sentences are alike: all pairs of them, found by the words that they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from service.summaries.errors import TooAlike
from service.summaries.term_counts import Floats, Integers

#: Times that a sentence shares a word with another, which is time: see docs/decisions/0023.
MAX_SHARED = 250_000_000
#: Bytes of the pairs that are kept: 5 for one, or a bit where over an eighth of all are alike.
MAX_BYTES = 100_000_000

# A word in more than a sixteenth of the sentences is common.
_COMMON = 16
# Shared words in one block of rows, whose products are 24 MB.
_BLOCK_SHARED = 2_000_000
# Where over an eighth of the words are shared, multiplying with zeros costs less
# than leaving them out. Cells of such a block's factors: 32 MB.
_DENSE = 8
_DENSE_CELLS = 4_000_000
# Pairs that are compared by their common words at once.
_SLICE = 50_000


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Which rows of a block are alike to which rows from its start on.

    Either the matrix's ones, or every cell in a bit.
    """

    start: int
    end: int
    height: int
    alike: csr_array | npt.NDArray[np.uint8]

    @property
    def size(self) -> int:
        """Bytes."""
        if isinstance(self.alike, np.ndarray):
            return self.alike.nbytes
        return int(self.alike.data.nbytes + self.alike.indices.nbytes)

    def add(self, values: Floats, sums: Floats) -> None:
        """Add to each row's sum the values of the rows that it is alike to."""
        alike: Any = self.alike
        if isinstance(alike, np.ndarray):
            alike = np.unpackbits(alike, axis=1, count=self.height - self.start).astype(np.float64)
        sums[self.start : self.end] += alike @ values[self.start :]
        if self.end == self.height:
            return
        # A pair within the block stands in it both ways round, one with a later row once.
        later = values[self.start : self.end] @ alike
        sums[self.end :] += later[self.end - self.start :]


class Similarity:
    """The graph of rows that are alike: whose cosine is over a threshold.

    `weights` has rows of length one (or zero) without a negative number. Where most of what rows
    share are words with little weight, as in a list whose lines differ by a number, they are first
    compared by their rare words: the cosine of two that share none is at most the product of the
    lengths of their common parts. Nothing is estimated; the graph is that of all pairs. Raises
    `TooAlike` where there are too many to find or to keep.
    """

    def __init__(self, weights: csr_array, threshold: float) -> None:
        self._threshold = threshold
        self._height = weights.shape[0]
        self._pairs: list[_Pairs] = []
        self._order = np.arange(self._height)
        shared = _frequency(weights)[weights.indices].sum()
        if shared <= _BLOCK_SHARED:
            self._keep(0, self._height, _multiply(weights, weights, shared))
        else:
            self._find(weights, shared)

    def sums(self, values: Floats) -> Floats:
        """Return for each row the sum of the values of all rows that it is alike to."""
        ordered, sums = values[self._order], np.zeros(self._height)
        for pairs in self._pairs:
            pairs.add(ordered, sums)
        found = np.empty_like(sums)
        found[self._order] = sums
        return found

    def _find(self, weights: csr_array, all_shared: int) -> None:
        frequency = _frequency(weights)
        common = frequency * _COMMON > self._height
        lengths = np.sqrt(weights[:, np.flatnonzero(common)].power(2).sum(axis=1))
        quiet = lengths**2 <= self._threshold / 2
        counted = ~(common[weights.indices] & np.repeat(quiet, np.diff(weights.indptr)))
        shared = frequency[weights.indices[counted]].sum()
        if shared * 8 > all_shared:
            quiet[:] = False
            shared = min(all_shared, weights.nnz * self._height // _DENSE)
        if shared > MAX_SHARED:
            raise TooAlike(f"{MAX_SHARED:,} words shared by two sentences")
        self._order = np.argsort(quiet, kind="stable")
        weights, lengths = weights[self._order], lengths[self._order]
        loud = int(self._height - quiet.sum())
        for start, end in _blocks(weights, loud):
            left, right = weights[start:end], weights[start:]
            self._keep(start, end, _multiply(left, right, _frequency(right)[left.indices].sum()))
        if loud < self._height:
            self._find_quiet(weights[loud:], lengths[loud:], common)

    def _find_quiet(
        self, weights: csr_array, lengths: Floats, common: npt.NDArray[np.bool_]
    ) -> None:
        loud = self._height - weights.shape[0]
        rare, rest = weights[:, np.flatnonzero(~common)], weights[:, np.flatnonzero(common)]
        for start, end in _blocks(rare, rare.shape[0]):
            products = rare[start:end] @ rare[start:].T
            self._add_common(products, rest[start:end], rest[start:], lengths[start:])
            self._keep(loud + start, loud + end, products)

    def _add_common(
        self, products: csr_array, left: csr_array, right: csr_array, lengths: Floats
    ) -> None:
        """Add the common words' part to the products that it may carry over the threshold."""
        rows = np.repeat(np.arange(left.shape[0]), np.diff(products.indptr))
        open_yet = products.data <= self._threshold
        open_yet &= products.data + lengths[rows] * lengths[products.indices] > self._threshold
        places = np.flatnonzero(open_yet)
        for i in range(0, len(places), _SLICE):
            some = places[i : i + _SLICE]
            parts = left[rows[some]].multiply(right[products.indices[some]])
            products.data[some] += parts.sum(axis=1)

    def _keep(self, start: int, end: int, products: Any) -> None:
        self._pairs.append(_Pairs(start, end, self._height, _pack(products, self._threshold)))
        if sum(pairs.size for pairs in self._pairs) > MAX_BYTES:
            raise TooAlike(f"{MAX_BYTES // 1_000_000} MB of pairs of sentences that are alike")


def _frequency(weights: csr_array) -> Integers:
    return np.bincount(weights.indices, minlength=weights.shape[1])


def _blocks(weights: csr_array, stop: int) -> Iterator[tuple[int, int]]:
    """Cut the rows before `stop` into blocks that share about as many words each."""
    shared = np.concatenate(([0], np.cumsum(_frequency(weights)[weights.indices])))
    before = shared[weights.indptr]
    start = 0
    while start < stop:
        end = int(np.searchsorted(before, before[start] + _BLOCK_SHARED, side="right")) - 1
        end = min(max(end, start + 1), stop)
        yield start, end
        start = end


def _multiply(left: csr_array, right: csr_array, shared: int) -> Any:
    """Return the products of all rows of one with all of the other, sparse or dense."""
    (rows, width), columns = left.shape, right.shape[0]
    if shared * _DENSE > left.nnz * columns and rows * max(width, columns) <= _DENSE_CELLS:
        return (right @ left.T.toarray()).T
    return left @ right.T


def _pack(products: Any, threshold: float) -> csr_array | npt.NDArray[np.uint8]:
    height, width = products.shape
    if isinstance(products, np.ndarray):
        alike = np.ascontiguousarray(products > threshold)
        if np.count_nonzero(alike) * 8 <= height * width:
            return csr_array(alike.view(np.int8))
        return np.packbits(alike, axis=1)
    over = products.data > threshold
    if np.count_nonzero(over) * 8 > height * width:
        return np.packbits(products.toarray() > threshold, axis=1)
    starts = np.concatenate(([0], np.cumsum(over)), dtype=np.int32)[products.indptr]
    indices = products.indices[over]
    return csr_array((np.ones(len(indices), np.int8), indices, starts), shape=products.shape)
