"""The article in an HTML page, by trafilatura.

Runs in a process of its own (see `isolated_process`), so this module imports nothing heavy of ours.
trafilatura is chosen by measurement (docs/decisions/0033).
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement
from trafilatura import bare_extraction

from service.articles.errors import NoArticleFound, PageTextTooLong
from service.articles.html.metadata.page_metadata import read_metadata
from service.articles.html.parsing import (
    Gauge,
    PageLimits,
    clean_markup,
    read_events,
    read_tree,
)
from service.articles.html.rendering.document import Rendering, render
from service.articles.html.rendering.kept import find_kept
from service.text.charset_detection import decode_guessed


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page says: its article as text, and what it states about it (see `Metadata`)."""

    text: str
    title: str | None = None
    author: str | None = None
    date: str | None = None
    site: str | None = None


def read_page(page: str | bytes, limits: PageLimits) -> Page:
    """Extract the article of an HTML page as text, a paragraph a line.

    Bytes are a page whose charset can only be guessed. Raises `PageTooComplex` and `PageTooDeep`
    for markup over its limits, `PageUndecodable`,
    `PageUnreadable` where there is no markup at all to read, `PageTextTooLong` where the article
    is, and `NoArticleFound`.
    """
    markup = clean_markup(page if isinstance(page, str) else decode_guessed(page))
    read_events(markup, Gauge(limits))
    tree = read_tree(markup)
    stated = read_metadata(tree)
    text = _extract(tree)
    if not text.strip():
        raise NoArticleFound
    if len(text) > limits.characters:
        raise PageTextTooLong(len(text), limits.characters)
    return Page(text, stated.title, stated.author, stated.date, stated.site)


def read_rendering(page: str | bytes, limits: PageLimits) -> Rendering:
    """Return an HTML page as a document, with what trafilatura keeps of each line in its box.

    Raises what `read_page` does; `NoArticleFound` only where the page shows nothing at all.
    """
    markup = clean_markup(page if isinstance(page, str) else decode_guessed(page))
    rendering = render(markup, limits)
    kept = find_kept(rendering.lines, _extract(read_tree(markup)))
    return rendering.with_kept(kept)


def _extract(tree: HtmlElement) -> str:
    """The article's text by trafilatura, empty where it finds none; the tree is spoilt by it."""
    found = bare_extraction(tree, favor_precision=True, include_comments=False, as_dict=False)
    return str(getattr(found, "text", None) or "")
