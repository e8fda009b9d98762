"""Answers over 1 kB are compressed for clients that take gzip, and are the same inside."""

from __future__ import annotations

import gzip
import json
import zlib

import pytest
from flask.testing import FlaskClient

from tests.messy import ARTICLE, PAGE

GZIP = {"Accept-Encoding": "gzip"}
LINES = b"".join(json.dumps({"text": ARTICLE, "id": str(n)}).encode() + b"\n" for n in range(3))


@pytest.mark.parametrize(
    ("accepted", "compressed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.1", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("*;q=0", False),
        ("identity", False),
        ("br", False),
        ("", False),
        (";;q", False),
        ("x-gzip", True),
        ("identity, gzip", True),
        ("identity;q=0.5, gzip", True),
        ("identity, gzip;q=0.5", False),
        ("gzip;q=0, x-gzip;q=0", False),
    ],
)
def test_who_takes_gzip_gets_it(client: FlaskClient, accepted: str, compressed: bool) -> None:
    """`Accept-Encoding` says who does; caches are told that it decides."""
    plain = client.post("/v1/analysis", json={"text": PAGE})
    headers = {"Accept-Encoding": accepted}
    answer = client.post("/v1/analysis", json={"text": PAGE}, headers=headers)
    assert answer.headers.get("Content-Encoding") == ("gzip" if compressed else None)
    assert {"Accept", "Accept-Encoding"} <= set(answer.vary)
    assert (gzip.decompress(answer.data) if compressed else answer.data) == plain.data
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    if compressed:
        assert len(answer.data) < len(plain.data) / 2


def test_the_same_answer_is_the_same_bytes(client: FlaskClient) -> None:
    """Compressed too: no time or name of a file is in it."""
    one, other = (client.post("/v1/topic", json={"text": PAGE}, headers=GZIP) for _ in "12")
    assert one.data == other.data


@pytest.mark.parametrize(
    "path", ["/", "/model", "/docs", "/openapi.json", "/v1/model", "/metrics", "/static/page.css"]
)
def test_pages_and_files_are_compressed(client: FlaskClient, path: str) -> None:
    """By GET and HEAD alike, and with the length of what is sent."""
    with client.get(path) as plain, client.get(path, headers=GZIP) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.vary
        assert int(answer.headers["Content-Length"]) == len(answer.data)
        if path != "/metrics":
            assert gzip.decompress(answer.data) == plain.data
            with client.head(path, headers=GZIP) as head:
                assert head.headers["Content-Length"] == answer.headers["Content-Length"]


def test_what_is_short_is_sent_as_it_is(client: FlaskClient) -> None:
    """A kilobyte is not worth the trouble."""
    for path in ("/livez", "/nowhere"):
        assert "Content-Encoding" not in client.get(path, headers=GZIP).headers


def test_a_long_problem_is_compressed(client: FlaskClient) -> None:
    """A problem is an answer as any other."""
    wrong = {f"field-{number}-{'x' * 40}": 1 for number in range(20)}
    answer = client.post("/v1/topic", json={"text": ARTICLE, **wrong}, headers=GZIP)
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (422, "gzip")
    assert json.loads(gzip.decompress(answer.data))["status"] == 422


def test_a_part_of_a_file_is_sent_as_it_is(client: FlaskClient) -> None:
    """A range counts the bytes of the file itself."""
    with client.get("/static/page.css", headers={**GZIP, "Range": "bytes=0-1999"}) as answer:
        assert (answer.status_code, len(answer.data)) == (206, 2_000)
        assert "Content-Encoding" not in answer.headers


def test_each_line_can_be_inflated_as_it_comes(client: FlaskClient) -> None:
    """A compressed answer to NDJSON has whole lines in every piece, and ends as gzip does."""
    kind = "application/x-ndjson"
    answer = client.post("/v1/topic", data=LINES, content_type=kind, headers=GZIP, buffered=False)
    assert answer.headers["Content-Encoding"] == "gzip"
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    pieces = [inflater.decompress(piece) for piece in answer.iter_encoded()]
    assert [json.loads(piece)["index"] for piece in pieces if piece] == [0, 1, 2]
    assert inflater.eof
    plain = client.post("/v1/topic", data=LINES, content_type=kind)
    assert b"".join(pieces) == plain.data


@pytest.mark.parametrize("form", ["jsonl", "label-studio", "doccano"])
def test_exports_are_compressed(keeping_client: FlaskClient, form: str) -> None:
    """Of what is streamed nobody knows how long it is: it is compressed, be it text or bytes."""
    keeping_client.post("/v1/feedback", json={"text": ARTICLE, "topic": "politics"})
    path = f"/v1/feedback/export?format={form}"
    answer = keeping_client.get(path, headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == keeping_client.get(path).data
