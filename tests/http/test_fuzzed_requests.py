"""Damaged requests to every route; `python -m benchmarks.fuzz` sends thousands."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.wrappers import Response

from benchmarks.fuzz import fuzz, made
from tests.kept import broken
from tests.mutations import ARTICLE_ROUTES, Sent


def test_no_damaged_request_breaks_a_promise(app: Flask, thorough: bool) -> None:
    """Each gets an answer as described or a problem document: no 5xx, nobody hangs."""
    requests = 500 if thorough else 150
    run = fuzz(app, 1, range(requests))
    assert run.faults == []
    # Neither so tame that all are right, nor so wild that none reaches the article.
    statuses = [status for (kind, status), count in run.statuses.items() for _ in range(count)]
    assert statuses.count(200) > requests // 5
    assert {200, 400, 404, 405, 415, 422} <= set(statuses)


def test_a_run_follows_from_its_seed() -> None:
    """The same number gives the same request, and another seed another."""
    assert [made(1, n) for n in range(20)] == [made(1, n) for n in range(20)]
    assert made(1, 0) != made(2, 0)
    assert {made(1, n).path for n in range(200)} > set(ARTICLE_ROUTES)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (Response("{}", 500), "status 500"),
        (Response("no", 404, content_type="text/html"), "as text/html"),
        (Response("{}", 400, content_type="application/problem+json"), "not a problem document"),
        (Response("{}", 200, content_type="application/json"), "not the answer described"),
        (Response("", 200, content_type="text/html"), "as text/html"),
    ],
)
def test_a_broken_promise_is_told(answer: Response, fault: str) -> None:
    """What watches the run sees an error, a page instead of a problem, and a wrong shape."""
    answer.headers["X-Request-ID"] = "x"
    sent = Sent("POST", "/v1/topic", "", [("Content-Type", "text/plain")], b"x")
    assert fault in (broken(sent, answer, 0.1) or "")
    assert broken(sent, answer, 31.0) is not None
