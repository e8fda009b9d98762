"""Naming what a block is when it is not the article, by the table of kinds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from threading import Lock
from typing import NamedTuple

import numpy as np

from service.articles.furniture.kinds import FURNITURE, Kind
from service.articles.furniture.promotions import opens_section
from service.articles.furniture.rule import MAX_CHARACTERS, Rule, first_word, phrase_rules
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


# What is said behind a mark, as in a list.
_BULLETS = "*•·▪◦⦁–—-"
_ITEM = re.compile(rf"[{_BULLETS}]\s+(?=\w)")
# Arrows and pictures stand before what the page asks of its reader.
_PICTURE = re.compile(
    r"[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff\s]+(?=\w)"
)
_FIRST_PICTURE = "\u2190"
_OF_ITEMS = frozenset({"copyright", "correction", "paywall", "promotion", "signoff", "teaser"})
# In the order that they are tried in.
_ALL: tuple[tuple[Kind, Rule], ...] = tuple(
    (row.kind, rule)
    for row in FURNITURE
    for rule in (*row.rules, *phrase_rules(row.kind, row.max_words, row.unless))
)
_MAY_HEAD_LIST = frozenset(row.kind for row in FURNITURE if row.may_head_list)
# The rules that blocks of so many words may be shown to.
_MOST_WORDS = max(rule.max_words for _, rule in _ALL)
_FITTING = tuple(
    sum(1 << place for place, (_, rule) in enumerate(_ALL) if rule.max_words >= words)
    for words in range(_MOST_WORDS + 1)
)
_CLUES = ClueFinder([rule for _, rule in _ALL])


@dataclass(frozen=True, slots=True)
class Blocks:
    """All blocks of a text and its words: where each stands, what it says, and in how many words.

    `spans` are in the order of the text and do not overlap; `said` is what stands there.
    """

    text: str
    words: Words
    spans: Sequence[Span]
    said: Sequence[str]
    counts: Sequence[int]


class _Asked(NamedTuple):
    """A block by its number, what it says, in how many words, and the rules it may be shown to."""

    number: int
    said: str
    words: int
    opened: int
    hinted: int


def name_blocks(blocks: Blocks, asked: Iterable[int]) -> dict[int, Kind]:
    """Return the kinds of furniture that blocks plainly are by their own wording, by their numbers.

    Of those that are `asked` about; the others only stand between them. Only what a block says of
    itself counts here; its position on the page is for the caller.
    """
    opened, hinted = _CLUES.find(blocks.text, blocks.words, blocks.spans)
    said, counts = blocks.said, blocks.counts
    return _name(
        [
            _Asked(number, said[number], counts[number], opened[number], hinted[number])
            for number in asked
            if counts[number] <= _MOST_WORDS and len(said[number]) <= MAX_CHARACTERS
        ]
    )


def name_furniture(text: str, words: int) -> Kind | None:
    """Return the kind of a block of so many words that is a document of its own, or None."""
    block = Blocks(text, read_words(text), [Span(0, len(text))], [text], [words])
    return name_blocks(block, [0]).get(0)


def find_sections(named: Mapping[int, Kind], said: Sequence[str]) -> set[int]:
    """Return which of the named blocks head a list of other articles.

    What is named by wording that is looked at before headings may be one all the same.
    """
    return {
        number
        for number, kind in named.items()
        if kind == "heading" or (kind in _MAY_HEAD_LIST and opens_section(said[number]))
    }


def _name(asked: Sequence[_Asked]) -> dict[int, Kind]:
    named = _by_rules(asked)
    items: set[int] = set()
    behind: list[_Asked] = []
    for block in asked:
        first = block.said[:1]
        if block.number in named or not (first >= _FIRST_PICTURE or first in _BULLETS):
            continue
        mark = _PICTURE.match(block.said) if first >= _FIRST_PICTURE else None
        if mark is None and first in _BULLETS:
            mark = _ITEM.match(block.said)
            items.add(block.number)
        if mark is not None:
            said = block.said[mark.end() :]
            behind.append(block._replace(said=said, opened=_CLUES.opening(said)))
    for number, kind in _name(behind).items() if behind else ():
        if number not in items or kind in _OF_ITEMS:
            named[number] = kind
    return named


def _by_rules(asked: Iterable[_Asked]) -> dict[int, Kind]:
    """The blocks that rules take: each rule in turn is shown what is left of those it may take."""
    shown: dict[int, list[_Asked]] = {}
    for block in asked:
        left = (block.opened | block.hinted) & _FITTING[block.words]
        while left:
            lowest = left & -left
            shown.setdefault(lowest, []).append(block)
            left ^= lowest
    named: dict[int, Kind] = {}
    for bit in sorted(shown):
        kind, rule = _ALL[bit.bit_length() - 1]
        for block in shown[bit]:
            if block.number not in named and rule.may_take(block.said) and rule.takes(block.said):
                named[block.number] = kind
    return named
