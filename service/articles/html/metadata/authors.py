"""Who wrote the article: persons, or an agency where no person is named."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from service.articles.html.metadata.agreement import letters
from service.articles.html.metadata.bylines.names import MORE, SEPARATOR, Names, read_names
from service.articles.html.metadata.head import Head
from service.articles.html.metadata.json_ld import JsonLd
from service.articles.html.metadata.printed import Printed, element_text

_META = (
    *("author", "article:author", "og:author", "og:article:author", "article.author", "authors"),
    *("byl", "byline", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator"),
    *("dc:creator", "dc.creator.aut", "citation_author", "creator", "cxenseparse:author"),
    *("rbauthors", "shareaholic:article_author_name", "dcsext.author", "atc-metaauthor"),
    "article_author",
)
_LABELS = re.compile(
    r"written by|verfasst|geschrieben|écrit|escrito|scritto|geschreven|auth?or|auteur",
    re.IGNORECASE,
)
_LONGEST, _LONGEST_ANSWER = 160, 300


def find_authors(
    head: Head, linked: JsonLd, printed: Printed, locale: str, sites: frozenset[str]
) -> str | None:
    """Return the names of the authors joined by "; ".

    What the page states for programs comes first, then the byline that it prints; of each the
    persons. Where none has a person, an agency or outlet other than the site is the author.
    """
    read = [_of_json_ld(linked, locale, sites), _of_meta(head, locale, sites)]
    for names in read:
        if _is_full(names):
            return _joined(names.persons)
    read.append(_printed(printed, locale, sites))
    if _is_full(read[-1]):
        return _joined(read[-1].persons)
    for names in read:
        if names.persons:
            return _joined(names.persons)
    return next((_joined(names.organisations[:1]) for names in read if names.organisations), None)


def _is_full(names: Names) -> bool:
    """Say whether there is a person with more than one name, which no account is called."""
    return any(" " in person or not person.isascii() for person in names.persons)


def _joined(names: Iterable[str]) -> str:
    """Names once each; where they are too many the first of them, and `MORE` for the others."""
    once = {letters(name): name for name in reversed(list(names))}
    joined = SEPARATOR.join(reversed(once.values()))
    if len(joined) <= _LONGEST_ANSWER:
        return joined
    room = _LONGEST_ANSWER - len(SEPARATOR + MORE)
    return joined[: room + len(SEPARATOR)].rpartition(SEPARATOR)[0] + SEPARATOR + MORE


def _of_json_ld(linked: JsonLd, locale: str, sites: frozenset[str]) -> Names:
    found = Names()
    for writer in linked.writers:
        names = read_names(writer.name, locale, sites)
        if writer.organisation and not names.organisations and names.persons:
            names.organisations, names.persons = [writer.name], []
        _add(found, names)
    return found


def _of_meta(head: Head, locale: str, sites: frozenset[str]) -> Names:
    stated = head.all(*_META)
    label = head.first("twitter:label1")
    if label is not None and _LABELS.search(label):
        stated += head.all("twitter:data1")
    found = Names()
    for value in stated[:20]:
        if len(value) <= 1_000 and "/" not in value.removeprefix("https:")[:8]:
            names = read_names(value, locale, sites)
            # A single name is mostly the account of whoever typed it in.
            names.persons = names.persons if _is_full(names) else []
            _add(found, names)
    return found


def _add(found: Names, names: Names) -> None:
    found.persons += names.persons
    found.organisations += names.organisations


def _printed(printed: Printed, locale: str, sites: frozenset[str]) -> Names:
    found = _marked(printed.bylines, locale, sites)
    if found.persons:
        return found
    for line in printed.lines:
        if len(line) > _LONGEST:
            continue
        for part in (line, *line.split("|")[:6]):
            names = read_names(part, locale, sites)
            # What is no byline may begin as one does: "By the sea, by the road".
            stands = all(person in part for person in names.persons)
            if names.credited and stands and not names.strange and _is_full(names):
                return names
    return found


def _marked(elements: list[HtmlElement], locale: str, sites: frozenset[str]) -> Names:
    """The names in the first element that the page calls its byline, and in those beside it."""
    found = Names()
    first: HtmlElement | None = None
    for element in elements:
        if first is not None and not _is_beside(element, first):
            continue
        text = element.get("content") or element_text(element)
        if not text or len(text) > _LONGEST:
            continue
        names = read_names(text, locale, sites)
        if not names.credited and not _is_full(names):
            names.persons = []
        if names.persons and first is None:
            first = element
        _add(found, names)
    return found


def _is_beside(element: HtmlElement, first: HtmlElement) -> bool:
    """Say whether an element is called the same as the first, and stands in the same place."""
    if element.tag != first.tag or element.get("class") != first.get("class"):
        return False
    one, other = element.getparent(), first.getparent()
    if one is None or other is None:
        return False
    return one is other or one.getparent() is other.getparent() is not None
