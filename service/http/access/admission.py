"""How many articles are worked on at once, and which of them computes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from service.contract.problems import TOO_BUSY, Problem

_G = TypeVar("_G")
_T = TypeVar("_T")
_LONG_CHARACTERS = 100_000


class ComputeLock:
    """Which article computes now: long ones wait for each other only, and never stop short ones.

    Threads that compute make each other, and the loop that takes connections, wait for the
    interpreter (docs/decisions/0050).
    """

    def __init__(self) -> None:
        self._short, self._long = threading.Lock(), threading.Lock()
        self._count = threading.Lock()
        self._waiting = 0

    @property
    def waiting(self) -> int:
        """How many articles wait for their turn."""
        return self._waiting

    def acquire(self, characters: int) -> threading.Lock:
        """Wait for the turn of an article of so many characters, and return what to release."""
        lock = self._long if characters > _LONG_CHARACTERS else self._short
        if not lock.acquire(blocking=False):
            self._wait(1)
            try:
                lock.acquire()
            finally:
                self._wait(-1)
        return lock

    @contextmanager
    def locked(self, characters: int) -> Iterator[None]:
        """Hold the turn of an article of so many characters."""
        lock = self.acquire(characters)
        try:
            yield
        finally:
            lock.release()

    def _wait(self, step: int) -> None:
        with self._count:
            self._waiting += step


def unlocked_during(lock: threading.Lock, wait: Callable[[_G], _T]) -> Callable[[_G], _T]:
    """Return `wait` as something that gives the lock to others for as long as it takes."""

    def waiting(given: _G) -> _T:
        lock.release()
        try:
            return wait(given)
        finally:
            lock.acquire()

    return waiting


# Under overload a place in a long queue is worth little (docs/decisions/0054); overload lasts until
# nobody was refused for a second.
OVERLOAD_LIMIT = 2
_OVERLOAD_SECONDS = 1.0


class ConcurrencyLimit:
    """Admits so many at once; one too many is a 429 problem, at once and never a wait.

    One that had to refuse somebody admits no more than `overload_limit` for a while: bursts are
    taken in, and those who are let in under lasting overload are answered soon.
    """

    def __init__(self, limit: int, what: str, overload_limit: int | None = None) -> None:
        self._limit = limit
        self._what = what
        self._overload_limit = min(limit, overload_limit if overload_limit is not None else limit)
        self._lock = threading.Lock()
        self._admitted = 0
        self._overloaded_until = 0.0

    @contextmanager
    def admit(self) -> Iterator[None]:
        """Let in for as long as the block takes; raises a 429 problem over the limit."""
        self._enter()
        try:
            yield
        finally:
            with self._lock:
                self._admitted -= 1

    def _enter(self) -> None:
        with self._lock:
            now = monotonic()
            limit = self._limit if now >= self._overloaded_until else self._overload_limit
            if self._admitted < limit:
                self._admitted += 1
                return
            self._overloaded_until = now + _OVERLOAD_SECONDS
        raise Problem(
            TOO_BUSY,
            f"{self._what} are worked on here up to the limit ({self._limit} at once, fewer under"
            " lasting load). Try again in a moment.",
            headers={"Retry-After": "1"},
        )
