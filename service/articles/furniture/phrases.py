"""Telling furniture by the phrases in the languages' files, which are plain text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from service.articles.furniture.rule import SHORT, Rule, Test, bare, first_word
from service.text.languages.registry import REGISTRY

#: Characters that the ellipsis of a phrase may stand for.
_GAP = 80
_NAME = "{name}"
_FOLDED = str.maketrans({"’": "'", "ʼ": "'", "：": ":", "\xa0": " ", "\u202f": " "})
_WORD = re.compile(r"[^\W\d_]{4,}")


def fold(text: str) -> str:
    """The text with one kind of apostrophe, colon and blank, in small letters; as long as it."""
    return text.translate(_FOLDED).lower()


class _Opening:
    """A phrase that opens lines."""

    __slots__ = ("behind", "named", "start")

    def __init__(self, phrase: str) -> None:
        start, _, behind = fold(phrase).partition("…")
        self.named = start.endswith(_NAME)
        self.start = start.removesuffix(_NAME)
        self.behind = behind.strip()
        if not self.behind and not self.named:
            self.start = self.start.strip()

    def opens(self, text: str, folded: str) -> bool:
        """Say whether a text, and what `fold` makes of it, begins so."""
        end = len(self.start)
        if not folded.startswith(self.start):
            return False
        if self.named:
            return text[end : end + 1].isupper()
        if self.behind:
            return folded.find(self.behind, end, end + _GAP) >= 0
        return not (self.start[-1:].isalnum() and _goes_on(folded[end : end + 1]))


def _goes_on(mark: str) -> bool:
    """Say whether a word goes on; where no blanks are, none does."""
    return mark.isalnum() and mark < "\u3040"


def phrase_rules(kind: str, max_words: int, unless: Test) -> tuple[Rule, ...]:
    """Return the rules for a kind that the languages' files make; `unless` speaks against two.

    What a line is as a whole needs nothing to be said against it.
    """
    found = [known.furniture[kind] for known in REGISTRY.values() if kind in known.furniture]
    rules = []
    lines = frozenset(chain.from_iterable(_written(phrases.lines) for phrases in found))
    if lines:
        rules.append(Rule(SHORT, lines=lines))
    openings = tuple(chain.from_iterable(phrases.openings for phrases in found))
    if openings:
        rules.append(_opening_rule(openings, max_words, unless))
    within = tuple(fold(phrase) for phrases in found for phrase in phrases.within)
    if within:
        rules.append(_within_rule(within, max_words, unless))
    return tuple(rules)


def _written(phrases: Iterable[str]) -> Iterator[str]:
    """The phrases as `bare` makes them of lines, with either apostrophe."""
    for phrase in phrases:
        yield bare(phrase.lower())
        yield bare(phrase.lower().replace("'", "’"))


def _opening_rule(phrases: Iterable[str], max_words: int, unless: Test) -> Rule:
    by_word: dict[str, tuple[_Opening, ...]] = {}
    for phrase in dict.fromkeys(phrases):
        word = first_word(phrase.lower())
        by_word[word] = (*by_word.get(word, ()), _Opening(phrase))

    def opens(text: str) -> bool:
        opening = by_word.get(first_word(text.lower()), ())
        folded = fold(text).replace(" :", ":", 1)
        return any(phrase.opens(text, folded) for phrase in opening)

    return Rule(max_words, looks=opens, openings=" ".join(by_word), unless=unless)


def _within_rule(phrases: Iterable[str], max_words: int, unless: Test) -> Rule:
    gapped = [tuple(part.strip() for part in phrase.split("…")) for phrase in phrases]

    def has(text: str) -> bool:
        folded = fold(text)
        return any(_has_parts(folded, parts) for parts in gapped)

    return Rule(max_words, looks=has, hints=_few_hints(phrases), unless=unless)


def _has_parts(folded: str, parts: tuple[str, ...]) -> bool:
    at = 0
    for part in parts:
        at = folded.find(part, at, at + _GAP if at else None)
        if at < 0:
            return False
        at += len(part)
    return True


def _few_hints(phrases: Iterable[str]) -> tuple[str, ...]:
    """Words of which each phrase has one: as few as will do, since each is looked for."""
    left = {phrase: frozenset(_WORD.findall(phrase)) or {phrase} for phrase in phrases}
    hints = []
    while left:
        counts = Counter(chain.from_iterable(left.values()))
        hint = max(counts, key=lambda word: (counts[word], len(word), word))
        hints.append(hint)
        left = {phrase: words for phrase, words in left.items() if hint not in words}
    return tuple(hints)
