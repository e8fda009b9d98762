"""Naming what a block is when it is not the article, by the table of kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.articles.furniture.kinds import FURNITURE, Kind
from service.articles.furniture.phrases import phrase_rules
from service.articles.furniture.rule import MAX_CHARACTERS, Rule, bare, first_word

# What is said behind a mark, as in a list.
_ITEM = re.compile(r"[*•·▪◦⦁–—-]\s+(?=\w)")
# Arrows and pictures stand before what the page asks of its reader.
_PICTURE = re.compile(
    r"[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff\s]+(?=\w)"
)
_OF_ITEMS = frozenset({"copyright", "correction", "paywall", "promotion", "signoff", "teaser"})
#: Rules by their places in the table, which are in the order that they are tried in.
_Places = tuple[int, ...]
_ALL: tuple[tuple[Kind, Rule], ...] = tuple(
    (row.kind, rule)
    for row in FURNITURE
    for rule in (*row.rules, *phrase_rules(row.kind, row.max_words, row.unless))
)


class _Index:
    """Where the rules stand that blocks of a length may be shown to, by what leads to them."""

    __slots__ = ("always", "by_hint", "by_line", "by_opening", "by_word", "most", "words")

    def __init__(self, most: int) -> None:
        self.most = most
        rules = [(place, rule) for place, (_, rule) in enumerate(_ALL) if rule.max_words >= most]
        self.by_line = _places((place, rule.lines) for place, rule in rules)
        self.by_opening = _places((place, rule.openings.split()) for place, rule in rules)
        hinted = [(place, rule.hints) for place, rule in rules if not rule.openings]
        self.by_hint = tuple(_places(hinted).items())
        self.by_word = _places((place, rule.words) for place, rule in rules)
        self.words = frozenset(self.by_word)
        self.always: _Places = tuple(
            place
            for place, rule in rules
            if not (rule.lines or rule.openings or rule.hints or rule.words)
        )


def _places(rules: Iterable[tuple[int, Iterable[str]]]) -> dict[str, _Places]:
    """The places of the rules that have a key, by key."""
    found: dict[str, _Places] = {}
    for place, keys in rules:
        for key in keys:
            found[key] = (*found.get(key, ()), place)
    return found


# Nine blocks in ten have neither an opening nor a hint of any rule, and long ones fewer rules.
_INDICES = tuple(_Index(most) for most in sorted({rule.max_words for _, rule in _ALL}))
_MOST_WORDS = max(rule.max_words for _, rule in _ALL)
#: The index for a block, by its words.
_INDEX_OF = tuple(
    next(index for index in _INDICES if index.most >= words) for words in range(_MOST_WORDS + 1)
)


_ALL_WORDS = frozenset().union(*(index.words for index in _INDICES))


class Namer:
    """Names the blocks of a document, whose words are looked for in it once."""

    __slots__ = ("_present",)

    def __init__(self, document: str) -> None:
        present = _ALL_WORDS.intersection(document.lower().split())
        self._present = {index: tuple(index.words & present) for index in _INDICES}

    def name(self, text: str, words: int) -> Kind | None:
        """Return the kind of furniture that a block plainly is by its own wording, or None.

        `words` is `count_words(text)`. Only what the block says of itself counts here; its position
        on the page is for the caller.
        """
        if words > _MOST_WORDS or len(text) > MAX_CHARACTERS:
            return None
        index = _INDEX_OF[words]
        lower = text.lower()
        places = index.by_opening.get(first_word(lower), ()) + index.always
        if index.by_line:
            places += index.by_line.get(bare(lower), ())
        for word in self._present[index]:
            if word in lower and word in lower.split():
                places += index.by_word[word]
        for hint, hinted in index.by_hint:
            if hint in lower:
                places += hinted
        if places:
            for place in sorted(set(places)):
                kind, rule = _ALL[place]
                if rule.takes(text):
                    return kind
        picture = None if text[:1] < "\u2190" else _PICTURE.match(text)
        if picture is not None:
            return self.name(text[picture.end() :], words)
        item = _ITEM.match(text)
        if item is not None:
            kind_of_item = self.name(text[item.end() :], words)
            return kind_of_item if kind_of_item in _OF_ITEMS else None
        return None


def name_furniture(text: str, words: int) -> Kind | None:
    """Return the kind of a block that is a document of its own; see `Namer.name`."""
    return Namer(text).name(text, words)
