"""Telling bylines, the lines that name who wrote the article, in any registered language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from service.text.languages.registry import REGISTRY

_BYLINES = [language.bylines for language in REGISTRY.values()]
_BEFORE = frozenset(chain.from_iterable(known.before_names for known in _BYLINES))
#: The first words of all that `opens_byline` takes, in small letters.
FIRST_WORDS = tuple(
    sorted({*_BEFORE, *chain.from_iterable(known.opening_words for known in _BYLINES)})
)
#: What writers are by trade, in small letters.
JOBS = tuple(chain.from_iterable(known.jobs for known in _BYLINES))
_NAME = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*+"
_OPENINGS = [known.openings for known in _BYLINES if known.openings is not None]


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words))))


_BETWEEN = _any_of(chain.from_iterable(known.between_names for known in _BYLINES))
_CLAUSES = _any_of(chain.from_iterable(known.clauses for known in _BYLINES))
# Names, and a few words of whom they write for.
_AUTHORS = re.compile(
    rf"(?:{_any_of(chain(_BEFORE, map(str.capitalize, _BEFORE)))}) {_NAME}"
    rf"(?: (?:(?:{_BETWEEN}) )?{_NAME}){{1,7}}+"
    rf"(?:(?:,| [|/–-]) (?!(?:{_CLAUSES})\b)[^,.!?;:]{{2,40}})?"
    r"(?<!\.)"
)


def names_authors(text: str) -> bool:
    """Say whether the text is `by`, or its like in another language, names, and nothing else."""
    return _AUTHORS.fullmatch(text) is not None


def opens_byline(text: str) -> bool:
    """Say whether the text begins as bylines do; so does many a sentence ("By Monday ...")."""
    return any(opening.match(text) for opening in _OPENINGS) or names_authors(text)
