"""One request and its answer: what is sent, how it is tried again, what a refusal says."""

from __future__ import annotations

import gzip
import json
import ssl
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2

from dateline_client.errors import Problem, UnexpectedAnswer, Unreachable
from dateline_client.retrying import AGAIN, Effort, Retry, retry_after
from dateline_client.wires import Wire

JSON = "application/json"
_COMPRESSED_FROM = 1_000
_SHOWN = 200


@dataclass(frozen=True)
class Asked:
    """A request, the same in every try."""

    method: str
    path: str
    body: bytes | None = None
    content_type: str = JSON
    query: Mapping[str, str] | None = None
    request_id: str = field(default_factory=lambda: uuid4().hex)


@dataclass(frozen=True)
class Reply:
    """An answer that is no problem."""

    content: bytes
    request_id: str
    next_link: str | None = None

    def json(self) -> Any:
        """Return what it says; raises `UnexpectedAnswer` where it is no JSON."""
        return loaded(self.content, self.request_id)


class Exchange:
    """Sends requests to one service."""

    def __init__(
        self, wire: Wire, base: str, *, timeout: float, retry: Retry, compress: bool
    ) -> None:
        self.wire = wire
        self._base = base
        self._shown = without_password(base)
        self._timeout = timeout
        self.retry = retry
        self._compress = compress

    async def ask(self, asked: Asked) -> Reply:
        """Return the answer, after as many tries as it takes and may take.

        Raises `Problem` for what the service refuses, and `Unreachable`.
        """
        effort = Effort(self.retry)
        while True:
            try:
                async with self.opened(asked, effort) as response:
                    content = await self.wire.read(response)
            except httpx2.RequestError as error:
                pause = self.pause_after(error, asked, effort)
            else:
                request_id = request_id_of(response, asked)
                if response.is_success:
                    link = response.links.get("next", {}).get("url")
                    return Reply(content, request_id, link)
                if self.refuses_compression(response):
                    continue
                problem = problem_of(response, content, asked)
                if asked.method == "DELETE" and effort.tried > 1 and problem.status == 404:
                    # An earlier try did it, and its answer was lost.
                    return Reply(b"", request_id)
                wanted = effort.pause(problem.retry_after) if problem.status in AGAIN else None
                if wanted is None:
                    raise problem
                pause = wanted
            await self.wire.sleep(pause)

    @asynccontextmanager
    async def opened(self, asked: Asked, effort: Effort) -> AsyncGenerator[httpx2.Response, None]:
        """Send a request; give its answer, whose body is yet to be read, whatever its status."""
        body, headers = asked.body, {"X-Request-ID": asked.request_id}
        if body is not None:
            headers["Content-Type"] = asked.content_type
            if self._compress and len(body) > _COMPRESSED_FROM:
                body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
        request = self.wire.http.build_request(
            asked.method,
            self._base + asked.path,
            content=body,
            params=asked.query,
            headers=headers,
            timeout=min(self._timeout, effort.begin()),
        )
        response = await self.wire.send(request)
        try:
            yield response
        finally:
            await self.wire.end(response)

    def refuses_compression(self, response: httpx2.Response) -> bool:
        """Say whether a body was refused for its compression, which is left out from now on.

        Services before 0.3 take none.
        """
        # Another thread may have learnt it since this was sent.
        refused = response.status_code == 415 and "Content-Encoding" in response.request.headers
        self._compress = self._compress and not refused
        return refused

    def pause_after(self, error: httpx2.RequestError, asked: Asked, effort: Effort) -> float:
        """Return the seconds to wait where no answer came; raises `Unreachable` to give up."""
        is_untrusted = _is_untrusted(error)
        pause = None if is_untrusted else effort.pause()
        if pause is not None:
            return pause
        address = f"{self._shown}{asked.path}"
        why = f"{type(error).__name__}: {error}"
        message = f"No whole answer came from {address} ({why}). Is the service there?"
        if is_untrusted:
            remedy = "If its authority is your own, name it in SSL_CERT_FILE."
            message = f"{address} is not trusted ({why}). {remedy}"
        raise Unreachable(message, asked.request_id) from error


def without_password(url: str) -> str:
    """Return an address as it may be shown."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _is_untrusted(error: BaseException | None) -> bool:
    """Whether it is the certificate that is wrong, which no other try mends."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error is not None


def problem_of(response: httpx2.Response, content: bytes, asked: Asked) -> Problem:
    """Return the problem of a refusal; what a proxy says is put into the same form."""
    request_id = request_id_of(response, asked)
    status = response.status_code
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or not document.keys() & {"title", "detail"}:
        said = content[:_SHOWN].decode("utf-8", "replace")
        detail = f"{response.reason_phrase or status}; something before the service says: {said}"
        if response.has_redirect_location:
            place = response.headers["Location"]
            detail = f"It is at {place} now. Pass that address, without {asked.path}."
        document = {"title": response.reason_phrase, "detail": detail}
    wait = retry_after(response.headers)
    return Problem(document, status=status, request_id=request_id, retry_after=wait)


def loaded(content: bytes, request_id: str) -> Any:
    """Return what JSON says; raises `UnexpectedAnswer`."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        shown = content[:_SHOWN].decode("utf-8", "replace")
        raise UnexpectedAnswer(f"The answer is no JSON: {shown!r}", request_id) from error


def request_id_of(response: httpx2.Response, asked: Asked) -> str:
    """Return the name that the service gave the request, or its own."""
    return str(response.headers.get("X-Request-ID", asked.request_id))
