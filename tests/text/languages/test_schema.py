"""Tests of `service.text.languages.schema`: what the fields of a language say together."""

from __future__ import annotations

import pytest
import regex

from service.text.languages.schema import Openings

OPENINGS = Openings(
    words=frozenset({"this", "he"}),
    pairs=frozenset({"for_example"}),
    demonstratives=frozenset({"this"}),
    times=frozenset({"week"}),
    phrase=regex.compile("Yes,"),
)


@pytest.mark.parametrize(
    ("first", "second", "text", "points"),
    [
        ("this", "bridge", "This bridge", True),
        ("this", "week", "This week", False),
        ("he", "week", "He week", True),
        ("for", "example", "For example", True),
        ("for", "bread", "For bread", False),
        ("yes", "it", "Yes, it", True),
        ("yes", "voters", "Yes voters", False),
    ],
)
def test_words_point_back_but_for_times(first: str, second: str, text: str, points: bool) -> None:
    """A demonstrative before a time stands alone; other words, pairs and phrases point back."""
    assert OPENINGS.point_back(first, second, text) == points


def test_a_language_without_openings_has_none_that_point_back() -> None:
    """The defaults match nothing, an empty sentence included."""
    assert not Openings().point_back("he", "said", "He said")
    assert not Openings().point_back("", "", "")
