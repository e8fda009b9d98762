"""The nodes of a page's JSON-LD: which is the article's own, and what it states.

The vocabulary is schema.org's. Contexts are not loaded: none is there at run time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from service.articles.html.metadata.agreement import compare, same_address
from service.articles.html.metadata.script_json import read_values

# The longest of real pages (a live blog) has some 300,000 characters; a tree of more takes memory.
_MAX_SCRIPT, _MAX_SCRIPTS, _MAX_NODES = 1_000_000, 2_000_000, 5_000
_ARTICLES = frozenset(
    {"article", "blogposting", "liveblogposting", "report", "socialmediaposting", "posting"}
)
_NAMESPACE = re.compile(r"^(?:https?://(?:www\.)?schema\.org/|schema:)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,200}>")
# An author may be a list in a list, or a node that refers to another.
_DEPTH = 6

Node = dict[str, object]


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote the article by a node: a name, and whether it is said to be an organisation."""

    name: str
    organisation: bool = False


class JsonLd:
    """The JSON-LD of a page, with the nodes that are about its article first."""

    def __init__(self, values: Iterable[object]) -> None:
        self._values = list(values)
        self._nodes = list(_top(self._values))
        self._named: dict[str, Node] | None = None
        self._articles: list[Node] = []

    def choose(self, headlines: list[str], address: str | None) -> None:
        """Keep the nodes of the page's own article, whose headlines and address these are.

        A node with another headline and another address is some other article's.
        """
        found = [
            (_agreement(node, headlines, address), node)
            for node in self._nodes
            if any(map(_is_article, _types(node)))
        ]
        best = max((score for score, _ in found), default=0)
        if best > 0:
            found.sort(key=lambda one: -one[0])
            self._articles = [node for score, node in found if score > 0]
        elif best == 0:
            self._articles = [node for score, node in found if score == 0][:1]

    @property
    def headlines(self) -> list[str]:
        """The headlines of the article's node, the one of most agreement first."""
        return [text for node in self._articles for text in _texts(node, "headline", "name")]

    @property
    def writers(self) -> list[Writer]:
        """The authors of the article, as the first node that states any has them."""
        for node in self._articles:
            for key in ("author", "creator"):
                found = list(dict.fromkeys(self._writers(_get(node, key), _DEPTH)))
                if found:
                    return found
        return []

    def dates(self, *keys: str) -> list[str]:
        """What the article's nodes state under these keys."""
        return [text for node in self._articles for text in _texts(node, *keys)]

    def page_dates(self, *keys: str) -> list[str]:
        """What the nodes of the page, which is not the article, state under these keys."""
        pages = [node for node in self._nodes if "webpage" in _types(node)]
        return [text for node in pages for text in _texts(node, *keys)]

    @property
    def languages(self) -> list[str]:
        """The languages of the article's nodes."""
        return [text for node in self._articles for text in _texts(node, "inLanguage")]

    @property
    def publishers(self) -> list[str]:
        """The names of who publishes the page: the article's publisher, then the site's node."""
        names = [
            name
            for node in [*self._articles, *self._nodes]
            for key in ("publisher", "sourceOrganization")
            for name in self._names(_get(node, key), _DEPTH)
        ]
        for kind in ("website", "newsmediaorganization", "organization", "corporation"):
            for node in self._nodes:
                if kind in _types(node):
                    names += _texts(node, "name", "alternateName", "legalName")
        return list(dict.fromkeys(names))

    def _names(self, value: object, depth: int) -> Iterator[str]:
        for writer in self._writers(value, depth):
            yield writer.name

    def _writers(self, value: object, depth: int) -> Iterator[Writer]:
        if depth == 0:
            return
        if isinstance(value, str):
            text = _plain(value)
            if text.startswith(("{", "[")):
                for inner in read_values(text[:10_000]):
                    yield from self._writers(inner, depth - 1)
            elif text in self._index():
                yield from self._writers(self._index()[text], depth - 1)
            elif text:
                yield Writer(text)
        elif isinstance(value, list):
            for item in value[:50]:
                yield from self._writers(item, depth - 1)
        elif isinstance(value, dict):
            yield from self._writer(value, depth)

    def _writer(self, node: Node, depth: int) -> Iterator[Writer]:
        names = _texts(node, "name")
        if not names:
            parts = [text for key in _PARTS for text in _texts(node, key)[:1]]
            names = [" ".join(parts)] if parts else []
        if names:
            organisation = any("organization" in kind or kind in _OUTLETS for kind in _types(node))
            for name in names:
                yield Writer(name, organisation)
            return
        for key in ("@list", "@set", "@value", "name"):
            if key in node:
                yield from self._writers(node[key], depth - 1)
                return
        identity = node.get("@id")
        if isinstance(identity, str):
            other = self._index().get(identity)
            if other is not None and other is not node:
                yield from self._writer(other, depth - 1) if depth else ()

    def _index(self) -> dict[str, Node]:
        """The nodes that say who they are, anywhere in the page's JSON-LD, by `@id`."""
        if self._named is None:
            self._named = {}
            for node in _all(self._values):
                identity = node.get("@id")
                # A reference has nothing else in it.
                if isinstance(identity, str) and len(node) > len({"@id", "@type"} & node.keys()):
                    self._named.setdefault(identity, node)
        return self._named


