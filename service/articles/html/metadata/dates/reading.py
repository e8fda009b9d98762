"""Reading a date, with its time and zone, from what a page states or prints.

Nothing is guessed: a date has its year, and figures in an order that may be either are no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from service.articles.html.metadata.dates.months import month_of

_FIRST_YEAR, _LAST_YEAR = 1600, 2100
# Years of two figures below it are of this century.
_CENTURY = 50
_WORD = r"[^\W\d_]{3,14}+"
_OF = r"(?:(?:de|del|of|d['’])\s{0,2})?"
_CLOCK = r"\d\d:\d\d(?::\d\d)?\s(?:[A-Z]{3,4}|[+-]\d{4})\s"
_DATE = re.compile(
    rf"(?<!\w)(?<!\d[.,/-])(?:"
    rf"(?P<y1>\d{{4}})(?P<s1>[-/.])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})(?!\d)"
    rf"|(?P<a>\d{{1,2}})(?P<s2>[-/.])\s?(?P<b>\d{{1,2}})(?P=s2)\s?(?P<y2>\d{{4}}|\d\d)(?![\d.])"
    rf"|(?P<y3>\d{{4}})\s?[年년]\s?(?P<m3>\d{{1,2}})\s?[月월]\s?(?P<d3>\d{{1,2}})\s?[日일]"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th|er|[º°ª.])?[\s-]{{0,3}}{_OF}(?P<w4>{_WORD})\.?,?"
    rf"[\s-]{{1,3}}{_OF}(?P<y4>\d{{4}})(?!\d)"
    rf"|(?P<w5>{_WORD})\.?\s{{1,3}}(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?:{_CLOCK})?"
    rf"(?P<y5>\d{{4}})(?!\d)"
    rf"|(?P<y6>\d{{4}})[.,]?\s{{1,3}}(?P<w6>{_WORD})\.?\s{{1,3}}(?P<d6>\d{{1,2}})(?!\d)"
    rf")"
)
_NAMED_ZONES = {
    **dict.fromkeys(("UTC", "GMT", "Z", "WET"), 0),
    **dict.fromkeys(("BST", "CET", "WEST", "MEZ"), 60),
    **dict.fromkeys(("CEST", "EET", "MESZ"), 120),
    **dict.fromkeys(("EEST", "MSK"), 180),
    "EST": -300,
    "EDT": -240,
    "CDT": -300,
    "MST": -420,
    "MDT": -360,
    "PST": -480,
    "PDT": -420,
}
_ZONE = (
    r"(?:\s?(?:UTC|GMT)?\s?(?P<offset>[+-]\d{2}:?\d{2})(?!\d)|(?P<hours>[+-]\d{2})(?![\d:])"
    rf"|\s?\(?(?P<zone>{'|'.join(sorted(_NAMED_ZONES, reverse=True))})\b)?"
)
_TIME = (
    r"(?P<h>\d{1,2})(?:\s?(?P<sep>[:.hH])\s?(?P<m>\d{2}))?(?:[:.](?P<s>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?!\d)(?P<suffix>\s?(?:[ap]\.?\s?m\b\.?|uhr\b|uur\b|h\b|heures\b))?"
)
_BEHIND = re.compile(
    rf"(?:T|[\s,;|•·–—-]{{0,6}}(?P<word>(?:at|um|à|às|as|a las|alle ore|alle|ore|om|kl\.?|klo|o"
    rf"|в|о)\s)?){_TIME}{_ZONE}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<![\w.:]){_TIME}{_ZONE}[\s,;|•·–—-]{{1,4}}(?:on\s|am\s|\w{{3,10}},?\s)?$", re.IGNORECASE
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z?))?")
_SECONDS = re.compile(r"\d{10}(?:\d{3})?")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as ISO 8601, a day or a date and time, and where in its text it stands."""

    iso: str
    start: int
    end: int


def read_date(stated: str, locale: str) -> str | None:
    """Return what a field for a date states, as ISO 8601: a day, or a date and time.

    `locale`, such as `en-us`, tells which of two figures is the month, and names the months.
    """
    text = stated.strip()[:_LONGEST]
    if _SECONDS.fullmatch(text):
        moment = datetime.fromtimestamp(int(text[:10]), UTC)
        return moment.isoformat() if moment.year > 1970 else None
    if (compact := _COMPACT.fullmatch(text)) is not None:
        day = f"{compact[1]}-{compact[2]}-{compact[3]}"
        text = (
            f"{day}T{compact[4]}:{compact[5]}:{compact[6] or '00'}{compact[7]}"
            if compact[4]
            else day
        )
    found = next(find_dates(text, locale), None)
    return found.iso if found is not None else None


