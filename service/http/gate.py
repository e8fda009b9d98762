"""How many articles are worked on at once; the rest are told to come again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from service.http.problems import TOO_BUSY, Problem


class Gate:
    """Admits so many at once; one too many is a 429 problem, at once and never a wait."""

    def __init__(self, most: int, what: str) -> None:
        self._most = most
        self._what = what
        self._free = threading.BoundedSemaphore(most)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place for as long as the block takes; raises a 429 problem where there is none."""
        if not self._free.acquire(blocking=False):
            raise Problem(
                TOO_BUSY,
                f"{self._most} {self._what} are worked on here, which is the limit. Try again in"
                " a moment.",
                headers={"Retry-After": "1"},
            )
        try:
            yield
        finally:
            self._free.release()
