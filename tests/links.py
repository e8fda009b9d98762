"""What a page leads to: every address in it and in what it loads, asked one after another."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import html

_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?["']([^"']+)["']""")
_RESOLVED = re.compile(r"""new URL\(["'`]([^"'`]+)["'`]""")
_LOADED = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
# Addresses of the service as people read them, and programs that they copy.
_SHOWN = re.compile(r"(?<![\w./-])(?:https?://[\w.:\[\]-]+)?(/[\w./-]*)")
_OURS = re.compile(r"/(?:v1|static|docs|model|review|livez|readyz|metrics|openapi\.json)\b")


@dataclass(frozen=True)
class Answer:
    """What an address was answered with."""

    status: int
    kind: str
    text: str


def crawl(ask: Callable[[str], Answer], start: str) -> dict[str, Answer]:
    """Return every address that a page leads to on its own host, and its answer.

    Swagger UI's own script is not read: it is not ours, and is told its one address.
    """
    found: dict[str, Answer] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found[address] = ask(address)
        waiting.extend(_addresses(address, found[address]))
    return found


def strays(found: dict[str, Answer], prefix: str) -> list[str]:
    """Return what leads out of a prefix: addresses, and those that a page only shows."""
    return [address for address in found if not f"{address}/".startswith(f"{prefix}/")] + [
        f"{address} shows {shown}"
        for address, answer in found.items()
        if answer.kind == "text/html"
        for shown in _SHOWN.findall(html.document_fromstring(answer.text).text_content())
        if _OURS.match(shown)
    ]


def _addresses(base: str, answer: Answer) -> Iterator[str]:
    for link in _links(answer):
        url = urlsplit(urljoin(base, link))
        if not url.scheme and not url.netloc:
            yield url._replace(fragment="").geturl()


def _links(answer: Answer) -> Iterator[str]:
    if answer.kind == "text/html":
        page = html.document_fromstring(answer.text)
        named = "//@href | //@src | //@action | //@formaction | //@poster | //@cite"
        # Scripts take others from data- attributes: whatever begins as a path does.
        yield from page.xpath(f"{named} | //@*[starts-with(., '/')]")
    elif answer.kind == "text/javascript" and "swagger" not in answer.text[:2_000].lower():
        yield from _IMPORT.findall(answer.text)
        yield from _RESOLVED.findall(answer.text)
    elif answer.kind == "text/css":
        yield from (link for link in _LOADED.findall(answer.text) if not link.startswith("data:"))
    elif answer.kind == "application/json":
        description = json.loads(answer.text)
        # What is exported may be a list.
        servers = description.get("servers", []) if isinstance(description, dict) else []
        for server in servers:
            paths = description["paths"].items()
            yield from (server["url"] + path for path, item in paths if "get" in item)