def find_dates(text: str, locale: str) -> Iterator[FoundDate]:
    """Yield the dates in a text of a page, in order; what has no year is none."""
    text = text[: 4 * _LONGEST]
    for found in _DATE.finditer(text):
        day = _day(found, locale)
        if day is None:
            continue
        # Some write the time before the year.
        clock = re.search(rf"{_TIME}{_ZONE}", found[0][-30:-5]) if found["w5"] else None
        if clock is None or clock["m"] is None:
            clock = _BEHIND.match(text, found.end())
            if clock is None or not _is_time(clock):
                clock = _BEFORE.search(text[max(0, found.start() - 40) : found.start()])
        end = clock.end() if clock is not None and clock.re is _BEHIND else found.end()
        iso = _with_time(day, clock)
        if iso is not None:
            yield FoundDate(iso, found.start(), end)


def _day(found: re.Match[str], locale: str) -> date | None:
    stated = next(found[f"y{n}"] for n in range(1, 7) if found[f"y{n}"])
    year = int(stated)
    if len(stated) == 2:
        # "10-12-24" is a score as often as a date.
        if found["s2"] == "-":
            return None
        year += 2000 if year < _CENTURY else 1900
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    language = locale.partition("-")[0]
    month: int | None
    if found["a"]:
        order = _in_order(int(found["a"]), int(found["b"]), found["s2"], locale)
        if order is None:
            return None
        day, month = order
    elif found["m1"] or found["m3"]:
        month, day = int(found["m1"] or found["m3"]), int(found["d1"] or found["d3"])
    else:
        month = month_of(found["w4"] or found["w5"] or found["w6"], language)
        day = int(found["d4"] or found["d5"] or found["d6"])
    with suppress(ValueError):
        return date(year, month or 0, day)
    return None


def _in_order(first: int, second: int, mark: str, locale: str) -> tuple[int, int] | None:
    """Day and month of two figures; None where the language has both orders."""
    if first > 12 or first == second or mark == ".":
        return first, second
    if second > 12:
        return second, first
    language, _, region = locale.partition("-")
    if region.endswith(("us", "ph")):
        return second, first
    if not language or (language == "en" and region[-2:] in ("", "ca")):
        return None
    return first, second


def _is_time(clock: re.Match[str]) -> bool:
    """Say whether figures beside a date are its time, and no other figures."""
    if clock["m"] is not None and clock["sep"] != ".":
        return True
    word = clock["word"] if clock.re is _BEHIND else None
    zone = clock["zone"] or clock["offset"]
    return bool(clock["suffix"] or (clock["m"] and (word or zone)))


def _with_time(day: date, clock: re.Match[str] | None) -> str | None:
    if clock is None or not _is_time(clock):
        return day.isoformat()
    hour, minute, second = (int(clock[name] or 0) for name in ("h", "m", "s"))
    half = (clock["suffix"] or "").strip().lower()[:1]
    if half in ("a", "p") and hour <= 12:
        hour = hour % 12 + 12 * (half == "p")
    try:
        moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=_zone(clock))
    except (ValueError, OverflowError):
        return day.isoformat()
    if moment.tzinfo is None and not (hour or minute or second) and half == "":
        return day.isoformat()
    # What a database has where nobody set a date.
    if moment.replace(tzinfo=None) == datetime(1970, 1, 1):  # noqa: DTZ001 - whatever its zone
        return None
    return moment.isoformat()


def _zone(clock: re.Match[str]) -> timezone | None:
    if clock["zone"]:
        minutes = _NAMED_ZONES[clock["zone"].upper()]
    elif offset := clock["offset"] or clock["hours"]:
        figures = offset[1:].replace(":", "").ljust(4, "0")
        minutes = (60 * int(figures[:2]) + int(figures[2:])) * (-1 if offset[0] == "-" else 1)
    else:
        return None
    return UTC if minutes == 0 else timezone(timedelta(minutes=minutes))
