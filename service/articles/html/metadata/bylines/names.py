"""From the text of a byline to the names in it.

Jobs, outlets, places, dates, addresses and credits are cut off; a newsroom without a name is
nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from service.articles.html.metadata.agreement import letters
from service.articles.html.metadata.bylines.words import (
    AFTER_NAME,
    AGENCIES,
    AMBIGUOUS,
    CREDITS,
    DATE_WORDS,
    DEGREES,
    GROUPS,
    JOBS,
    JOINING,
    JOINING_IN,
    LABELS,
    NOBODY,
    NOTES,
    OTHERS,
    OUTLETS,
    PARTICLES,
    RANKS,
    SUFFIXES,
)
from service.articles.html.metadata.dates.months import month_of

#: What stands between the writers of an article, as it is told.
SEPARATOR = "; "
#: What stands in place of writers that are not told.
MORE = "…"
_LONGEST, _LONGEST_NAME, _MOST_WORDS = 1_200, 60, 6
_ADDRESSES = re.compile(r"(?<!\S)\S{0,80}@\S{1,80}|https?://\S{1,300}|www\.\S{1,300}")
_BRACKETS = re.compile(r"\([^()]{0,100}\)|\[[^\[\]]{0,100}\]")
_PARTS = re.compile(r"[|•·;/\n›»—]|(?<=\s)[-–]{1,2}(?=\s)")
_CREDIT = re.compile(rf"(?:{'|'.join(map(re.escape, CREDITS))})(?:\s*:\s*|\s+|$)", re.IGNORECASE)
_LABEL = re.compile(rf"(?:{'|'.join(map(re.escape, LABELS))})\s*[:：]\s*", re.IGNORECASE)
_OTHERS = re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, OTHERS))})(?![\w-])", re.IGNORECASE)
_NOTES = re.compile(rf"(?:{'|'.join(map(re.escape, NOTES))})(?![\w-])", re.IGNORECASE)
_LATER = re.compile(r"\b(?:by|von|par|por|door|av|af|di)\s+([^\W\d_].*)$", re.IGNORECASE)
_INITIAL = re.compile(r"[^\W\d_]\.?$")
# Of a name the page has cut off, nobody knows the rest.
_CUT = ("…", "...")
_EDGES = ' \t.,:;*"“”„«»()[]{}<>#~_=+|!?'


@dataclass(slots=True)
class Names:
    """Persons and organisations of a byline, and whether it holds what is neither."""

    persons: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    credited: bool = False
    strange: bool = False


def read_names(text: str, locale: str, sites: frozenset[str]) -> Names:
    """Return the names in a byline of a page.

    `sites` are the letters of the site's names, which are no authors; `locale` tells words that
    are part of a name in other languages.
    """
    language = locale.partition("-")[0]
    found = Names()
    bare = _BRACKETS.sub(" ", _ADDRESSES.sub(" | ", text[:_LONGEST]))
    parts = [part.strip() for part in _PARTS.split(bare)]
    parts = [part for part in parts if part.strip(_EDGES)]
    skipping = False
    for part in parts:
        other = _OTHERS.search(part)
        if other is not None and other.start() == 0:
            # A label alone is of what stands behind it.
            skipping = len(part.split()) <= 2 or part.endswith(":")
            continue
        rest, credited = _without_credit(part[: other.start()] if other else part, language)
        found.credited |= credited
        if rest and (credited or not (skipping or _NOTES.match(rest))):
            _read_part(rest, found, language, sites, alone=len(parts) == 1)
        skipping = other is not None and part.endswith(("by", ":"))
    return found


def _without_credit(part: str, language: str) -> tuple[str, bool]:
    """A part without what stands before its names, and whether that was there."""
    credited = False
    for _ in range(3):
        match = _LABEL.match(part) or _CREDIT.match(part)
        if match is None:
            break
        part, credited = part[match.end() :].lstrip(" :"), True
    if not credited:
        first, _, rest = part.partition(" ")
        # "Di Marsh" is a name in Italian too; "Di Carla Marsh" is by her.
        behind = rest.split()
        if (
            first.lower() in AMBIGUOUS.get(language, ())
            and len(behind) > 1
            and (behind[0][0].isupper() or behind[0] not in PARTICLES)
        ):
            return rest, True
        later = _LATER.search(part)
        if later is not None and (any(map(str.isdigit, part[: later.start()])) or _is_by(later)):
            return later[1].lstrip(), True
    return part, credited


def _is_by(later: re.Match[str]) -> bool:
    return later[0][:2].lower() == "by" and later.start() > 0


def _read_part(
    part: str, found: Names, language: str, sites: frozenset[str], *, alone: bool
) -> None:
    pieces = _pieces(part, language)
    inverted = _inverted(pieces) if alone else None
    if inverted is not None:
        found.persons.append(inverted)
        return
    for index, (piece, behind_comma) in enumerate(pieces):
        # "A and B, C" has a job or an outlet behind the comma: a list would end in "and C".
        before, behind = pieces[1:index], pieces[index + 1 : index + 2]
        joined_before = not all(comma for _, comma in before)
        if behind_comma and joined_before and all(comma for _, comma in behind):
            continue
        _read_piece(piece, found, language, sites, behind_comma=behind_comma)


def _pieces(part: str, language: str) -> list[tuple[list[str], bool]]:
    """The words between commas and joining words, and whether a comma stands before them."""
    joining = JOINING.union(JOINING_IN.get(language, ()))
    pieces: list[tuple[list[str], bool]] = []
    words: list[str] = []
    behind_comma = False
    for word in part.replace(",", " , ").replace("，", " , ").replace("、", " & ").split():
        # "And" is nobody's name, but "E" and "Y" may be an initial.
        if word == "," or (word in joining or word.lower() in ("and", "und", "&")):
            if words:
                pieces.append((words, behind_comma))
            words, behind_comma = [], word == ","
        else:
            words.append(word)
    if words:
        pieces.append((words, behind_comma))
    return pieces


def _inverted(pieces: list[tuple[list[str], bool]]) -> str | None:
    """The name that is written family name first, as in a library."""
    if len(pieces) != 2 or not pieces[1][1]:
        return None
    family, given = pieces[0][0], pieces[1][0]
    if len(family) != 1 or not (
        len(given) == 1 or (len(given) == 2 and _INITIAL.fullmatch(given[1]))
    ):
        return None
    name = [*given, *family]
    plain = {word.lower() for word in name}
    if plain & (JOBS | NOBODY | OUTLETS | SUFFIXES | DEGREES) or any(map(_is_agency, name)):
        return None
    return " ".join(name) if _is_name(name) and len(family[0]) > 1 else None


def _read_piece(
    words: list[str], found: Names, language: str, sites: frozenset[str], *, behind_comma: bool
) -> None:
    if words[-1][0].isalpha() and words[-1].endswith(_CUT):
        found.strange = True
        return
    plain = {word.lower().strip("*") for word in words}
    if behind_comma and found.persons and plain <= SUFFIXES:
        found.persons[-1] += " " + " ".join(words)
        return
    whole = " ".join(words).strip(_EDGES)
    if plain <= DEGREES | SUFFIXES or letters(whole).removeprefix("the") in sites:
        return
    if whole.lower() in AGENCIES and (len(words) > 1 or _is_agency(whole)):
        found.organisations.append(whole)
        return
    if words[-1].lower().strip(_EDGES) in GROUPS:
        return
    if (behind_comma or found.persons) and _is_detail(words, found, sites, behind_comma):
        return
    words = _without_job(_until_detail(words, language), first=not behind_comma)
    words = _without_outlet([word for word in map(_without_marks, words) if word], sites)
    while len(words) > 2 and words[-1].lower() in DEGREES:
        words.pop()
    name = " ".join(words)
    lower = name.lower().strip(_EDGES)
    if not lower or lower in NOBODY or lower in LABELS or letters(name) in sites:
        return
    if is_organisation(name) or "the" in plain:
        found.organisations += [] if behind_comma else [name]
    elif not _is_name(words) or (len(words) == 1 and found.persons):
        found.strange = True
    else:
        found.persons.append(name if name != lower else name.title())


def _is_detail(words: list[str], found: Names, sites: frozenset[str], behind_comma: bool) -> bool:
    """Say whether what stands behind names is of them, and no further name."""
    capitals = len(words) > 1 and all(map(str.isupper, words))
    if _is_agency(words[0]) and not capitals:
        return True
    # "Jo Marsh, da Lusa", "Jo Marsh, aged 12": names begin with a capital.
    small = words[0].islower() and any(person[0].isupper() for person in found.persons)
    return behind_comma and (small or _is_outlet(words, sites))


def _is_outlet(words: list[str], sites: frozenset[str]) -> bool:
    """Say whether words begin with the site's name, or with an abbreviation, as CNN Business."""
    first = words[0]
    known = len(words) > 1 and letters(first) in sites
    return known or (
        len(first) > 2
        and first.isupper()
        and first.isalpha()
        and first != words[-1]
        and not words[-1].isupper()
    )


