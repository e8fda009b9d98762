"""What tells the sets of sentences that an editor prints: what they leave out, and how they read.

A thing is a word of content behind "the"; a name one that has a capital within a sentence. Those
that the headline has are known to the reader. A sentence is loose where the one before it is out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from service.summaries.news.sentence_features import SENTENCE_FEATURES
from service.summaries.news.word_features import Vocabulary
from service.summaries.news.word_forms import CAPITAL, STOP
from service.summaries.term_counts import Booleans, Floats, Integers
from service.text.languages.cues import CONNECTIVE, PRONOUN
from service.text.languages.registry import find_language
from service.text.lexicon import Column

#: Features of a sentence that a set has the sum of.
SUMMED = (
    *("log words", "very long", "opens with quote", "first person", "question", "bracket"),
    *("colon", "numbers"),
)
SET_FEATURES = (
    *("log first", "log last", "gaps", "loose openings", "loose pronouns"),
    *("names left out", "share left out", "things left out", "least in common"),
    *("most in common", "headline", "expected", "names in first", "shortest", "least repeated"),
    *SUMMED,
)
_COLUMN = {name: place for place, name in enumerate(SENTENCE_FEATURES)}
_SUMMED = [_COLUMN[name] for name in SUMMED]
_WORDS, _PRONOUNS, _REPEATED = map(_COLUMN.__getitem__, ("log words", "pronouns", "share repeated"))


@dataclass(frozen=True, slots=True)
class _Told:
    """What each sentence of the sets tells: which of the stems (columns) it has.

    `first` is the sentence that has the stem first in the article; `known` stems are the
    headline's, and `expected` is the probability of each.
    """

    words: Booleans
    names: Booleans
    things: Booleans
    first: Integers
    known: Booleans
    expected: Floats


def describe_sets(
    sets: Integers, vocabulary: Vocabulary, described: Floats, expected: Floats, language: str
) -> Floats:
    """Return the features of sets, rows of rising places, in the order of `SET_FEATURES`.

    `described` has the features of the article's sentences, `expected` each stem's probability.
    """
    places = np.flatnonzero(np.bincount(sets.ravel()))
    members = np.searchsorted(places, sets)
    told = _read(vocabulary, places, language, expected)
    features = np.empty((len(SET_FEATURES), len(sets)))
    own = described[sets]
    titled = np.count_nonzero(vocabulary.headline & ~vocabulary.stop)
    total = float(expected[~vocabulary.stop].sum())
    for row, column in enumerate(
        (
            *_describe_places(sets),
            *_describe_loose(sets, own, vocabulary),
            *_describe_left_out(sets, members, told, titled, total),
            own[:, :, _WORDS].min(axis=1),
            own[:, :, _REPEATED].min(axis=1),
            *own[:, :, _SUMMED].sum(axis=1).T,
        )
    ):
        features[row] = column
    return features.T


def _describe_places(sets: Integers) -> Iterator[Floats]:
    """How far down the sentences stand, and how far from each other."""
    yield np.log1p(sets[:, 0])
    yield np.log1p(sets[:, -1])
    yield np.log(sets[:, 1:] - sets[:, :-1]).sum(axis=1)


def _describe_loose(sets: Integers, own: Floats, vocabulary: Vocabulary) -> Iterator[Floats]:
    """What in loose sentences reads as if the one before were there."""
    loose = sets > 0
    loose[:, 1:] = sets[:, 1:] > sets[:, :-1] + 1
    begins = np.array(vocabulary.bounds)[sets]
    opening = np.append(vocabulary.bits, 0)[begins]
    yield ((opening & (PRONOUN | CONNECTIVE) > 0) & loose).sum(axis=1)
    yield (own[:, :, _PRONOUNS] * loose).sum(axis=1)


def _describe_left_out(
    sets: Integers, members: Integers, told: _Told, titled: int, total: float
) -> Iterator[Floats]:
    """What the sentences speak of that was told first in one that is left out."""
    has = told.words[members]
    # What the sentences of the set before each one have told.
    before = np.zeros_like(has)
    np.logical_or.accumulate(has[:, :-1], axis=1, out=before[:, 1:])
    missing = (told.first < sets[:, :, np.newaxis]) & ~before & ~told.known
    every = before[:, -1] | has[:, -1]
    covered = every.sum(axis=1)
    shares = (has[:, 1:] & before[:, 1:]).sum(axis=2) / np.maximum(has[:, 1:].sum(axis=2), 1)
    yield (told.names[members] & missing).sum(axis=(1, 2))
    yield (has & missing).sum(axis=(1, 2)) / np.maximum(covered, 1)
    yield (told.things[members] & missing).sum(axis=(1, 2))
    yield shares.min(axis=1)
    yield shares.max(axis=1)
    yield (every & told.known).sum(axis=1) / max(titled, 1)
    yield (every @ told.expected) / max(total, 1e-9)
    yield told.names.sum(axis=1)[members[:, 0]]


def _read(vocabulary: Vocabulary, places: Integers, language: str, expected: Floats) -> _Told:
    """Read what the sentences at these places, which rise, tell."""
    bounds = np.array(vocabulary.bounds)
    begins = bounds[places]
    lengths = bounds[places + 1] - begins
    rows = np.repeat(np.arange(len(places)), lengths)
    at = np.arange(len(rows)) + np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
    bits = vocabulary.bits[at]
    content = bits & STOP == 0
    within = content & (vocabulary.places[at] > 0)
    named = within & (bits & CAPITAL > 0)
    article = _articles(language).of(vocabulary.lexicon, vocabulary.spelled[at - 1]) > 0
    stems = vocabulary.words[at]
    # Only the stems of content that these sentences have are looked at from here on.
    columns = np.flatnonzero(np.bincount(stems[content], minlength=1))
    stems = np.searchsorted(columns, stems)
    found = np.zeros((3, len(places), len(columns)), np.bool_)
    for matrix, chosen in zip(found, (content, named, article & within & ~named), strict=True):
        matrix[rows[chosen], stems[chosen]] = True
    words, names, things = found
    # A sentence's first word is a name where it is one elsewhere.
    names |= words & names.any(axis=0)
    first = np.empty(vocabulary.counts.width, np.int64)
    first[vocabulary.counts.columns[::-1]] = vocabulary.counts.rows[::-1]
    known = vocabulary.headline[columns]
    return _Told(words, names, things, first[columns], known, expected[columns])


@cache
def _articles(language: str) -> Column:
    """Return which spellings are an article, as 1."""
    articles = find_language(language).references.articles
    return Column(lambda _, spelling: int(spelling.lower() in articles))
