"""How requests are sent: by threads that wait, or awaited.

All else is written once, as coroutines (`engine`). Over a `WaitingWire` nothing in them is ever
suspended, so that `run` and `iterate` take them to their end without an event loop.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Coroutine, Generator
from contextlib import aclosing
from time import sleep
from typing import Any, Protocol, TypeVar

import anyio
import httpx2

_Result = TypeVar("_Result")


class Wire(Protocol):
    """What sends a request, reads its answer, and waits."""

    @property
    def http(self) -> httpx2.Client | httpx2.AsyncClient:
        """What builds requests, with the headers of all."""

    async def send(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request; return its answer, whose body is yet to be read."""

    async def read(self, response: httpx2.Response) -> bytes:
        """Return the whole body."""

    def pieces(self, response: httpx2.Response) -> AsyncGenerator[bytes, None]:
        """Yield the body as it comes."""

    async def end(self, response: httpx2.Response) -> None:
        """Take no more of an answer."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""


class WaitingWire:
    """Sends over a client that blocks its thread."""

    def __init__(self, http: httpx2.Client) -> None:
        self.http = http

    async def send(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request."""
        return self.http.send(request, stream=True)

    async def read(self, response: httpx2.Response) -> bytes:
        """Return the whole body."""
        return response.read()

    async def pieces(self, response: httpx2.Response) -> AsyncGenerator[bytes, None]:
        """Yield the body as it comes."""
        for piece in response.iter_bytes():
            yield piece

    async def end(self, response: httpx2.Response) -> None:
        """Take no more of an answer."""
        response.close()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        sleep(seconds)


class AwaitedWire:
    """Sends over a client that is awaited, with asyncio or trio."""

    def __init__(self, http: httpx2.AsyncClient) -> None:
        self.http = http

    async def send(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request."""
        return await self.http.send(request, stream=True)

    async def read(self, response: httpx2.Response) -> bytes:
        """Return the whole body."""
        return await response.aread()

    async def pieces(self, response: httpx2.Response) -> AsyncGenerator[bytes, None]:
        """Yield the body as it comes."""
        async with aclosing(response.aiter_bytes()) as pieces:
            async for piece in pieces:
                yield piece

    async def end(self, response: httpx2.Response) -> None:
        """Take no more of an answer."""
        # Also where the task is being cancelled: the connection would be lost to the pool.
        with anyio.CancelScope(shield=True):
            await response.aclose()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await anyio.sleep(seconds)


def run(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Return the result of a coroutine that never waits for an event loop."""
    try:
        work.send(None)
    except StopIteration as done:
        result: _Result = done.value
        return result
    work.close()
    raise RuntimeError("this was to be awaited; use AsyncDateline")


def iterate(found: AsyncGenerator[_Result, None]) -> Generator[_Result, None, None]:
    """Yield what a generator yields that never waits for an event loop."""
    try:
        while True:
            try:
                item = run(found.asend(None))
            except StopAsyncIteration:
                return
            yield item
    finally:
        run(found.aclose())