def is_organisation(name: str) -> bool:
    """Say whether who is named is an agency or an outlet, and no person."""
    return name.lower().strip(_EDGES) in AGENCIES or name.rsplit(maxsplit=1)[-1].lower() in OUTLETS


def _is_agency(word: str) -> bool:
    """Say whether a word is an agency: SID and dpa are, Sid is a name."""
    return word.lower() in AGENCIES and (len(word) > 3 or not word.istitle())


def _without_marks(word: str) -> str:
    """A word without marks about it; initials, and titles of two letters, keep their stop."""
    bare = word.strip(_EDGES)
    return f"{bare}." if len(bare) <= 2 and word.rstrip(",;:").endswith(f"{bare}.") else bare


def _until_detail(words: list[str], language: str) -> list[str]:
    """The words before a figure, a date, or what says where and for whom somebody writes."""
    for index, word in enumerate(words):
        bare = word.strip(_EDGES)
        figures = any(map(str.isdigit, word))
        if figures or bare in AFTER_NAME or (index and bare.lower() in DATE_WORDS):
            # A month may be a name too; before a figure it is none.
            month = figures and index > 0 and month_of(words[index - 1].strip(_EDGES), language)
            return words[: index - 1] if month else words[:index]
    return words


def _without_job(words: list[str], *, first: bool) -> list[str]:
    jobs = [index for index, word in enumerate(words) if _is_job(word.lower().strip(_EDGES))]
    if not jobs:
        return words
    before, after = words[: jobs[0]], words[jobs[-1] + 1 :]
    while (
        before and before[-1].lower() in RANKS and (len(before) != 2 or before[0].lower() in RANKS)
    ):
        before.pop()
    while after and after[0].lower() in RANKS:
        after.pop(0)
    if first and len(after) > 1 and len(before) < 2:
        return after
    return before if len(before) > 1 else []


