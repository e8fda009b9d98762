"""The 99th percentile of an analysis while many teach, beside the same with nobody teaching.

.venv/bin/python -m benchmarks.feedback    (8 who analyse and 32 who teach, two workers, SQLite)
--articles short    what all send, of our own: short (700 characters, default), long (5,000), or
                    html (pages of 7,000 bytes)
--rounds 6          each first without and then with those who teach, over the same connections
--seconds 8         for so long each time
--impatient         who is refused asks again at once, and not when it was told to
--postgresql        keep the corrections in a PostgreSQL of its own

No article is sent twice. A process of its own tells how long a writer waited for SQLite's
file, at most.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import multiprocessing
import os
import random
import secrets
import statistics
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.servers import ours
from service.feedback.store.database import Database
from tests.messy import ARTICLE
from tests.postgresql import Cluster
from tests.server.conftest import ROOT

_ANALYSING, _TEACHING = 8, 32
_DATA = ROOT / "training_data"
_LONG_OF = 5
_HEADERS = {"Content-Type": "application/json"}
# What was under way when others began or stopped is nobody's figure.
_SETTLING_SECONDS = 0.5
_PAUSE_SECONDS, _TIMEOUT = 0.001, 60.0


@dataclass
class Outcome:
    """What became of requests: how many by status or error, and the seconds of the served."""

    ends: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def milliseconds(self, share: float) -> float:
        """The milliseconds under which this share of the served stayed."""
        ordered = sorted(self.seconds) or [float("nan")]
        return 1000.0 * ordered[int(share * (len(ordered) - 1))]


class Clients:
    """So many connections, kept alive, that send fresh articles one after the other."""

    def __init__(self, port: int, count: int, path: str, kind: str, impatient: bool) -> None:
        self._bodies = _fresh(kind, {"topic": "crime"} if path.endswith("feedback") else {})
        self._port, self._path, self._impatient = port, path, impatient
        self._going, self._ended, self._lock = threading.Event(), False, threading.Lock()
        self._outcome = Outcome()
        self._threads = [threading.Thread(target=self._send, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def during(self, seconds: float) -> Outcome:
        """Send for so long, and return what became of what was sent after a moment."""
        self._going.set()
        sleep(_SETTLING_SECONDS)
        outcome = self._outcome = Outcome()
        sleep(seconds)
        self._outcome = Outcome()
        return outcome

    def pause(self) -> None:
        """Send nothing more until it goes on."""
        self._going.clear()

    def _send(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_TIMEOUT)
        while self._going.wait():
            with self._lock:
                body = next(self._bodies)
            outcome, begun = self._outcome, perf_counter()
            try:
                connection.request("POST", self._path, body, _HEADERS)
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                outcome.ends[type(error).__name__] += 1
                continue
            outcome.ends[str(answer.status)] += 1
            if answer.status in (200, 201):
                outcome.seconds.append(perf_counter() - begun)
            elif not self._impatient:
                sleep(float(answer.headers.get("Retry-After", 1)))


def main() -> int:
    """Print a line a round, and the median of their ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    kinds = ("short", "long", "html")
    parser.add_argument("--articles", choices=kinds, default="short", help="what is sent")
    parser.add_argument("--rounds", type=int, default=6, help="how often all is measured")
    parser.add_argument("--seconds", type=float, default=8.0, help="how long each time")
    parser.add_argument("--impatient", action="store_true", help="ask again at once after a 429")
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory())
        url = f"sqlite:///{folder}/feedback.sqlite3"
        if options.postgresql:
            cluster = Cluster.make()
            stack.callback(cluster.close)
            url = cluster.new_database()
        settings = {"DATELINE_DATABASE_URL": url, "DATELINE_FEEDBACK_WAITING": "1000000"}
        server = stack.enter_context(ours(**settings))
        sent = (options.articles, options.impatient)
        teaching = stack.enter_context(beside(_teach, server.port, *sent))
        analysing = stack.enter_context(beside(_analyse, server.port, *sent))
        watching = None
        if not options.postgresql:
            watching = stack.enter_context(beside(_wait_for_lock, url))
        _measure(options.rounds, options.seconds, analysing, teaching, watching)
    return 0


