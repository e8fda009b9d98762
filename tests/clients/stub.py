"""A service that a test plays: requests come one by one, and nobody waits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx2

ADDRESS = "http://desk.example/news"
SPAN = {"offset": 0, "length": 4}
ARTICLE = {
    "title": None,
    "title_span": None,
    "author": None,
    "date": None,
    "site": None,
    "source": "submitted",
    "body": [SPAN],
    "removed": [{**SPAN, "kind": "caption"}],
}
TOPIC = {
    "label": "crime",
    "confidence": 0.9,
    "abstained": None,
    "scores": {"crime": 0.9, "other": 0.1},
    "candidates": ["crime"],
    "evidence": [{"term": "robbery", "weight": 0.4, "spans": [SPAN]}],
    "evidence_rest": 0.1,
    "codes": [{"scheme": "medtop", "code": "1", "uri": "http://codes.example/1", "name": "crime"}],
    "section": None,
}
ANSWER: dict[str, Any] = {
    "language": "en",
    "article": ARTICLE,
    "topic": TOPIC,
    "model": {"version": "1", "trained_at": "2026-11-28T00:00:00Z"},
    "offset_unit": "code_point",
}
Played = Callable[[httpx2.Request], httpx2.Response]


def refusal(status: int, kind: str, **headers: str) -> httpx2.Response:
    """A problem document."""
    content = problem(status, kind)
    named = {"Content-Type": "application/problem+json", "X-Request-ID": "its-own", **headers}
    return httpx2.Response(status, json=content, headers=named)


def problem(status: int, kind: str) -> dict[str, Any]:
    """What a problem document says."""
    said = {"title": "It is so", "status": status, "detail": f"{kind} is told.", "instance": "/x"}
    return {"type": f"urn:dateline:problem:{kind}", **said}


def texts_of(request: httpx2.Request) -> list[str]:
    """The texts of the articles in a request."""
    return [json.loads(line)["text"] for line in request.content.splitlines()]


def line(index: int, text: str) -> bytes:
    """The answer to one article, whose language is the text."""
    return json.dumps({"index": index, **ANSWER, "language": text}).encode() + b"\n"


def problem_line(index: int, status: int, kind: str) -> bytes:
    """The problem of one line, or of all behind it."""
    return json.dumps({"index": index, "problem": problem(status, kind)}).encode() + b"\n"


def streamed(*pieces: bytes | Exception) -> Played:
    """An answer whose body comes in pieces, and may break off."""

    def play(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, stream=_Pieces(pieces), headers={"X-Request-ID": "its-own"})

    return play


class _Pieces(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    def __init__(self, pieces: tuple[bytes | Exception, ...]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def __aiter__(self) -> Any:
        for piece in self:
            yield piece


@dataclass
class Stub:
    """Plays an answer a request, in turn; the last one again and again."""

    plays: list[Played | httpx2.Response | Exception]
    requests: list[httpx2.Request] = field(default_factory=list)
    #: The seconds that the client waited.
    waits: list[float] = field(default_factory=list)

    @property
    def transport(self) -> httpx2.MockTransport:
        """What a client sends over."""
        return httpx2.MockTransport(self._play)

    def _play(self, request: httpx2.Request) -> httpx2.Response:
        play = self.plays[min(len(self.requests), len(self.plays) - 1)]
        self.requests.append(request)
        if isinstance(play, Exception):
            raise play
        if not isinstance(play, httpx2.Response):
            return play(request)
        return httpx2.Response(play.status_code, headers=play.headers, content=play.content)
