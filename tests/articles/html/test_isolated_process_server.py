"""Tests of `service.articles.html.isolated_process_server`: forks, deaths, limits, and silence.

Each needs a Python of its own.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.articles.html.test_isolated_process import LIMITS, ROOT, SMALL
from tests.waiting import wait_for


def run(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script with SMALL and Extractor in a Python of its own."""
    head = (
        "import os, signal\nfrom service.articles.html.isolated_process import Extractor\n"
        f"from service.articles.html.parsing import PageLimits\nLIMITS = {LIMITS!r}\n"
    )
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", f"{head}SMALL = {SMALL!r}\n{script}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("use", ["pass", "extractor(SMALL)", "extractor.start()"])
def test_a_copy_made_by_a_fork_reads_pages(use: str) -> None:
    """After a fork, whether or not a server was running, both processes read pages."""
    script = f"""
extractor = Extractor(LIMITS, seconds=20.0)
{use}
child = os.fork()
if not child:
    signal.alarm(30)
    words = len(extractor(SMALL).text.split())
    extractor.close()
    os._exit(0 if words > 50 else 1)
assert os.waitpid(child, 0)[1] == 0
assert len(extractor(SMALL).text.split()) > 50
extractor.close()
"""
    done = run(script)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_page_is_stopped_inside_c_code_too(tmp_path: Path) -> None:
    """The time limit needs no cooperation: a parser that never comes back to Python is ended."""
    returned = tmp_path / "returned"
    script = (
        f"returned = {str(returned)!r}"
        + """
from lxml.html import document_fromstring
from service.articles.html import isolated_process_server as process_server
from service.articles.errors import PageTooSlow

def parse(page, limits):
    # A tag of 100,000 attributes keeps libxml2 busy for half a minute in a single call.
    document_fromstring("<p " + " ".join(f"a{n}" for n in range(100_000)) + ">")
    open(returned, "w").close()

read_page, process_server.read_page = process_server.read_page, parse
extractor = Extractor(LIMITS, seconds=0.4)
extractor.start()
try:
    extractor(SMALL)
except PageTooSlow:
    assert not os.path.exists(returned)
else:
    raise AssertionError
extractor.close()
process_server.read_page = read_page
extractor.start()
assert extractor(SMALL).text
extractor.close()
"""
    )
    done = run(script)
    assert (done.returncode, done.stderr) == (0, "")
    assert not returned.exists()


def test_a_page_that_has_no_processor_is_read_all_the_same() -> None:
    """Seconds are the processor's, and what only waits is ended too, after ten times as many."""
    script = """
import time
from service.articles.html import isolated_process_server as process_server
from service.articles.errors import PageTooSlow

read_page = process_server.read_page
def wait(page, limits):
    time.sleep(float(page[:4]))
    return read_page(page, limits)

process_server.read_page = wait
extractor = Extractor(LIMITS, seconds=0.3)
extractor.start()
assert extractor("0.90" + SMALL).text
try:
    extractor("1000" + SMALL)
except PageTooSlow:
    pass
else:
    raise AssertionError
extractor.close()
"""
    done = run(script)
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_of_a_page_is_logged() -> None:
    """What trafilatura stumbles over it would log; the child that reads pages is silent."""
    script = """
import logging
logging.basicConfig(level=logging.DEBUG)
from service.articles.errors import NoArticleFound
extractor = Extractor(LIMITS, seconds=20.0)
extractor.start()
broken = '<script type="application/ld+json">[{"@context":"https://schema.org","@type":[7]}]</script>'
for page in (broken + SMALL, "<html><body>Quixelborn</body></html>"):
    try:
        extractor(page)
    except NoArticleFound:
        pass
extractor.close()
"""
    done = run(script)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_server_leaves_when_its_worker_has_died(tmp_path: Path) -> None:
    """A worker that is killed leaves neither a process nor files behind."""
    script = f"""
import multiprocessing, tempfile
tempfile.tempdir = {str(tmp_path)!r}
extractor = Extractor(LIMITS, seconds=20.0)
extractor.start()
extractor(SMALL)
print(multiprocessing.active_children()[0].pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = run(script)
    assert done.returncode == -signal.SIGKILL
    assert int(done.stdout) > 0
    wait_for(lambda: not list(tmp_path.iterdir()))


def test_a_program_that_asks_is_not_run_again(tmp_path: Path) -> None:
    """A script without a guarded main part reads pages too, and runs once."""
    script = tmp_path / "asks.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from service.articles.html.isolated_process import Extractor\n"
        f"from service.articles.html.parsing import PageLimits\n"
        f"print(len(Extractor({LIMITS!r}, seconds=20.0)({SMALL!r}).text.split()) > 50)\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")
