"""Stems of words, each found once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from nltk.stem.snowball import ArabicStemmer  # type: ignore[import-untyped]

from service.summaries.document import stemmer

#: Characters of the longest word that is stemmed. No language's dictionary has a longer one, and
#: some stemmers take quadratic time: English 2 s for one word of a million characters.
LONGEST_STEMMED = 100


def cached_stemmer(language: str) -> Callable[[str], str]:
    """Return the language's stemmer; a word of the latest 16,384 that it saw costs 0.1 µs, not 7.

    Words of over `LONGEST_STEMMED` characters only get lower case, and numbers stay what they are.
    """
    return partial(_stem, language)


def _stem(language: str, word: str) -> str:
    if len(word) > LONGEST_STEMMED or word.isdecimal():
        return word.lower()
    return _cached_stem(language, word)


# Bounded by the length of a word too: at most 16 MB, with news in English 5.
@lru_cache(maxsize=16_384)
def _cached_stem(language: str, word: str) -> str:
    if language == "ar":
        # NLTK's remembers the words before, so that a stem would depend on them.
        alone: str = ArabicStemmer().stem(word)
        return alone
    found: str = stemmer(language)(word)
    return found
