"""Tests of `service.summaries.news.word_forms`: what a word is by itself."""

from __future__ import annotations

import pytest

from service.summaries.language_resources import LONGEST_STEMMED
from service.summaries.news.word_forms import (
    CAPITAL,
    DIGIT,
    LETTERS,
    STOP,
    YEAR,
    form_reader,
    read_forms,
)
from service.text.languages.cues import ATTRIBUTION, CONNECTIVE, CUES, FIRST_PERSON, PRONOUN


@pytest.mark.parametrize(
    ("word", "stem", "bits"),
    [
        ("Ferries", "ferri", CAPITAL | 7 << LETTERS),
        ("said", "said", ATTRIBUTION | STOP | 4 << LETTERS),
        ("They", "they", PRONOUN | STOP | CAPITAL | 4 << LETTERS),
        ("but", "but", CONNECTIVE | STOP | 3 << LETTERS),
        ("our", "our", FIRST_PERSON | STOP | 3 << LETTERS),
        ("1931", "1931", DIGIT | YEAR | 4 << LETTERS),
        ("2100", "2100", DIGIT | 4 << LETTERS),
        ("7th", "7th", DIGIT | 3 << LETTERS),
        ("x" * 80, "x" * 80, 30 << LETTERS),
    ],
)
def test_a_form_says_all_that_is_asked_of_a_word(word: str, stem: str, bits: int) -> None:
    """Stem, cues, spelling and length, which counts up to thirty letters."""
    (form,) = read_forms("en", [word])
    assert (form.stem, form.bits) == (stem, bits)


def test_a_language_without_lists_has_spelling_alone() -> None:
    """No cue words, stop words or stems."""
    (form,) = read_forms("und", ["They"])
    assert (form.stem, form.bits) == ("they", CAPITAL | 4 << LETTERS)


def test_words_are_read_once_but_for_the_longest() -> None:
    """What is kept is bounded in number and in length."""
    reader = form_reader("en")
    reader.cache_clear()  # type: ignore[attr-defined]
    longest = "ab" * LONGEST_STEMMED
    forms = read_forms("en", ["ferries", longest, "ferries"])
    assert forms[0] is forms[2]
    assert forms[1].stem == longest
    assert reader.cache_info().currsize == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", CUES)
def test_cue_words_are_written_as_they_are_looked_for(language: str) -> None:
    """In lower case, as one word."""
    assert all(word == word.lower() and word.isalpha() for word in CUES[language])
