"""What a page states about its article: headline, authors, date and site, by trafilatura.

trafilatura reads `<meta>`, Open Graph, JSON-LD and bylines, htmldate finds the date; what they
give is made fit to show here.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

_log = logging.getLogger(__name__)

# Longer than any headline; what is over it is a page's fault, and is cut at a word.
_LONGEST, _LONGEST_SITE = 300, 100

# The extensive search guesses at dates in the text, slowly (docs/decisions/0033). A fixed last day
# keeps answers from depending on the day they are given.
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "deferred_url_extractor": True,
    "outputformat": "%Y-%m-%dT%H:%M:%S%z",
    "max_date": "2100-01-01",
}
# Accounts of content management systems, not people.
_ACCOUNTS = {"admin", "administrator", "editor", "root", "webmaster", "wordpress"}
# The date behind a byline, of which trafilatura keeps the words; not the months that are names.
_DATE_WORDS = re.compile(
    r"(?:^|(?<!\s)\s++)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|july|september"
    r"|october|november|december|published|updated|posted)$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s+[-–—|·•:»«/]\s+|\s*\|\s*|:\s+")
_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,})(?:[/:]\S*)?", re.IGNORECASE
)
_COPYRIGHT = re.compile(r"©|\bcopyright\b|\(c\)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\u200b\u200e\u200f\u2028-\u202f\u2060-\u2069\ufeff]+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page states; None where it does not.

    `author` is names joined by "; ", `date` an ISO 8601 day, or a date and time where the page
    states the time.
    """

    title: str | None = None
    author: str | None = None
    date: str | None = None
    site: str | None = None


def read_metadata(tree: HtmlElement) -> Metadata:
    """Return what the page states; a page that breaks the search states nothing."""
    try:
        found = extract_metadata(tree, date_config=_DATES, author_blacklist=_ACCOUNTS)
    except Exception as error:
        # Heuristics over others' JSON may raise anything; the article is there all the same.
        _log.info("metadata unreadable: %s", type(error).__name__)
        return Metadata()
    site = _site(tree, found.sitename, found.hostname)
    return Metadata(
        title=_title(_plain(found.title), site, found.hostname),
        author=_author(_plain(found.author)),
        date=_date(found.date),
        site=site,
    )


def _plain(value: object) -> str | None:
    """A value in one line, without control characters and marks of direction."""
    return _CONTROL.sub(" ", value).strip() or None if isinstance(value, str) else None


def _cut(value: str, separator: str) -> str:
    """A value that is not too long; the last piece, which may be half a word, goes."""
    if len(value) <= _LONGEST:
        return value
    return value[: _LONGEST - 1].rpartition(separator)[0].rstrip() + "…"


def _title(title: str | None, site: str | None, host: str | None) -> str | None:
    """The headline without the site's name before or behind it."""
    if title is None:
        return None
    names = {_letters(name) for name in (site, host, (host or "").partition(".")[0]) if name}
    # Every separator is tried; a title of 10,000 characters may be made of them.
    title = title[: 4 * _LONGEST]
    start, end = 0, len(title)
    for separator in _SEPARATOR.finditer(title):
        if _letters(title[: separator.start()]) in names:
            start = separator.end()
        elif end == len(title) and _letters(title[separator.end() :]) in names:
            end = separator.start()
    return _cut(title[start:end] or title, " ")


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold())).removeprefix("the")


def _author(author: str | None) -> str | None:
    names: list[str] = []
    # Each date is taken away by itself; an author of 20,000 words may be made of them.
    for name in (author or "")[: 4 * _LONGEST].split(";"):
        bare = name.strip()
        while (date := _DATE_WORDS.search(bare)) is not None:
            bare = bare[: date.start()]
        if bare and bare not in names and not _ADDRESS.fullmatch(bare):
            names.append(bare)
    return _cut("; ".join(names), "; ") or None


def _date(date: str | None) -> str | None:
    """A day, or a date and time where there is a time."""
    try:
        stated = datetime.fromisoformat(date or "")
    except ValueError:
        return None
    if stated.tzinfo is None and not (stated.hour or stated.minute or stated.second):
        return stated.date().isoformat()
    return stated.isoformat()


def _site(tree: HtmlElement, name: str | None, host: str | None) -> str | None:
    """The site's name as the page states it, or its domain where what it states is no name."""
    site = _plain(name)
    if site is None or len(site) > _LONGEST_SITE or _COPYRIGHT.search(site):
        return host
    if (address := _ADDRESS.fullmatch(site)) is not None:
        return str(address[1])
    folded = site.casefold()
    stated = [value.strip() for value in tree.xpath("//meta/@content")]
    stated = [value for value in stated if value.lstrip("@").casefold() == folded]
    if not stated:
        # Out of <title> trafilatura takes whatever has a full stop in it, a headline too.
        in_title = "." in site and not _in_json(tree, site)
        return host if in_title else site
    # It turns "9to5" into "9To5", and "@courier" into "Courier".
    named: str | None = next((value for value in stated if not value.startswith("@")), None)
    if named is None and host is not None and _letters(site) != _letters(host.partition(".")[0]):
        return host
    return named or site


def _in_json(tree: HtmlElement, name: str) -> bool:
    scripts = tree.xpath("//script[contains(@type, 'json')]/text()")
    return any(name in script for script in scripts)
