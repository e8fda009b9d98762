"""Damaged NDJSON: a line costs only itself, wherever the bytes are cut on their way."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.analysis import Submission
from service.contract.json_article import parse_json
from service.contract.problems import Problem
from service.http.requests.ndjson import NdjsonReader
from service.settings import Settings
from tests.mutations import line

LINE_BYTES = 20_000
DEFAULTS = Settings()


def read(pieces: list[bytes]) -> list[bytes | Problem]:
    """What the reader makes of a body that comes in these pieces."""
    left = iter(pieces)
    reader = NdjsonReader(lambda: next(left, b""), max_bytes=2**30, max_line_bytes=LINE_BYTES)
    return list(reader.lines())


@settings(suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=True))
def test_lines_are_the_same_however_they_arrive(chance: Random) -> None:
    """Each line that is not blank comes out as it was, or as the problem of one too long."""
    blank = (b"", b" ", b"\r", b"{}", b"\x00")
    lines = [line(chance) if chance.random() < 0.6 else chance.choice(blank) for _ in range(6)]
    body = b"\n".join(lines)
    pieces, place = [], 0
    while place < len(body):
        size = chance.choice((1, 3, 700, 30_000, 2**16))
        pieces.append(body[place : place + size])
        place += size
    expected = [one for one in body.split(b"\n") if one.strip()]
    found = read(pieces)
    assert len(found) == len(expected)
    for one, wanted in zip(found, expected, strict=True):
        if len(wanted) > LINE_BYTES:
            assert isinstance(one, Problem)
            assert "20,000 bytes" in one.detail
        else:
            assert one == wanted


@settings(suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=True))
def test_a_damaged_line_is_an_article_or_a_problem(chance: Random) -> None:
    """Parsing raises nothing else, and what it returns has exactly one of text and page."""
    submission = outcome(line(chance))
    if isinstance(submission, Problem):
        assert 400 <= submission.kind.status < 500
        assert submission.detail
    else:
        assert (submission.text is None) != (submission.html is None)
        assert 1 <= submission.options.sentences <= 50


def outcome(body: bytes) -> Submission | Problem:
    """What a line is parsed to, or the problem with it."""
    try:
        return parse_json(body, DEFAULTS)
    except Problem as problem:
        return problem
