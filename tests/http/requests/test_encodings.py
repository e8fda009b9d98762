"""Compressed bodies are what they were before, within the same limits."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from service import create_app
from service.contract.problems import MALFORMED, TOO_LARGE, Problem
from service.http.requests.encodings import Inflater
from service.settings import Settings
from tests.messy import ARTICLE, HTML

GZIP = {"Content-Encoding": "gzip"}
LIMIT = 20_000


@pytest.fixture(scope="module")
def limited(settings: Settings) -> Iterator[Flask]:
    """The application with small limits, and a database."""
    limits = {"max_body_bytes": LIMIT, "max_line_bytes": LIMIT, "max_stream_bytes": 5 * LIMIT}
    app = create_app(replace(settings, **limits))  # type: ignore[arg-type]
    yield app
    app.extensions["dateline"].extractor.close()


def send(client: FlaskClient, body: bytes, kind: str = "text/plain", **headers: str) -> Any:
    """The answer to a body that is said to be gzip, or what `encoding` says."""
    encoding = headers.pop("encoding", "gzip")
    return client.post(
        "/v1/topic", data=body, content_type=kind, headers={"Content-Encoding": encoding, **headers}
    )


@pytest.mark.parametrize("encoding", ["gzip", "GZip", "x-gzip", "identity, gzip", "gzip,"])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", ARTICLE.encode()),
        ("text/html", HTML.encode()),
        ("application/json", json.dumps({"text": ARTICLE}).encode()),
        ("application/x-ndjson", json.dumps({"text": ARTICLE}).encode() + b"\n"),
    ],
)
def test_a_compressed_body_is_answered_as_the_plain_one(
    client: FlaskClient, kind: str, body: bytes, encoding: str
) -> None:
    """Every content type, by every name that gzip has."""
    plain = client.post("/v1/topic", data=body, content_type=kind)
    packed = send(client, gzip.compress(body), kind, encoding=encoding)
    assert (packed.status_code, packed.data) == (200, plain.data)


def test_several_members_are_one_body(client: FlaskClient) -> None:
    """As files that are put behind each other are, empty ones between them."""
    text = ARTICLE.encode()
    body = b"".join(map(gzip.compress, (text[:100], b"", text[100:], b"")))
    assert send(client, body).data == send(client, gzip.compress(text)).data


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip", "gzip, br", "x" * 99])
def test_other_encodings_are_415(client: FlaskClient, encoding: str) -> None:
    """What is not inflated here is named, with what is."""
    answer = send(client, gzip.compress(ARTICLE.encode()), encoding=encoding)
    assert answer.status_code == 415
    assert answer.headers["Accept-Encoding"] == "gzip"
    assert encoding[:40] in answer.json["detail"]


WHOLE = gzip.compress(ARTICLE.encode())
BROKEN = {
    "nothing": b"",
    "no gzip": ARTICLE.encode(),
    "half": WHOLE[: len(WHOLE) // 2],
    "without its end": WHOLE[:-4],
    "another sum": WHOLE[:-8] + bytes(8),
    "followed by text": WHOLE + b"more",
    "half a second member": WHOLE + WHOLE[:20],
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_400(client: FlaskClient, body: bytes) -> None:
    """Cut off, damaged or no gzip at all: told, and never taken for less."""
    answer = send(client, body)
    assert (answer.status_code, answer.json["type"]) == (400, "urn:dateline:problem:malformed-body")
    assert "gzip" in answer.json["detail"]
    lines = send(client, body, "application/x-ndjson")
    last = json.loads(lines.data.splitlines()[-1])
    # Where a whole line was answered before it, its own line says so.
    assert (last if lines.status_code == 400 else last["problem"])["status"] == 400


@pytest.mark.parametrize("size", [LIMIT + 1, 2_000_000_000])
def test_a_bomb_is_413(limited: Flask, size: int) -> None:
    """Inflating stops at the limit, however much there would be."""
    bomb = pieces_of(size)
    answer = send(limited.test_client(), bomb)
    assert answer.status_code == 413
    assert f"{LIMIT:,} bytes" in answer.json["detail"]


def test_a_bomb_in_lines_is_413(limited: Flask) -> None:
    """The lines before it are answered."""
    first = gzip.compress(json.dumps({"text": ARTICLE}).encode() + b"\n")
    answer = send(limited.test_client(), first + pieces_of(2_000_000_000), "application/x-ndjson")
    *lines, last = map(json.loads, answer.data.splitlines())
    assert lines[0]["topic"]["label"] == "diplomacy"
    assert last["problem"]["status"] == 413


def pieces_of(size: int) -> bytes:
    """So many blanks as gzip, made a piece at a time."""
    compressor = zlib.compressobj(9, wbits=31)
    piece = b" " * min(size, 2**20)
    packed = [compressor.compress(piece) for _ in range(size // len(piece))]
    packed.append(compressor.compress(b" " * (size % len(piece))))
    return b"".join([*packed, compressor.flush()])


def test_the_limit_itself_is_allowed(limited: Flask) -> None:
    """The limit counts inflated bytes; what cannot be compressed may be longer than that."""
    text = (ARTICLE.encode() * 20)[:LIMIT].decode("utf-8", "ignore").encode()
    text += b"." * (LIMIT - len(text))
    stored = gzip.compress(text, 0)
    assert len(stored) > LIMIT
    assert send(limited.test_client(), stored).status_code == 200


@pytest.mark.parametrize("count", [2_000, 200_000])
def test_members_of_nothing_are_413(limited: Flask, count: int) -> None:
    """What inflates to nothing does not go on for ever."""
    answer = send(limited.test_client(), gzip.compress(b"", mtime=0) * count)
    assert answer.status_code == 413


def test_the_form_of_the_page_may_be_compressed(client: FlaskClient) -> None:
    """Every route that reads a body inflates it."""
    body = gzip.compress(b"text=" + ARTICLE.replace(" ", "+").encode())
    kind = "application/x-www-form-urlencoded"
    answer = client.post("/", data=body, content_type=kind, headers=GZIP)
    assert answer.status_code == 200


@given(
    texts=st.lists(st.binary(max_size=3_000), min_size=1, max_size=4),
    step=st.integers(1, 700),
    size=st.integers(1, 900),
)
def test_pieces_of_any_size_are_put_together(texts: list[bytes], step: int, size: int) -> None:
    """However the bytes come and however many are asked for, nothing is lost or repeated."""
    packed = b"".join(map(gzip.compress, texts))
    pieces = iter([packed[place : place + step] for place in range(0, len(packed), step)])
    inflater = Inflater(lambda _: next(pieces, b""), 100_000)
    found = list(iter(lambda: inflater.read(size), b""))
    assert b"".join(found) == b"".join(texts)
    assert all(len(piece) <= size for piece in found)


def test_what_can_be_inflated_is_not_waited_for(client: FlaskClient) -> None:
    """A line that was flushed is read before anything else is asked for."""
    compressor = zlib.compressobj(wbits=31)
    line = b" " * 2**16 + b"\n"
    packed = compressor.compress(line) + compressor.flush(zlib.Z_SYNC_FLUSH)
    asked = [packed]
    # A second question would be one too many.
    inflater = Inflater(lambda _: asked.pop(), 10**6)
    assert inflater.read() + inflater.read() == line


def test_far_more_than_the_limit_is_not_read() -> None:
    """Compressed bytes have a limit of their own, whatever they inflate to."""
    with pytest.raises(Problem) as caught:
        Inflater(lambda _: b"\x1f" * 30_000, 20_000).read()
    assert caught.value.kind in (TOO_LARGE, MALFORMED)
