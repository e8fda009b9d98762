"""How far two texts say the same: headlines in several wordings, and addresses."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import urlsplit

_WORD = re.compile(r"[^\W_]+")
_MOST = 600
# Where the scripts begin that have no blanks between words.
_UNSPACED = "\u2e80"


def letters(text: str) -> str:
    """The letters and figures of a text in one case, which is what names and headlines share."""
    return "".join(filter(str.isalnum, text.casefold()))


def compare(first: str, second: str) -> float:
    """The share of the shorter text's words that the other has, from 0 to 1."""
    one, other = letters(first[:_MOST]), letters(second[:_MOST])
    if not one or not other:
        return 0.0
    if min(len(one), len(other)) >= 8 and (one in other or other in one):
        return 1.0
    words, others = _words(first), _words(second)
    shorter = min(len(words), len(others))
    return len(words & others) / shorter if shorter > 1 else float(one == other)


def _words(text: str) -> set[str]:
    """The words of more than two letters; pairs of characters where a script has no blanks."""
    words = _WORD.findall(text[:_MOST].casefold())
    found = {word for word in words if len(word) > 2 and word < _UNSPACED}
    for word in words:
        if word >= _UNSPACED:
            found.update(map("".join, pairwise(word)))
    return found


def same_address(first: str, second: str) -> bool:
    """Say whether two addresses are of one page, whatever scheme and fragment they have."""
    one, other = _path(first), _path(second)
    return one is not None and one == other


def _path(address: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    # The home page's address is every page's.
    return (parts.netloc.lower().removeprefix("www."), path + "?" + parts.query) if path else None
