"""What a pattern matches, in samples: one for each way through its branches and repetitions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_ENDS = (codes.AT_BOUNDARY, codes.AT_END, codes.AT_END_STRING)
_OF_CATEGORY = {
    codes.CATEGORY_DIGIT: "0",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_WORD: "!",
}
#: Stand in a sample for any characters, and for the end of a word.
ANY, END = "\u241b", "\u241a"


def samples(pattern: re.Pattern[str]) -> set[str]:
    """Return samples of what the pattern matches, in small letters."""
    found = _of_all(parser.parse(pattern.pattern, pattern.flags))
    return {sample.lower() for sample in found}


def first_words(pattern: re.Pattern[str], *, whole: bool = False) -> set[str]:
    """Return the first words of what the pattern matches, all of a text or its beginning.

    Where a mark comes first it is the mark, of a number 0. A word that may go on ends in `ANY`.
    """
    found = set()
    for sample in samples(pattern):
        text = sample.lstrip(END) + (END if whole else ANY)
        word = re.match(rf"[^\W_{ANY}{END}]+", text)
        if word is None:
            found.add(text[:1])
        elif word[0].isdigit():
            found.add("0" if text[word.end()] != ANY else "0" + ANY)
        else:
            found.add(word[0] + (ANY if text[word.end()] == ANY else ""))
    return found


def _of_all(items: Sequence[Any]) -> Iterator[str]:
    if not items:
        yield ""
        return
    (operation, value), rest = items[0], list(items[1:])
    ends = list(_of_all(rest))
    for begin in _of_one(operation, value):
        for end in ends:
            yield begin + end


def _of_one(operation: Any, value: Any) -> Iterator[str]:
    if operation is codes.LITERAL:
        yield chr(value)
    elif operation is codes.IN:
        yield from _of_class(value)
    elif operation is codes.BRANCH:
        for branch in value[1]:
            yield from _of_all(branch)
    elif operation is codes.SUBPATTERN:
        yield from _of_all(value[-1])
    elif operation is codes.ATOMIC_GROUP:
        yield from _of_all(value)
    elif operation in _REPEATS:
        yield from _of_repeat(*value)
    elif operation is codes.AT:
        yield END if value in _ENDS else ""
    else:
        # Any character, or all but some; what must or must not follow narrows a match only.
        yield "" if operation in (codes.ASSERT, codes.ASSERT_NOT) else ANY


def _of_repeat(least: int, most: int, items: Sequence[Any]) -> Iterator[str]:
    if least == 0:
        yield ""
    once = set(_of_all(items))
    for sample in once:
        times = max(1, least)
        yield sample * times + (sample if most > times and len(once) == 1 else "")
        yield sample * times


def _of_class(values: Sequence[Any]) -> Iterator[str]:
    for kind, value in values:
        if kind is codes.LITERAL:
            yield chr(value)
        elif kind is codes.CATEGORY and value in _OF_CATEGORY:
            yield _OF_CATEGORY[value]
        else:
            yield ANY
            return
