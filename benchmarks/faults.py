"""What faults cost: slow clients, overload, TERM, HUP and killed workers, beside stock gunicorn.

.venv/bin/python -m benchmarks.faults [--seconds N]    (default: 10 s of overload)

Both columns serve the same application with two workers; the right one is gunicorn as it comes
(gthread, 8 threads), without deploy/gunicorn.conf.py.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.messy import ARTICLE
from tests.server.clients import busy
from tests.server.conftest import ROOT, Server, free_port, start

_DRIP = (
    b"POST /v1/topic HTTP/1.1\r\nHost: a\r\n"
    b"Content-Type: text/plain\r\nContent-Length: 9999\r\n\r\n"
)
_PATIENCE = 20.0


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seconds", type=float, default=10.0, help="how long the overload lasts")
    options = parser.parse_args()
    faults: list[tuple[str, Callable[[Server], str]]] = [
        ("32 dripping clients, one honest: seconds to an answer", _drip),
        ("64 clients: 429s; p50, p99, against one alone; workers' MB", _overload(options.seconds)),
        ("8 HUPs under 16 clients: lost, p99", _hups),
        ("kill -9 of a worker under 16 clients: lost, then with one retry", _kill),
        ("TERM under 16 clients: lost", _term),
    ]
    print(f"{'fault':66} {'Dateline':44} stock gunicorn")
    with tempfile.TemporaryDirectory() as folder:
        for name, measure in faults:
            cells = []
            for serve in (_ours, _stock):
                with serve(Path(folder) / "log") as server:
                    cells.append(measure(server))
            print(f"{name:66} {cells[0]:44} {cells[1]}", flush=True)
    return 0


@contextmanager
def _ours(log: Path) -> Iterator[Server]:
    server = start(log, DATELINE_DRAIN_SECONDS="2")
    yield from _ending(server)


@contextmanager
def _stock(log: Path) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-w", "2"]
    command += ["-k", "gthread", "--threads", "8", "--preload", "service:create_app()"]
    environment = {key: value for key, value in os.environ.items() if key[:9] != "DATELINE_"}
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)  # noqa: S603
    server = Server(process, port, log)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            requests.get(f"{server.address}/readyz", timeout=5)
            break
        except requests.ConnectionError:
            time.sleep(0.1)
    yield from _ending(server)


def _ending(server: Server) -> Iterator[Server]:
    try:
        yield server
    finally:
        server.process.terminate()
        try:
            server.process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            server.process.kill()


def _drip(server: Server) -> str:
    stop = threading.Event()

    def drip() -> None:
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(_DRIP)
            while not stop.wait(1.0):
                try:
                    connection.sendall(b"a")
                except OSError:
                    return

    threads = [threading.Thread(target=drip, daemon=True) for _ in range(32)]
    for thread in threads:
        thread.start()
    time.sleep(1.0)
    slowest = 0.0
    try:
        url = f"{server.address}/v1/topic"
        # The drippers may all have gone to one worker, so that the other is free.
        for _ in range(6):
            begun = time.perf_counter()
            requests.post(url, json={"text": ARTICLE}, timeout=_PATIENCE).raise_for_status()
            slowest = max(slowest, time.perf_counter() - begun)
        return f"{slowest:.3f}"
    except requests.Timeout:
        return f"none in {_PATIENCE:g}"
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _overload(seconds: float) -> Callable[[Server], str]:
    def _measure(server: Server) -> str:
        with busy(server.port, 1) as alone:
            time.sleep(min(seconds, 5.0))
        before = _megabytes(server)
        with busy(server.port, 64, pause=0.1) as loaded:
            time.sleep(seconds)
        one, many = alone.quantile(0.99), loaded.quantile(0.99)
        return (
            f"{loaded.ends['429']}, {1e3 * loaded.quantile(0.5):.0f} and {1e3 * many:.0f} ms,"
            f" x{many / one:.1f}; {before:.0f} to {_megabytes(server):.0f} MB"
        )

    return _measure


def _hups(server: Server) -> str:
    with busy(server.port, 16) as outcome:
        for _ in range(8):
            time.sleep(1.0)
            server.process.send_signal(signal.SIGHUP)
        time.sleep(1.0)
    return f"{outcome.lost}, {1e3 * outcome.quantile(0.99):.0f} ms"


def _kill(server: Server) -> str:
    cells = []
    for tries in (1, 2):
        with busy(server.port, 16, tries=tries) as outcome:
            time.sleep(1.0)
            os.kill(server.workers()[0], signal.SIGKILL)
            time.sleep(2.0)
        cells.append(str(outcome.lost))
    return ", ".join(cells)


def _term(server: Server) -> str:
    with busy(server.port, 16) as outcome:
        time.sleep(1.0)
        server.process.terminate()
        server.process.wait(timeout=40)
    return str(outcome.lost)


def _megabytes(server: Server) -> float:
    """Proportional memory of the workers: pages that they share count once."""
    total = 0
    for pid in server.workers():
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


if __name__ == "__main__":
    sys.exit(main())
