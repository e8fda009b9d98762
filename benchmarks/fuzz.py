"""Thousands of damaged requests to every route, in process: statuses, seconds and what broke.

.venv/bin/python -m benchmarks.fuzz [--requests 10000] [--seed 0]

Each request follows from the seed and its number; what broke is printed with its number, and
`--only N` sends that one alone. Exits 1 where anything broke.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from urllib.parse import unquote_to_bytes

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from flask import Flask
from tqdm import tqdm
from werkzeug.test import create_environ, run_wsgi_app
from werkzeug.wrappers import Response

from service import create_app
from service.settings import Settings
from tests.kept import broken
from tests.messy import HTML
from tests.mutations import ARTICLE_ROUTES, Sent, request


@dataclass
class Run:
    """What a run came to; `slowest` are seconds and number."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    seconds: list[tuple[float, int]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Send the requests and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=int, help="the number of one request")
    options = parser.parse_args()
    numbers = range(options.requests) if options.only is None else [options.only]
    app = create_app(Settings.from_environment({}))
    try:
        run = fuzz(app, options.seed, tqdm(numbers, disable=None))
    finally:
        app.extensions["dateline"].extractor.close()
    for (kind, status), count in sorted(run.statuses.items()):
        print(f"{kind:24} {status} {count:7,}")
    for seconds, number in sorted(run.seconds, reverse=True)[:5]:
        sent = made(options.seed, number)
        print(f"{1000 * seconds:7.0f} ms  {number}: {_line(sent)}")
    print(f"{len(run.seconds):,} requests, {len(run.faults)} broke something")
    for fault in run.faults[:20]:
        print(fault)
    return 1 if run.faults else 0


def made(seed: int, number: int) -> Sent:
    """Return a run's request of this number."""
    return request(Random(f"{seed} {number}"))  # noqa: S311 - repeatable is what it has to be


def fuzz(app: Flask, seed: int, numbers: range | list[int] | tqdm[int]) -> Run:
    """Send these requests of the seed to the app and look at each answer."""
    run = Run()
    # Out of gunicorn what reads pages starts with the first one, which takes its time.
    app.extensions["dateline"].extractor(HTML)
    for number in numbers:
        sent = made(seed, number)
        kind, status, seconds, fault = send(app, sent)
        run.statuses[kind, status] += 1
        run.seconds.append((seconds, number))
        if fault:
            run.faults.append(f"{number}: {_line(sent)}: {fault}")
    return run


def send(app: Flask, sent: Sent) -> tuple[str, int, float, str | None]:
    """Send a request; return its kind, status and seconds, and what its answer breaks.

    Straight to the application: werkzeug's own client would mend or refuse what is odd.
    """
    environ = create_environ(method=sent.method, data=sent.body)
    path = sent.path.encode("utf-8", "replace").decode("latin-1")
    environ |= {"PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "QUERY_STRING": sent.query}
    for name, value in sent.headers:
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    begun = perf_counter()
    answer = Response(*run_wsgi_app(app, environ, buffered=True))
    seconds = perf_counter() - begun
    kind = "articles" if sent.path in ARTICLE_ROUTES and sent.method == "POST" else "others"
    return kind, answer.status_code, seconds, broken(sent, answer, seconds)


def _line(sent: Sent) -> str:
    return f"{sent.method} {sent.path[:60]!r} {sent.headers} {len(sent.body):,} bytes"


if __name__ == "__main__":
    sys.exit(main())
