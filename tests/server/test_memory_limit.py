"""Where memory is short an article is refused, and the service goes on."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from service.contract.problems import Problem, problem_of
from service.http.requests import refusals
from tests.messy import ARTICLE, HTML
from tests.server.clients import busy
from tests.server.conftest import Server, start
from tests.waiting import wait_for

pytestmark = pytest.mark.server
# Above what a worker has mapped when it is warm: room for articles, not for floods of large ones.
_ROOM = 24 * 2**20
_LARGE = json.dumps({"text": "\n\n".join(f"{ARTICLE} Part {n}." for n in range(900))}).encode()


def mapped(pid: int) -> int:
    """The bytes of address space that a process has, which is what the limit is on."""
    pages = Path(f"/proc/{pid}/statm").read_text().split()[0]
    return int(pages) * resource.getpagesize()


def ask(server: Server, content: dict[str, str]) -> requests.Response:
    """The answer to an article."""
    return requests.post(f"{server.address}/v1/analysis", json=content, timeout=60)


@pytest.mark.slow
def test_a_flood_of_large_articles_with_little_memory(tmp_path: Path) -> None:
    """Most are served or refused as too much, none is an error, and small ones are served then."""
    # In one arena: others reserve 64 MB each, which count as mapped and may be filled all the same.
    server = start(tmp_path / "log", MALLOC_ARENA_MAX="1")
    try:
        # As many clients as make it start its threads, each of which maps its stack.
        with busy(server.port, 60, pause=0.05):
            time.sleep(1.0)
        for pid in server.workers():
            limit = mapped(pid) + _ROOM
            resource.prlimit(pid, resource.RLIMIT_AS, (limit, limit))
        with busy(server.port, 12, body=_LARGE, pause=0.05) as outcome:
            time.sleep(3.0)
            wait_for(lambda: outcome.ends["429"] > 0)
        for content in ({"text": ARTICLE}, {"html": HTML}):
            deadline = time.monotonic() + 60
            while (answer := ask(server, content)).status_code == 429:
                assert time.monotonic() < deadline
                time.sleep(0.2)
            assert answer.status_code == 200, answer.text
        # Memory may run out in gunicorn too, which then closes the connection.
        ends = {"200", "429", "RemoteDisconnected", "ConnectionResetError", "BrokenPipeError"}
        assert set(outcome.ends) <= ends, (tmp_path / "log").read_text()[-4_000:]
        assert outcome.ends["429"] > 0
    finally:
        server.stop()


@pytest.mark.parametrize("read", [problem_of, refusals.problem_of])
def test_an_article_for_which_there_is_no_memory_may_come_again(
    read: Callable[[Exception], Problem],
) -> None:
    """It is the service that has too much to do, and not an error of it: gunicorn's part too."""
    problem = read(MemoryError())
    assert problem.kind.status == 429
    assert problem.headers["Retry-After"]
