"""Telling that a text reports what somebody said, in any registered language."""

from __future__ import annotations

import re
from itertools import chain

from service.text.languages.registry import REGISTRY

_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = frozenset(
    chain.from_iterable(known.reports for known in REGISTRY.values() if not known.unspaced)
)
# Where no blanks stand between words, they are looked for within the text.
_WITHIN = tuple(chain.from_iterable(known.reports for known in REGISTRY.values() if known.unspaced))


def reports_speech(text: str) -> bool:
    """Say whether a word of the text reports what somebody says: said, sagte, 表示."""
    lower = text.lower()
    if not _WORDS.isdisjoint(_LETTERS.findall(lower)):
        return True
    return not text.isascii() and any(word in lower for word in _WITHIN)
