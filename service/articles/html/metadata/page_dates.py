"""The dates of the article: when it was published, and when it was last changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from service.articles.html.metadata.dates.reading import find_dates, read_date
from service.articles.html.metadata.head import Head
from service.articles.html.metadata.json_ld import JsonLd
from service.articles.html.metadata.printed import Printed, element_text

_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "article:published"),
    *("og:published_time", "datepublished", "rnews:datepublished", "date_published"),
    *("article.published", "publishdate", "publish-date", "publish_date", "publishedtime"),
    *("published", "pubdate", "pub_date", "parsely-pub-date", "sailthru.date", "publication_date"),
    *("publication-date", "cxenseparse:recs:publishtime", "originalpublicationdate"),
    *("article_date_original", "article.origdate", "citation_publication_date", "citation_date"),
    *("dcterms.issued", "dc.date.issued", "dc.date", "dcterms.date", "dcterms.created"),
    *("dc.date.created", "displaydate", "bt:pubdate", "release_date", "creation_date"),
    *("datecreated", "article.created", "article:created_time", "date"),
)
_CHANGED = (
    *("article:modified_time", "og:article:modified_time", "og:updated_time"),
    *("article:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "lastmod"),
    *("last-modified", "revised"),
)
_UPDATE = re.compile(
    r"\b(?:updated?|modified|changed|edited|revised|aktualisiert|geändert|update vom|stand"
    r"|mis(?:e)? à jour|modifié|actualis[ée]|actualizad[oa]|actualización|modificad[oa]"
    r"|aggiornat[oa]|aggiornamento|modificato|atualizad[oa]|atualização|bijgewerkt|gewijzigd|uppdaterad"
    r"|opdateret|oppdatert|обновлен[оа]|изменено|zaktualizowano|aktualizacja|aktualizováno"
    r"|päivitetty|güncelle\w*)\b",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"\b(?:publi\w*|posted|veröffentlicht|erschienen|erstellt|pubblicat\w*|geplaatst|gepubliceerd"
    r"|publicerad\w*|udgivet|publisert|опубликован\w*|opublikowan\w*|julkaistu)\b",
    re.IGNORECASE,
)
_LONGEST_LINE = 160
# How sure a printed date is: stated for programs, so marked, in words; a date of change is none.
_STATED, _MARKED, _WORDS, _CHANGE = range(4)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?:/|$)")


@dataclass(frozen=True, slots=True)
class PageDates:
    """When the article was published, and when changed, as ISO 8601; None where that is unsaid."""

    published: str | None = None
    changed: str | None = None


def find_dates_of_page(head: Head, linked: JsonLd, printed: Printed, locale: str) -> PageDates:
    """Return the article's dates.

    First what the page states for programs, then what it prints about the headline; what is stated
    of the page around the article comes last.
    """
    stated = [*linked.dates("datePublished"), *head.all(*_PUBLISHED)]
    published = _exact(stated, linked.page_dates("datePublished"), locale)
    printed_change = None
    if published is None:
        published, printed_change = _printed(printed, locale)
    if published is None:
        of_page = [*linked.dates("dateCreated", "uploadDate"), *linked.page_dates("datePublished")]
        published = _first(of_page, locale) or _of_address(head.address)
    stated = [*linked.dates("dateModified"), *head.all(*_CHANGED)]
    changed = _first(stated, locale) or printed_change
    if published is None:
        changed = changed or _first(linked.page_dates("dateModified"), locale)
    elif changed is not None and changed[:10] < published[:10]:
        # Programs that fill in both state what cannot be.
        changed = None
    return PageDates(published, changed)


def _exact(stated: Iterable[str], others: Iterable[str], locale: str) -> str | None:
    """The first date stated; with its time, where another statement of that day has one."""
    first = _first(stated, locale)
    if first is None or "T" in first:
        return first
    dates = (read_date(value, locale) or "" for value in (*stated, *others))
    return next((date for date in dates if date.startswith(f"{first}T")), first)


def _first(stated: Iterable[str], locale: str) -> str | None:
    return next((date for date in (read_date(one, locale) for one in stated) if date), None)


def _printed(printed: Printed, locale: str) -> tuple[str | None, str | None]:
    """The first date of issue and the first of change in what the page prints."""
    ranked = [one for element in printed.dates for one in _of_element(element, locale)]
    if all(rank == _CHANGE for rank, _ in ranked):
        for line in printed.lines:
            if len(line) <= _LONGEST_LINE:
                ranked += _of_text(line, locale)
    published = [one for one in ranked if one[0] < _CHANGE]
    changed = [iso for rank, iso in ranked if rank == _CHANGE]
    # The first of the surest: `min` keeps the page's order.
    best = min(published, key=lambda one: one[0])[1] if published else None
    return best, changed[0] if changed else None


def _of_element(element: HtmlElement, locale: str) -> Iterator[tuple[int, str]]:
    """The dates of an element, each with how sure it is."""
    names = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
    kind = element.get("itemprop") or ""
    text = element_text(element, times=True)
    if len(text) > _LONGEST_LINE:
        return
    # What says that a date is of a change may stand before its element.
    before = (_before(element)[-40:] + " " + text) if element.tag == "time" else text
    changed = (
        "modif" in names
        or "updat" in names
        or (bool(_UPDATE.search(before)) and not (_ISSUE.search(before)))
    )
    exact = element.get("datetime") or element.get("content")
    for attribute in ("data-datetime", "data-timestamp", "title"):
        exact = element.get(attribute) if exact is None else exact
    iso = read_date(exact, locale) if exact else None
    if iso is not None:
        rank = _STATED if "datePublished" in kind or element.get("pubdate") is not None else _MARKED
        yield _CHANGE if changed else rank, iso
    else:
        for rank, found in _of_text(text, locale):
            yield _CHANGE if changed and rank == _WORDS else rank, found


def _before(element: HtmlElement) -> str:
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        return (parent.text or "") if parent is not None else ""
    if previous.tag == "time":
        return previous.tail or ""
    return f"{element_text(previous)} {previous.tail or ''}"


def _of_text(text: str, locale: str) -> Iterator[tuple[int, str]]:
    """The dates in a line, each with how sure the words before it make it."""
    place, changed = 0, False
    for found in find_dates(text, locale):
        words = text[place : found.start]
        if _UPDATE.search(words):
            changed = True
        elif _ISSUE.search(words):
            changed = False
        yield _CHANGE if changed else _WORDS, found.iso
        place = found.end


def _of_address(address: str | None) -> str | None:
    found = _IN_ADDRESS.search(address[:1_000]) if address is not None else None
    return read_date("-".join(found.groups()), "") if found is not None else None
