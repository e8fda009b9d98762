"""How a kind of furniture is told: by patterns, or by the phrases in the languages' files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from service.articles.furniture.wording import fold
from service.text.languages.registry import REGISTRY

#: Whether a text looks in a certain way.
Test = Callable[[str], object]

#: Words; longer blocks are prose that mentions a photo or a newsletter, not one of them.
SHORT, MIDDLE, LONG = 14, 45, 110
#: Characters; bounds what the patterns may scan when a block has few words but no end.
MAX_CHARACTERS = 2_000

# The beginning of what has no blanks between its words is no word that could be listed.
_UNSPACED = "\u3040"
#: What `first_word` gives for it.
ANY_UNSPACED = "字"
_FIRST_WORD = re.compile(r"[^\W_]+")
# A label may stand in brackets or between dashes.
_MARKS = " \t\xa0\u3000[](){}<>«»‹›【】〔〕（）［］■□▼▽▶►→←↓↑*•·|/\\—–-:：…"
_NUMBER = "0123456789 "


def first_word(lower: str) -> str:
    """The first word of a text in small letters, 0 for a number, or the mark before any word.

    One sign stands for all beginnings in scripts without blanks.
    """
    first = _FIRST_WORD.match(lower)
    if first is None:
        return lower[:1]
    word = first[0]
    if word[0] >= _UNSPACED:
        return ANY_UNSPACED
    return "0" if word.isdigit() or word[0].isdigit() else word


def bare(lower: str) -> str:
    """The text without the marks around it, and a number in brackets behind it."""
    if lower[-1:] == ")":
        before, bracket, number = lower[:-1].rpartition("(")
        if bracket and not number.strip(_NUMBER):
            return before.strip(_MARKS)
    return lower.strip(_MARKS)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to tell a kind: a block of at most `max_words` that looks so.

    How it looks is said by one of `match` (how the block begins), `search` (what is somewhere in
    it), `fullmatch` (what it is, whole), `lines` (texts of which `bare` makes it one) and `looks`
    (a test of our own); `unless` says what speaks against it. Most blocks need not be looked at:
    `openings` are the first words, in small letters, of all that the rule takes (or the mark that
    comes first, or 0 for a number), `hints` texts of which all that it takes has one in it, in
    small letters, and `words` are such that stand between blanks, or 0 for all with a figure.
    Without them, it is tried on every block.
    """

    max_words: int
    match: re.Pattern[str] | None = None
    search: re.Pattern[str] | None = None
    fullmatch: re.Pattern[str] | None = None
    lines: frozenset[str] = frozenset()
    looks: Test | None = None
    openings: str = ""
    hints: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    unless: Test | None = None
    max_characters: int = MAX_CHARACTERS

    test: Test = field(init=False, repr=False)
    _phrases: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Choose the test."""
        for test in (
            self.match and self.match.match,
            self.search and self.search.search,
            self.fullmatch and self.fullmatch.fullmatch,
            (lambda text: bare(text.lower()) in self.lines) if self.lines else None,
            self.looks,
        ):
            if test is not None:
                object.__setattr__(self, "test", test)
        phrases = any(" " in hint.strip() for hint in self.hints) and not self.words
        object.__setattr__(self, "_phrases", self.hints if phrases else ())

    def may_take(self, text: str) -> bool:
        """Say whether one of the hints is in the text, where a word of them was found before."""
        if not self._phrases:
            return True
        lower = text.lower()
        # In half the time that `any` takes.
        for hint in self._phrases:  # noqa: SIM110
            if hint in lower:
                return True
        return False

    def takes(self, text: str) -> bool:
        """Say whether a block of few enough words looks so, and nothing speaks against it."""
        return (
            len(text) <= self.max_characters
            and bool(self.test(text))
            and (self.unless is None or not self.unless(text))
        )


#: Characters that the ellipsis of a phrase may stand for.
_GAP = 80
_NAME = "{name}"
# The longest phrase, with what its ellipsis may stand for.
_REACH = 200
#: Letters; so short a word is in many a line.
_SMALL = 3


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
