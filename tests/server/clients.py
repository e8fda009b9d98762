"""Clients that keep a server busy and note what became of each request."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.messy import ARTICLE

_BODY = json.dumps({"text": ARTICLE}).encode()


@dataclass
class Outcome:
    """What became of the requests: how many by status or error, and the seconds of the served."""

    ends: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """Requests that were taken in and not answered with 200."""
        return self.ends.total() - self.ends["200"] - self.ends["ConnectionRefusedError"]

    def quantile(self, share: float) -> float:
        """The seconds under which this share of the served stayed."""
        return sorted(self.seconds)[int(share * (len(self.seconds) - 1))]


@contextmanager
def busy(
    port: int, clients: int, *, tries: int = 1, pause: float = 0.0, body: bytes = _BODY
) -> Iterator[Outcome]:
    """Send from so many connections, kept alive, for as long as the block takes.

    `pause` is how many seconds a client that was told to come again waits.
    """
    outcome = Outcome()
    stop = threading.Event()
    headers = {"Content-Type": "application/json"}

    def once(connection: http.client.HTTPConnection) -> str:
        try:
            connection.request("POST", "/v1/analysis", body, headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            return type(error).__name__
        return str(answer.status)

    def send() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while not stop.is_set():
            begun = time.perf_counter()
            for _ in range(tries):
                if (end := once(connection)) == "200":
                    outcome.seconds.append(time.perf_counter() - begun)
                    break
            outcome.ends[end] += 1
            if end in ("ConnectionRefusedError", "TimeoutError"):
                break
            if end == "429":
                stop.wait(pause)
        connection.close()

    threads = [threading.Thread(target=send, daemon=True) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield outcome
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=40)