_PARTS = ("givenName", "additionalName", "familyName")
_OUTLETS = frozenset({"corporation", "website"})


def read_json_ld(tree: HtmlElement) -> JsonLd:
    """Read the page's JSON-LD; a script that is too long, or no JSON, states nothing."""
    values: list[object] = []
    left = _MAX_SCRIPTS
    for script in tree.iter("script"):
        text = script.text
        if text and "ld+json" in (script.get("type") or "").lower() and len(text) <= _MAX_SCRIPT:
            left -= len(text)
            if left < 0:
                break
            values += read_values(text)
    return JsonLd(values)


def _top(values: list[object]) -> Iterator[Node]:
    """The nodes that are not part of another: an article in one is related, or a comment's."""
    waiting, seen = list(reversed(values)), 0
    while waiting and seen < _MAX_NODES:
        value = waiting.pop()
        seen += 1
        if isinstance(value, list):
            waiting += reversed(value[:_MAX_NODES])
        elif isinstance(value, dict):
            yield value
            for key in ("mainEntity", "@graph"):
                inner = value.get(key)
                if isinstance(inner, dict | list):
                    waiting.append(inner)


def _all(values: list[object]) -> Iterator[Node]:
    waiting, seen = list(reversed(values)), 0
    while waiting and seen < _MAX_NODES:
        value = waiting.pop()
        seen += 1
        if isinstance(value, dict):
            yield value
            waiting += [inner for inner in value.values() if isinstance(inner, dict | list)]
        elif isinstance(value, list):
            waiting += [inner for inner in value[:_MAX_NODES] if isinstance(inner, dict | list)]


def _types(node: Node) -> list[str]:
    value = node.get("@type")
    stated = value if isinstance(value, list) else [value]
    return [_NAMESPACE.sub("", kind).lower() for kind in stated if isinstance(kind, str)]


def _is_article(kind: str) -> bool:
    return kind.endswith("article") or kind in _ARTICLES


def _agreement(node: Node, headlines: list[str], address: str | None) -> int:
    """How surely a node is the article's: 2 by address, 1 by headline, -1 where it is not."""
    addresses = [*_texts(node, "url", "@id"), *_addresses(node.get("mainEntityOfPage"))]
    if address is not None and any(same_address(one, address) for one in addresses):
        return 2
    stated = _texts(node, "headline", "name", "alternativeHeadline")
    shares = [compare(one, other) for one in stated for other in headlines]
    if not shares:
        return 0
    return 1 if max(shares) >= 0.5 else 0 if max(shares) > 0 else -1


def _addresses(value: object) -> list[str]:
    if isinstance(value, dict):
        return _texts(value, "@id", "url")
    return [value] if isinstance(value, str) else []


def _get(node: Node, key: str) -> object:
    for name in (key, f"schema:{key}", f"http://schema.org/{key}", f"https://schema.org/{key}"):
        if name in node:
            return node[name]
    return None


def _texts(node: Node, *keys: str) -> list[str]:
    """What a node states under these keys, as text; objects other than values are left out."""
    found: list[str] = []
    for key in keys:
        value = _get(node, key)
        for item in value[:50] if isinstance(value, list) else [value]:
            inner = item.get("@value") if isinstance(item, dict) else item
            text = _plain(inner) if isinstance(inner, str) else ""
            # A time may be counted in seconds; no name is a number.
            if key.startswith("date") and isinstance(inner, int) and abs(inner) < 10**15:
                text = str(inner)
            if text:
                found.append(text)
    return found


def _plain(text: str) -> str:
    """Text without references and tags, which JSON takes for letters."""
    text = html.unescape(text) if "&" in text else text
    return (_TAG.sub(" ", text) if "<" in text else text).strip()
