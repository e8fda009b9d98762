"""A model's terms by number: which of them an article has, how often, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.text.lexicon import Column, Integers
from service.text.spans import Span
from service.text.words import Booleans, Words
from service.topics.passages import Passages
from service.topics.terms import MAX_COUNT, normalise

_POSSESSIVE = ("'s", "’s", "'S", "’S")
_ABSENT = -1


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """The model's terms in texts, an entry an occurrence: words first, then pairs.

    `known` says which of the words that were looked at are terms; `columns` are the terms'
    numbers, `first` and `last` the words that they begin and end with, `weights` how often each
    counts, `articles` the number of the article.
    """

    words: Words
    known: Booleans
    columns: Integers
    first: Integers
    last: Integers
    weights: Integers
    articles: Integers

    def places_of(
        self, cells: Integers, wanted: Sequence[int], limit: int, behind: int | None = None
    ) -> dict[int, list[Span]]:
        """Return the first places of each of the wanted cells, up to `limit`, in order.

        `cells` has that of each occurrence, as `TermCounts` has them. Words from `behind` on stand
        in no document.
        """
        spans: dict[int, list[Span]] = {cell: [] for cell in wanted}
        asked = np.zeros(int(cells.max(initial=0)) + 1, np.bool_)
        asked[wanted] = True
        chosen = np.flatnonzero(asked[cells])
        if behind is not None:
            chosen = chosen[self.first[chosen] < behind]
        chosen = chosen[np.lexsort((self.last[chosen], self.first[chosen]))]
        found, last = cells[chosen].tolist(), self.last[chosen]
        starts, ends = self.words.starts[self.first[chosen]].tolist(), self.words.ends[last]
        entries = self.words.entries[self.words.numbers[last]].tolist()
        spellings = self.words.lexicon.spellings
        for cell, start, end, entry in zip(found, starts, ends.tolist(), entries, strict=True):
            if len(spans[cell]) < limit:
                owned = spellings[entry].endswith(_POSSESSIVE)
                spans[cell].append(Span(start, end - start - 2 * owned))
        return spans


@dataclass(frozen=True, slots=True, eq=False)
class TermCounts:
    """How often each term counts in each of some articles: a cell for each that it has.

    `columns` are the terms, in order within an article; the cells of article n begin at
    `bounds[n]` and end before `bounds[n + 1]`. `cells` has the cell of each occurrence.
    """

    columns: Integers
    counts: Integers
    bounds: list[int]
    cells: Integers


class TermIndex:
    """Finds a model's terms by numbers; safe to share between threads.

    Each distinct spelling is looked up once; pairs are found by a sorted search of the numbers of
    their words: docs/decisions/0041.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        self.terms = terms
        singles = [term for term in terms if " " not in term]
        numbers = dict(zip(singles, range(len(singles)), strict=True))
        count = len(terms) - len(singles)
        pairs, columns = np.empty((count, 2), np.int64), np.empty(count, np.int64)
        single_columns = np.empty(len(singles), np.int64)
        at = 0
        # One after the other, since lists of all their words would be 40 MB.
        for column, term in enumerate(terms):
            one, _, two = term.partition(" ")
            if not two:
                single_columns[numbers[term]] = column
                continue
            for side, word in enumerate((one, two)):
                pairs[at, side] = numbers.setdefault(word, len(numbers))
            columns[at] = column
            at += 1
        self._width = max(1, len(numbers))
        # The last entry is what a number of -1 finds: a word in no term.
        self._columns = np.full(self._width + 1, _ABSENT, np.int64)
        self._columns[: len(singles)] = single_columns
        keys = pairs[:, 0] * self._width + pairs[:, 1]
        order = np.argsort(keys)
        # A last key that no pair has, so that a search always ends at one.
        self._pairs = np.append(keys[order], np.iinfo(np.int64).max)
        self._pair_columns = np.append(columns[order], _ABSENT)
        self._numbers = Column(lambda _, spelling: numbers.get(normalise(spelling), _ABSENT))

    def find(self, looked_at: Passages) -> Occurrences:
        """Return the terms among the words that are looked at."""
        words, places, parts = looked_at.words, looked_at.places, looked_at.parts
        weights, articles = looked_at.weights, looked_at.articles
        found = self._numbers.of(words.lexicon, words.entries)[words.numbers[places]]
        pairs = np.flatnonzero(
            words.joined[places[1:]]
            & (parts[1:] == parts[:-1])
            & (np.minimum(found[1:], found[:-1]) > _ABSENT)
        )
        keys = found[pairs] * self._width + found[pairs + 1]
        spots = np.searchsorted(self._pairs, keys)
        pair_columns = np.where(self._pairs[spots] == keys, self._pair_columns[spots], _ABSENT)
        known_words = self._columns[found]
        columns = np.concatenate([known_words, pair_columns])
        known = np.flatnonzero(columns > _ABSENT)
        return Occurrences(
            words,
            known_words > _ABSENT,
            columns[known],
            np.concatenate([places, places[pairs]])[known],
            np.concatenate([places, places[pairs + 1]])[known],
            np.concatenate([weights, weights[pairs + 1]])[known],
            np.concatenate([articles, articles[pairs]])[known],
        )

    def count(self, found: Occurrences, articles: int) -> TermCounts:
        """Return the terms that occur in so many articles, and how often each counts."""
        width = max(1, len(self.terms))
        distinct, cells = np.unique(found.articles * width + found.columns, return_inverse=True)
        counts = np.bincount(cells, found.weights, len(distinct))
        owners, columns = np.divmod(distinct, width)
        bounds = np.searchsorted(owners, np.arange(articles + 1)).tolist()
        return TermCounts(columns, np.minimum(counts, MAX_COUNT).astype(np.int64), bounds, cells)
