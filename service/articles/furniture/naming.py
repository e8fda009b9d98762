"""Naming what a block is when it is not the article, by the table of kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.articles.furniture.clues import ClueFinder
from service.articles.furniture.kinds import FURNITURE, Kind
from service.articles.furniture.phrases import phrase_rules
from service.articles.furniture.rule import MAX_CHARACTERS, Rule
from service.text.spans import Span
from service.text.words import Words, read_words

# What is said behind a mark, as in a list.
_BULLETS = "*•·▪◦⦁–—-"
_ITEM = re.compile(rf"[{_BULLETS}]\s+(?=\w)")
# Arrows and pictures stand before what the page asks of its reader.
_PICTURE = re.compile(
    r"[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff\s]+(?=\w)"
)
_OF_ITEMS = frozenset({"copyright", "correction", "paywall", "promotion", "signoff", "teaser"})
# In the order that they are tried in.
_ALL: tuple[tuple[Kind, Rule], ...] = tuple(
    (row.kind, rule)
    for row in FURNITURE
    for rule in (*row.rules, *phrase_rules(row.kind, row.max_words, row.unless))
)


# The rules that blocks of so many words may be shown to.
_MOST_WORDS = max(rule.max_words for _, rule in _ALL)
_FITTING = tuple(
    sum(1 << place for place, (_, rule) in enumerate(_ALL) if rule.max_words >= words)
    for words in range(_MOST_WORDS + 1)
)
_CLUES = ClueFinder([rule for _, rule in _ALL])


class Namer:
    """Names blocks of a text, in all of which clues to the rules are looked for once.

    `spans` are the blocks' places, in the order of the text; they do not overlap.
    """

    __slots__ = ("_clues",)

    def __init__(self, text: str, words: Words, spans: Sequence[Span]) -> None:
        self._clues = _CLUES.find(text, words, spans)

    def name(self, index: int, text: str, words: int) -> Kind | None:
        """Return the kind of furniture that a block plainly is by its own wording, or None.

        `text` is what stands at the span of that index, and `words` is `count_words(text)`. Only
        what the block says of itself counts here; its position on the page is for the caller.
        """
        if words > _MOST_WORDS or len(text) > MAX_CHARACTERS:
            return None
        hinted = self._clues.hinted[index]
        return _name(text, words, self._clues.opened[index], hinted)


def name_furniture(text: str, words: int) -> Kind | None:
    """Return the kind of a block that is a document of its own; see `Namer.name`."""
    return Namer(text, read_words(text), [Span(0, len(text))]).name(0, text, words)


def _name(text: str, words: int, opened: int, hinted: int) -> Kind | None:
    left = (opened | hinted) & _FITTING[words]
    while left:
        lowest = left & -left
        kind, rule = _ALL[lowest.bit_length() - 1]
        if rule.may_take(text) and rule.takes(text):
            return kind
        left ^= lowest
    first = text[:1]
    if first >= "\u2190":
        picture = _PICTURE.match(text)
        if picture is not None:
            said = text[picture.end() :]
            return _name(said, words, _CLUES.opening(said), hinted)
    if first in _BULLETS:
        item = _ITEM.match(text)
        if item is not None:
            said = text[item.end() :]
            kind_of_item = _name(said, words, _CLUES.opening(said), hinted)
            return kind_of_item if kind_of_item in _OF_ITEMS else None
    return None
