"""What a word is by itself, found once: its stem, its spelling, and what it does in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache, lru_cache, partial
from typing import NamedTuple

from service.summaries.language_resources import LONGEST_STEMMED, quick_stemmer, stop_words
from service.text.languages.cues import CUES

#: Bits of a form, above those of `service.text.languages.cues`.
STOP, CAPITAL, DIGIT, YEAR = 16, 32, 64, 128
#: Above all bits stand the letters of the word, up to `LONGEST`.
LETTERS = 8
LONGEST = 30


class Form(NamedTuple):
    """A word's stem, and its bits."""

    stem: str
    bits: int


@cache
def form_reader(language: str) -> Callable[[str], Form]:
    """Return what reads a word of the language, and keeps the latest that it saw."""
    return lru_cache(maxsize=32_768)(partial(_describe, language))


def read_forms(language: str, words: Collection[str]) -> list[Form]:
    """Return the form of each word; the longest are not kept, which bounds what all take."""
    read = form_reader(language)
    if max(map(len, words), default=0) <= LONGEST_STEMMED:
        return list(map(read, words))
    return [
        read(word) if len(word) <= LONGEST_STEMMED else _describe(language, word) for word in words
    ]


def _describe(language: str, word: str) -> Form:
    lowered = word.lower()
    stem = lowered if word.isdecimal() else quick_stemmer(language)(lowered)
    bits = CUES.get(language, {}).get(lowered, 0)
    if lowered in stop_words(language):
        bits |= STOP
    if word[0].isupper():
        bits |= CAPITAL
    if word[0].isdigit():
        bits |= DIGIT
        if len(word) == 4 and word[:2] in {"19", "20"} and word.isdecimal():
            bits |= YEAR
    return Form(stem, bits | min(len(word), LONGEST) << LETTERS)
