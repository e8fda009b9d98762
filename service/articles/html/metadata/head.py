"""What the head of a page states: its `<meta>`, its `<title>`, its address and its language."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from courlan import extract_domain
from lxml.html import HtmlElement

_MAX_METAS = 1_000


@dataclass(frozen=True, slots=True)
class Head:
    """The values of `<meta>` by name in small letters, the title, the address and the locale."""

    metas: dict[str, list[str]]
    title: str | None
    address: str | None
    locale: str

    def first(self, *names: str) -> str | None:
        """The first value of the first of these names that has one."""
        return next(iter(self.all(*names)), None)

    def all(self, *names: str) -> list[str]:
        """The values of all of these names, in the order of the names."""
        return [value for name in names for value in self.metas.get(name, ())]

    @property
    def host(self) -> str | None:
        """The domain of the page's address."""
        return extract_domain(self.address, fast=True) if self.address is not None else None


def read_head(tree: HtmlElement) -> Head:
    """Read what the head states; a `<meta>` of the body counts, as parsers move many there."""
    metas: dict[str, list[str]] = {}
    for number, element in enumerate(tree.iter("meta")):
        if number == _MAX_METAS:
            break
        value = (element.get("content") or "").strip()
        name = element.get("property") or element.get("name") or element.get("http-equiv")
        if value and name:
            metas.setdefault(name.strip().lower(), []).append(value)
    title = tree.find(".//title")
    return Head(
        metas,
        title.text_content() if title is not None else None,
        _address(tree, metas),
        _locale(tree, metas),
    )


def _address(tree: HtmlElement, metas: dict[str, list[str]]) -> str | None:
    links = [
        link.get("href") or ""
        for link in tree.iterfind(".//link[@rel][@href]")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    base = [element.get("href") or "" for element in tree.iterfind(".//base[@href]")]
    stated = [*metas.get("og:url", ()), *links, *metas.get("twitter:url", ()), *base]
    for address in stated:
        whole = f"https:{address}" if address.startswith("//") else address.strip()
        try:
            parts = urlsplit(whole)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and "." in parts.netloc:
            return whole
    return None


def _locale(tree: HtmlElement, metas: dict[str, list[str]]) -> str:
    """The page's language as it states it, such as `en-us`; empty where it does not."""
    root = tree.getroottree().getroot()
    body = root.find("body") if root is not None else None
    elements = [element for element in (root, body) if element is not None]
    stated = [element.get("lang") or element.get("xml:lang") or "" for element in elements]
    names = ("og:locale", "content-language", "language", "dc.language", "dcterms.language")
    stated += [value for name in names for value in metas.get(name, ())]
    locales = [value.strip().lower().replace("_", "-") for value in stated if value.strip()]
    if not locales:
        return ""
    # "en" is made more of by "en-US".
    wider = (one for one in locales if one.startswith(f"{locales[0]}-"))
    return locales[0] if "-" in locales[0] else next(wider, locales[0])
