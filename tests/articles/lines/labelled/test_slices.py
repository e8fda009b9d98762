"""Tests of `service.articles.lines.labelled.slices`: what a scraper would leave of a page."""

from __future__ import annotations

import numpy as np

from service.articles.lines.labelled.pages import Page
from service.articles.lines.labelled.slices import slice_page
from service.articles.lines.line import read_lines
from service.text.document import read_document
from service.text.spans import Span

PARAGRAPHS = [f"Paragraph {i} says that the bridge was shut on a Tuesday in May." for i in range(5)]
LINES = ["Home", "News", "Bridge shut", *PARAGRAPHS, "Share", "Weather", "Sport"]


def page_of(lines: list[str]) -> Page:
    """A page whose paragraphs are the article, every line named."""
    text = "\n\n".join(lines)
    spans = [Span(text.index(line), len(line)) for line in lines]
    article = tuple(span for span, line in zip(spans, lines, strict=True) if line in PARAGRAPHS)
    kinds = tuple((span, "body" if span in article else "navigation") for span in spans)
    return Page("a page", "a.example", text, "\n".join(PARAGRAPHS), article, kinds)


def labels_of(page: Page) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which lines of a page are its article."""
    return np.array([page.share(line.span) >= 0.5 for line in read_lines(read_document(page.text))])


def test_slices_hold_the_article_and_ever_more_around_it() -> None:
    """Each slice has every paragraph, where it says it has, and its lines keep their names."""
    page = page_of(LINES)
    slices = list(slice_page(page, read_lines(read_document(page.text)), labels_of(page)))
    assert [part.text for part in slices] == [
        "\n\n".join(PARAGRAPHS),
        "\n\n".join(LINES[:-1]),
        page.text,
    ]
    for part in slices:
        assert [span.of(part.text) for span in part.article] == PARAGRAPHS
        assert {span.of(part.text): kind for span, kind in part.kinds}[PARAGRAPHS[0]] == "body"
        assert part.site == page.site


def test_a_page_without_an_article_has_no_slices() -> None:
    """Of a menu nothing is left to learn from."""
    page = page_of(["Home", "News", "Sport", "Weather"])
    assert list(slice_page(page, read_lines(read_document(page.text)), labels_of(page))) == []
