"""What a page prints of its author and date: marked elements, and lines by the headline."""

from __future__ import annotations

import re
from functools import cached_property
from typing import cast

from lxml.html import HtmlElement

from service.articles.html.metadata.layout import Layout

# What elements are called in which a byline or a date stands.
_ATTRIBUTES = frozenset({"class", "id", "itemprop", "rel", "data-testid", "data-component"})
_BYLINE = re.compile(r"author|byline|autor|auteur|writer|journalist|contributor|byl\b|creator")
_AUTHOR_PAGE = re.compile(r"/(?:authors?|autore?s?|auteurs?)/[^/]")
_DATE = re.compile(r"date|time|publish|posted|byline|meta")
# Parts of a byline that are not the name, and what only sounds alike.
_NO_BYLINE = re.compile(
    r"(?:author|autor|auteur|byline|writer|contributor)s?[-_ ]{0,2}(?:bio|desc|about|image|img"
    r"|avatar|photo|pic|thumb|social|role|job|title|position|e?mail|twitter|handle|location|follow"
    r"|date|time|count|more|note|ity|itat|is[ei]|link-?icon|info-?icon)"
    r"|about[-_]?(?:the[-_]?)?author|typewriter|underwriter|byliner"
)
_NO_BYLINES = frozenset(
    {"html", "body", "main", "article", "h1", "script", "style", "time", "img", "svg", "input"}
    | {"link", "head"}
)
_SKIPPED = frozenset(
    {"script", "style", "noscript", "svg", "img", "button", "figure", "picture", "template"}
)
_BLOCKS = frozenset(
    {"a", "address", "article", "br", "dd", "div", "dl", "dt", "figcaption", "footer", "header"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "section", "table"}
    | {"td", "th", "time", "tr", "ul"}
)
_MAX_MARKED, _MAX_ELEMENTS, _LONGEST_NAME = 80, 60, 500
# Lines behind the headline among which an unmarked byline may be, and before it.
_BEHIND, _BEFORE = 8, 2
_LONGEST_LINE = 200


class Printed:
    """What of a page may be its byline or its date, in the page's order; looked for when asked."""

    def __init__(self, tree: HtmlElement, layout: Layout) -> None:
        self._tree = tree
        self._layout = layout

    @property
    def bylines(self) -> list[HtmlElement]:
        """The elements that are called author or byline, the outer before the inner."""
        return self._marked[0]

    @property
    def dates(self) -> list[HtmlElement]:
        """The elements that are `<time>`, or called date, time or byline."""
        return self._marked[1]

    @cached_property
    def _marked(self) -> tuple[list[HtmlElement], list[HtmlElement]]:
        known: dict[str, tuple[bool, bool]] = {}
        bylines: list[HtmlElement] = []
        dates: list[HtmlElement] = []
        for element in self._tree.iter():
            byline, date = element.tag == "author", element.tag == "time"
            for attribute, value in element.items():
                if attribute == "href":
                    byline |= "/aut" in value and _AUTHOR_PAGE.search(value[:300]) is not None
                elif attribute in _ATTRIBUTES:
                    if value not in known:
                        known[value] = _marks(value)
                    byline |= known[value][0]
                    date |= known[value][1] and attribute in ("class", "itemprop")
            if byline and len(bylines) < _MAX_MARKED and element.tag not in _NO_BYLINES:
                bylines += [] if self._layout.is_apart(element) else [element]
            if date and len(dates) < _MAX_MARKED and element.tag not in ("html", "body", "script"):
                dates += [] if self._layout.is_apart(element) else [element]
        return bylines, dates

    @cached_property
    def lines(self) -> list[str]:
        """The short lines next to the headline, first those behind it; no sentence is one."""
        headline = self._layout.headline
        if headline is None:
            return []
        holders = {headline, *headline.iterancestors()}
        taken: set[HtmlElement] = set()
        lines: tuple[list[str], list[str]] = ([], [])
        passed = False
        for element in self._tree.iter():
            if element is headline:
                passed = True
            if element in holders or element.getparent() in taken:
                taken |= {element} - (holders - {headline})
            elif element.tag in _SKIPPED or _is_line(element):
                taken.add(element)
                if element.tag not in _SKIPPED and not self._layout.is_apart(element):
                    lines[passed].append(element_text(element, times=True))
                    if len(lines[True]) >= _BEHIND:
                        break
        near = [*lines[True], *reversed(lines[False][-_BEFORE:])]
        return [line for line in near if _is_no_sentence(line)]


def _marks(value: str) -> tuple[bool, bool]:
    """Whether what an element is called is a byline's name, and whether it is a date's."""
    name = value[:_LONGEST_NAME].lower()
    return (
        _BYLINE.search(name) is not None and _NO_BYLINE.search(name) is None,
        _DATE.search(name) is not None,
    )


def element_text(element: HtmlElement, *, times: bool = False) -> str:
    """The text of an element in one line, with `|` where a block, link or labelled part ends."""
    parts: list[str] = []
    _collect(element, parts, [_MAX_ELEMENTS], times=times)
    return " ".join("".join(parts).split())


def _collect(element: HtmlElement, parts: list[str], left: list[int], *, times: bool) -> None:
    left[0] -= 1
    if left[0] < 0:
        return
    parts.append(element.text or "")
    for inner in cast("list[HtmlElement]", list(element[:_MAX_ELEMENTS])):
        tag = inner.tag
        if tag not in _SKIPPED and (times or tag != "time"):
            apart = " | " if tag in _BLOCKS or (tag == "span" and _is_labelled(inner)) else ""
            # Labels and names in elements of their own are often set apart by style alone.
            last = next((part for part in reversed(parts) if part), "")
            if (inner.text or "")[:1].isupper() and last[-1:].islower():
                apart = apart or " "
            parts.append(apart)
            _collect(inner, parts, left, times=times)
            parts.append(apart)
        parts.append(inner.tail or "")


def _is_labelled(element: HtmlElement) -> bool:
    """Say whether a part with a name of its own is more than the half of someone's name."""
    named = element.get("class") or element.get("itemprop")
    return bool(named) and " " in (element.text or "").strip()


def _is_line(element: HtmlElement) -> bool:
    """Say whether an element is one line: it has text, or nothing but inline elements."""
    if element.tag in ("html", "head", "body", "main", "article", "section", "ul", "ol", "table"):
        return False
    if (element.text or "").strip():
        return True
    return len(element) > 0 and all(
        inner.tag not in ("div", "p", "section", "article", "ul", "ol", "table", "h1", "h2", "h3")
        for inner in element
    )


def _is_no_sentence(line: str) -> bool:
    end = line.rstrip(" |\"'”»")
    short = 0 < len(line.strip(" |")) <= _LONGEST_LINE
    return short and (end.endswith(("a.m.", "p.m.")) or not end.endswith((".", "?", "!", "…")))
