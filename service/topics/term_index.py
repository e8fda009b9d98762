"""A model's terms by number: which of them an article has, how often, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.text.lexicon import Column, Integers
from service.text.spans import Span
from service.text.words import Booleans, Words
from service.topics.terms import (
    MAX_COUNT,
    OPENING_WEIGHT,
    OPENING_WORDS,
    TITLE_WEIGHT,
    normalise,
)

_POSSESSIVE = ("'s", "’s", "'S", "’S")
_ABSENT = -1


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """The model's terms in a text, an entry an occurrence: words first, then pairs.

    `known` says which of the words that were looked at are terms; `columns` are the terms'
    numbers, `first` and `last` the words that they begin and end with, `weights` how often each
    counts.
    """

    words: Words
    known: Booleans
    columns: Integers
    first: Integers
    last: Integers
    weights: Integers

    def places_of(self, wanted: Sequence[int], limit: int) -> dict[int, list[Span]]:
        """Return the first places of each of these terms, up to `limit`, in order."""
        spans: dict[int, list[Span]] = {column: [] for column in wanted}
        chosen = np.flatnonzero(np.isin(self.columns, wanted))
        chosen = chosen[np.lexsort((self.last[chosen], self.first[chosen]))]
        columns, last = self.columns[chosen].tolist(), self.last[chosen]
        starts, ends = self.words.starts[self.first[chosen]].tolist(), self.words.ends[last]
        entries = self.words.entries[self.words.numbers[last]].tolist()
        spellings = self.words.lexicon.spellings
        for column, start, end, entry in zip(columns, starts, ends.tolist(), entries, strict=True):
            if len(spans[column]) < limit:
                owned = spellings[entry].endswith(_POSSESSIVE)
                spans[column].append(Span(start, end - start - 2 * owned))
        return spans


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

    def find(
        self, words: Words, places: Integers, parts: Integers, weights: Integers
    ) -> Occurrences:
        """Return the terms among the words at these places, of which a pair is within one part.

        `parts` and `weights` have an entry a place: the number of the paragraph, and what a word
        there counts; a pair counts what its last word does.
        """
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
        )


def count(found: Sequence[Occurrences]) -> tuple[Integers, Integers]:
    """Return the columns of the terms that occur, in order, and how often each counts."""
    columns = np.concatenate([part.columns for part in found])
    weights = np.concatenate([part.weights for part in found])
    distinct, places = np.unique(columns, return_inverse=True)
    counts = np.bincount(places, weights, len(distinct))
    return distinct, np.minimum(counts, MAX_COUNT).astype(np.int64)


def weigh_opening(length: int) -> Integers:
    """Return what each of so many words of a body counts: those of the opening more."""
    weights = np.ones(length, np.int64)
    weights[:OPENING_WORDS] = OPENING_WEIGHT
    return weights


def weigh_title(length: int) -> Integers:
    """Return what each of so many words of a headline counts."""
    return np.full(length, TITLE_WEIGHT, np.int64)
