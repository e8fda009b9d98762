"""Tests of `service.articles.html.isolated_process`: pages whose processes die or run over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from service.articles.errors import (
    NoArticleFound,
    PageTooComplex,
    PageTooSlow,
    PageUnreadable,
)
from service.articles.html.isolated_process import Extractor
from service.articles.html.page import read_page
from service.articles.html.parsing import PageLimits
from service.text.errors import TextError
from tests.waiting import wait_for

ROOT = Path(__file__).resolve().parents[3]
LIMITS = PageLimits(nodes=20_000, attributes=60_000, nesting=512, characters=2_000_000)
SMALL = (
    "<html><body><article>"
    + "".join(f"<p>Divers found {i} cracks in the pier, said the board.</p>" for i in range(9))
    + "</article></body></html>"
)


def make_large(paragraphs: int) -> str:
    """Return a page of so many more paragraphs, of two elements each."""
    more = "<p>Divers <b>found</b> a crack.</p>" * paragraphs
    return SMALL.replace("</article>", more + "</article>")


# Some 18,000 elements: over a second's work.
LARGE = make_large(9_000)


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    """An extractor whose server is running."""
    shared = Extractor(LIMITS, seconds=20.0)
    shared(SMALL)
    yield shared
    shared.close()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Extractor]:
    """An extractor that a test may spoil, its files in a folder of the test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spoilt = Extractor(LIMITS, seconds=20.0)
    yield spoilt
    spoilt.close()


def processes() -> set[int]:
    """The children of this process that have not ended."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it has just ended
            continue
        if int(parent) == os.getpid() and state != "Z":
            found.add(int(path.parent.name))
    return found


def server_of(extractor: Extractor) -> int:
    """The server process that the extractor's first page starts."""
    before = processes()
    extractor(SMALL)
    (server,) = processes() - before
    return server


def kill(server: int) -> None:
    """End the server as the kernel would when memory is short."""
    os.kill(server, signal.SIGKILL)
    wait_for(lambda: server not in processes())


def ticks(process: int) -> int:
    """The hundredths of a second for which a process has had a processor."""
    stat = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(stat[11]) + int(stat[12])


def test_a_page_is_read_as_it_would_be_in_process(extractor: Extractor) -> None:
    """The way through another process changes nothing of the page."""
    assert extractor(SMALL) == read_page(SMALL, LIMITS)


def test_odd_characters_come_through(extractor: Extractor) -> None:
    """A NUL, half a surrogate pair, an emoji and right-to-left text do not break the transport."""
    page = SMALL.replace("cracks", "cracks \x00 \ud800 \U0001f6a2 שלום e\u0301")
    assert "\U0001f6a2 שלום e\u0301" in extractor(page).text


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ("<ul><li><a href='/'></a></li></ul>", NoArticleFound),
        ("<i></i>" * 20_001, PageTooComplex),
        ("", PageUnreadable),
        ("\x00", PageUnreadable),
    ],
    ids=["no article", "too complex", "empty", "NUL"],
)
def test_what_is_wrong_with_a_page_comes_back(
    extractor: Extractor, page: str, error: type[TextError]
) -> None:
    """The child's error reaches the caller with its message, as it is raised in process."""
    with pytest.raises(error) as direct:
        read_page(page, LIMITS)
    with pytest.raises(error) as caught:
        extractor(page)
    assert str(caught.value) == str(direct.value)


def test_nesting_of_a_hundred_thousand_harms_nobody(extractor: Extractor) -> None:
    """A page nested without end is read or refused, and the next page is read."""
    deep = "<div>" * 100_000 + SMALL
    with pytest.raises(TextError):
        extractor(deep)
    assert extractor(SMALL).text


def test_a_page_that_takes_too_long_is_stopped() -> None:
    """Over its seconds a page ends with the limit's name, and the next page is read."""
    hasty = Extractor(replace(LIMITS, nodes=400_000), seconds=1.0)
    try:
        assert hasty(SMALL).text
        with pytest.raises(PageTooSlow, match=r"longer than 1 s"):
            hasty(make_large(190_000))
        assert hasty(SMALL).text
    finally:
        hasty.close()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="children: found by way of /proc")
