"""Stems of words, each found once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from service.summaries.language_resources import LONGEST_STEMMED, stemmer


def cached_stemmer(language: str) -> Callable[[str], str]:
    """Return the language's stemmer, which keeps the latest stems; numbers stay what they are."""
    return partial(_stem, language)


def _stem(language: str, word: str) -> str:
    if len(word) > LONGEST_STEMMED or word.isdecimal():
        return word.lower()
    return _cached_stem(language, word)


# Bounded by the length of a word too. docs/decisions/0024 has what it takes and saves.
@lru_cache(maxsize=32_768)
def _cached_stem(language: str, word: str) -> str:
    return stemmer(language)(word)
