"""Telling notices of cookies, which ask the reader in any language."""

from __future__ import annotations

import re
from itertools import chain

from service.text.languages.registry import REGISTRY

_LETTERS = re.compile(r"[^\W\d_]+")
_ADDRESS = frozenset(
    chain.from_iterable(known.address for known in REGISTRY.values() if not known.unspaced)
)
_UNSPACED = tuple(
    chain.from_iterable(known.address for known in REGISTRY.values() if known.unspaced)
)
#: What cookies are called, in small letters.
COOKIES = ("cookie", "куки", "кукі", "kakor", "ciastecz", "クッキー", "تعريف الارتباط")


def addresses_reader(text: str) -> bool:
    """Say whether a text speaks to its reader, or its writers of themselves."""
    if not _ADDRESS.isdisjoint(_LETTERS.findall(text)):
        return True
    return not text.isascii() and any(word in text for word in _UNSPACED)
