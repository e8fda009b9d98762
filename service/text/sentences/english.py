"""Where English sentences end: by nupunkt, and what it gets wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from nupunkt import PunktSentenceTokenizer
from nupunkt.models import load_default_model

# nupunkt ends some sentences after these that go on (docs/decisions/0011): a title before a name
# always does, a country before a capital unless a word that only opens sentences follows.
_TITLE_BEFORE_NAME = re.compile(
    r"\b(?:Lt|Ste|Mt|Ft|Gov|Sen|Rep|Gen|Col|Maj|Capt|Sgt|Cpl|Cmdr|Adm|Supt|Insp|Det|Mr|Mrs|Ms"
    r"|Dr|Prof|Rev|Hon|Messrs)\.$"
)
_COUNTRY_OR_STREET = re.compile(r"\b(?:(?:[A-Z]\.){1,3}[A-Z]|St|Ave|Rd|Blvd)\.$")
_NUMBER = re.compile(r"\b(?:No|Nos|Art|Sec|pp?)\.$")
_OPENER = re.compile(
    r"(?:The|A|An|This|That|These|Those|It|He|She|They|We|I|You|But|And|In|On|At|By|For|From|If|As|"
    r"When|While|After|Before|There|Its|His|Her|Their|Some|Many|Most|However|Meanwhile|Both|No|Not|"
    r"So|Yet|Under|Since|What|Who|Why|How)\b"
)
# Full stops and question marks of other scripts, which nupunkt does not know.
_OTHER_END = re.compile(r"(?<=[।॥؟۔።։])\s+")
# Characters of a paragraph that nupunkt is given at once, so that one of 100,000 sentences can be
# refused before all are found; it is given the last two sentences again, with what follows them.
_WINDOW, _UNSURE = 20_000, 2
# nupunkt takes quadratic time over marks without a blank (6 s for 25,000); that is no prose.
_MAX_MARKS = 200
_PLAIN_SENTENCE = re.compile(r"[^.!?]*(?:[.!?]+[\"'”’)\]]*\s*|$)")

# nupunkt's model takes 2,400 words of four letters and more for abbreviations, story and holidays
# among them. These are abbreviations.
_LONG_ABBREVIATIONS = """
approx ariz assn assoc asst atty attys blvd brig bros calif capt cmdr colo comm conn corp dept drs
gens govs govt insp intl lieut mass messrs mich minn misc miss mont okla oreg penn pres prof profs
prop reps sens sept sgts supt tenn thur thurs tues univ wash wisc
"""
# And these it takes for abbreviations are mostly words.
_SHORT_WORDS = "ago app bed bus can car day how low me met row so sun tax win"


@cache
def _punkt() -> PunktSentenceTokenizer:
    punkt = load_default_model()
    long = {word for word in punkt.abbreviations if len(word) >= 4 and word.isalpha()}
    for word in (long - set(_LONG_ABBREVIATIONS.split())).union(_SHORT_WORDS.split()):
        punkt.remove_abbreviation(word)
    return punkt


def find_boundaries(text: str) -> Iterable[tuple[int, int]]:
    """Return start and end of each sentence of a paragraph, with or without the blanks around it.

    Between them are only blanks. Takes time linear in the text's length.
    """
    if _has_run_of_marks(text):
        return (match.span() for match in _PLAIN_SENTENCE.finditer(text))
    bounds = _punkt_bounds(text)
    if text.isascii() or _OTHER_END.search(text) is None:
        return bounds
    return _at_other_ends(text, bounds)


def _at_other_ends(text: str, bounds: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in bounds:
        begun = start
        for mark in _OTHER_END.finditer(text, start, end):
            yield begun, mark.start()
            begun = mark.end()
        yield begun, end


def _has_run_of_marks(text: str) -> bool:
    if text.count("!") + text.count("?") <= _MAX_MARKS:
        return False
    return any(word.count("!") + word.count("?") > _MAX_MARKS for word in text.split())


def _punkt_bounds(text: str) -> Iterator[tuple[int, int]]:
    pending: tuple[int, int] | None = None
    for start, end in _punkt_spans(text):
        if pending is not None and _runs_on(text, *pending, start):
            pending = (pending[0], end)
            continue
        if pending is not None:
            yield pending
        pending = (start, end)
    if pending is not None:
        yield pending


def _punkt_spans(text: str) -> Iterator[tuple[int, int]]:
    """Sentences by nupunkt, which reads all it is given before it gives the first."""
    begun, reach = 0, _WINDOW
    while True:
        spans = list(_punkt().span_tokenize(text[begun : begun + reach]))
        ends = begun + reach >= len(text)
        if not ends and len(spans) <= _UNSURE:
            reach *= 2
            continue
        for start, end in spans if ends else spans[:-_UNSURE]:
            yield begun + start, begun + end
        if ends:
            return
        begun, reach = begun + spans[-_UNSURE][0], _WINDOW


def _runs_on(text: str, start: int, end: int, following: int) -> bool:
    """Say whether the piece [start, end) ends at an abbreviation, not at a sentence's end."""
    tail = text[max(start, end - 12) : end].rstrip()
    if not tail.endswith(".") or following >= len(text):
        return False
    opening = text[following : following + 12]
    if _COUNTRY_OR_STREET.search(tail):
        return opening[0].isupper() and not _OPENER.match(opening)
    if _TITLE_BEFORE_NAME.search(tail):
        return opening[0].isupper()
    if _NUMBER.search(tail):
        return end - start > len("Nos.") and (opening[0].isdigit() or opening[:3] == "One")
    return False
