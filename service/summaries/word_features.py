"""What tells the words that an article is about: where, how often and how each is written."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from service.summaries.terms import Booleans, Counts, Floats, Integers, Terms

WORD_FEATURES = (
    *("stop", "number", "capital", "log count", "log sentences", "log first", "in opening"),
    *("in first three", "in first ten", "relative first", "share of sentences", "log length"),
    *("letters", "short", "content: log count", "content: log first", "content: in opening"),
    *("content: in first three", "stop: share of sentences", "capital: log count"),
    *("capital: log first", "log first: log count", "place in sentence", "once"),
    *("once: log first", "in opening: log count"),
)
# Where so many of the words within sentences begin with a capital, or none, it says nothing.
_MOST_CAPITALS = 0.6
# What is taken for a word that is never seen within a sentence: about the share of all others.
_UNSEEN_CAPITAL = 0.3
_OPENING = 3


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """An article's stems, numbered as in its `Terms`, and their places.

    `counts` has the words of all sentences, `stop` the stems that are stop words, `headline` those
    that the headline has too.
    """

    terms: Terms
    counts: Counts
    stop: Booleans
    headline: Booleans
    capital: Booleans
    digit: Booleans

    @property
    def width(self) -> int:
        """How many stems the sentences have."""
        return self.counts.width


def read_vocabulary(terms: Terms, sentences: int) -> Vocabulary:
    """Return the stems of the first so many rows of the terms; what follows is the headline.

    `capital` and `digit` are of the written forms, by their first character.
    """
    inside = terms.rows < sentences
    # Stems are numbered as they appear, so those of the headline alone come last.
    width = int(terms.terms[inside].max(initial=-1)) + 1
    headline = np.zeros(max(width, 1), np.bool_)
    above = terms.terms[~inside]
    headline[above[above < width]] = True
    stop = np.ones(max(width, 1), np.bool_)
    stop[terms.terms[inside & terms.content]] = False
    cells, values = np.unique(
        terms.rows[inside] * max(width, 1) + terms.terms[inside], return_counts=True
    )
    rows, columns = np.divmod(cells, max(width, 1))
    counts = Counts(rows, columns, values.astype(np.float64), sentences, max(width, 1))
    capital = np.array([word[0].isupper() for word in terms.written], np.bool_)
    digit = np.array([word[0].isdigit() for word in terms.written], np.bool_)
    return Vocabulary(terms, counts, stop, headline, capital, digit)


def describe_words(vocabulary: Vocabulary) -> Floats:
    """Return the features of each stem, in the order of `WORD_FEATURES`."""
    counts, terms = vocabulary.counts, vocabulary.terms
    width, height = counts.width, counts.height
    inside = slice(0, int(counts.values.sum()))
    words, rows, forms = terms.terms[inside], terms.rows[inside], terms.forms[inside]
    uses = np.bincount(words, minlength=width).astype(np.float64)
    sentences = np.bincount(counts.columns, minlength=width).astype(np.float64)
    uses[uses == 0.0], sentences[sentences == 0.0] = 1.0, 1.0
    begins = np.searchsorted(rows, np.arange(height))
    places = np.arange(len(words)) - begins[rows]
    first = _first(words, width)
    opening, three = _within(counts, 1), _within(counts, _OPENING)
    if len(words):
        first_row, first_place = rows[first], places[first]
        first_form = forms[first]
        letters = np.array([len(word) for word in terms.written], np.float64)[first_form]
        number = vocabulary.digit[first_form].astype(np.float64)
    else:
        first_row = first_place = np.zeros(width, np.int64)
        letters = number = np.zeros(width)
    capital = _capitals(words[places > 0], vocabulary.capital[forms[places > 0]], width)
    stop = vocabulary.stop.astype(np.float64)
    content = 1.0 - stop
    log_uses, log_first = np.log(uses), np.log1p(first_row)
    share = sentences / height
    once = (sentences == 1.0).astype(np.float64)
    return np.column_stack(
        (
            *(stop, number, capital, log_uses, np.log(sentences), log_first, opening),
            *(three, np.log1p(_within(counts, 10)), first_row / height, share),
            *(np.full(width, np.log(height)), np.minimum(letters, 30.0), letters < 4.0),
            *(log_uses * content, log_first * content, opening * content, three * content),
            *(stop * share, capital * log_uses, capital * log_first, log_first * log_uses),
            *(np.log1p(first_place), once, once * log_first, opening * log_uses),
        )
    )


def _first(words: Integers, width: int) -> Integers:
    """The place of each stem's first use: stems are numbered as they appear."""
    if not len(words):
        return np.zeros(width, np.int64)
    highest = np.maximum.accumulate(words)
    return np.flatnonzero(np.diff(highest, prepend=-1))


def _within(counts: Counts, rows: int) -> Floats:
    """In how many of the first so many sentences each stem stands."""
    end = np.searchsorted(counts.rows, rows)
    return np.bincount(counts.columns[:end], minlength=counts.width).astype(np.float64)


def _capitals(words: Integers, capital: Booleans, width: int) -> Floats:
    """The share of each stem's uses within sentences that begin with a capital."""
    shares = np.full(width, _UNSEEN_CAPITAL)
    if not 0.0 < (capital.mean() if len(capital) else 0.0) <= _MOST_CAPITALS:
        return shares
    seen = np.bincount(words, minlength=width)
    written = np.bincount(words, weights=capital, minlength=width)
    np.divide(written, seen, out=shares, where=seen > 0)
    return shares
