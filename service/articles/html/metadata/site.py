"""The name of the site, as it states it, and the letters by which it is known."""

from __future__ import annotations

import re

from service.articles.html.metadata.agreement import letters
from service.articles.html.metadata.head import Head
from service.articles.html.metadata.json_ld import JsonLd

_LONGEST, _LONGEST_TITLE = 100, 1_000
_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,})(?:[/:]\S*)?", re.IGNORECASE
)
_OTHER_NAMES = (
    *("application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher"),
    *("twitter:app:name:iphone", "twitter:app:name:googleplay", "al:ios:app_name"),
)
_COPYRIGHT = re.compile(r"©|\bcopyright\b|\(c\)", re.IGNORECASE)


def site_name(head: Head, linked: JsonLd) -> str | None:
    """Return the site's name, or its domain where what it states is no name."""
    host = head.host
    stated = [*head.all("og:site_name"), *linked.publishers]
    # "ellerycourier" is the name of a program; the publisher's is written for readers.
    written = (name for name in linked.publishers if " " in name and stated[0] not in name)
    short = letters(stated[0]) if stated and " " not in stated[0] else None
    stated = [*(name for name in written if short and short in letters(name)), *stated]
    stated += head.all(*_OTHER_NAMES)
    for name in stated:
        site = " ".join(name.split())
        if not site or len(site) > _LONGEST or _COPYRIGHT.search(site):
            continue
        if (address := _ADDRESS.fullmatch(site)) is not None:
            return str(address[1])
        if not site.startswith("@"):
            return site
    handle = (head.first("og:site_name", "twitter:site") or "").strip()
    if handle.startswith("@") and 1 < len(handle) <= _LONGEST:
        bare = handle.removeprefix("@")
        if host is None or letters(bare) == letters(host.partition(".")[0]):
            return bare
    return host or _address_in(head.title)


def _address_in(title: str | None) -> str | None:
    """The domain that stands in a `<title>` beside the headline."""
    parts = (title or "")[:_LONGEST_TITLE].split("|")
    found = (_ADDRESS.fullmatch(part.strip()) for part in parts)
    return next((str(address[1]) for address in found if address is not None), None)


def site_letters(head: Head, linked: JsonLd, site: str | None) -> frozenset[str]:
    """Return the letters of all that the site is called, without `the`: name, domain, handle."""
    host = head.host
    names = [*head.all("og:site_name", "application-name"), *linked.publishers]
    names += [site or "", host or "", (host or "").partition(".")[0]]
    if site is not None and _ADDRESS.fullmatch(site):
        names += [f"www.{site}", site.partition(".")[0]]
    names += [handle.removeprefix("@") for handle in head.all("twitter:site")]
    known = {letters(name[:_LONGEST]).removeprefix("the") for name in names}
    return frozenset(name for name in known if len(name) > 1)
