"""The client that waits for its answers."""

from __future__ import annotations

from collections.abc import Generator, Iterable
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
from dateline_client.wires import WaitingWire, iterate, run


class Dateline:
    """A service at an address, such as `Dateline("http://127.0.0.1:8000", key)`.

    `timeout` is how many seconds nothing may come for, `retry` how often and how long is tried
    again. With `compress`, bodies are sent gzipped. Of many articles, `batch` are sent at once, and
    no more than `batch_bytes` bytes and an article. `transport` is httpx2's, for proxies and tests.
    One may be used by several threads.
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
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        base = base_of(url)
        self._http = httpx2.Client(headers=headers_of(key, base), transport=transport)
        exchange = Exchange(
            WaitingWire(self._http), base, timeout=timeout, retry=retry, compress=compress
        )
        self._engine = Engine(exchange, batch, batch_bytes)
        #: What people say is right, where the service keeps it.
        self.feedback = Feedback(self._engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def analyze(
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
        return run(self._engine.article(Analysis, text, html, together(options, extra)))

    def topic(
        self,
        *,
        text: str | None = None,
        html: str | bytes | None = None,
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> TopicAnswer:
        """Return the article and its topic; as `analyze` otherwise."""
        return run(self._engine.article(TopicAnswer, text, html, together(options, extra)))

    def summary(
        self,
        *,
        text: str | None = None,
        html: str | bytes | None = None,
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> SummaryAnswer:
        """Return the article and its summary; as `analyze` otherwise."""
        return run(self._engine.article(SummaryAnswer, text, html, together(options, extra)))

    @overload
    def analyze_many(
        self,
        articles: Iterable[Sent],
        *,
        problems: Literal["raise"] = "raise",
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> Generator[Analysis, None, None]: ...

    @overload
    def analyze_many(
        self,
        articles: Iterable[Sent],
        *,
        problems: Literal["return"],
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> Generator[Analysis | Problem, None, None]: ...

    def analyze_many(
        self,
        articles: Iterable[Sent],
        *,
        problems: Literal["raise", "return"] = "raise",
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> Generator[Analysis | Problem, None, None]:
        """Yield the analysis of each article, in order, as it comes.

        An article is a text, or a mapping with `text` or `html` and options of its own. `articles`
        may be endless: no more than a batch is taken ahead. The problem of one article is raised,
        or with `problems="return"` yielded in its place, and the others go on; what concerns all
        (a wrong key, no connection) is raised in any case.
        """
        return iterate(self._engine.many(Analysis, articles, problems, together(options, extra)))

    @overload
    def topic_many(
        self,
        articles: Iterable[Sent],
        *,
        problems: Literal["raise"] = "raise",
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> Generator[TopicAnswer, None, None]: ...

    @overload
    def topic_many(
        self,
        articles: Iterable[Sent],
        *,
        problems: Literal["return"],
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> Generator[TopicAnswer | Problem, None, None]: ...

    def topic_many(
        self,
        articles: Iterable[Sent],
        *,
        problems: Literal["raise", "return"] = "raise",
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> Generator[TopicAnswer | Problem, None, None]:
        """Yield the topic of each article; as `analyze_many` otherwise."""
        return iterate(self._engine.many(TopicAnswer, articles, problems, together(options, extra)))

    @overload
    def summary_many(
        self,
        articles: Iterable[Sent],
        *,
        problems: Literal["raise"] = "raise",
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> Generator[SummaryAnswer, None, None]: ...

    @overload
    def summary_many(
        self,
        articles: Iterable[Sent],
        *,
        problems: Literal["return"],
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> Generator[SummaryAnswer | Problem, None, None]: ...

    def summary_many(
        self,
        articles: Iterable[Sent],
        *,
        problems: Literal["raise", "return"] = "raise",
        extra: Extra = None,
        **options: Unpack[Options],
    ) -> Generator[SummaryAnswer | Problem, None, None]:
        """Yield the summary of each article; as `analyze_many` otherwise."""
        return iterate(
            self._engine.many(SummaryAnswer, articles, problems, together(options, extra))
        )

    def model(self) -> ModelCard:
        """Return the card of the serving model."""
        return run(self._engine.model())


class Feedback:
    """What people say is right; `send` takes the right `teach`, all else `review`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def send(
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
        return run(self._engine.send_correction(topic, text, html, together(options, extra)))

    def list(
        self, *, state: str | None = None, topic: str | None = None, order: str | None = None
    ) -> Generator[Correction, None, None]:
        """Yield the corrections in a state (or `open`) and of a topic, page by page."""
        asked = {"state": state, "topic": topic, "order": order}
        return iterate(self._engine.corrections(asked))

    def get(self, key: str) -> Correction:
        """Return one correction."""
        return run(self._engine.correction(key))

    def change(self, key: str, *, state: str | None = None, topic: str | None = None) -> Correction:
        """Decide on a correction (`accepted`, `rejected`), say another topic, or both."""
        return run(self._engine.change_correction(key, {"state": state, "topic": topic}))

    def delete(self, key: str) -> None:
        """Have a correction forgotten."""
        run(self._engine.delete_correction(key))
