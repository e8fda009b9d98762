"""Where English sentences end: by nupunkt, and what it gets wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from nupunkt import PunktSentenceTokenizer
from nupunkt.models import load_default_model

from service.text.languages.registry import REGISTRY
from service.text.sentences.boundaries import find_rest
from service.text.sentences.clauses import (
    COUNTRY,
    STREETS,
    is_missed_end,
    last_word,
    opens_sentence,
)

_KNOWN, _CLAUSES = REGISTRY["en"].abbreviations, REGISTRY["en"].clauses
# Characters that are looked at before and behind a mark.
_BEFORE, _BEHIND = 24, 48
_LONGEST = max(map(len, _KNOWN.names | _KNOWN.numbers))
_SPELLED_INITIALS = re.compile(r"[a-z](?:\.[a-z])+")
_OPENING_MARKS = "([“‘\"'"
_FIRST_WORD = re.compile(r"[\w’'-]+")
# Words in small letters that are abbreviations only with a capital: No. 5, Art. 7.
_ONLY_WITH_CAPITAL = frozenset({"no", "art", "rev", "est", "ch", "reg", "op"})
# Characters of the shortest sentence.
_SHORTEST = 4
# A full stop, what closes a quotation, and a capital: where a sentence may have been missed.
_STOP_BEFORE_CAPITAL = re.compile(r"\.[”’\")\]]*+\s+(?=[“\"‘(\[]?[A-Z])")
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
amb approx ariz assn assoc asst atty attys blvd brig bros calif capt cmdr colo comm conn corp dept
drs gens govs govt insp intl lieut mass messrs mich minn misc miss mont okla oreg penn pres prof
profs prop reps sens sept sgts supt tenn thur thurs tues univ wash wisc
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
    return _count_marks(text) > _MAX_MARKS and any(
        _count_marks(word) > _MAX_MARKS for word in text.split()
    )


def _count_marks(text: str) -> int:
    return text.count("!") + text.count("?") + text.count(".)")


def _punkt_bounds(text: str) -> Iterator[tuple[int, int]]:
    begun = ended = -1
    for start, end in _punkt_spans(text):
        opened = start
        if begun >= 0:
            # What stands at the full stop is not what the next sentence opens with.
            rest = find_rest(text, start) if start == ended else start
            if rest > start:
                opened = ended = rest
            elif _runs_on(text, begun, ended, start):
                ended = end
                continue
            if text.find(".", begun, ended - _SHORTEST) < 0:
                yield begun, ended
            else:
                yield from _cut_missed(text, begun, ended)
        begun, ended = opened, end
    if begun >= 0:
        yield from _cut_missed(text, begun, ended)


def _cut_missed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one of nupunkt's, which may have run on behind an abbreviation."""
    begun = start
    for mark in _STOP_BEFORE_CAPITAL.finditer(text, start, end):
        if is_missed_end(text, begun, mark):
            yield begun, mark.end()
            begun = mark.end()
    yield begun, end


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
    tail = text[max(start, end - _BEFORE) : end].rstrip()
    if following >= len(text) or not tail.endswith((".", "!", "?")):
        return False
    if tail[-1] != ".":
        return not text[start].islower() and _is_marked_name(text, tail, following)
    written = last_word(tail[:-1])
    if written.isalpha() and len(written) > _LONGEST:
        return False
    opening = text[following : following + _BEHIND]
    if opening[0].islower():
        # A sentence in a text without capitals may open so.
        return _SPELLED_INITIALS.fullmatch(written) is not None and not text[start].islower()
    word = written.lower()
    if opening[0].isdigit() or (word in {"no", "nos"} and opening[:3] == "One"):
        is_word = written in _ONLY_WITH_CAPITAL
        return word in _KNOWN.numbers and end - start > len("Nos.") and not is_word
    if not opening[0].isupper():
        return False
    if COUNTRY.fullmatch(written) or (word in STREETS and written[0].isupper()):
        return not opens_sentence(opening, written)
    if word in _CLAUSES.companies:
        # A name alone is no sentence: Harlow Corp. Chairman Bo Lund resigned.
        return end - start < _BEFORE * 2 and not re.search(r"(?<!\w)[a-z]", text[start:end])
    return written[:1].isupper() and word in _KNOWN.names


def _is_marked_name(text: str, tail: str, following: int) -> bool:
    """Say whether a mark belongs to a name, as in Yahoo!, behind which the sentence goes on."""
    name = tail.rstrip("!?").rsplit(None, 1)[-1:]
    if not name or tail[-2:-1] in "!?" or tail.rstrip("!?") != tail[:-1]:
        return False
    opening = _FIRST_WORD.match(text, following)
    if opening is None or opening[0] == "i":
        return False
    if text[following].islower():
        if opening[0].startswith(("http", "pic.", "www")):
            return False
        # iPhones open sentences.
        return not text[following + 1 : following + 2].isupper()
    marked = name[0].lstrip(_OPENING_MARKS).lower() in _CLAUSES.marked
    return marked and name[0][0].isupper() and opening[0].lower() not in _KNOWN.openers
