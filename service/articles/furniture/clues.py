"""Which rules a block may be shown to at all, by its words and marks, found for all blocks at once.

A rule says what leads to it: first words, words, parts of words, marks. Nine blocks in ten have no
clue to any rule, and are looked at no further. Rules are bits of a number, by their place in the
table, so that what leads to them is joined by `|`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from threading import Lock
from typing import NamedTuple

import numpy as np

from service.articles.furniture.rule import Rule, first_word
from service.text.lexicon import Column, Integers, Lexicon
from service.text.spans import Span
from service.text.words import Words, read_words

_RUN = re.compile(r"[^\W_]+")
_FIGURE = "0"


class Clues(NamedTuple):
    """What leads to rules in each of some blocks, as bits.

    `opened` has the rules for which the block's beginning speaks, `hinted` the others.
    """

    opened: list[int]
    hinted: list[int]


class _Interned:
    """Gives small numbers to tuples of bits, 0 to those of none; safe to share between threads."""

    def __init__(self, width: int) -> None:
        nothing = (0,) * width
        self.known: list[tuple[int, ...]] = [nothing]
        self._numbers = {nothing: 0}
        self._lock = Lock()

    def number(self, bits: tuple[int, ...]) -> int:
        """Return the number of a tuple."""
        with self._lock:
            found = self._numbers.setdefault(bits, len(self.known))
            if found == len(self.known):
                self.known.append(bits)
            return found


class ClueFinder:
    """Finds what leads to rules."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._by_opening: dict[str, int] = {}
        self._by_first: dict[str, int] = {}
        self._by_word: dict[str, int] = {}
        self._by_part: dict[str, int] = {}
        self._by_mark: dict[str, int] = {}
        self._always = 0
        for place, rule in enumerate(rules):
            self._enter(1 << place, rule)
        self._with_figure = self._by_word.pop(_FIGURE, 0)
        self._of_words = _Interned(1)
        self._of_first = _Interned(2)
        self._words = Column(self._describe_word)
        self._first = Column(self._describe_first)

    def _enter(self, bit: int, rule: Rule) -> None:
        if not (rule.lines or rule.openings or rule.hints or rule.words):
            self._always |= bit
        for opening in rule.openings.split():
            _add(self._by_opening, opening, bit)
        for line in rule.lines:
            found = _RUN.search(line)
            _add(self._by_first, first_word(line[found.start() :] if found else line), bit)
        for word in rule.words:
            spelled = read_words(word).spellings()
            _add(self._by_word, max(spelled, key=len) if spelled else word, bit)
        # Where a rule has openings, its hints say no more.
        for hint in () if rule.openings else rule.hints:
            self._enter_hint(bit, hint)

    def _enter_hint(self, bit: int, hint: str) -> None:
        runs = list(_RUN.finditer(hint))
        whole = [run[0] for run in runs if run.start() and run.end() < len(hint)]
        if whole:
            _add(self._by_word, max(whole, key=len), bit)
        elif runs:
            _add(self._by_part, max((run[0] for run in runs), key=len), bit)
        else:
            _add(self._by_mark, hint, bit)

    def _describe_word(self, _: Lexicon, spelling: str) -> int:
        lower = spelling.lower()
        bits = self._by_word.get(lower, 0)
        if lower[-2:-1] in "'’":
            # What is possessed is the same word: subscribers'.
            bits |= self._by_word.get(lower[:-2], 0)
        if not lower.isalpha() and any(map(str.isdecimal, lower)):
            bits |= self._with_figure
        for part, of_part in self._by_part.items():
            if part in lower:
                bits |= of_part
        return self._of_words.number((bits,))

    def _describe_first(self, _: Lexicon, spelling: str) -> int:
        key = first_word(spelling.lower())
        return self._of_first.number((self._by_opening.get(key, 0), self._by_first.get(key, 0)))

    def opening(self, text: str) -> int:
        """Return the rules for which a text's beginning speaks."""
        return self._by_opening.get(first_word(text.lower()), 0)

    def find(self, text: str, words: Words, spans: Sequence[Span]) -> Clues:
        """Return the clues of some spans of a text, which are in its order and do not overlap."""
        if not spans:
            return Clues([], [])
        starts = np.fromiter((span.offset for span in spans), np.int64, len(spans))
        ends = starts + np.fromiter((span.length for span in spans), np.int64, len(spans))
        clues = Clues([0] * len(spans), [self._always] * len(spans))
        self._find_beginnings(clues, text, words, starts, ends)
        marks = self._marks(text, starts.tolist(), ends.tolist())
        for owner, bit in chain(self._find_words(words, starts), marks):
            clues.hinted[owner] |= bit
        return clues

    def _find_beginnings(
        self, clues: Clues, text: str, words: Words, starts: Integers, ends: Integers
    ) -> None:
        first = np.searchsorted(words.starts, starts)
        begins = np.append(words.starts, len(text))[first]
        keys = np.append(self._first.of(words.lexicon, words.entries), 0)
        found = keys[np.append(words.numbers, len(words.entries))[first]] * (begins < ends)
        for place in np.flatnonzero(found).tolist():
            opened, of_lines = self._of_first.known[found[place]]
            clues.opened[place] = opened
            clues.hinted[place] |= of_lines
        # A mark stands before the first word.
        for place in np.flatnonzero(begins != starts).tolist():
            mark = text[starts[place]].lower()
            clues.opened[place] = self._by_opening.get(mark, 0)
            clues.hinted[place] |= self._by_first.get(mark, 0)

    def _find_words(self, words: Words, starts: Integers) -> Iterator[tuple[int, int]]:
        """The spans in which words with clues stand, or behind which they do, and their bits."""
        clues = self._words.of(words.lexicon, words.entries)[words.numbers]
        places = np.flatnonzero(clues)
        owners = np.maximum(np.searchsorted(starts, words.starts[places], side="right") - 1, 0)
        known = self._of_words.known
        for owner, clue in zip(owners.tolist(), clues[places].tolist(), strict=True):
            yield owner, known[clue][0]

    def _marks(self, text: str, starts: list[int], ends: list[int]) -> Iterator[tuple[int, int]]:
        """The spans in which marks stand, each once, and their bits."""
        for mark, bit in self._by_mark.items():
            at = text.find(mark, starts[0])
            while at >= 0:
                owner = bisect_right(starts, at) - 1
                yield owner, bit
                at = text.find(mark, max(ends[owner], at + 1))


def _add(table: dict[str, int], key: str, bit: int) -> None:
    table[key] = table.get(key, 0) | bit
