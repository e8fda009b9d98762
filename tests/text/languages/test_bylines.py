"""Tests of `service.text.languages.bylines`: lines that name who wrote the article."""

from __future__ import annotations

import pytest

from service.text.languages.bylines import names_authors, opens_byline
from service.text.languages.registry import REGISTRY


@pytest.mark.parametrize(
    "text",
    [
        "by Wade Ostrander",
        "By Wade OSTRANDER-HALE and Élodie O'Hara",
        "di Ginevra Tassinari | Il Ponte",
        "von Jörg Lind und Ida Lum",
        "by Wade Ostrander, Plain Speaker staff",
    ],
)
def test_names_behind_by_are_authors(text: str) -> None:
    """Two names or more, joined by a word or not, and a few words of whom they write for."""
    assert names_authors(text)
    assert opens_byline(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "by Wade",
        "by Wade Ostrander.",
        "by Wade Ostrander, who drew it up",
        "by Wade Ostrander of the county",
        "di Marco e il sindaco",
        "von Lind an die Stadt",
        "Ginevra Tassinari",
    ],
)
def test_sentences_with_a_name_are_no_authors(text: str) -> None:
    """A sentence's end, or words that are no names, make no byline."""
    assert not names_authors(text)


@pytest.mark.parametrize("text", ["By Wade", "Written by: Ida Lum", "Words: Ida Lum", "From our"])
def test_a_byline_is_told_by_its_opening(text: str) -> None:
    """English bylines begin in a few ways."""
    assert opens_byline(text)


@pytest.mark.parametrize(
    "language", [code for code, known in REGISTRY.items() if known.bylines.before_names]
)
def test_every_language_s_words_are_understood(language: str) -> None:
    """Each word before names opens a byline, each between them joins two, and no clause is one."""
    known = REGISTRY[language].bylines
    for before in known.before_names:
        assert names_authors(f"{before} Jörg Lind")
        assert names_authors(f"{before.capitalize()} Jörg Lind, Plain Speaker")
        for between in known.between_names:
            assert names_authors(f"{before} Jörg Lind {between} Ida Lum")
        for clause in known.clauses:
            assert not names_authors(f"{before} Jörg Lind, {clause} drew it up")
