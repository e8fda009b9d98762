"""An HTML page as a document, with what trafilatura takes for the article in it.

Runs in a process of its own (see `isolated_process`), so this module imports nothing heavy of ours.
trafilatura is chosen by measurement (docs/decisions/0033); which lines are the article is decided
where it is one opinion among others (`lines.rendered.body`).
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from service.articles.errors import NoArticleFound
from service.articles.html.metadata.page_metadata import Metadata, read_metadata
from service.articles.html.parsing import PageLimits, clean_markup, read_tree
from service.articles.html.rendering.document import Rendering, render
from service.articles.html.rendering.kept import find_kept
from service.text.charset_detection import decode_guessed

# Made once: it takes a twentieth of the time of a page.
_FAST, _WHOLE = (
    Extractor(fast=fast, output_format="python", precision=True, comments=False)
    for fast in (True, False)
)
# Elements that trafilatura takes nothing from; without them it finds the same in three quarters of
# the time, since it searches the page again and again. A `head` may have the article in it, where a
# page has no `body`.
_NEVER_TAKEN = (
    *("script", "style", "svg", "noscript", "iframe", "template", "link", "meta", "nav"),
    *("footer", "aside", "menu", "select", "object", "embed", "canvas", "map", "picture", "video"),
    "audio",
)
# Where trafilatura keeps less of what is not in links, it is asked for second opinions too: with
# them on every page the line model finds no more (docs/decisions/0057).
_FEW = 0.3


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page shows, and what it states about its article."""

    rendering: Rendering
    stated: Metadata = Metadata()

    @property
    def text(self) -> str:
        """All that the page shows, a line a block."""
        return self.rendering.text


def read_page(page: str | bytes, limits: PageLimits) -> Page:
    """Return an HTML page as a document, with what trafilatura keeps of each line in its box.

    Bytes are a page whose charset can only be guessed. Raises `PageTooComplex` and `PageTooDeep`
    for markup over its limits, `PageUndecodable`, `PageUnreadable` where there is no markup at all
    to read, `PageTextTooLong`, and `NoArticleFound` where the page shows nothing.
    """
    markup = clean_markup(page if isinstance(page, str) else decode_guessed(page))
    try:
        rendering = render(markup, limits)
    except NoArticleFound:
        # Of nothing at all there is no tree.
        read_tree(markup)
        raise
    tree = read_tree(markup)
    stated = read_metadata(tree)
    found = _extract(tree)
    if len(found) < _FEW * sum(box.length - box.linked for box in rendering.boxes):
        found = _extract(read_tree(markup), fast=False)
    kept = find_kept(rendering.lines, found)
    return Page(rendering.with_kept(kept), stated)


def _extract(tree: HtmlElement, *, fast: bool = True) -> str:
    """The article's text by trafilatura, empty where it finds none; the tree is spoilt by it.

    `fast`: without its second opinions, which take half its time.
    """
    etree.strip_elements(tree, *_NEVER_TAKEN, with_tail=False)
    found = bare_extraction(tree, options=_FAST if fast else _WHOLE, as_dict=False)
    return str(getattr(found, "text", None) or "")
