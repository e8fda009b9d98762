"""The words of bylines, from words.toml, which says what each list is for.

They are kept beside the bylines of service.text.languages, which tell the lines of a text: what
stands alone in an element that a page calls its author may be read far more freely than a line.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _words(name: str) -> frozenset[str]:
    return frozenset(_DATA[name].split())


def _phrases(name: str) -> tuple[str, ...]:
    """Phrases, the longest first, as patterns try them in their order."""
    phrases = {" ".join(phrase.split()) for phrase in _DATA[name].split(",")}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _by_language(name: str) -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _DATA[name].items()}


AFTER_NAME = _words("after_name")
AGENCIES = frozenset(_phrases("agencies"))
AMBIGUOUS = _by_language("ambiguous")
CREDITS = _phrases("credits")
DATE_WORDS = _words("date_words")
DEGREES = _words("degrees")
GROUPS = _words("groups")
JOBS = _words("jobs")
JOINING = _words("joining")
JOINING_IN = _by_language("joining_in")
LABELS = _phrases("labels")
NOBODY = frozenset(_phrases("nobody"))
NOTES = _phrases("notes")
OTHERS = _phrases("others")
OUTLETS = _words("outlets")
PARTICLES = _words("particles")
RANKS = _words("ranks")
SUFFIXES = _words("suffixes")
