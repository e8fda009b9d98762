"""What faults cost: slow clients, TERM, HUP and killed workers, beside stock gunicorn.

.venv/bin/python -m benchmarks.faults    (overload: benchmarks.load --stock)

Both columns serve the same application with two workers; the right one is gunicorn as it comes
(gthread, 8 threads), without deploy/gunicorn.conf.py.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable

import requests

from benchmarks.servers import ours, stock
from tests.messy import ARTICLE
from tests.server.clients import busy
from tests.server.conftest import Server

_DRIP = (
    b"POST /v1/topic HTTP/1.1\r\nHost: a\r\n"
    b"Content-Type: text/plain\r\nContent-Length: 9999\r\n\r\n"
)
_PATIENCE = 20.0


def main() -> int:
    """Print the table."""
    argparse.ArgumentParser(description=__doc__.split("\n", 1)[0]).parse_args()
    faults: list[tuple[str, Callable[[Server], str]]] = [
        ("32 dripping clients, one honest: seconds to an answer", _drip),
        ("8 HUPs under 16 clients: lost, p99", _hups),
        ("kill -9 of a worker under 16 clients: lost, then with one retry", _kill),
        ("TERM under 16 clients: lost", _term),
    ]
    print(f"{'fault':66} {'Dateline':44} stock gunicorn")
    for name, measure in faults:
        cells = []
        for serve in (ours, stock):
            with serve() as server:
                cells.append(measure(server))
        print(f"{name:66} {cells[0]:44} {cells[1]}", flush=True)
    return 0


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


if __name__ == "__main__":
    sys.exit(main())