def _is_job(word: str) -> bool:
    return word in JOBS or ("-" in word and word.partition("-")[0] in JOBS)


def _without_outlet(words: list[str], sites: frozenset[str]) -> list[str]:
    """A name without the site's, or an agency's, behind it."""
    for index in range(2, len(words)):
        rest = words[index:]
        if letters("".join(rest)).removeprefix("the") in sites:
            return words[:index]
        if " ".join(rest).lower() in AGENCIES and (len(rest) > 1 or _is_agency(rest[0])):
            return words[:index]
    return words


def _is_name(words: list[str]) -> bool:
    """Say whether words may be a person's name, by their number and their capitals."""
    if len(words) > _MOST_WORDS or sum(map(len, words)) > _LONGEST_NAME:
        return False
    small = [word for word in words if word[0].islower() and word.lower() not in PARTICLES]
    # Who signs in small letters does so throughout.
    if small and (len(words) < 2 or any(word[0].isupper() for word in words)):
        return all(_has_capital(word) for word in small)
    return all(_is_word(word) for word in words) and any(len(word.strip(".")) > 1 for word in words)


def _has_capital(word: str) -> bool:
    """Say whether a word has a capital behind an apostrophe or a hyphen, as in d'Alba, al-Sayed."""
    return any(map(str.isupper, word)) and any(mark in word for mark in "'’-")


def _is_word(word: str) -> bool:
    return any(map(str.isalpha, word)) and not any(mark in word for mark in "\\@#$%^&*=<>{}[]|/:!?")
