"""The article in an HTML page, by trafilatura.

Runs in a process of its own (see `isolated_process`), so this module imports nothing heavy of ours.
trafilatura is chosen by measurement (docs/decisions/0033).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction

from service.articles.errors import (
    NoArticleFound,
    PageTextTooLong,
    PageTooComplex,
    PageTooDeep,
    PageUnreadable,
)
from service.articles.html.metadata.page_metadata import read_metadata
from service.text.charset_detection import decode_guessed

# What the HTML standard and XML both forbid in text; lxml raises on NUL, browsers drop the rest.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LAST = 0x10FFFF
_REFERENCE = re.compile(r"&#(?:x0*([0-9a-f]{1,6})(?![0-9a-f])|0*(\d{1,7})(?!\d));?", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# libxml2 looks through a tag's attributes for each one more, which takes quadratic time.
_TAG_ATTRIBUTES = 1_000


@dataclass(frozen=True, slots=True)
class PageLimits:
    """How much markup is read; real pages have some 1,600 nodes and are nested 51 deep at most."""

    nodes: int
    attributes: int
    nesting: int
    characters: int


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
    tree = _parse(page if isinstance(page, str) else decode_guessed(page), limits)
    stated = read_metadata(tree)
    found = bare_extraction(tree, favor_precision=True, include_comments=False, as_dict=False)
    text = getattr(found, "text", None)
    if not text or not text.strip():
        raise NoArticleFound
    if len(text) > limits.characters:
        raise PageTextTooLong(len(text), limits.characters)
    return Page(str(text), stated.title, stated.author, stated.date, stated.site)


class _Gauge:
    """Counts as the parser goes, and ends it at a limit: a tree of 4 MB of tags takes 240 MB."""

    def __init__(self, limits: PageLimits) -> None:
        self._limits = limits
        self._nodes = self._attributes = self._depth = 0

    def start(self, _: str, attributes: dict[str, str]) -> None:
        self._nodes += 1
        self._attributes += len(attributes)
        self._depth += 1
        limits = self._limits
        if self._depth > limits.nesting:
            raise PageTooDeep(limits.nesting)
        if self._nodes > limits.nodes:
            raise PageTooComplex(limits.nodes, "nodes")
        if self._attributes > limits.attributes:
            raise PageTooComplex(limits.attributes, "attributes")
        if len(attributes) > _TAG_ATTRIBUTES:
            raise PageTooComplex(_TAG_ATTRIBUTES, "attributes in one tag")

    def end(self, _: str) -> None:
        self._depth -= 1

    def close(self) -> None:
        """Nothing is built."""


def _allowed(reference: re.Match[str]) -> str:
    """A character reference, unless it names what is forbidden: the parser would make that."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return " " if code > _LAST or _FORBIDDEN.match(chr(code)) else reference[0]


def _parse(page: str, limits: PageLimits) -> HtmlElement:
    cleaned = _REFERENCE.sub(_allowed, _DECLARATION.sub("", _FORBIDDEN.sub(" ", page)))
    # The parser is told UTF-8 and given bytes: from a str, lxml would obey the page's own
    # charset declaration, which no longer holds once the page is decoded.
    data = cleaned.encode("utf-8")
    # `huge_tree`: without it libxml2 drops, silently, all that is behind the 256th level.
    gauge = etree.HTMLParser(  # type: ignore[call-overload]
        encoding="utf-8", huge_tree=True, target=_Gauge(limits)
    )
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        etree.fromstring(data, gauge)
        return document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise PageUnreadable from error