def test_a_page_whose_process_is_killed_is_unreadable(own: Extractor) -> None:
    """Where the kernel kills the child in mid-page, that page fails and the next one is read."""
    server = server_of(own)
    children = Path(f"/proc/{server}/task/{server}/children")
    before = set(children.read_text().split())
    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(own, LARGE)
        wait_for(lambda: set(children.read_text().split()) - before)
        (child,) = set(children.read_text().split()) - before
        # A page that was not taken yet would be sent once more; this one is being worked on.
        wait_for(lambda: ticks(int(child)) >= 10)
        os.kill(int(child), signal.SIGKILL)
        with pytest.raises(PageUnreadable):
            future.result(30)
    assert own(SMALL).text


def test_a_page_under_way_to_a_dying_server_is_unreadable(own: Extractor) -> None:
    """A server that dies before it has taken the page costs that page alone."""
    server = server_of(own)
    os.kill(server, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(own, SMALL + " " * 3_000_000)
        time.sleep(0.1)
        kill(server)
        with pytest.raises(PageUnreadable):
            future.result(30)
    assert own(SMALL).text


def test_a_server_that_died_is_replaced(own: Extractor) -> None:
    """The page after the death of an idle server is read by a new one."""
    kill(server_of(own))
    assert own(SMALL).text


def test_a_closed_extractor_may_be_used_again(own: Extractor) -> None:
    """Closing ends the server; a later page starts another, and closing twice is no error."""
    server = server_of(own)
    own.close()
    own.close()
    assert server not in processes()
    assert own(SMALL).text


def test_closing_one_that_was_never_used_does_nothing() -> None:
    """An extractor without a server has nothing to stop."""
    before = processes()
    Extractor(LIMITS, seconds=1.0).close()
    assert processes() == before


def test_closing_leaves_no_files(own: Extractor, tmp_path: Path) -> None:
    """The socket's folder is there while the server runs, and gone when it was closed."""
    own(SMALL)
    assert len(list(tmp_path.iterdir())) == 1
    own.close()
    assert list(tmp_path.iterdir()) == []


def test_a_replaced_server_leaves_no_files(own: Extractor, tmp_path: Path) -> None:
    """A server that was killed and replaced leaves no folder behind."""
    kill(server_of(own))
    own(SMALL)
    own.close()
    assert list(tmp_path.iterdir()) == []


def test_threads_share_an_extractor(extractor: Extractor) -> None:
    """Twelve pages from six threads, more than there are processes, each get their own answer."""
    pages = [SMALL.replace("pier", f"pier number {index}") for index in range(12)]
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(extractor, pages))
    assert [f"pier number {index}," in page.text for index, page in enumerate(found)] == [True] * 12


def test_a_slow_page_does_not_hold_up_others(extractor: Extractor) -> None:
    """While one page takes its time, another is read."""
    slow = threading.Thread(target=extractor, args=(LARGE,))
    slow.start()
    assert extractor(SMALL).text
    assert slow.is_alive()
    slow.join()


@pytest.mark.skipif(not Path("/proc/self/oom_score_adj").is_file(), reason="memory: told by /proc")
def test_where_memory_runs_out_a_page_goes_before_its_worker(own: Extractor) -> None:
    """The kernel is told to end what reads pages first."""
    server = server_of(own)
    assert Path(f"/proc/{server}/oom_score_adj").read_text().strip() == "1000"


FORKING = """
from tests.articles.html.test_isolated_process import LIMITS, SMALL, Extractor, kill, server_of
from pathlib import Path

def fresh(server):
    return Path(f"/proc/{server}/cmdline").read_bytes() != Path("/proc/self/cmdline").read_bytes()

extractor = Extractor(LIMITS, seconds=20.0, forks=True)
first = server_of(extractor)
kinds = [fresh(first)]
kill(first)
kinds.append(fresh(server_of(extractor)))
extractor.close()
print(kinds)
"""


def test_the_first_page_forks_the_server_off_where_it_may() -> None:
    """In a process without threads the server is a fork, and one in its place is started anew."""
    # The process of the tests has threads.
    told = subprocess.run(
        [sys.executable, "-c", FORKING], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert told.stdout == "[False, True]\n"
