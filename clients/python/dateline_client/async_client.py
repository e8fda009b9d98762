"""The client that is awaited."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Iterable
from types import TracebackType
from typing import Literal, Self, Unpack, overload

import httpx2

from dateline_client.answers import (
    Analysis,
    Correction,
    ModelCard,
    Receipt,
    SummaryAnswer,
    TopicAnswer,
)
from dateline_client.engine import Engine, base_of, headers_of
from dateline_client.errors import Problem
from dateline_client.exchange import Exchange
from dateline_client.options import CorrectionOptions, Extra, Options, together
from dateline_client.retrying import Retry
from dateline_client.streams import Sent
from dateline_client.wires import AwaitedWire


class AsyncDateline:
    """A service at an address, such as `AsyncDateline("http://127.0.0.1:8000", key)`.

    `timeout` is how many seconds nothing may come for, `retry` how often and how long is tried
    again. With `compress`, bodies are sent gzipped. Of many articles, `batch` are sent at once, and
    no more than `batch_bytes` bytes and an article. `transport` is httpx2's, for proxies and tests.
    For asyncio and trio.
    """

    def __init__(  # noqa: PLR0913 - each has a default
        self,
        url: str,
        key: str | None = None,
        *,
        timeout: float = 60.0,
        retry: Retry = Retry(),  # noqa: B008 - it cannot be changed
        compress: bool = False,
        batch: int = 100,
        batch_bytes: int = 2**21,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        base = base_of(url)
        self._http = httpx2.AsyncClient(headers=headers_of(key, base), transport=transport)
        exchange = Exchange(
            AwaitedWire(self._http), base, timeout=timeout, retry=retry, compress=compress
        )
        self._engine = Engine(exchange, batch, batch_bytes)
        #: What people say is right, where the service keeps it.
        self.feedback = AsyncFeedback(self._engine)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def analyze(
        self,
        *,
        text: str | None = None,
        html: str | bytes | None = None,
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> Analysis:
        """Return the article, its topic and its summary.

        Exactly one of `text` and `html`; of a page as bytes the service finds the charset. `extra`
        has options that this client does not know yet. Raises `Problem`, `Unreachable` and
        `UnexpectedAnswer`, each with the `request_id`.
        """
        return await self._engine.article(Analysis, text, html, together(options, extra))

    async def topic(
        self,
        *,
        text: str | None = None,
        html: str | bytes | None = None,
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> TopicAnswer:
        """Return the article and its topic; as `analyze` otherwise."""
        return await self._engine.article(TopicAnswer, text, html, together(options, extra))

    async def summary(
        self,
        *,
        text: str | None = None,
        html: str | bytes | None = None,
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> SummaryAnswer:
        """Return the article and its summary; as `analyze` otherwise."""
        return await self._engine.article(SummaryAnswer, text, html, together(options, extra))

    @overload
    def analyze_many(
        self,
        articles: Iterable[Sent] | AsyncIterable[Sent],
        *,
        problems: Literal["raise"] = "raise",
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> AsyncGenerator[Analysis, None]: ...

    @overload
    def analyze_many(
        self,
        articles: Iterable[Sent] | AsyncIterable[Sent],
        *,
        problems: Literal["return"],
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> AsyncGenerator[Analysis | Problem, None]: ...

    def analyze_many(
        self,
        articles: Iterable[Sent] | AsyncIterable[Sent],
        *,
        problems: Literal["raise", "return"] = "raise",
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> AsyncGenerator[Analysis | Problem, None]:
        """Yield the analysis of each article, in order, as it comes.

        An article is a text, or a mapping with `text` or `html` and options of its own. `articles`
        may be endless: no more than a batch is taken ahead. The problem of one article is raised,
        or with `problems="return"` yielded in its place, and the others go on; what concerns all
        (a wrong key, no connection) is raised in any case.
        """
        return self._engine.many(Analysis, articles, problems, together(options, extra))

    @overload
    def topic_many(
        self,
        articles: Iterable[Sent] | AsyncIterable[Sent],
        *,
        problems: Literal["raise"] = "raise",
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> AsyncGenerator[TopicAnswer, None]: ...

    @overload
    def topic_many(
        self,
        articles: Iterable[Sent] | AsyncIterable[Sent],
        *,
        problems: Literal["return"],
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> AsyncGenerator[TopicAnswer | Problem, None]: ...

    def topic_many(
        self,
        articles: Iterable[Sent] | AsyncIterable[Sent],
        *,
        problems: Literal["raise", "return"] = "raise",
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> AsyncGenerator[TopicAnswer | Problem, None]:
        """Yield the topic of each article; as `analyze_many` otherwise."""
        return self._engine.many(TopicAnswer, articles, problems, together(options, extra))

    @overload
    def summary_many(
        self,
        articles: Iterable[Sent] | AsyncIterable[Sent],
        *,
        problems: Literal["raise"] = "raise",
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> AsyncGenerator[SummaryAnswer, None]: ...

    @overload
    def summary_many(
        self,
        articles: Iterable[Sent] | AsyncIterable[Sent],
        *,
        problems: Literal["return"],
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> AsyncGenerator[SummaryAnswer | Problem, None]: ...

    def summary_many(
        self,
        articles: Iterable[Sent] | AsyncIterable[Sent],
        *,
        problems: Literal["raise", "return"] = "raise",
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> AsyncGenerator[SummaryAnswer | Problem, None]:
        """Yield the summary of each article; as `analyze_many` otherwise."""
        return self._engine.many(SummaryAnswer, articles, problems, together(options, extra))

    async def model(self) -> ModelCard:
        """Return the card of the serving model."""
        return await self._engine.model()


class AsyncFeedback:
    """What people say is right; `send` takes the right `teach`, all else `review`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def send(
        self,
        *,
        topic: str,
        text: str | None = None,
        html: str | None = None,
        extra: Extra = None,
        **options: Unpack[CorrectionOptions],
    ) -> Receipt:
        """Say which topic is right.

        Exactly one of `text` and `html`. The same again is kept once.
        """
        return await self._engine.send_correction(topic, text, html, together(options, extra))

    def list(
        self, *, state: str | None = None, topic: str | None = None, order: str | None = None
    ) -> AsyncGenerator[Correction, None]:
        """Yield the corrections in a state (or `open`) and of a topic, page by page."""
        asked = {"state": state, "topic": topic, "order": order}
        return self._engine.corrections(asked)

    async def get(self, key: str) -> Correction:
        """Return one correction."""
        return await self._engine.correction(key)

    async def change(
        self, key: str, *, state: str | None = None, topic: str | None = None
    ) -> Correction:
        """Decide on a correction (`accepted`, `rejected`), say another topic, or both."""
        return await self._engine.change_correction(key, {"state": state, "topic": topic})

    async def delete(self, key: str) -> None:
        """Have a correction forgotten."""
        await self._engine.delete_correction(key)
