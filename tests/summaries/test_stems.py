"""Tests of `service.summaries.stems`: stems are sumy's, each found once."""

from __future__ import annotations

import pytest

from service.summaries import stems
from service.summaries.language_resources import LONGEST_STEMMED, stemmer
from service.summaries.stems import cached_stemmer
from tests.growth import check_growth


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("repairing", "repairs", "bridge", "2021", "don't", "naïve")),
        ("de", ("brücken", "brücke", "fahren")),
        ("ru", ("мосты", "городской")),
        ("zh", ("大桥",)),
        ("und", ("Repairing",)),
    ],
)
def test_stems_are_sumy_s(language: str, words: tuple[str, ...]) -> None:
    """At the first asking and at the second."""
    stem = cached_stemmer(language)
    for _ in range(2):
        assert [stem(word) for word in words] == [stemmer(language)(word) for word in words]


def test_languages_do_not_share_stems() -> None:
    """A word has the stem of its own language."""
    assert cached_stemmer("en")("universities") != cached_stemmer("de")("universities")


def test_an_arabic_stem_does_not_depend_on_the_words_before() -> None:
    """The stemmer itself remembers what it cut off last."""
    stem = cached_stemmer("ar")
    stems._cached_stem.cache_clear()
    assert [stem("درسوا"), stem("مجلسهم")] == ["درس", "مجلس"]
    stems._cached_stem.cache_clear()
    assert [stem("مجلسهم"), stem("درسوا")] == ["مجلس", "درس"]


def test_an_endless_word_is_left_as_it_is() -> None:
    """A word of a megabyte, on which sumy's stemmers take quadratic time, only gets lower case."""
    stem, word = cached_stemmer("en"), "Ay" * 500_000
    assert stem(word) == word.lower()
    check_growth(stem, word[:125_000], word)
    root = "ta" * (LONGEST_STEMMED // 2 - 2) + "m"
    assert cached_stemmer("en")(f"{root}ing") == root
    assert cached_stemmer("en")(f"tata{root}ing") == f"tata{root}ing"
