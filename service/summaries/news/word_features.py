"""What tells the words that an article is about: where, how often and how each is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from service.articles.article import Article
from service.summaries.news.word_forms import (
    CAPITAL,
    DIGIT,
    LETTERS,
    SEVERAL,
    STOP,
    WordForms,
    forms_of,
)
from service.summaries.term_counts import Booleans, Counts, Floats, Integers
from service.text.lexicon import Lexicon, renumber
from service.text.words import Words, read_words

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


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of an article's sentences, in order, and their stems, numbered as they appear.

    `stems` has their numbers in the `lexicon`, `words` the number of each word's stem among them,
    `bits` what `word_forms` says of it, `rows` its sentence and `places` where it stands in that.
    `stop` says which stems are stop words, `headline` which the headline has too; `spelled` has
    the lexicon's number of each word as it is written, `bounds` where each sentence's words begin.
    """

    lexicon: Lexicon
    stems: Integers
    words: Integers
    bits: Integers
    rows: Integers
    places: Integers
    counts: Counts
    stop: Booleans
    headline: Booleans
    spelled: Integers
    bounds: Sequence[int]
    # Rules ask for the words of a sentence again and again.
    _written: dict[int, list[str]] = field(default_factory=dict, repr=False, compare=False)

    def find(self, stems: Iterable[str]) -> Integers:
        """Return the places of those of the stems that the sentences have."""
        wanted = [self.lexicon.number(stem) for stem in stems]
        return np.flatnonzero(np.isin(self.stems, wanted))

    def words_of(self, row: int, count: int | None = None) -> list[str]:
        """Return the words of a sentence as they are written, or its first so many."""
        words = self._written.get(row)
        if words is None:
            begin, end = self.bounds[row : row + 2]
            spellings = self.lexicon.spellings
            words = [spellings[entry] for entry in self.spelled[begin:end].tolist()]
            self._written[row] = words
        return words[:count]

    def rows_of(self, stem: int) -> list[int]:
        """Return the sentences that have the stem, in order."""
        found: list[int] = self.counts.rows[self.counts.columns == stem].tolist()
        return found


def read_vocabulary(article: Article) -> Vocabulary:
    """Return the vocabulary of the article's sentences; at least one stem wide."""
    forms, lexicon = forms_of(article.language), article.words.lexicon
    height = len(article.sentences)
    chosen, rows = article.words.inside([sentence.span for sentence in article.sentences])
    numbers, rows = _part(forms, article.words, article.words.numbers[chosen], rows)
    # From here on each distinct word is looked at once.
    numbers, entries = renumber(numbers)
    stem_of, stems = renumber(forms.stems.of(lexicon, entries))
    bits_of = forms.bits.of(lexicon, entries)
    width = max(len(stems), 1)
    stop = np.ones(width, np.bool_)
    stop[stem_of[(bits_of & STOP) == 0]] = False
    headline = np.zeros(width, np.bool_)
    if article.title:
        headline[: len(stems)] = np.isin(stems, _stems_of_title(article.title, forms, lexicon))
    words = stem_of[numbers]
    lengths = np.bincount(rows, minlength=height)
    begins = lengths.cumsum() - lengths
    return Vocabulary(
        *(lexicon, stems, words, bits_of[numbers], rows, np.arange(len(words)) - begins[rows]),
        _count(rows * width + words, height, width),
        *(stop, headline, entries[numbers], [*begins.tolist(), len(words)]),
    )


def _stems_of_title(title: str, forms: WordForms, lexicon: Lexicon) -> list[int]:
    words = chain.from_iterable(map(forms.part, read_words(title).spellings()))
    return [lexicon.number(forms.stem(word)) for word in words]


