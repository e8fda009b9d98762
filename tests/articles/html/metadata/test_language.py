"""Tests of `service.articles.html.metadata.language`: whether a page is in what it states."""

from __future__ import annotations

import pytest

from service.articles.html.metadata.language import told_language
from tests.articles.html.metadata.pages import PARAGRAPHS


@pytest.mark.parametrize("code", sorted(PARAGRAPHS))
def test_a_page_that_says_what_it_is_in_is_believed(code: str) -> None:
    """And one that says nothing, or English, is told by its words."""
    text = PARAGRAPHS[code]
    assert told_language(text, code) == code
    if code not in ("sv", "da"):
        assert told_language(f"{text} {text}", "") == code
        assert told_language(f"{text} {text}", "en") == code


def test_what_cannot_be_told_is_as_stated() -> None:
    """A text of names and figures, or in a language whose words are not known."""
    assert told_language("Orla Fenn 3:2 Tarn", "it") == "it"
    assert told_language("Lamppu syttyi taas eilen illalla.", "fi") == "fi"
    assert told_language("", "") == ""
