"""Telling lines that are nothing but a time or a date."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# A time stamp is a line of nothing but these; each word is looked at by itself, since a pattern
# for the whole line would try every way to divide its numbers among them.
_TIME_WORDS = """
jan january feb february mar march apr april may jun june jul july aug august sep september
sept oct october nov november dec december mon monday tue tuesday tues wed wednesday thu
thursday fri friday sat saturday sun sunday am pm a.m p.m gmt utc bst cet est edt cst cdt mst
mdt pst pdt at on of a an ago yesterday today just now read reading last first update updated
published posted modified created date time min mins minute minutes hour hours hr hrs day days
week weeks month months year years
"""
_TIMES = frozenset(_TIME_WORDS.split())
#: How lines of times begin: with their words, a number, or a mark before either.
TIME_OPENINGS = " ".join([*sorted({word.split(".")[0] for word in _TIMES}), *"0,;|•·—–():.-"])
_TIME_NUMBER = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?|\d{1,4}|\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:[ap]\.?m)?"
    r"|\d{1,2}[ap]\.?m|\d{1,4}[/.]\d{1,2}[/.]\d{1,4}(?:t[\d:.+z]*)?|\d{1,2}t\d\d:[\d:.+z]*",
    re.IGNORECASE,
)
_BETWEEN_TIMES = re.compile(r"[\s,;|•·—–()-]+|[:.](?=\s|$)")
_FIRST_TIME = re.compile(r"[\s,;|•·—–():.-]*([^\s,;|•·—–()-]+)")
_HAS_TIME = re.compile(
    rf"\b(?:{_MONTH}\b|\d{{1,2}}:\d\d|(?:19|20)\d\d\b|ago\b|yesterday|today|min read)",
    re.IGNORECASE,
)
# An answer of an interview, or a sentence of one word, has a full stop that no stamp has.
_ANSWER = re.compile(
    rf"(?:today|yesterday|just now|now|{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)?"
    rf"(?:\s*\d{{1,4}})?(?:\s*(?:(?:minutes?|hours?|days?|weeks?|months?|years?)(?: ago)?|{_MONTH}"
    rf"(?:\s\d{{4}})?))?[.?!]",
    re.IGNORECASE,
)


def is_timestamp(text: str) -> bool:
    """Say whether a line is a time or date and nothing else."""
    # Nine lines in ten are told by their first word, in a fifth of the time.
    first = _FIRST_TIME.match(text)
    if first is None or not _tells_time(first[1].rstrip(":.")):
        return False
    # Mostly the second word is none of a time.
    if not all(_tells_time(word) for word in _BETWEEN_TIMES.split(text) if word):
        return False
    return _HAS_TIME.search(text) is not None and _ANSWER.fullmatch(text) is None


def _tells_time(word: str) -> bool:
    if word[:1].isdigit():
        return _TIME_NUMBER.fullmatch(word) is not None
    return word.lower() in _TIMES