def _part(
    forms: WordForms, words: Words, numbers: Integers, rows: Integers
) -> tuple[Integers, Integers]:
    """The lexicon's numbers of the words that the spellings are in the language, and their rows."""
    parts = forms.parts.of(words.lexicon, words.entries)
    found = parts[numbers]
    if found.min(initial=0) != SEVERAL:
        return found, rows
    several = {
        number: words.lexicon.numbers(forms.part(words.lexicon.spellings[words.entries[number]]))
        for number in np.unique(numbers[found == SEVERAL]).tolist()
    }
    lengths = np.ones(len(parts), np.int64)
    for number, entries in several.items():
        lengths[number] = len(entries)
    begins = np.cumsum(lengths) - lengths
    flat = np.repeat(parts, lengths)
    for number, entries in several.items():
        flat[begins[number] : begins[number] + len(entries)] = entries
    lengths_of = lengths[numbers]
    places = np.repeat(begins[numbers] - (np.cumsum(lengths_of) - lengths_of), lengths_of)
    return flat[places + np.arange(len(places))], np.repeat(rows, lengths_of)


def _count(cells: Integers, height: int, width: int) -> Counts:
    """Count how often each cell of a matrix of sentences and stems occurs."""
    ordered = np.sort(cells)
    begins = np.ones(len(ordered) + 1, np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:-1])
    # Of each cell the first place, and behind the last one the end.
    places = begins.nonzero()[0]
    found = ordered[places[:-1]]
    rows = found // width
    values = (places[1:] - places[:-1]).astype(np.float64)
    return Counts(rows, found - rows * width, values, height, width)


def describe_words(vocabulary: Vocabulary) -> Floats:
    """Return the features of each stem, in the order of `WORD_FEATURES`."""
    counts, words, bits = vocabulary.counts, vocabulary.words, vocabulary.bits
    width, height = counts.width, counts.height
    uses = np.maximum(np.bincount(words, minlength=width), 1.0)
    sentences = np.maximum(np.bincount(counts.columns, minlength=width), 1.0)
    opening, three, ten = _within(counts, (1, _OPENING, 10))
    log_uses, share = np.log(uses), sentences / height
    first_row, first_place, first_bits = np.zeros((3, width), np.int64)
    if len(words):
        first = _first(words, width)
        first_row, first_place = vocabulary.rows[first], vocabulary.places[first]
        first_bits = bits[first]
    letters, number = first_bits >> LETTERS, (first_bits & DIGIT) > 0
    log_first = np.log1p(first_row)
    capital = _capitals(vocabulary)
    stop = vocabulary.stop.astype(np.float64)
    content = 1.0 - stop
    once = sentences == 1.0
    columns = (
        *(stop, number, capital, log_uses, np.log(sentences), log_first, opening),
        *(three, np.log1p(ten), first_row / height, share),
        *(np.full(width, np.log(height)), letters, letters < 4, log_uses * content),
        *(log_first * content, opening * content, three * content, stop * share),
        *(capital * log_uses, capital * log_first, log_first * log_uses),
        *(np.log1p(first_place), once, once * log_first, opening * log_uses),
    )
    described: Floats = np.concatenate(columns, dtype=np.float64, casting="unsafe")
    return described.reshape(len(WORD_FEATURES), width).T


def _first(words: Integers, width: int) -> Integers:
    """The place of each stem's first use."""
    first = np.empty(width, np.int64)
    first[words[::-1]] = np.arange(len(words))[::-1]
    return first


def _within(counts: Counts, rows: Sequence[int]) -> Iterator[Integers]:
    """In how many of the first so many sentences each stem stands, for each of the numbers."""
    for end in counts.rows.searchsorted(rows).tolist():
        yield np.bincount(counts.columns[:end], minlength=counts.width)


def _capitals(vocabulary: Vocabulary) -> Floats:
    """The share of each stem's uses within sentences that begin with a capital."""
    width = vocabulary.counts.width
    shares = np.full(width, _UNSEEN_CAPITAL)
    within = vocabulary.places > 0
    words = vocabulary.words[within]
    capital = words[(vocabulary.bits[within] & CAPITAL) > 0]
    if not 0 < len(capital) <= _MAX_CAPITALS * len(words):
        return shares
    seen = np.bincount(words, minlength=width)
    np.divide(np.bincount(capital, minlength=width), seen, out=shares, where=seen > 0)
    return shares
