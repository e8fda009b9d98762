"""Whether an English sentence ends at an abbreviation: by what stands around it."""

from __future__ import annotations

import re

from service.text.languages.registry import REGISTRY

_KNOWN, _CLAUSES = REGISTRY["en"].abbreviations, REGISTRY["en"].clauses
#: The initials of countries and of others, and the streets, before a full stop.
COUNTRY = re.compile(r"(?:[A-Z]\.){1,3}[A-Z]")
STREETS = frozenset({"st", "ave", "rd", "blvd"})
# Characters that are looked at before and behind a mark.
_BEFORE, _BEHIND = 24, 48
_PARTS = re.compile(r"[([“”‘’\"'…—–/)\]-]|\.{3}")
_OPENING_MARKS = "([“‘\"'"
_WORDS = re.compile(r"([\w’'-]+\.?)(?:\s+([\w’'-]+))?")
_OPENER = re.compile(rf"(?i:{'|'.join(sorted(_KNOWN.openers))})\b")
# Words that stand for the number behind "No.", which is no answer then.
_NUMERALS = re.compile(r"\d|One|Two|Three|Ten\b|Eleven|[IVX]+\b")
# The 6 p.m. News, a rare 9 p.m. Senate vote.
_HOUR_AS_ADJECTIVE = re.compile(
    r"\b(?:the|an?|its|his|her|their|this|that|every|each)\s+(?:[a-z]+\s+)?\d{1,2}(?::\d\d)?\s*"
    r"[ap]\.?m$",
    re.IGNORECASE,
)
_ZONE = re.compile(r"[A-Z]{1,3}T\b")
# What stands between two names, and ends nothing.
_BETWEEN = frozenset({"vs", "v"})
_PREPOSITIONS = frozenset({"of", "at", "in", "on", "from", "with", "for", "who", "to", "around"})
# A piece that is shorter is no sentence, nor is one without a word in small letters in the last so
# many characters.
_FEWEST, _CLAUSE = 4, 300


def is_missed_end(text: str, begun: int, mark: re.Match[str]) -> bool:
    """Say whether a sentence ends at a full stop that nupunkt takes for an abbreviation's."""
    offset = mark.start()
    before = text[max(begun, offset - _BEFORE) : offset].rsplit(None, 2)
    opening = text[mark.end() : mark.end() + _BEHIND].lstrip(_OPENING_MARKS)
    if not before or offset - begun < _FEWEST:
        return False
    written, previous = last_word(before[-1]), before[-2] if before[1:] else ""
    word = written.lower()
    if not word or word in _BETWEEN:
        return False
    if word == "no":
        return written == "no" and _NUMERALS.match(opening) is None
    if word in _CLAUSES.hours:
        return not _is_time(opening) and not _is_adjective(text, offset)
    if len(written) == 1:
        return _is_letter(previous, written, opening)
    if word in _KNOWN.names and word not in STREETS and written[0].isupper():
        return False
    if not any(map(str.islower, text[max(begun, offset - _CLAUSE) : offset - len(written)])):
        return False
    if word not in _CLAUSES.companies and _is_adjective_of(written, previous, opening):
        return False
    return opens_sentence(opening, written)


def opens_sentence(opening: str, written: str) -> bool:
    """Say whether a sentence opens so behind an abbreviation that may end one."""
    found = _WORDS.match(opening)
    if found is None:
        return False
    first, second = found[1].lower(), found[2] or ""
    if first in _KNOWN.openers:
        return True
    if not second[:1].islower() or second in {"and", "or"}:
        return False
    if first in _CLAUSES.subjects:
        return True
    word = written.lower()
    if word in _CLAUSES.companies:
        return _is_verb(second) or (_is_plural(first) and second in _PREPOSITIONS)
    return (
        COUNTRY.fullmatch(written) is None
        and word not in STREETS
        and _is_plural(first)
        and _is_verb(second)
    )


def last_word(text: str) -> str:
    """The last word, without what it is joined to: Rep of then-Rep."""
    written = text.rsplit(None, 1)[-1:]
    if not written or written[0].isalpha():
        return "".join(written)
    return _PARTS.split(written[0])[-1]


def _is_adjective_of(written: str, previous: str, opening: str) -> bool:
    """Say whether a country's initials belong to what follows: many U.S. Republicans."""
    if COUNTRY.fullmatch(written) is None:
        return False
    if opening.startswith("And "):
        return True
    return not (previous == "the" or previous.endswith(",") or _OPENER.match(opening))


def _is_time(opening: str) -> bool:
    found = _WORDS.match(opening)
    if found is None:
        return False
    if found[1].rstrip(".").lower() in _CLAUSES.times or _ZONE.match(opening) is not None:
        return True
    # Moscow time, New Year's Eve, Labor Day.
    return (found[2] or "").lower().rstrip("s").rstrip("'’") in {"time", "year", "day", "eve"}


def _is_adjective(text: str, offset: int) -> bool:
    """Say whether an hour belongs to the noun behind it: the 6 p.m. News."""
    return _HOUR_AS_ADJECTIVE.search(text[max(0, offset - _BEFORE) : offset]) is not None


def _is_letter(previous: str, written: str, opening: str) -> bool:
    """Say whether a letter is no initial: Plan B, Malcolm X before Critics said."""
    if previous.lower().rpartition("-")[2] in _KNOWN.lettered:
        return True
    found = _WORDS.match(opening)
    if found is None or found[2] is None or not found[2][0].islower():
        return False
    if found[1].lower() in _CLAUSES.subjects:
        return True
    # He got a C. Teachers were; he and I. They were.
    return (previous in {"a", "an"} and _is_verb(found[2]) and written <= "F") or (
        previous == "and" and written == "I"
    )


def _is_verb(word: str) -> bool:
    return word in _CLAUSES.verbs or (word.endswith("ed") and len(word) > len("need"))


def _is_plural(word: str) -> bool:
    return len(word) >= len("Jones") and word.endswith("s") and word[-2] not in "s'’uia"
