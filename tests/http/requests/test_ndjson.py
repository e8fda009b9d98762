"""NDJSON: one answer a line, in order, and a bad line costs only itself."""

from __future__ import annotations

import gzip
import json
import threading
import tracemalloc
import zlib
from collections.abc import Iterable
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.contract.problems import MALFORMED, Problem
from service.http.requests.ndjson import NdjsonReader
from tests.messy import ARTICLE, HTML

NDJSON = "application/x-ndjson"
LINE = json.dumps({"text": ARTICLE}).encode() + b"\n"


def answers(client: FlaskClient, lines: Iterable[bytes], route: str = "/v1/topic") -> list[Any]:
    """Send lines and return the answers."""
    answer = client.post(route, data=b"\n".join(lines), content_type=NDJSON)
    assert answer.status_code == 200
    assert answer.content_type == NDJSON
    return [json.loads(line) for line in answer.data.splitlines()]


def reader(pieces: list[bytes], *, most: int = 10_000, line: int = 1_000) -> NdjsonReader:
    """A reader fed from a list."""
    left = iter([*pieces, b""])
    return NdjsonReader(lambda: next(left), max_bytes=most, max_line_bytes=line)


def test_lines_are_answered_in_order_with_their_index(client: FlaskClient) -> None:
    """Each article gets the usual answer and its place; blank lines count for nothing."""
    lines = [json.dumps({"text": f"{ARTICLE}\n\nNumber {n} ends here."}).encode() for n in range(5)]
    found = answers(client, [lines[0], b"", *lines[1:], b"  "])
    assert [item["index"] for item in found] == [0, 1, 2, 3, 4]
    assert all(item["topic"]["label"] == "diplomacy" for item in found)


def test_one_bad_line_never_costs_the_others(client: FlaskClient) -> None:
    """A line that fails has a whole problem in its place."""
    good = json.dumps({"text": ARTICLE}).encode()
    html = json.dumps({"html": HTML}).encode()
    found = answers(client, [good, b"{broken", b'{"txt": 1}', b"\xff\xfe", html])
    assert ["problem" in item for item in found] == [False, True, True, True, False]
    assert [item["problem"]["status"] for item in found[1:4]] == [400, 422, 400]
    assert found[1]["problem"]["instance"].endswith("/1")


def test_each_line_has_its_own_options(client: FlaskClient) -> None:
    """Options stand in the line."""
    lines = [json.dumps({"text": ARTICLE, "sentences": n}).encode() for n in (1, 4)]
    found = answers(client, lines, "/v1/summary")
    assert [len(item["summary"]["sentences"]) for item in found] == [1, 4]


def test_each_line_keeps_its_name(client: FlaskClient) -> None:
    """`id` stands behind the index whether the line failed or not, and in the problem too."""
    lines = [
        {"id": "good", "text": ARTICLE},
        {"id": "blank", "text": " "},
        {"id": "typo", "txt": ARTICLE},
        {"id": "menu", "text": "Home\nNews\nSport\nWeather"},
        {"id": "x" * 201, "text": ARTICLE},
        {"id": 7, "text": ARTICLE},
        {"text": ""},
        ["id"],
    ]
    found = answers(client, [json.dumps(line).encode() for line in lines])
    assert list(found[0])[:2] == list(found[1])[:2] == ["index", "id"]
    assert [line.get("id") for line in found] == ["good", "blank", "typo", "menu", *[None] * 4]
    assert [line["problem"].get("id") for line in found[1:]] == [
        line.get("id") for line in found[1:]
    ]


def test_an_empty_request_has_an_empty_answer(client: FlaskClient) -> None:
    """No articles, no answers."""
    assert answers(client, [b"", b"\n"]) == []


def test_an_inbox_gives_lines_however_they_were_cut() -> None:
    """Where the pieces of a body break has no influence on its lines."""
    body = b"one\ntwo two\n\nthree\r\nfour"
    wanted = [b"one", b"two two", b"three\r", b"four"]
    for size in (1, 2, 3, 7, 100):
        pieces = [body[i : i + size] for i in range(0, len(body), size)]
        assert list(reader(pieces).lines()) == wanted


def test_a_line_over_its_limit_is_a_problem_in_its_place() -> None:
    """An endless line is refused without being kept, and the next line is read."""
    found = list(reader([b"short\n", b"x" * 900, b"x" * 900, b"x\nnext\n", b"y" * 1_500]).lines())
    assert found[0] == b"short"
    assert found[2] == b"next"
    for item in (found[1], found[3]):
        assert isinstance(item, Problem)
        assert "1,000 bytes" in item.detail


