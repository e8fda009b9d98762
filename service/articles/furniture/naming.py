"""Naming what a block is when it is not the article, by the table of kinds."""

from __future__ import annotations

import re

from service.articles.furniture.kinds import FURNITURE, MAX_CHARACTERS, Kind, Rule
from service.articles.furniture.patterns import SECTION, SECTION_CHARACTERS

_FIRST_WORD = re.compile(r"[^\W_]+")

_Rules = tuple[tuple[Kind, Rule], ...]
_ALL: _Rules = tuple((row.kind, rule) for row in FURNITURE for rule in row.rules)
# Nine blocks in ten begin with none of the openings.
_UNOPENED: _Rules = tuple((kind, rule) for kind, rule in _ALL if not rule.openings)
_BY_OPENING: dict[str, _Rules] = {
    opening: tuple(
        (kind, rule) for kind, rule in _ALL if not rule.openings or opening in rule.openings.split()
    )
    for opening in {opening for _, rule in _ALL for opening in rule.openings.split()}
}


def name_furniture(text: str, words: int) -> Kind | None:
    """Return the kind of furniture that a block plainly is by its own wording, or None.

    `words` is `count_words(text)`. Only what the block says of itself counts here; its position on
    the page is for the caller.
    """
    length = len(text)
    if length > MAX_CHARACTERS:
        return None
    lower = text.lower()
    for kind, rule in _BY_OPENING.get(_opening(lower), _UNOPENED):
        if (
            words <= rule.max_words
            and (not rule.hints or _has(lower, rule.hints))
            and length <= rule.max_characters
            and rule.looks(text)
            and not (rule.unless is not None and rule.unless(text))
        ):
            return kind
    return None


def opens_section(text: str) -> bool:
    """Say whether the block heads a list of other articles, comments or sponsored links."""
    return len(text) <= SECTION_CHARACTERS and SECTION.fullmatch(text) is not None


def _opening(lower: str) -> str:
    """The first word of a block in small letters, 0 for a number, or the mark before any word."""
    first = _FIRST_WORD.match(lower)
    if first is None:
        return lower[:1]
    return "0" if first[0].isdigit() else first[0]


def _has(lower: str, hints: tuple[str, ...]) -> bool:
    for hint in hints:  # noqa: SIM110 - a third of the time that any() over a generator takes
        if hint in lower:
            return True
    return False
