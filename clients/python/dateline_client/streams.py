"""Many articles: sent as NDJSON in parts, answered line by line.

A part is sent whole before its answers are read, as HTTP/1.1 has it; no more than a part is ever
held. The next is taken from the source once the answers before it have been. Where an answer breaks
off, what is left is sent again, from the first article that has no answer.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import httpx2

from dateline_client.errors import Problem, UnexpectedAnswer
from dateline_client.exchange import Asked, Exchange, loaded, problem_of, request_id_of
from dateline_client.options import line_of
from dateline_client.retrying import AGAIN, Effort

Sent = str | Mapping[str, Any]
_NDJSON = "application/x-ndjson"
#: Problems that are of a line, or of all that follows it: the end of the answer tells which.
_ENDING = frozenset({"too-large", "malformed-body"})
_END = object()


@dataclass
class _Window:
    """How much is sent at once; less once the service has said that it was too much."""

    articles: int
    max_bytes: int
    waiting: deque[bytes] = field(default_factory=deque)
    _held: int = 0

    @property
    def is_full(self) -> bool:
        return len(self.waiting) >= self.articles or self._held >= self.max_bytes

    def add(self, line: bytes) -> None:
        self.waiting.append(line)
        self._held += len(line)

    def drop(self) -> None:
        self._held -= len(self.waiting.popleft())

    def part(self) -> list[bytes]:
        return list(islice(self.waiting, self.articles))


class Stream:
    """The answers to many articles, in their order."""

    def __init__(self, exchange: Exchange, path: str, batch: int, max_bytes: int) -> None:
        self._exchange = exchange
        self._path = path
        self._window = _Window(batch, max_bytes)
        self._answered = 0

    async def answers(
        self, articles: Iterable[Sent] | AsyncIterable[Sent], options: Mapping[str, Any]
    ) -> AsyncGenerator[tuple[Mapping[str, Any], str] | Problem, None]:
        """Yield each article's answer, with the request's id, or its problem.

        Raises `Problem` for what concerns them all, and `Unreachable`.
        """
        effort = Effort(self._exchange.retry)
        async with aclosing(_each(articles)) as source:
            is_over = False
            while True:
                while not is_over and not self._window.is_full:
                    article = await anext(source, _END)
                    is_over = article is _END
                    if not is_over:
                        self._window.add(line_of(article, options))  # type: ignore[arg-type]
                part = self._window.part()
                if not part:
                    return
                asked = Asked("POST", self._path, b"".join(part), _NDJSON)
                pause: float | None = 0.0
                try:
                    async with aclosing(self._ask(asked, len(part), effort)) as answers:
                        async for answer in answers:
                            self._window.drop()
                            self._answered += 1
                            yield answer
                            effort.renew()
                except httpx2.RequestError as error:
                    pause = self._exchange.pause_after(error, asked, effort)
                except Problem as problem:
                    pause = self._pause(problem, len(part), effort)
                    if pause is None and not self._is_of_one(problem, len(part)):
                        raise
                    if pause is None:
                        self._window.drop()
                        self._answered += 1
                        yield problem
                        effort.renew()
                if pause:
                    await self._exchange.wire.sleep(pause)

    async def _ask(
        self, asked: Asked, sent: int, effort: Effort
    ) -> AsyncGenerator[tuple[Mapping[str, Any], str] | Problem, None]:
        """Yield the answers to one part, up to where it ends or has to be sent again.

        Raises the problem for which the service answers no more of it.
        """
        count = 0
        held: Problem | None = None
        async with self._exchange.opened(asked, effort) as response:
            request_id = request_id_of(response, asked)
            kind = response.headers.get("Content-Type", _NDJSON).partition(";")[0]
            if not response.is_success or kind != _NDJSON:
                content = await self._exchange.wire.read(response)
                if self._exchange.refuses_compression(response):
                    return
                if not response.is_success:
                    raise problem_of(response, content, asked)
                raise UnexpectedAnswer(f"The answer is no NDJSON: {content[:200]!r}", request_id)
            pieces = self._exchange.wire.pieces(response)
            async with aclosing(pieces), aclosing(_lines(pieces)) as lines:
                async for line in lines:
                    if held is not None:
                        yield held
                        count, held = count + 1, None
                    found = self._read(line, count, sent, request_id)
                    if isinstance(found, Problem):
                        if found.status in AGAIN:
                            raise found
                        if found.kind in _ENDING:
                            held = found
                            continue
                    yield found if isinstance(found, Problem) else (found, request_id)
                    count += 1
        if held is not None and count:
            # Of this line or of the rest: sent at the head of the next part it will show.
            if held.kind == "too-large":
                self._window.articles = count
        elif held is not None:
            yield held
        elif count < sent:
            raise httpx2.RemoteProtocolError(f"the answer ended after {count} of {sent} lines")

    def _read(
        self, line: bytes, count: int, sent: int, request_id: str
    ) -> Mapping[str, Any] | Problem:
        found = loaded(line, request_id)
        if not isinstance(found, dict) or found.get("index") != count or count >= sent:
            message = f"Line {count} of the answer is not that of article {count}: {line[:200]!r}"
            raise UnexpectedAnswer(message, request_id)
        if not isinstance(found.get("problem"), dict):
            return found
        document = {"id": found.get("id"), **found["problem"]}
        return Problem(document, status=0, request_id=request_id, index=self._answered)

    def _pause(self, problem: Problem, sent: int, effort: Effort) -> float | None:
        """Return the seconds after which the rest is sent again, or None where it is not."""
        if problem.status == 413 and sent > 1:
            self._window.articles = sent // 2
            return 0.0
        return effort.pause(problem.retry_after) if problem.status in AGAIN else None

    def _is_of_one(self, problem: Problem, sent: int) -> bool:
        """Say whether a problem is of the first article without an answer, and of no other."""
        if problem.index is None and problem.status == 413 and sent == 1:
            problem.index = self._answered
        return problem.index is not None and problem.status in (413, 429)


async def _each(articles: Iterable[Sent] | AsyncIterable[Sent]) -> AsyncGenerator[Sent, None]:
    if isinstance(articles, str | bytes | Mapping):
        raise TypeError("articles is one article; pass a list of them, or call it without _many")
    if isinstance(articles, AsyncIterable):
        async for article in articles:
            yield article
    else:
        for article in articles:
            yield article


async def _lines(pieces: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    """The lines of a body that have come to their end; one that was cut is none."""
    rest = bytearray()
    async for piece in pieces:
        rest += piece
        *ended, begun = rest.split(b"\n") if b"\n" in piece else [rest]
        for line in ended:
            if line.strip():
                yield bytes(line)
        rest = bytearray(begun)
