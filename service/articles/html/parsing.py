"""From a page's characters to what the parser may be given, within limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from service.articles.errors import PageTooComplex, PageTooDeep, PageUnreadable

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


class Target(Protocol):
    """What the parser tells of a page, in its order: each start is ended once."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """The innermost element ends."""

    def close(self) -> None:
        """The page ends."""


class Gauge:
    """Counts as the parser goes, and ends it at a limit: a tree of 4 MB of tags takes 240 MB.

    Raises `PageTooComplex` and `PageTooDeep`.
    """

    def __init__(self, limits: PageLimits) -> None:
        self._limits = limits
        self._nodes = self._attributes = self._depth = 0

    def start(self, _: str, attributes: dict[str, str]) -> None:
        """Count an element, its attributes and how deep it lies."""
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
        """Come up from an element."""
        self._depth -= 1

    def close(self) -> None:
        """Nothing is built."""


def clean_markup(page: str) -> bytes:
    """Return a page without the characters that nobody may write, as UTF-8.

    The parser is told UTF-8 and given bytes: from a str, lxml would obey the page's own charset
    declaration, which no longer holds once the page is decoded.
    """
    cleaned = _REFERENCE.sub(_allowed, _DECLARATION.sub("", _FORBIDDEN.sub(" ", page)))
    return cleaned.encode("utf-8")


def read_events(markup: bytes, target: Target) -> None:
    """Tell `target` the page's elements and text; raises `PageUnreadable`, and what it raises."""
    # `huge_tree`: without it libxml2 drops, silently, all that is behind the 256th level.
    parser = etree.HTMLParser(  # type: ignore[call-overload]
        encoding="utf-8", huge_tree=True, target=target
    )
    try:
        etree.fromstring(markup, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise PageUnreadable from error


def read_tree(markup: bytes) -> HtmlElement:
    """Return the page as a tree, without comments; has to be gauged before.

    Raises `PageUnreadable` where there is no markup at all to read.
    """
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise PageUnreadable from error


def _allowed(reference: re.Match[str]) -> str:
    """A character reference, unless it names what is forbidden: the parser would make that."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return " " if code > _LAST or _FORBIDDEN.match(chr(code)) else reference[0]
