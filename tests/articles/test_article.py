"""Tests of `service.articles.article`."""

from __future__ import annotations

from typing import get_args

from service.articles.article import Article, Removed
from service.articles.furniture.kinds import Kind
from service.text.spans import Span
from service.text.words import read_words

DOCUMENT = "Skip to content\r\nThe pier is shut.\r\nRead more\r\nNobody was hurt."


def build(*body: Span) -> Article:
    """An article of the given spans of DOCUMENT."""
    removed = (Removed(Span(0, 15), "navigation"), Removed(Span(36, 9), "teaser"))
    return Article(DOCUMENT, "submitted", "en", None, None, body, removed, (), read_words(DOCUMENT))


def test_the_text_is_the_body_with_blank_lines_between_paragraphs() -> None:
    """`text` joins the body's spans, without what was removed between them."""
    article = build(Span(17, 17), Span(47, 16))
    assert article.text == "The pier is shut.\n\nNobody was hurt."


def test_the_text_of_an_empty_body_is_empty() -> None:
    """Without a body there is no text, whatever the document says."""
    assert build().text == ""


def test_the_kinds_are_named_once_each() -> None:
    """No two kinds share a name, and the catch-all is among them."""
    kinds = get_args(Kind)
    assert len(set(kinds)) == len(kinds)
    assert "other" in kinds
