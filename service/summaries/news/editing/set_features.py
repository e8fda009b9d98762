"""What tells the sets of sentences that an editor prints: what they leave out, and how they read.

A thing is a word of content behind "the"; a name one that has a capital within a sentence. Those
that the headline has are known to the reader. A sentence is loose where the one before it is out,
and dated where it has a word that says when.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from service.summaries.news.sentence_features import SENTENCE_FEATURES
from service.summaries.news.word_features import Vocabulary
from service.summaries.news.word_forms import CAPITAL, STOP
from service.summaries.term_counts import Floats, Integers
from service.text.languages.cues import CONNECTIVE, PRONOUN
from service.text.languages.registry import find_language
from service.text.lexicon import Column

#: The language that the judged sets were in.
LANGUAGE = "en"
#: Features of a sentence that a set has the sum of.
SUMMED = (
    *("log words", "very long", "opens with quote", "first person", "question", "bracket"),
    *("colon", "numbers"),
)
SET_FEATURES = (
    *("log first", "log last", "gaps", "loose openings", "loose pronouns"),
    *("names left out", "share left out", "things left out", "least in common"),
    *("most in common", "headline", "expected", "names in first", "shortest", "least repeated"),
    *("begins as the article", "headline in first", "dated"),
    *SUMMED,
)
_COLUMN = {name: place for place, name in enumerate(SENTENCE_FEATURES)}
_SUMMED = [_COLUMN[name] for name in SUMMED]
_WORDS, _PRONOUNS, _REPEATED = map(_COLUMN.__getitem__, ("log words", "pronouns", "share repeated"))


# Sentences among which the one with the most of the headline's words is looked for.
_BEGINNING = 12
# What is counted of each sentence of a set beyond those before it.
_NAMES, _LEFT_OUT, _THINGS, _CONTENT, _TITLED, _EXPECTED = range(6)


def describe_sets(
    sets: Integers, lead: int, vocabulary: Vocabulary, described: Floats, expected: Floats
) -> Floats:
    """Return the features of sets of three, rows of rising places, by `SET_FEATURES`.

    `lead` is the sentence that opens the article. `described` has the features of the article's
    sentences, `expected` each stem's probability.
    """
    places = np.flatnonzero(np.bincount(sets.ravel()))
    told = _read(vocabulary, places, expected)
    members = np.searchsorted(places, sets)
    features = np.empty((len(SET_FEATURES), len(sets)))
    own = described[sets]
    titled = int(np.count_nonzero(vocabulary.headline & ~vocabulary.stop))
    total = float(expected[~vocabulary.stop].sum())
    for row, column in enumerate(
        (
            *_describe_places(sets),
            *_describe_loose(sets, own, vocabulary),
            *_describe_told(members, told, titled, total),
            own[:, :, _WORDS].min(axis=1),
            own[:, :, _REPEATED].min(axis=1),
            sets[:, 0] == lead,
            _describe_headline(vocabulary)[sets[:, 0]] / max(titled, 1),
            _count_dated(vocabulary, places)[members].sum(axis=1),
            *own[:, :, _SUMMED].sum(axis=1).T,
        )
    ):
        features[row] = column
    return features.T


def _describe_places(sets: Integers) -> Iterator[Floats]:
    """How far down the sentences stand, and how far from each other."""
    yield np.log1p(sets[:, 0])
    yield np.log1p(sets[:, -1])
    yield np.log((sets[:, 1] - sets[:, 0]) * (sets[:, 2] - sets[:, 1]))


def _describe_loose(sets: Integers, own: Floats, vocabulary: Vocabulary) -> Iterator[Floats]:
    """What in loose sentences reads as if the one before were there."""
    loose = sets > 0
    loose[:, 1:] = sets[:, 1:] > sets[:, :-1] + 1
    begins = np.array(vocabulary.bounds)[sets]
    opening = np.append(vocabulary.bits, 0)[begins]
    yield ((opening & (PRONOUN | CONNECTIVE) > 0) & loose).sum(axis=1)
    yield (own[:, :, _PRONOUNS] * loose).sum(axis=1)


def _describe_headline(vocabulary: Vocabulary) -> Floats:
    """How many of the headline's words each sentence has beyond the best of the article's first."""
    counts = vocabulary.counts
    wanted = (vocabulary.headline & ~vocabulary.stop)[counts.columns]
    shared = np.bincount(counts.rows[wanted], minlength=counts.height)
    beyond: Floats = (shared - shared[:_BEGINNING].max(initial=0)).astype(np.float64)
    return beyond


def _count_dated(vocabulary: Vocabulary, places: Integers) -> Floats:
    """Which of the sentences at these places say when something happened, as 1."""
    bounds = vocabulary.bounds
    dates = _dates().of(vocabulary.lexicon, vocabulary.spelled) > 0
    before = np.append(0, np.cumsum(dates))[np.array(bounds)]
    dated: Floats = (before[places + 1] > before[places]).astype(np.float64)
    return dated


@dataclass(frozen=True, slots=True)
class _Told:
    """What the sentences of sets tell.

    `words` says which stems (columns) each has, `counted` what they weigh in each of the six sums;
    `names` is how many of them are names.
    """

    words: Floats
    counted: Floats
    names: Floats


def _describe_told(members: Integers, told: _Told, titled: int, total: float) -> Iterator[Floats]:
    """What the sets tell, and what they speak of that was told first in one that is left out."""
    one, two, three = members.T
    height = len(told.words)
    # For each sum what a sentence has in common with every two others, at once.
    pairs = (told.words[:, np.newaxis] * told.words).reshape(height * height, -1)
    rows = told.counted.reshape(-1, told.counted.shape[2])
    common = (rows @ pairs.T).reshape(-1, height, height, height)
    whole = told.counted.sum(axis=2)
    second = common[:, two, one, one]
    third = common[:, three, one, one] + common[:, three, two, two] - common[:, three, one, two]
    fresh = whole[:, members].sum(axis=2) - second - third
    sizes = np.maximum(whole[_CONTENT], 1.0)
    shares = second[_CONTENT] / sizes[two], third[_CONTENT] / sizes[three]
    yield fresh[_NAMES]
    yield fresh[_LEFT_OUT] / np.maximum(fresh[_CONTENT], 1.0)
    yield fresh[_THINGS]
    yield np.minimum(*shares)
    yield np.maximum(*shares)
    yield fresh[_TITLED] / max(titled, 1)
    yield fresh[_EXPECTED] / max(total, 1e-9)
    yield told.names[one]


def _read(vocabulary: Vocabulary, places: Integers, expected: Floats) -> _Told:
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
    article = _articles().of(vocabulary.lexicon, vocabulary.spelled[at - 1]) > 0
    stems = vocabulary.words[at]
    # Only the stems of content that these sentences have are looked at from here on.
    columns = np.flatnonzero(np.bincount(stems[content], minlength=1))
    stems = np.searchsorted(columns, stems)
    found = np.zeros((3, len(places), len(columns)))
    for matrix, chosen in zip(found, (content, named, article & within & ~named), strict=True):
        matrix[rows[chosen], stems[chosen]] = 1.0
    words, names, things = found
    # A sentence's first word is a name where it is one elsewhere.
    names = np.maximum(names, words * names.max(axis=0))
    first = np.empty(vocabulary.counts.width, np.int64)
    first[vocabulary.counts.columns[::-1]] = vocabulary.counts.rows[::-1]
    known = vocabulary.headline[columns]
    missing = (first[columns] < places[:, np.newaxis]) & ~known
    counted = np.array(
        (
            *(names * missing, words * missing, things * missing),
            *(words, words * known, words * expected[columns]),
        )
    )
    return _Told(words, counted, names.sum(axis=1))


@cache
def _articles() -> Column:
    """Return which spellings are an article, as 1."""
    articles = find_language(LANGUAGE).references.articles
    return Column(lambda _, spelling: int(spelling.lower() in articles))


@cache
def _dates() -> Column:
    """Return which spellings say when, as 1."""
    dates = find_language(LANGUAGE).cues.dates
    return Column(lambda _, spelling: int(spelling.lower() in dates))
