"""What a page states about its article, put together."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from service.articles.html.metadata.authors import find_authors
from service.articles.html.metadata.head import Head, read_head
from service.articles.html.metadata.headline import (
    find_headline,
    site_in_title,
    stated_titles,
)
from service.articles.html.metadata.json_ld import JsonLd, read_json_ld
from service.articles.html.metadata.language import told_language
from service.articles.html.metadata.layout import Layout, headline_text
from service.articles.html.metadata.page_dates import find_dates_of_page
from service.articles.html.metadata.printed import Printed
from service.articles.html.metadata.site import site_letters, site_name

_log = logging.getLogger(__name__)

_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\u200b\u200e\u200f\u2028-\u202f\u2060-\u2069\ufeff]+")
# How many paragraphs tell the language of a page, and how long they have to be.
_PARAGRAPHS, _LONG_ENOUGH = 32, 40


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page states; None where it does not.

    `author` is names joined by "; ", `published` and `changed` an ISO 8601 day each, or a date and
    time where the page states the time.
    """

    title: str | None = None
    author: str | None = None
    published: str | None = None
    site: str | None = None
    changed: str | None = None

    @property
    def date(self) -> str | None:
        """The date of publication, or of the last change where only that is stated."""
        return self.published or self.changed


def read_metadata(tree: HtmlElement) -> Metadata:
    """Return what the page states; a page that breaks the search states nothing."""
    try:
        return _read(tree)
    except Exception as error:
        # Whatever others' pages state, the article is there all the same.
        _log.info("metadata unreadable: %s", type(error).__name__)
        return Metadata()


def _read(tree: HtmlElement) -> Metadata:
    head, linked = read_head(tree), read_json_ld(tree)
    site = site_name(head, linked)
    sites = site_letters(head, linked, site)
    titles = stated_titles(head)
    layout = Layout(tree, titles, sites)
    shown = headline_text(layout.headline, titles) if layout.headline is not None else None
    linked.choose([*titles, *([shown] if shown else [])], head.address)
    locale = _locale(tree, head, linked)
    printed = Printed(tree, layout)
    title = _plain(find_headline(head, linked, shown, sites))
    dates = find_dates_of_page(head, linked, printed, locale)
    return Metadata(
        title=title,
        author=_plain(find_authors(head, linked, printed, locale, sites)),
        published=dates.published,
        site=_plain(site or site_in_title(head.title, title)),
        changed=dates.changed,
    )


def _locale(tree: HtmlElement, head: Head, linked: JsonLd) -> str:
    """The language of the page, with its country where it states that: by its text, then its word.

    Many a page says `en-US` whatever it is written in, for its maker does.
    """
    stated = head.locale
    for other in (one.lower().replace("_", "-") for one in linked.languages):
        # "en" is made more of by "en-US".
        stated = other if not stated or other.startswith(f"{stated}-") else stated
    text = " ".join(
        line
        for paragraph in islice(tree.iter("p"), _PARAGRAPHS)
        if len(line := " ".join(paragraph.itertext())) > _LONG_ENOUGH
    )
    language = stated.partition("-")[0]
    told = told_language(text, language)
    return stated if told == language else told


def _plain(value: str | None) -> str | None:
    """A value in one line, without control characters and marks of direction."""
    return _CONTROL.sub(" ", value).strip() or None if value is not None else None
