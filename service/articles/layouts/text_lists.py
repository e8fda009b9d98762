"""Telling the list of an article from a menu: what introduces it, and what its items are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_BULLET = re.compile(r"(?:[*•·▪▫■□◦●○‣⁃✓✔➤►▶→+–—-]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
# What introduces links, not a list of the article's own.
_LINKS = """read also see more related topics tags share follow links contents latest
    lesen auch mehr thema themen teilen folgen siehe dazu lire aussi suivez partager plus voir
    leer también lea ver más compartir síguenos leggi anche altro segui leia também mais veja siga
    lees ook meer volg bekijk czytaj też także więcej zobacz читайте также подробнее смотрите
    також дивіться"""
_LINK_WORDS = frozenset(_LINKS.split())
_WORD = re.compile(r"[^\W\d_]+")
_MAX_ITEMS, _MAX_WORDS, _MAX_BULLET_WORDS, _LINK_REACH = 40, 14, 60, 3
_MIN_ITEMS, _MAX_CHARACTERS = 2, 600
#: What a line that introduces a list ends in.
COLONS = (":", "：")


def is_item(text: str) -> bool:
    """Say whether a line has a bullet, a number or a letter before it, as items have."""
    return _BULLET.match(text) is not None


def introduces_list(text: str) -> bool:
    """Say whether a line ends in a colon, and does not lead to other stories."""
    if not text.endswith(COLONS) or len(text) > _MAX_CHARACTERS:
        return False
    words = _WORD.findall(text[:_MAX_CHARACTERS].lower())
    if len(words) > 2 * _LINK_REACH:
        return True
    return bool(words) and _LINK_WORDS.isdisjoint(words[:_LINK_REACH])


def find_lists(
    texts: Sequence[str], words: Sequence[int], gaps: Sequence[int], led_in: Iterable[int]
) -> Iterator[tuple[int, int, bool]]:
    """Yield the lists behind the lines that are `led_in`, where these introduce some.

    Each is the index of the line that introduces it, that behind its last item, and whether its
    items have bullets. `gaps` are the line ends before each line.
    """
    for index in led_in:
        if introduces_list(texts[index]):
            end = _items_behind(texts, words, index + 1, gaps)
            if end - index - 1 >= _MIN_ITEMS:
                yield index, end, is_item(texts[index + 1])


def _items_behind(
    texts: Sequence[str], words: Sequence[int], start: int, gaps: Sequence[int]
) -> int:
    """The index behind the last item of the list that begins at `start`.

    Items have bullets; or they are short, and no line stands further apart than the first two.
    """
    limit = min(len(texts), start + _MAX_ITEMS)
    end = start
    if start < limit and is_item(texts[start]):
        while end < limit and is_item(texts[end]) and words[end] <= _MAX_BULLET_WORDS:
            end += 1
        return end
    apart = gaps[start + 1] if start + 1 < limit else 0
    while (
        end < limit
        and words[end] <= _MAX_WORDS
        and not texts[end].endswith(":")
        and (end == start or gaps[end] == apart)
    ):
        end += 1
    return end
