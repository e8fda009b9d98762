"""The terms that the topic model counts: words and pairs of neighbouring words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from service.text.spans import Span

# A word, its apostrophes kept; or initials with their points, so that U.S. is not "u" and "s".
_WORD = re.compile(r"((?:[^\W\d_]\.){2,}(?:['’]s\b)?|[^\W_]+(?:['’][^\W_]+)*)")
_DIGITS = re.compile(r"\d+")
_POSSESSIVE = ("'s", "’s", "'S", "’S")
# What may stand between the words of a pair; across other punctuation two words are no phrase.
_JOINTS = frozenset({" ", "-", "\n", "\r\n", "\u00a0", "  "})
# Files store counts as bytes; beyond a few dozen, more of a word says nothing more.
_MAX_COUNT = 255
#: News says what it is about in the headline and at the top: a term there counts so often, one
#: further down once: docs/decisions/0040.
TITLE_WEIGHT, OPENING_WEIGHT, OPENING_WORDS = 4, 4, 150


def _normalise(word: str) -> str:
    word = word.lower()
    if word.isalpha():
        return word
    word = word.replace("’", "'").removesuffix("'s").rstrip(".")
    # 2024 and 2025 say the same of the topic, and so do 3 and 300 dead.
    return _DIGITS.sub("0", word)


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words in order, normalised, and what stands around each.

    `pieces` alternates what stands between words with the words as written: the word `words[i]`
    is `pieces[2 * i + 1]`.
    """

    words: list[str]
    pieces: list[str]

    @classmethod
    def of(cls, text: str) -> Words:
        """Split a text."""
        pieces = _WORD.split(text)
        return cls([_normalise(word) for word in pieces[1::2]], pieces)

    def terms(self, first: int | None = None) -> list[str]:
        """Return every word, and every pair of words with only a blank or hyphen between.

        With `first`, only those of so many words from the beginning.
        """
        words = self.words[:first]
        pairs = zip(words, words[1:], self.pieces[2::2], strict=False)
        return words + [f"{one} {two}" for one, two, gap in pairs if gap in _JOINTS]

    def find(self, wanted: Collection[str], start: int) -> Iterator[tuple[str, Span]]:
        """Yield the wanted terms with their places, counted from `start`, in order."""
        ends = list(accumulate((len(piece) for piece in self.pieces), initial=start))
        before = ""
        for index, word in enumerate(self.words):
            place = 2 * index + 1
            pair = f"{before} {word}"
            if word in wanted or pair in wanted:
                end = ends[place + 1]
                if self.pieces[place].endswith(_POSSESSIVE):
                    end -= 2
                if word in wanted:
                    yield word, Span(ends[place], end - ends[place])
                if pair in wanted and self.pieces[place - 1] in _JOINTS:
                    yield pair, Span(ends[place - 2], end - ends[place - 2])
            before = word


def count_terms(title: str | None, text: str) -> Counter[str]:
    """Return how often each word, and each pair of words, occurs in an article.

    Words are in lower case, without a possessive's ending, digits as `0`; headline and opening
    count more.
    """
    return count_split(Words.of(title) if title else None, [Words.of(text)])


def count_split(title: Words | None, body: Iterable[Words]) -> Counter[str]:
    """Return the terms' counts in an article that is split into words already."""
    counts: Counter[str] = Counter()
    opening = OPENING_WORDS
    for words in body:
        counts.update(words.terms())
        if opening > 0:
            for term in words.terms(opening):
                counts[term] += OPENING_WEIGHT - 1
            opening -= len(words.words)
    for term in title.terms() if title else ():
        counts[term] += TITLE_WEIGHT
    for term, count in counts.items():
        counts[term] = min(count, _MAX_COUNT)
    return counts


def opening_words(body: Iterable[Words]) -> list[str]:
    """Return the words of the opening, the same that count more."""
    opening: list[str] = []
    for words in body:
        opening += words.words[: OPENING_WORDS - len(opening)]
        if len(opening) == OPENING_WORDS:
            break
    return opening
