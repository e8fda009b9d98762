"""A request whose answer is recorded, and short ways to write one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

JSON, TEXT, HTML, NDJSON = "application/json", "text/plain", "text/html", "application/x-ndjson"
FORM = "application/x-www-form-urlencoded"
Arrival = Literal["whole", "chunked", "stalled", "broken"]


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `name` is a path whose first part is its group, and names its record.

    `application` is which of the applications is asked, by its settings. A body that arrives
    `chunked` announces no length, one that is `stalled` ends in a silence, and one that is
    `broken` announces more than there is.
    """

    name: str
    method: str
    path: str
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    application: str = "default"
    arrival: Arrival = "whole"

    @property
    def group(self) -> str:
        """What it is a case of."""
        return self.name.partition("/")[0]


def get(name: str, path: str, **more: Any) -> Request:
    """Return a request without a body."""
    return Request(name, "GET", path, **more)


def post(
    name: str,
    path: str,
    body: str | bytes,
    kind: str,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> Request:
    """Return a request with a body of a content type, none where it is empty."""
    sent = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    named = {"Content-Type": kind} if kind else {}
    return Request(name, "POST", path, sent, tuple({**named, **(headers or {})}.items()), **more)


def plain(
    name: str, text: str, *, route: str = "analysis", kind: str = TEXT, **options: Any
) -> Request:
    """Return a text, or a page, as the body, with its options in the query string."""
    written = {
        key: str(value).lower() if isinstance(value, bool) else value
        for key, value in options.items()
    }
    query = f"?{urlencode(written)}" if written else ""
    return post(name, f"/v1/{route}{query}", text, kind)


def fields(name: str, *, route: str = "analysis", **article: Any) -> Request:
    """Return an article as JSON, with its options beside it."""
    return post(name, f"/v1/{route}", json.dumps(article, ensure_ascii=False), JSON)


def lines(
    name: str,
    articles: Iterable[Mapping[str, Any] | bytes],
    *,
    route: str = "analysis",
    **more: Any,
) -> Request:
    """Return articles as NDJSON; what is bytes already is a line as it stands."""
    rows = [
        row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode()
        for row in articles
    ]
    return post(name, f"/v1/{route}", b"\n".join(rows), NDJSON, **more)
