"""How a kind of furniture is told by its wording."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

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