def _measure(
    rounds: int,
    seconds: float,
    analysing: Connection,
    teaching: Connection,
    watching: Connection | None,
) -> None:
    ratios = []
    _ask(analysing, seconds)  # until it is warm
    for number in range(1, rounds + 1):
        alone = _ask(analysing, seconds)
        teaching.send(seconds)
        beside = _ask(analysing, seconds)
        taught = teaching.recv()
        ratios.append(beside.milliseconds(0.99) / alone.milliseconds(0.99))
        longest = f"{1000.0 * _ask(watching, 0.0):.0f} ms" if watching else "-"
        print(
            f"{number:2}  alone {_told(alone)}   beside {_told(beside)}   {ratios[-1]:.2f} times\n"
            f"    taught {_told(taught)}   a writer waited {longest} at most",
            flush=True,
        )
    print(f"the 99th percentile: {statistics.median(ratios):.2f} times, the median of {rounds}")


def _told(outcome: Outcome) -> str:
    ends = ", ".join(f"{count:,} x {end}" for end, count in sorted(outcome.ends.items()))
    shares = f"p50 {outcome.milliseconds(0.5):.0f} p99 {outcome.milliseconds(0.99):.0f} ms"
    return f"{shares} ({ends})"


def _ask(child: Connection, seconds: float) -> Any:
    child.send(seconds)
    return child.recv()


@contextmanager
def beside(work: Callable[..., None], *given: Any) -> Iterator[Connection]:
    """Work in a process of its own, which measures for the seconds that it is sent."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=work, args=(there, *given), daemon=True)
    process.start()
    try:
        yield here
    finally:
        process.kill()
        process.join()


def _analyse(asked: Connection, port: int, kind: str, impatient: bool) -> None:
    clients = Clients(port, _ANALYSING, "/v1/analysis", kind, impatient)
    while True:
        asked.send(clients.during(asked.recv()))


def _teach(asked: Connection, port: int, kind: str, impatient: bool) -> None:
    clients = Clients(port, _TEACHING, "/v1/feedback", kind, impatient)
    while True:
        outcome = clients.during(asked.recv())
        clients.pause()
        asked.send(outcome)


def go_on(asked: Connection, work: Callable[[], object]) -> None:
    """Do it again and again, and tell the seconds of the longest since it was last asked."""
    longest = 0.0
    while True:
        begun = perf_counter()
        work()
        longest = max(longest, perf_counter() - begun)
        if asked.poll():
            asked.recv()
            asked.send(longest)
            longest = 0.0
        sleep(_PAUSE_SECONDS)


def _wait_for_lock(asked: Connection, url: str) -> None:
    database = Database(url)

    def begin() -> None:
        with database.writing():
            pass

    go_on(asked, begin)


def _fresh(kind: str, more: dict[str, str]) -> Iterator[bytes]:
    """Give bodies of requests, no two of the same article."""
    chance, run = random.Random(19), secrets.token_hex(4)  # noqa: S311 - no secret
    if kind == "html":
        pages = [path.read_text("utf-8") for path in sorted((_DATA / "pages").glob("*.html"))]
    else:
        paths = sorted((_DATA / "articles").glob("*/*.txt"))
        texts = [path.read_text("utf-8") for path in paths]
    for number in itertools.count(1):
        mark = f"The clerk noted {run} and {number} in the book of that day."
        if kind == "html":
            article = {"html": chance.choice(pages).replace("</p>", f" {mark}</p>", 2)}
        elif kind == "long":
            article = {"text": "\n\n".join([*chance.sample(texts, _LONG_OF), mark])}
        else:
            article = {"text": f"{ARTICLE} {mark}"}
        yield json.dumps({**article, **more}).encode()


if __name__ == "__main__":
    sys.exit(main())
