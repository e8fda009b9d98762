"""Which lines of a page an extractor took for the article, found by what it gave back.

It gives text without places, in which whole lines, or words within them, may be missing, and
which may stand in another order.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

_WORD = re.compile(r"\w+")
# What trafilatura writes before items of lists and around cells of tables.
_MARKS = "-|\u2022"
# Words in a row that say that a part of a line has been found.
_GRAM = 3
# Words of a line that the extractor may have left out before its text goes on.
_GAP = 12
# Places of a run that are looked at, and words that are compared at each.
_PLACES, _AHEAD = 8, 16

_Gram = tuple[str, ...]


def find_kept(lines: Sequence[str], extracted: str) -> list[int]:
    """Return for each line the percent of its words that stand in the extracted text.

    A line of which there are several counts once for each time that it was extracted, where it
    stands next to what was extracted before it. Linear in both.
    """
    kept = [0] * len(lines)
    rest = _match_lines(lines, extracted.split("\n"), kept)
    if rest:
        _Words(lines, kept).match(rest)
    return kept


def _match_lines(
    lines: Sequence[str], extracted: Sequence[str], kept: list[int]
) -> list[tuple[int, str]]:
    """Mark lines that were extracted whole; return the others with the line expected before."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        places.setdefault(_squeeze(line), []).append(index)
    keys = [_squeeze(line) for line in extracted]
    found = _place([places.get(key, ()) for key in keys])
    rest: list[tuple[int, str]] = []
    before = -1
    for line, key, place in zip(extracted, keys, found, strict=True):
        if place is not None:
            before = place
            kept[place] = 100
        elif key:
            rest.append((before, line))
    return rest


def _place(found: Sequence[Sequence[int]]) -> list[int | None]:
    """Choose one of each line's places: the nearest behind the line before.

    Lines before the first that stands in one place only are placed before that, from it backwards.
    """
    placed: list[int | None] = [None] * len(found)
    first = next((index for index, where in enumerate(found) if len(where) == 1), 0)
    after = found[first][0] if found and found[first] else 0
    for index in range(first - 1, -1, -1):
        if where := found[index]:
            nearest = bisect_left(where, after) - 1
            placed[index] = where[max(0, nearest)]
            after = where[nearest] if nearest >= 0 else after
    before = -1
    for index in range(first, len(found)):
        if where := found[index]:
            nearest = bisect_right(where, before)
            placed[index] = before = where[nearest if nearest < len(where) else 0]
    return placed


def _squeeze(line: str) -> str:
    return "".join(line.split()).lstrip(_MARKS)


class _Words:
    """The words of the lines that were not extracted whole, and where runs of them stand."""

    def __init__(self, lines: Sequence[str], kept: list[int]) -> None:
        self._kept = kept
        split = [
            [] if share else _WORD.findall(line) for line, share in zip(lines, kept, strict=True)
        ]
        self._ends = list(accumulate(map(len, split)))
        self._words = [word for words in split for word in words]
        self._counts = [len(words) for words in split]
        self._marked = bytearray(len(self._words))
        self._places: dict[_Gram, list[int]] = {}
        shifted = (self._words[shift:] for shift in range(_GRAM))
        for place, gram in enumerate(zip(*shifted, strict=False)):
            self._places.setdefault(gram, []).append(place)

    def match(self, extracted: Sequence[tuple[int, str]]) -> None:
        """Find parts of lines, and say how much of each line was found."""
        for before, line in extracted:
            place = self._ends[before] if before >= 0 else 0
            self._follow(_WORD.findall(line), place)
        begin = 0
        for index, end in enumerate(self._ends):
            if end > begin:
                share = 100 * sum(self._marked[begin:end]) // (end - begin)
                self._kept[index] = share
            begin = end

    def _follow(self, words: list[str], place: int) -> None:
        """Mark the words from the place on, over gaps, or wherever else they stand."""
        index = 0
        while index < len(words):
            found = self._find(words, index, place)
            if found is None:
                index += 1
                continue
            place = found
            while index < len(words) and place < len(self._words):
                if words[index] != self._words[place]:
                    break
                self._marked[place] = 1
                index += 1
                place += 1

    def _find(self, words: list[str], index: int, place: int) -> int | None:
        """Where the words from the index on stand: the longest run, the nearest of equals."""
        where = self._places.get(tuple(words[index : index + _GRAM]))
        if where is None:
            # The end of a sentence behind a gap may be shorter than a run.
            near = self._words[place : place + _GAP] if index else []
            return place + near.index(words[index]) if words[index] in near else None
        nearest = bisect_left(where, place)
        nearest = nearest if nearest < len(where) else 0
        return max(where[nearest : nearest + _PLACES], key=lambda at: self._run(words, index, at))

    def _run(self, words: list[str], index: int, place: int) -> int:
        length = 0
        for word, other in zip(
            words[index : index + _AHEAD], self._words[place : place + _AHEAD], strict=False
        ):
            if word != other:
                break
            length += 1
        return length
