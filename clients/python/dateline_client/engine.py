"""What both clients do, written once: calls to requests, answers to dataclasses."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qs, quote, urlsplit

from dateline_client.answers import (
    Analysis,
    Correction,
    ModelCard,
    Receipt,
    SummaryAnswer,
    TopicAnswer,
)
from dateline_client.building import build
from dateline_client.errors import Problem, UnexpectedAnswer
from dateline_client.exchange import Asked, Exchange
from dateline_client.options import article_of, encoded, query_of
from dateline_client.streams import Sent, Stream

_Found = TypeVar("_Found", Analysis, TopicAnswer, SummaryAnswer)
_PATHS: dict[type[Any], str] = {
    Analysis: "/v1/analysis",
    TopicAnswer: "/v1/topic",
    SummaryAnswer: "/v1/summary",
}
_FEEDBACK = "/v1/feedback"


@dataclass(frozen=True)
class _Page:
    corrections: tuple[Correction, ...]


def base_of(url: str) -> str:
    """Return where the service is, without a slash at the end; raises `ValueError`.

    A name and a password in it are those that a proxy asks for.
    """
    shown = repr(url.rpartition("@")[2])
    try:
        parts = urlsplit(url)
        is_right = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_right = False
    if not is_right or not url.isprintable() or " " in url:
        raise ValueError(f"{shown} is no address of a service; pass one such as http://host:8000")
    if parts.query or parts.fragment:
        raise ValueError(f"{shown} has more than an address and a path; leave the rest out")
    return url.rstrip("/")


def headers_of(key: str | None, base: str) -> dict[str, str]:
    """Return the headers of every request; raises `ValueError` for what can be no key."""
    if key is None or not key:
        return {"Accept": "application/json"}
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ValueError("the key has characters that no key has; was it read with a line end?")
    if "@" in urlsplit(base).netloc:
        # Authorization is taken by what the proxy asks for.
        return {"Accept": "application/json", "X-API-Key": key}
    return {"Accept": "application/json", "Authorization": f"Bearer {key}"}


class Engine:
    """Asks one service."""

    def __init__(self, exchange: Exchange, batch: int, batch_bytes: int) -> None:
        if batch < 1 or batch_bytes < 1:
            raise ValueError("batch and batch_bytes are 1 or more")
        self._exchange = exchange
        self._batch, self._batch_bytes = batch, batch_bytes

    async def article(
        self,
        kind: type[_Found],
        text: str | None,
        html: str | bytes | None,
        options: Mapping[str, Any],
    ) -> _Found:
        """Return the answer to one article."""
        fields = article_of(text, html, options)
        if isinstance(html, bytes):
            # Its charset is the service's to find.
            asked = Asked("POST", _PATHS[kind], html, "text/html", query_of(options))
        else:
            asked = Asked("POST", _PATHS[kind], encoded(fields))
        reply = await self._exchange.ask(asked)
        return build(kind, reply.json(), reply.request_id)

    async def many(
        self,
        kind: type[_Found],
        articles: Iterable[Sent] | AsyncIterable[Sent],
        problems: str,
        options: Mapping[str, Any],
    ) -> AsyncGenerator[_Found | Problem, None]:
        """Yield the answer to each article, or raise or yield its problem."""
        if problems not in ("raise", "return"):
            raise ValueError(f"problems is {problems!r}; it takes 'raise' or 'return'")
        stream = Stream(self._exchange, _PATHS[kind], self._batch, self._batch_bytes)
        answers = stream.answers(articles, options)
        try:
            async for found in answers:
                if isinstance(found, Problem):
                    if problems == "raise":
                        raise found
                    yield found
                else:
                    yield build(kind, *found)
        finally:
            await answers.aclose()

    async def model(self) -> ModelCard:
        """Return the card of the serving model."""
        reply = await self._exchange.ask(Asked("GET", "/v1/model"))
        return build(ModelCard, reply.json(), reply.request_id)

    async def send_correction(
        self, topic: str, text: str | None, html: str | None, options: Mapping[str, Any]
    ) -> Receipt:
        """Say which topic is right."""
        if isinstance(html, bytes):
            raise TypeError("the page of a correction has to be str; decode it")
        fields = article_of(text, html, {"topic": topic, **options})
        reply = await self._exchange.ask(Asked("POST", _FEEDBACK, _told(fields)))
        return build(Receipt, reply.json(), reply.request_id)

    async def corrections(self, asked: Mapping[str, Any]) -> AsyncGenerator[Correction, None]:
        """Yield the corrections asked for, page by page."""
        query = query_of(asked)
        while True:
            reply = await self._exchange.ask(Asked("GET", _FEEDBACK, query=query))
            for item in build(_Page, reply.json(), reply.request_id).corrections:
                yield item
            if reply.next_link is None:
                return
            # The address may be that before a proxy; where the next page begins is the same.
            cursors = parse_qs(urlsplit(reply.next_link).query).get("cursor")
            if cursors is None:
                message = f"The link to the next page has no cursor: {reply.next_link}"
                raise UnexpectedAnswer(message, reply.request_id)
            query = {**query, "cursor": cursors[0]}

    async def correction(self, key: str) -> Correction:
        """Return one correction."""
        return await self._one("GET", key)

    async def change_correction(self, key: str, fields: Mapping[str, Any]) -> Correction:
        """Decide on a correction, or say another topic."""
        body = _told(fields)
        return await self._one("PATCH", key, body)

    async def delete_correction(self, key: str) -> None:
        """Have a correction forgotten."""
        await self._exchange.ask(Asked("DELETE", _address(key)))

    async def _one(self, method: str, key: str, body: bytes | None = None) -> Correction:
        reply = await self._exchange.ask(Asked(method, _address(key), body))
        return build(Correction, reply.json(), reply.request_id)


def _told(fields: Mapping[str, Any]) -> bytes:
    return encoded({name: value for name, value in fields.items() if value is not None})


def _address(key: str) -> str:
    return f"{_FEEDBACK}/{quote(key, safe='')}"
