"""The words of articles that a topic is told by: headline and body, of many articles at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.articles.article import Article
from service.text.lexicon import Integers, Lexicon
from service.text.words import Words, read_words
from service.topics.terms import OPENING_WEIGHT, OPENING_WORDS, TITLE_WEIGHT


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """The words of articles that are looked at, an entry a word in all but `words`.

    `places` says where among the `words` it stands, `parts` has the number of its paragraph, of
    which no two articles have the same, `weights` what it counts, and `articles` the number of its
    article. A pair stands within one part, and counts what its last word does.
    """

    words: Words
    places: Integers
    parts: Integers
    weights: Integers
    articles: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """What is looked at of articles, whose words are numbers of one lexicon.

    `words` is how many each has, `openings` where the first of its body are among the words that
    are looked at. From word `apart` on stand headlines that are no part of their document.
    """

    articles: Sequence[Article]
    passages: Passages
    words: list[int]
    openings: list[slice]
    apart: int


def gather(articles: Sequence[Article]) -> Gathered:
    """Return the words of articles that share a lexicon, body and headline of each."""
    lexicon = articles[0].words.lexicon
    stretches = _Stretches()
    words, openings = [], []
    before = 0
    for number, article in enumerate(articles):
        above = 0
        if article.title_span is not None:
            places, _ = article.words.inside([article.title_span])
            above = len(places)
            stretches.add(number, before + places, np.zeros_like(places), weigh_title(above))
        places, parts = article.words.inside(article.body)
        begin = stretches.length
        openings.append(slice(begin, begin + min(OPENING_WORDS, len(places))))
        stretches.add(number, before + places, parts, weigh_opening(len(places)))
        words.append(above + len(places))
        before += len(article.words)
    texts, apart = [article.words for article in articles], before
    for number, article in enumerate(articles):
        if article.title_span is None and article.title:
            title = _renumbered(read_words(article.title), lexicon)
            stretches.add_title(number, before, len(title))
            words[number] += len(title)
            texts.append(title)
            before += len(title)
    return Gathered(articles, stretches.passages(_merge(texts)), words, openings, apart)


class _Stretches:
    """Words that are looked at, one stretch after the other, each with parts of its own."""

    def __init__(self) -> None:
        self.length = 0
        self._parts = 0
        self._columns: list[tuple[Integers, Integers, Integers]] = []
        self._articles: list[int] = []

    def add(self, article: int, places: Integers, parts: Integers, weights: Integers) -> None:
        """Add a stretch."""
        self._columns.append((places, parts + self._parts, weights))
        self._parts += 1 + int(parts.max(initial=0))
        self._articles.append(article)
        self.length += len(places)

    def add_title(self, article: int, first: int, length: int) -> None:
        """Add a headline that is a text of its own."""
        places = np.arange(first, first + length)
        self.add(article, places, np.zeros_like(places), weigh_title(length))

    def passages(self, words: Words) -> Passages:
        """Return the stretches of these words."""
        lengths = [len(places) for places, _, _ in self._columns]
        places, parts, weights = map(np.concatenate, zip(*self._columns, strict=True))
        return Passages(words, places, parts, weights, np.repeat(self._articles, lengths))


def _merge(texts: Sequence[Words]) -> Words:
    """The words of texts as those of one; a spelling may be among the `entries` more than once."""
    if len(texts) == 1:
        return texts[0]
    sizes = np.array([len(words.entries) for words in texts])
    before = np.repeat(np.cumsum(sizes) - sizes, [len(words) for words in texts])
    entries, numbers, starts, ends, joined = (
        np.concatenate([getattr(words, name) for words in texts])
        for name in ("entries", "numbers", "starts", "ends", "joined")
    )
    return Words(texts[0].lexicon, entries, numbers + before, starts, ends, joined)


def _renumbered(words: Words, lexicon: Lexicon) -> Words:
    """The same words as numbers of a lexicon."""
    if words.lexicon is lexicon:
        return words
    return replace(words, lexicon=lexicon, entries=lexicon.numbers(words.spellings()))


def weigh_opening(length: int) -> Integers:
    """Return what each of so many words of a body counts: those of the opening more."""
    weights = np.ones(length, np.int64)
    weights[:OPENING_WORDS] = OPENING_WEIGHT
    return weights


def weigh_title(length: int) -> Integers:
    """Return what each of so many words of a headline counts."""
    return np.full(length, TITLE_WEIGHT, np.int64)
