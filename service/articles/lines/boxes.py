"""Telling a box in the middle of an article, a heading with headlines, from the list at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from service.articles.lines.line import Line

# So many characters at the beginning of a longer word are enough: cracks, cracked.
_LONG_WORD, _STEM = re.compile(r"\w{6,}"), 6
# What is looked at before the box and behind it, in lines of prose.
_REACH = 12
_MIN_LINES, _MIN_SHARED, _MOST_HEADLINES = 2, 2, 8
# Behind the box stand that many lines of prose for each that is none: blurbs have headlines.
_PROSE_EACH = 3


def find_rest_behind_box(
    lines: Sequence[Line], prose: npt.NDArray[np.bool_], heading: int
) -> int | None:
    """Return where the article goes on behind the heading of a list, or None where it does not.

    Up to eight headlines follow, and then several paragraphs, with no headlines between them,
    most of which have a longer word of the article before.
    """
    first = heading + 1
    while (
        first < len(lines)
        and first - heading <= _MOST_HEADLINES
        and _is_headline(lines, prose, first)
    ):
        first += 1
    if (
        first == heading + 1
        or first >= len(lines)
        or not prose[first]
        or lines[first].kind is not None
    ):
        return None
    rest = range(first, len(lines))
    paragraphs = [one for one in rest if prose[one] and lines[one].kind is None]
    others = sum(
        lines[one].kind is None and not prose[one] and lines[one].words > 0 for one in rest
    )
    if len(paragraphs) < max(_MIN_LINES, _PROSE_EACH * others):
        return None
    told = _stems(line for line, is_prose in zip(lines[:heading], prose, strict=False) if is_prose)
    shared = [told & _stems([lines[one]]) for one in paragraphs[:_REACH]]
    enough = 2 * sum(map(bool, shared)) >= len(shared)
    return first if enough and len(frozenset().union(*shared)) >= _MIN_SHARED else None


def _is_headline(lines: Sequence[Line], prose: npt.NDArray[np.bool_], index: int) -> bool:
    line = lines[index]
    return line.kind is not None or not prose[index]


def _stems(lines: Iterable[Line]) -> frozenset[str]:
    """The beginnings of the longer words."""
    return frozenset(
        word[:_STEM] for line in lines for word in _LONG_WORD.findall(line.text.casefold())
    )