def test_a_body_over_its_limit_ends_with_a_problem_after_what_came_before() -> None:
    """Nothing that was accepted is lost when the rest is refused."""
    lines = reader([b"one\n", b"two\n", b"z" * 50], most=20).lines()
    assert next(lines) == b"one"
    assert next(lines) == b"two"
    with pytest.raises(Problem, match="20 bytes"):
        next(lines)


def test_a_broken_body_ends_with_its_problem() -> None:
    """What stops the reading is told after the lines before it."""
    pieces = iter([b"one\n"])

    def read() -> bytes:
        for piece in pieces:
            return piece
        raise Problem(MALFORMED, "broke off")

    lines = NdjsonReader(read, max_bytes=100, max_line_bytes=100).lines()
    assert next(lines) == b"one"
    with pytest.raises(Problem, match="broke off"):
        next(lines)


def test_a_body_shorter_than_announced_ends_with_a_problem() -> None:
    """A cut between lines is no end."""
    pieces = iter([b"one\n", b""])
    lines = NdjsonReader(lambda: next(pieces), max_bytes=100, max_line_bytes=100, length=50).lines()
    assert next(lines) == b"one"
    with pytest.raises(Problem, match="4 of 50 bytes"):
        next(lines)


def test_options_in_the_query_are_refused(client: FlaskClient) -> None:
    """They stand in each line; elsewhere they would silently have no effect."""
    answer = client.post("/v1/topic?sentences=2", data=b"{}", content_type=NDJSON)
    assert answer.status_code == 422


def test_too_many_lines_end_with_a_problem(client: FlaskClient) -> None:
    """The limit in lines is told in the line behind the last one answered."""
    found = answers(client, [b"x"] * 10_001)
    assert len(found) == 10_001
    assert "10,000 articles" in found[-1]["problem"]["detail"]
    assert found[-1]["problem"]["status"] == 413


def test_reading_does_not_wait_for_answers_to_be_taken() -> None:
    """A client that sends everything before it reads anything does not stop the server."""
    total = 64
    sent = threading.Event()
    count = 0

    def read() -> bytes:
        nonlocal count
        count += 1
        if count > total:
            sent.set()
            return b""
        return b"line\n" * 10_000

    box = NdjsonReader(read, max_bytes=100_000_000, max_line_bytes=100)
    assert sent.wait(timeout=20), "the reader waited for somebody to take its lines"
    box.close()


def test_lines_ahead_lie_on_disk() -> None:
    """Ten megabytes read ahead take less than three of memory."""
    pieces = [b"a line of some length that is read ahead\n" * 1_000] * 250
    tracemalloc.start()
    box = reader(pieces, most=20_000_000)
    seen = sum(1 for _ in box.lines())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seen == 250_000
    assert peak < 3_000_000


def _bomb() -> bytes:
    compressor = zlib.compressobj(9, wbits=31)
    zeros = bytes(2**20)
    pieces = [compressor.compress(zeros) for _ in range(200)]
    return b"".join([*pieces, compressor.flush()])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (_bomb(), 413),
        (gzip.compress(b"\n" * 2**27), 413),
        (b"no gzip", 400),
        (gzip.compress(LINE)[:-20], 400),
    ],
    ids=["a line without end", "blank lines without end", "no gzip", "broken off"],
)
def test_a_body_that_fails_before_its_first_line_is_refused(
    client: FlaskClient, body: bytes, status: int
) -> None:
    """Where no line is answered the problem is the answer, with its status, not a line of it."""
    headers = {"Content-Encoding": "gzip"}
    answer = client.post("/v1/topic", data=body, content_type=NDJSON, headers=headers)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert "were answered" not in answer.json["detail"]  # type: ignore[index]


def test_lines_before_the_failure_are_answered(client: FlaskClient) -> None:
    """What is wrong with the body behind a whole line is the last line of the answer."""
    body = gzip.compress(LINE) + b"no gzip"
    headers = {"Content-Encoding": "gzip"}
    answer = client.post("/v1/topic", data=body, content_type=NDJSON, headers=headers)
    assert answer.status_code == 200
    first, last = map(json.loads, answer.data.splitlines())
    assert first["topic"]["label"] == "diplomacy"
    assert last["problem"]["status"] == 400
