"""Telling furniture by the phrases in the languages' files, which are plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from service.articles.furniture.rule import (
    ANY_UNSPACED,
    SHORT,
    Rule,
    Test,
    bare,
    first_word,
)
from service.text.languages.registry import REGISTRY

#: Characters that the ellipsis of a phrase may stand for.
_GAP = 80
_NAME = "{name}"
_FOLDED = (("’", "'"), ("ʼ", "'"), ("：", ":"), ("\xa0", " "), ("\u202f", " "))
# The longest phrase, with what its ellipsis may stand for.
_REACH = 200
#: Letters; so short a word is in many a line.
_SMALL = 3


def fold(text: str) -> str:
    """The text with one kind of apostrophe, colon and blank, in small letters; as long as it."""
    lower = text.lower()
    if lower.isascii():
        return lower
    for written, folded in _FOLDED:
        lower = lower.replace(written, folded)
    return lower


class _Opening:
    """A phrase that opens lines."""

    __slots__ = ("behind", "named", "start")

    def __init__(self, phrase: str) -> None:
        start, _, behind = fold(phrase).partition("…")
        self.named = start.rstrip().endswith(_NAME)
        self.start = start.rstrip().removesuffix(_NAME)
        self.behind = behind.strip()

    def opens(self, text: str, folded: str) -> bool:
        """Say whether a text, and what `fold` makes of it, begins so."""
        end = len(self.start)
        if not folded.startswith(self.start):
            return False
        if self.named and not text[end : end + 1].isupper():
            return False
        if self.behind:
            return folded.find(self.behind, end, end + _GAP) >= 0
        if self.named:
            return True
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
    within = [fold(phrase) for phrases in found for phrase in phrases.within]
    spaced = [phrase for phrase in within if first_word(phrase) != ANY_UNSPACED]
    if spaced:
        rules.append(_within_rule(spaced, max_words, unless))
    unspaced = tuple(phrase for phrase in within if first_word(phrase) == ANY_UNSPACED)
    if unspaced:
        rules.append(_unspaced_rule(unspaced, max_words, unless))
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
    starts = {word: tuple(phrase.start for phrase in known) for word, known in by_word.items()}

    def opens(text: str) -> bool:
        folded = fold(text[:_REACH]).replace(" :", ":", 1)
        word = first_word(folded)
        return folded.startswith(starts.get(word, ())) and any(
            phrase.opens(text, folded) for phrase in by_word[word]
        )

    return Rule(max_words, looks=opens, openings=" ".join(by_word), unless=unless)


def _within_rule(phrases: Iterable[str], max_words: int, unless: Test) -> Rule:
    by_word: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase, word in _leading_words(phrases).items():
        parts = tuple(part.strip() for part in phrase.split("…"))
        by_word[word] = (*by_word.get(word, ()), parts)
    words = frozenset(by_word)

    def has(text: str) -> bool:
        folded = fold(text)
        return any(
            _has_parts(folded, parts)
            for word in words.intersection(folded.split())
            for parts in by_word[word]
        )

    return Rule(max_words, looks=has, words=words, unless=unless)


def _unspaced_rule(phrases: tuple[str, ...], max_words: int, unless: Test) -> Rule:
    def has(text: str) -> bool:
        folded = fold(text)
        return any(phrase in folded for phrase in phrases)

    return Rule(max_words, looks=has, openings=ANY_UNSPACED, unless=unless)


def _has_parts(folded: str, parts: tuple[str, ...]) -> bool:
    at = 0
    for part in parts:
        at = folded.find(part, at, at + _GAP if at else None)
        if at < 0:
            return False
        at += len(part)
    return True


def _leading_words(phrases: Iterable[str]) -> dict[str, str]:
    """A word of each phrase: a long one that many have, of those that another follows.

    Behind the last one there may be a comma, so that it would not be found between blanks.
    """
    left = {
        phrase: [word for word in phrase.split()[:-1] if len(word) > _SMALL] or phrase.split()[-1:]
        for phrase in phrases
    }
    leading: dict[str, str] = {}
    while left:
        counts = Counter(chain.from_iterable(left.values()))
        first = max(counts, key=lambda word: (min(len(word), 5), counts[word], len(word), word))
        leading |= {phrase: first for phrase, words in left.items() if first in words}
        left = {phrase: words for phrase, words in left.items() if first not in words}
    return leading
