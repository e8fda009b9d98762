"""An answer in short: its numbers, digests of all else, and how two of these differ."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Response

from tests.answers.request import NDJSON, Request

#: How far a number may be from what is recorded.
TOLERANCE = 1e-6
# Numbers are written with up to nine digits, weights with six: one that lies on the edge between
# two of six digits moves by the tolerance itself, as decimal fractions in binary a little more.
_MOST = TOLERANCE * 1.001
_DIGITS = 9
# Headers that differ each time, or with the digits of numbers, or tell what the bytes do.
_UNTOLD = {"server-timing", "content-length", "date", "etag"}
# A string, which is kept as it is, or a number with a fraction or an exponent.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)')
# The card of the model and the description of the API may be added to: what they had has to stay.
# Nothing in them is computed, so that their numbers are as exact as all else.
_OPEN = ("/v1/model", "/openapi.json")
# What changes with every release.
_LEFT_OUT = ("info.version", "service.version")
_RELEASE = re.compile(r"\bDateline \d+\.\d+\.\d+\b")
# The members of these headers are sets.
_SETS = ("allow", "access-control-allow-methods", "access-control-expose-headers")


@dataclass(frozen=True, slots=True)
class Digest:
    """What is recorded of an answer.

    `request` is a digest of what was asked, `parts` of the answer's headers, of its bytes without
    numbers (`bytes`), and of the members of its JSON, two levels deep. `numbers` are all that have
    a fraction, in the order of the answer, each beside where it stands.
    """

    request: str
    status: int
    parts: dict[str, str]
    numbers: tuple[float, ...] = ()
    places: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, request: Request, answer: Response) -> Digest:
        """Return the digest of the answer to a request."""
        content = parse(answer)
        parts = {"headers": _digest("\n".join(headers(answer)))}
        found: list[tuple[str, float]] = []
        if content is None:
            parts["bytes"] = _digest(_RELEASE.sub("Dateline", answer.get_data(as_text=True)))
        elif request.path.endswith(_OPEN):
            members = _members(content, depth=3)
            parts |= {name: _digest(_write(member)) for name, member in members}
            parts = {name: part for name, part in parts.items() if name not in _LEFT_OUT}
        else:
            members = _members(content, depth=2)
            parts |= {name: _digest(_masked(_write(member))) for name, member in members}
            parts["bytes"] = _digest(_masked(answer.get_data(as_text=True)))
            found = list(_numbers(content))
        asked = (request.method, request.path, request.headers, request.body, request.application)
        return cls(
            request=_digest(repr(asked)),
            status=answer.status_code,
            parts=parts,
            numbers=tuple(round(number, _DIGITS) for _, number in found),
            places=tuple(place for place, _ in found),
        )

    @classmethod
    def load(cls, record: dict[str, Any]) -> Digest:
        """Return the digest that a record holds."""
        return cls(record["request"], record["status"], record["parts"], tuple(record["numbers"]))

    def dump(self) -> dict[str, Any]:
        """Return the digest as it is recorded."""
        return {
            "request": self.request,
            "status": self.status,
            "parts": self.parts,
            "numbers": self.numbers,
        }


def headers(answer: Response) -> list[str]:
    """Return the headers of an answer that are the same each time, sorted."""
    told = []
    for name, value in answer.headers:
        if name.lower() in _SETS:
            told.append(f"{name}: {', '.join(sorted(value.split(', ')))}")
        elif name.lower() not in _UNTOLD:
            told.append(f"{name}: {value}")
    return sorted(told)


def parse(answer: Response) -> Any:
    """Return what an answer's JSON says, or the lines of its NDJSON by number; else None."""
    if answer.mimetype == NDJSON:
        rows = answer.get_data().splitlines()
        return {str(number): json.loads(row) for number, row in enumerate(rows)}
    if answer.get_data() and (answer.mimetype or "").endswith("json"):
        return json.loads(answer.get_data())
    return None


def differences(recorded: Digest, found: Digest) -> list[str]:
    """Say how an answer differs from what is recorded of it; nothing where it does not."""
    told = []
    if recorded.request != found.request:
        told.append("another request than was recorded")
    if recorded.status != found.status:
        told.append(f"status {found.status}, not {recorded.status}")
    names = [name for name in recorded.parts if recorded.parts[name] != found.parts.get(name)]
    if "bytes" in found.parts:
        names += [name for name in found.parts if name not in recorded.parts]
    # The bytes differ wherever another part does; by themselves, in order or blanks alone.
    told += [name for name in names if name != "bytes" or len(names) == 1]
    if len(recorded.numbers) != len(found.numbers):
        told.append(f"{len(found.numbers)} numbers, not {len(recorded.numbers)}")
        return told
    for place, before, now in zip(found.places, recorded.numbers, found.numbers, strict=True):
        if not abs(before - now) <= _MOST:
            told.append(f"{place} is {now:.9g}, not {before:.9g}")
    return told


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _write(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False)


def _masked(text: str) -> str:
    """JSON with a nought for each number that has a fraction."""
    return _TOKEN.sub(_mask, text)


def _mask(token: re.Match[str]) -> str:
    number = token[1]
    return token[0] if number is None or number.lstrip("-").isdigit() else "0.0"


def _members(content: Any, depth: int, prefix: str = "") -> Iterator[tuple[str, Any]]:
    if not isinstance(content, dict) or not depth or not content:
        yield prefix, content
        return
    for name, member in content.items():
        yield from _members(member, depth - 1, f"{prefix}.{name}" if prefix else name)


def _numbers(content: Any, place: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(content, float):
        yield place, content
    elif isinstance(content, dict):
        for name, member in content.items():
            yield from _numbers(member, f"{place}.{name}" if place else name)
    elif isinstance(content, list):
        for number, member in enumerate(content):
            yield from _numbers(member, f"{place}[{number}]")
