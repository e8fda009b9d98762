"""Tests of `service.articles.furniture.kinds`: the table's rows agree with what they are of."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest

from service.articles.furniture.kinds import FURNITURE, Furniture, Kind
from service.articles.furniture.rule import Rule
from tests.articles.furniture.samples import ANY, first_words, samples

RULES = [
    pytest.param(rule, id=f"{row.kind}-{number}")
    for row in FURNITURE
    for number, rule in enumerate(row.rules)
]


def pattern_of(rule: Rule) -> Any:
    """The pattern that a rule looks with, or None."""
    return rule.match or rule.search or rule.fullmatch


def test_every_kind_has_one_row() -> None:
    """The kinds that an answer may name are those of the table, each there once."""
    kinds = [row.kind for row in FURNITURE]
    assert len(set(kinds)) == len(kinds)
    assert set(kinds) == set(get_args(Kind))


@pytest.mark.parametrize("row", FURNITURE, ids=lambda row: row.kind)
def test_every_kind_has_a_label_of_its_own(row: Furniture) -> None:
    """The page calls each kind something, and no two the same."""
    assert row.label == row.label.strip() != ""
    assert [other.kind for other in FURNITURE if other.label == row.label] == [row.kind]


@pytest.mark.parametrize("rule", RULES)
def test_openings_are_the_first_words_of_what_is_looked_for(rule: Rule) -> None:
    """No text that a pattern takes begins with a word that its rule does not list, nor the reverse.

    A text with another first word would never be shown to the pattern.
    """
    pattern = pattern_of(rule)
    if not rule.openings or pattern is None:
        return
    assert rule.search is None, "what is within a text begins no text: it has hints"
    found = first_words(pattern, whole=rule.fullmatch is not None)
    assert found == set(rule.openings.split())


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_looks_in_one_way(rule: Rule) -> None:
    """A rule has one pattern, tried in one way, or one test of our own."""
    ways = (rule.match, rule.search, rule.fullmatch, rule.looks)
    assert sum(way is not None for way in ways) == 1


@pytest.mark.parametrize("rule", RULES)
def test_hints_are_in_all_that_is_looked_for(rule: Rule) -> None:
    """Each text that a pattern takes has one of its rule's hints in it."""
    pattern = pattern_of(rule)
    if not rule.hints or pattern is None:
        return
    without = [text for text in samples(pattern) if not any(hint in text for hint in rule.hints)]
    assert without == []


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"photos?\b", {"photo", "photos"}),
        (r"photos?", {"photo" + ANY, "photos" + ANY}),
        (r"\(?file photo", {"(", "file"}),
        (r"(?:\d+\s+)?comments\b", {"0", "comments"}),
        (r"e-?mail us", {"e", "email"}),
        (r".{0,9}contributed", {"contributed" + ANY, ANY}),
    ],
)
def test_first_words_are_found(pattern: str, words: set[str]) -> None:
    """A word that may go on, and a beginning that may be anything, are told from whole words."""
    assert first_words(re.compile(pattern)) == words
