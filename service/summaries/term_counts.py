"""The words of a document as numbers, which all of sumy's methods count in one way or another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from operator import eq

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from sumy.models.dom import ObjectDocumentModel, Sentence

Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

# Cells of a matrix that is multiplied with its zeros: sparse ones cost more to set up.
_SMALL = 65_536


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each sentence (row) has each term (column): the cells over zero, row by row."""

    rows: Integers
    columns: Integers
    values: Floats
    height: int
    width: int

    @property
    def small(self) -> bool:
        """Whether it is multiplied in less time with its zeros."""
        return self.height * max(self.height, self.width) <= _SMALL

    def sparse(self, values: Floats | None = None) -> csr_array:
        """Return the matrix of these values, by default the counts."""
        data = self.values if values is None else values
        starts = np.searchsorted(self.rows, np.arange(self.height + 1)).astype(np.int32)
        return csr_array(
            (data, self.columns.astype(np.int32), starts), shape=(self.height, self.width)
        )

    def dense(self, values: Floats | None = None) -> Floats:
        """Return the same with every zero."""
        matrix = np.zeros((self.height, self.width))
        matrix[self.rows, self.columns] = self.values if values is None else values
        return matrix

    def sums(self, values: Floats) -> Floats:
        """Return for each row the sum of the values in it."""
        # Of no rows the counts are integers.
        return np.asarray(np.bincount(self.rows, weights=values, minlength=self.height), np.float64)


@dataclass(frozen=True, slots=True)
class Terms:
    """Every word of the sentences, in order: four arrays of one length.

    `terms` has the number of its stem, which is its place among `stems`, `rows` the sentence that
    it stands in; `content` says that it is no stop word, `verbatim` that it is written as its
    stem. Stems are numbered as they first appear.
    """

    stems: tuple[str, ...]
    terms: Integers
    rows: Integers
    content: Booleans
    verbatim: Booleans
    sentences: int

    def counts(self, chosen: Booleans | None = None) -> Counts:
        """Return the counts of the chosen words, by default those of content."""
        if chosen is None:
            chosen = self.content
        width = max(len(self.stems), 1)
        cells = self.rows[chosen] * width + self.terms[chosen]
        cells, values = np.unique(cells, return_counts=True)
        rows, columns = np.divmod(cells, width)
        return Counts(rows, columns, values.astype(np.float64), self.sentences, width)


def number_terms(
    sentences: Sequence[Sentence], stem: Callable[[str], str], stop_words: Collection[str]
) -> Terms:
    """Return the words of the sentences as numbers; `stem` is given them in lower case."""
    words = [sentence.words for sentence in sentences]
    lengths = list(map(len, words))
    table = _numbering()
    numbers = np.fromiter(
        map(table.__getitem__, chain.from_iterable(words)), np.int64, sum(lengths)
    )
    # From here on each distinct word is looked at once.
    stems = _numbering()
    lowered = _changed(table, str.lower)
    stemmed = _changed(lowered, stem)
    terms = np.fromiter(map(stems.__getitem__, stemmed), np.int64, len(table))
    stopped = np.fromiter(map(stop_words.__contains__, lowered), np.bool_, len(table))
    verbatim = np.fromiter(map(eq, table, stemmed), np.bool_, len(table))
    return Terms(
        tuple(stems),
        terms[numbers],
        np.repeat(np.arange(len(lengths)), lengths),
        ~stopped[numbers],
        verbatim[numbers],
        len(lengths),
    )


def number_with_headings(
    document: ObjectDocumentModel, stem: Callable[[str], str], stop_words: Collection[str]
) -> tuple[Terms, Booleans]:
    """Return the words of sentences and then headings, and which are a sentence's."""
    terms = number_terms((*document.sentences, *document.headings), stem, stop_words)
    return terms, terms.rows < len(document.sentences)


def _numbering() -> defaultdict[str, int]:
    """A dict that numbers what it is asked for, from 0."""
    # `__len__` of the dict itself would make a cycle, and 200 MB of Chinese wait for the collector.
    return defaultdict(count().__next__)


def _changed(words: Iterable[str], change: Callable[[str], str]) -> list[str]:
    """The words changed, without a second copy of those that stay as they are."""
    return [word if (found := change(word)) == word else found for word in words]
