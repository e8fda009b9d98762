"""Telling that a text reports what somebody said, in any registered language."""

from __future__ import annotations

import re
from itertools import chain

from service.text.languages.registry import REGISTRY

_LETTERS = re.compile(r"[^\W\d_]+")
_SPACED = frozenset(
    chain.from_iterable(known.reports for known in REGISTRY.values() if not known.unspaced)
)
_WORDS = frozenset(word for word in _SPACED if "_" not in word)
_PAIRS = tuple(word.replace("_", " ") for word in _SPACED - _WORDS)
# Where no blanks stand between words, they are looked for within the text.
_WITHIN = tuple(chain.from_iterable(known.reports for known in REGISTRY.values() if known.unspaced))


def reports_speech(text: str) -> bool:
    """Say whether a word of the text reports what somebody says: said, sagte, 表示."""
    lower = text.lower()
    if not _WORDS.isdisjoint(_LETTERS.findall(lower)) or any(pair in lower for pair in _PAIRS):
        return True
    return not text.isascii() and any(word in lower for word in _WITHIN)
