"""Points that are numbered within a paragraph: "1. Higher pay. 2. Shorter shifts."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
# A number and nothing else, or one behind a mark. Years and amounts have more figures.
_NUMBER = re.compile(r"(?:^\s*|([.!?:;–—])\s+)\(?([1-9]\d?|[IVX]{1,4})\.$")
# What most paragraphs have none of. A long one is not read through for it.
_ANY = re.compile(r"\.(?<=[\dIVX]\.)\s")
_LONG = 20_000
# Characters of a paragraph before and behind a number in which its neighbours have to stand.
_REACH = 2_000
_ENDS = frozenset("0123456789IVX")
_TAIL = 10


def join_points(text: str, bounds: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Return the bounds of a paragraph's sentences, each number of a point joined to its point.

    A number is one if it opens the paragraph, or if the one before or behind stands near: "How
    many came? 12. Nobody else dared." has none.
    """
    if len(text) < _LONG and _ANY.search(text) is None:
        return bounds
    return _join(text, bounds)


def _join(text: str, bounds: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    begun: int | None = None
    opens = True
    for start, end in bounds:
        begun = start if begun is None else begun
        number = None
        if text[end - 2 : end - 1] in _ENDS or text[end - 3 : end - 2] in _ENDS:
            number = _find_number(text, begun, end, opens)
        opens = False
        if number is None:
            yield begun, end
            begun = None
        elif number > begun:
            yield begun, number
            begun = number
    if begun is not None:
        yield begun, len(text)


def _find_number(text: str, start: int, end: int, opens: bool) -> int | None:
    """Return where what is to be joined to what follows begins; none where no number ends there.

    What stands before a colon is joined too, since half of it is no sentence.
    """
    begun = max(start, end - _TAIL)
    found = _NUMBER.search(text[begun:end].rstrip())
    if found is None or not text[end - 1 : end + 2].strip(". "):
        return None
    alone = found[1] is None
    if alone and begun > start:
        return None
    if not (opens and alone) and not _has_neighbour(text, end, found[2]):
        return None
    return start if alone or found[1] in ":;–—" else begun + found.start(2)


def _has_neighbour(text: str, end: int, number: str) -> bool:
    """Say whether the number before stands near before, or the one behind it near behind."""
    if number.isdigit():
        before, behind = str(int(number) - 1), str(int(number) + 1)
    elif number in _ROMAN[1:-1]:
        place = _ROMAN.index(number)
        before, behind = _ROMAN[place - 1], _ROMAN[place + 1]
    else:
        before, behind = "0", "II"
    near = text[max(0, end - _REACH) : end - 1]
    if before != "0" and (f" {before}. " in near or near.startswith(f"{before}. ")):
        return True
    return f" {behind}. " in text[end - 1 : end + _REACH]
