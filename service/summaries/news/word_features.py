"""What tells the words that an article is about: where, how often and how each is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from sumy.models.dom import Sentence

from service.summaries.news.word_forms import CAPITAL, DIGIT, LETTERS, STOP, read_forms
from service.summaries.term_counts import Booleans, Counts, Floats, Integers

WORD_FEATURES = (
    *("stop", "number", "capital", "log count", "log sentences", "log first", "in opening"),
    *("in first three", "in first ten", "relative first", "share of sentences", "log length"),
    *("letters", "short", "content: log count", "content: log first", "content: in opening"),
    *("content: in first three", "stop: share of sentences", "capital: log count"),
    *("capital: log first", "log first: log count", "place in sentence", "once"),
    *("once: log first", "in opening: log count"),
)
# Where so many of the words within sentences begin with a capital, or none, it says nothing.
_MAX_CAPITALS = 0.6
# What is taken for a word that is never seen within a sentence: about the share of all others.
_UNSEEN_CAPITAL = 0.3
_OPENING = 3
# Cells of a matrix that is counted with its zeros: sorting costs more.
_SMALL = 65_536


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of an article's sentences, in order, and their stems, numbered as they appear.

    `words` has the number of each word's stem, `bits` what `word_forms` says of it, `rows` its
    sentence and `places` where it stands in that. `stop` says which stems are stop words,
    `headline` which the headline has too.
    """

    stems: Mapping[str, int]
    words: Integers
    bits: Integers
    rows: Integers
    places: Integers
    counts: Counts
    stop: Booleans
    headline: Booleans

    def sums(self, flags: Booleans) -> Floats:
        """Return how many words of each sentence have the flag."""
        return np.bincount(self.rows[flags], minlength=self.counts.height).astype(np.float64)


def read_vocabulary(
    sentences: Sequence[Sentence], headings: Sequence[Sentence], language: str
) -> Vocabulary:
    """Return the vocabulary of the sentences; at least one stem wide."""
    split = [sentence.words for sentence in sentences]
    lengths = np.fromiter(map(len, split), np.int64, len(split))
    table = _number(chain.from_iterable(split))
    forms = np.fromiter(
        map(table.__getitem__, chain.from_iterable(split)), np.int64, int(lengths.sum())
    )
    # From here on each distinct word is looked at once.
    names, found = zip(*read_forms(language, table), strict=True) if table else ((), ())
    stems = _number(names)
    stem_of = np.array(list(map(stems.__getitem__, names)), np.int64)
    bits_of = np.array(found, np.int64)
    width, height = max(len(stems), 1), len(split)
    stop, headline = np.ones(width, np.bool_), np.zeros(width, np.bool_)
    stop[stem_of[(bits_of & STOP) == 0]] = False
    above = read_forms(language, {word for heading in headings for word in heading.words})
    headline[[stems[form.stem] for form in above if form.stem in stems]] = True
    words = stem_of[forms]
    rows = np.repeat(np.arange(height), lengths)
    places = np.arange(len(words)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    counts = _count(rows * width + words, height, width)
    return Vocabulary(stems, words, bits_of[forms], rows, places, counts, stop, headline)


def _number(words: Iterable[str]) -> dict[str, int]:
    """Number the distinct words as they first appear."""
    distinct = dict.fromkeys(words)
    return dict(zip(distinct, range(len(distinct)), strict=True))


def _count(cells: Integers, height: int, width: int) -> Counts:
    """Count how often each cell of a matrix of sentences and stems occurs."""
    if height * width <= _SMALL:
        values = np.bincount(cells)
        cells = np.flatnonzero(values)
        values = values[cells]
    else:
        cells, values = np.unique(cells, return_counts=True)
    rows, columns = np.divmod(cells, width)
    return Counts(rows, columns, values.astype(np.float64), height, width)


def describe_words(vocabulary: Vocabulary) -> Floats:
    """Return the features of each stem, in the order of `WORD_FEATURES`."""
    counts, words, bits = vocabulary.counts, vocabulary.words, vocabulary.bits
    width, height = counts.width, counts.height
    uses = np.maximum(np.bincount(words, minlength=width), 1.0)
    sentences = np.maximum(np.bincount(counts.columns, minlength=width), 1.0)
    log_uses, share = np.log(uses), sentences / height
    first_row, first_place, first_bits = np.zeros((3, width), np.int64)
    if len(words):
        first = _first(words, width)
        first_row, first_place = vocabulary.rows[first], vocabulary.places[first]
        first_bits = bits[first]
    letters, number = first_bits >> LETTERS, (first_bits & DIGIT) > 0
    log_first = np.log1p(first_row)
    opening, three = _within(counts, 1), _within(counts, _OPENING)
    capital = _capitals(vocabulary)
    stop = vocabulary.stop.astype(np.float64)
    content = 1.0 - stop
    once = sentences == 1.0
    described = np.empty((len(WORD_FEATURES), width))
    for place, column in enumerate(
        (
            *(stop, number, capital, log_uses, np.log(sentences), log_first, opening),
            *(three, np.log1p(_within(counts, 10)), first_row / height, share),
            *(np.log(height), letters, letters < 4, log_uses * content, log_first * content),
            *(opening * content, three * content, stop * share, capital * log_uses),
            *(capital * log_first, log_first * log_uses, np.log1p(first_place), once),
            *(once * log_first, opening * log_uses),
        )
    ):
        described[place] = column
    return described.T


def _first(words: Integers, width: int) -> Integers:
    """The place of each stem's first use."""
    first = np.empty(width, np.int64)
    first[words[::-1]] = np.arange(len(words))[::-1]
    return first


def _within(counts: Counts, rows: int) -> Floats:
    """In how many of the first so many sentences each stem stands."""
    end = np.searchsorted(counts.rows, rows)
    return np.bincount(counts.columns[:end], minlength=counts.width).astype(np.float64)


def _capitals(vocabulary: Vocabulary) -> Floats:
    """The share of each stem's uses within sentences that begin with a capital."""
    width = vocabulary.counts.width
    shares = np.full(width, _UNSEEN_CAPITAL)
    within = vocabulary.places > 0
    words, capital = vocabulary.words[within], (vocabulary.bits[within] & CAPITAL) > 0
    if not 0 < np.count_nonzero(capital) <= _MAX_CAPITALS * len(words):
        return shares
    seen = np.bincount(words, minlength=width)
    written = np.bincount(words[capital], minlength=width)
    np.divide(written, seen, out=shares, where=seen > 0)
    return shares
