"""Who wrote a text, who speaks in it and to whom, by the words in the languages' files."""

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
_LETTERS = re.compile(r"[^\W\d_]+")
_SPACED = frozenset(
    chain.from_iterable(known.reports for known in REGISTRY.values() if not known.unspaced)
)
_WORDS = frozenset(word for word in _SPACED if "_" not in word)
_PAIRS = tuple(word.replace("_", " ") for word in _SPACED - _WORDS)
# Where no blanks stand between words, they are looked for within the text.
_WITHIN = tuple(chain.from_iterable(known.reports for known in REGISTRY.values() if known.unspaced))
_ADDRESS = frozenset(
    chain.from_iterable(known.address for known in REGISTRY.values() if not known.unspaced)
)
_UNSPACED = tuple(
    chain.from_iterable(known.address for known in REGISTRY.values() if known.unspaced)
)


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
_JOB = re.compile(rf"\b(?:{_any_of(JOBS)})$")


def names_authors(text: str) -> bool:
    """Say whether the text is `by`, or its like in another language, names, and nothing else."""
    return _AUTHORS.fullmatch(text) is not None


def opens_byline(text: str) -> bool:
    """Say whether the text begins as bylines do; so does many a sentence ("By Monday ...")."""
    return any(opening.match(text) for opening in _OPENINGS) or names_authors(text)


def ends_in_job(text: str) -> bool:
    """Say whether the text ends with what a writer is by trade."""
    lower = text.lower()
    return lower.endswith(JOBS) and _JOB.search(lower) is not None


def reports_speech(text: str) -> bool:
    """Say whether a word of the text reports what somebody says: said, sagte, 表示."""
    lower = text.lower()
    if not _WORDS.isdisjoint(_LETTERS.findall(lower)) or any(pair in lower for pair in _PAIRS):
        return True
    return not text.isascii() and any(word in lower for word in _WITHIN)


def addresses_reader(text: str) -> bool:
    """Say whether a text speaks to its reader, or its writers of themselves."""
    if not _ADDRESS.isdisjoint(_LETTERS.findall(text)):
        return True
    return not text.isascii() and any(word in text for word in _UNSPACED)
