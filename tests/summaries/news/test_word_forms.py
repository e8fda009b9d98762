"""Tests of `service.summaries.news.word_forms`: what a word is by itself."""

from __future__ import annotations

import pytest

from service.summaries.news.word_forms import (
    CAPITAL,
    DIGIT,
    LETTERS,
    SEVERAL,
    STOP,
    YEAR,
    forms_of,
)
from service.text.languages.cues import ATTRIBUTION, CONNECTIVE, CUES, FIRST_PERSON, PRONOUN
from service.text.lexicon import Lexicon
from service.text.words import Tokenizer


def _read(language: str, *words: str) -> list[tuple[str, int]]:
    """The stems and bits of words."""
    forms, lexicon = forms_of(language), Lexicon()
    numbers = lexicon.numbers(words)
    stems = [lexicon.spellings[stem] for stem in forms.stems.of(lexicon, numbers).tolist()]
    return list(zip(stems, forms.bits.of(lexicon, numbers).tolist(), strict=True))


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
    assert _read("en", word) == [(stem, bits)]


def test_a_language_without_lists_has_spelling_alone() -> None:
    """No cue words, stop words or stems."""
    assert _read("und", "They") == [("they", CAPITAL | 4 << LETTERS)]


@pytest.mark.parametrize(
    ("language", "spelling", "words"),
    [
        ("en", "Ferries", ["Ferries"]),
        ("en", "U.S.", ["U.S"]),
        ("fr", "L’État", ["L", "État"]),
        ("zh", "市议会", ["市议", "议会"]),
        ("ja", "ひまわり", []),
        ("ar", "كلُّ", ["كل"]),
    ],
)
def test_a_spelling_is_the_words_of_its_language(
    language: str, spelling: str, words: list[str]
) -> None:
    """It is mostly one word, and as many as the language makes of it; none is Japanese's ending."""
    forms, lexicon = forms_of(language), Lexicon()
    assert list(forms.part(spelling)) == words
    assert words == list(Tokenizer(language).to_words(spelling))
    (only,) = forms.parts.of(lexicon, lexicon.numbers([spelling])).tolist()
    assert only == SEVERAL if len(words) != 1 else lexicon.spellings[only] == words[0]


@pytest.mark.parametrize("language", CUES)
def test_cue_words_are_written_as_they_are_looked_for(language: str) -> None:
    """In lower case, as one word."""
    assert all(word == word.lower() and word.isalpha() for word in CUES[language])
