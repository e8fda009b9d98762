"""Tests of `service.articles.furniture.rule`: the languages' phrases name what has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest

from service.articles.furniture.kinds import Kind
from service.articles.furniture.naming import name_furniture
from service.articles.furniture.rule import phrase_rules
from service.articles.furniture.wording import count_words
from service.text.languages.registry import REGISTRY
from service.text.languages.schema import Language
from tests.growth import check_growth

LANGUAGES = [pytest.param(known, id=known.name) for known in REGISTRY.values()]


def written(known: Language) -> Iterator[str]:
    """A line for each phrase of a language."""
    for kind, phrases in known.furniture.items():
        yield from phrases.lines
        for phrase in (*phrases.openings, *phrases.within):
            line = phrase.replace("{name}", "Lind").replace("…", "Lind")
            number = " 5" if kind == "timestamp" else ""
            colon = " Lind" if line.endswith((":", "：")) else ""
            yield f"{line}{colon}{number}"


@pytest.mark.parametrize("known", LANGUAGES)
def test_phrases_are_of_kinds_that_there_are(known: Language) -> None:
    """A language's file names no kind that the table does not have."""
    assert known.furniture.keys() <= set(get_args(Kind))


@pytest.mark.parametrize("known", LANGUAGES)
def test_each_phrase_names_a_line(known: Language) -> None:
    """No phrase is dead: a line that is worded so is named."""
    assert [line for line in written(known) if not name_furniture(line, count_words(line))] == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("« Publicité »", "promotion"),
        ("[ANZEIGE]", "promotion"),
        ("Kommentare (12)", "heading"),
        ("S’abonner", "promotion"),
        ("À lire aussi : le pont reste fermé", "teaser"),
        ("À lire aussi: le pont reste fermé", "teaser"),
        ("Foto di Ida Lum", "credit"),
        ("Melden Sie sich noch heute für den Newsletter an", "promotion"),
    ],
)
def test_marks_and_blanks_around_a_phrase_do_not_matter(line: str, kind: Kind) -> None:
    """Brackets, numbers, apostrophes and blanks before a colon are as people write them."""
    assert name_furniture(line, count_words(line)) == kind


@pytest.mark.parametrize(
    "line",
    ["Foto di gruppo con signora", "Anzeigentafel", "Publicitaires en grève", "Teilenden Dank"],
)
def test_a_longer_word_is_no_phrase(line: str) -> None:
    """A phrase ends where its word does, and a name has a capital."""
    assert name_furniture(line, count_words(line)) is None


@pytest.mark.parametrize("piece", ["Melden Sie sich ", "this ", "unseren ", "你", "follow "])
def test_phrases_are_looked_for_in_linear_time(piece: str) -> None:
    """A longer line takes a time that grows as its length does."""
    rules = phrase_rules("promotion", 45, lambda _: False)

    def look(length: int) -> None:
        text = piece * (length // len(piece))
        for rule in rules * 5:
            rule.test(text)

    check_growth(look, 500, 4_000)
