"""No regular expression of the service takes more than linear time, whatever it is given."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import service
from service.articles.furniture.naming import name_furniture
from service.articles.furniture.wording import count_words
from service.articles.html.page import read_page
from service.articles.html.parsing import PageLimits
from tests.growth import check_growth, repeat, seconds
from tests.patterns import attacks, patterns, uses

PATTERNS = patterns()
# Where a pattern is given no more than so many characters, it may take its time over them.
CAPS = {"articles.html.metadata.headline._SEPARATOR": 1_200}
SHORT, LONG = 2_000, 8_000
# Between 4 times the text in linear time and in quadratic time; and, for those that may take
# quadratic time, between that and cubic time.
STEEP, STEEPER = 9.0, 32.0
# Times as long as the yardstick: the quadratic patterns took 1,000 and more. Growth is judged
# where there is something to measure.
FLOOR, MOST = 50.0, 1_000.0
# What else the machine does makes a time longer: what is too long is measured again.
ATTEMPTS = 3


def run(pattern: Any, method: str, text: Any) -> Callable[[], object]:
    """What applies the pattern to the text as the service does."""
    if method == "finditer":
        return lambda: [None for _ in pattern.finditer(text)]
    if method == "sub":
        return lambda: pattern.sub(text[:0], text)
    called: Callable[[Any], object] = getattr(pattern, method)
    return lambda: called(text)


@cache
def yardstick() -> float:
    """The seconds in which a matcher reads the long text once: some 0.1 ms."""
    plain, text = re.compile(r"(?:a|bb)*c"), "a" * LONG
    return seconds(lambda: plain.match(text), 20)


def worst(pattern: Any, method: str) -> list[tuple[Any, Any, Any]]:
    """The attacks that take longest at 500 characters, which is where a power shows already."""
    tried = list(attacks(pattern))

    def tell(index: int, rounds: int) -> float:
        lead, piece, end = tried[index]
        return seconds(run(pattern, method, lead + piece * (500 // len(piece)) + end), rounds)

    slowest = sorted(range(len(tried)), key=lambda index: -tell(index, 1))[:40]
    return [tried[index] for index in sorted(slowest, key=lambda index: -tell(index, 2))[:4]]


def fault(pattern: Any, method: str, cap: int | None = None) -> str | None:
    """An attack over which the pattern takes more than linear time, or too long."""
    for lead, piece, end in worst(pattern, method):
        one, four = (
            run(pattern, method, lead + piece * (length // len(piece)) + end)
            for length in ((cap // 4, cap) if cap else (SHORT, LONG))
        )
        short = long = float("inf")
        for _ in range(ATTEMPTS):
            short, long = min(short, seconds(one, 3)), min(long, seconds(four))
            steep = long > FLOOR * yardstick() and long > (STEEPER if cap else STEEP) * short
            if not steep and long <= MOST * yardstick():
                break
        else:
            return f"{method}: {lead!r} + {piece!r} * n + {end!r}: {long / short:.1f} times"
    return None


def test_all_patterns_are_found() -> None:
    """As many patterns as the sources compile, those in tables among them."""
    sources = Path(service.__path__[0]).rglob("*.py")
    compiled = sum(len(re.findall(r"\bcompile\(", path.read_text("utf-8"))) for path in sources)
    assert 60 < compiled <= len(PATTERNS) + 3  # compiled by a function, or of the same words
    assert "text.sentences.rules._ENDS[fr]" in PATTERNS
    assert CAPS.keys() <= PATTERNS.keys()


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (re.compile(r"\|\s*\s*x$"), "search"),
        (re.compile(r"below.*\W*"), "fullmatch"),
        (re.compile(r"\s+$"), "search"),
        (re.compile(rb"charset\s*[\"']?\s*(\w)"), "search"),
    ],
)
def test_bad_patterns_are_told(pattern: Any, method: str) -> None:
    """What is tried here finds the quadratic patterns of the common kinds."""
    assert fault(pattern, method)


@pytest.mark.parametrize("place", PATTERNS)
def test_a_pattern_takes_linear_time(place: str) -> None:
    """Four times the text takes about four times as long, at the worst that is found."""
    for method in uses(place):
        assert fault(PATTERNS[place], method, CAPS.get(place)) is None


@pytest.mark.parametrize(
    ("before", "piece", "behind"),
    [
        ("x |", " ", "y"),
        ("getty", " ", "y"),
        ("article continues below", "!", "\ny"),
        ("Photograph: ", "ap/", ""),
        ("", "(", ""),
        ("", "- ", ""),
    ],
    ids=["bar", "agency", "label", "credits", "brackets", "dashes"],
)
def test_a_line_of_rubbish_is_named_at_once(before: str, piece: str, behind: str) -> None:
    """A line behind a bar with 1,950 blanks took 0.4 s, and a text has thousands of lines."""

    def name(length: int) -> None:
        line = before + repeat(piece, length) + behind
        for _ in range(10):
            name_furniture(line, count_words(line))

    check_growth(name, 240, 1_920)


@pytest.mark.parametrize(
    ("before", "piece", "behind"),
    [
        ("<title>", "a\u2003", "</title>"),
        ("<title>", "\u2003", "-</title>"),
        ("<meta name='author' content='Ann Holt", "\u2003", "x'>"),
        ("<meta name='author' content='Ann Holt", " Monday", "'>"),
    ],
    ids=["separators", "blanks", "author of blanks", "author of days"],
)
def test_what_a_page_states_is_read_in_linear_time(before: str, piece: str, behind: str) -> None:
    """Titles and authors without end are cut before they are taken apart."""
    limits = PageLimits(nodes=1_000, attributes=1_000, nesting=100, characters=1_000_000)

    def read(length: int) -> None:
        head = before + repeat(piece, length) + behind
        body = "<p>The pier is closed. It is closed until Friday, the board said on Monday.</p>" * 5
        read_page(f"<html><head>{head}</head><body>{body}</body></html>", limits)

    check_growth(read, 12_500, 100_000)
