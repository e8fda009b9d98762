"""How many articles are worked on at once; the rest are told to come again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from service.http.problems import TOO_BUSY, Problem

_G = TypeVar("_G")
_T = TypeVar("_T")
# Threads that compute make each other, and the loop that receives requests, wait for the
# interpreter: with 8 at it at once the slowest in a hundred took four times as long as in turn.
_SHORT_TURNS, _LONG_TURNS = 1, 1
_LONG_CHARACTERS = 100_000


class Turns:
    """Who computes now: long articles wait for each other only, and never stop short ones."""

    def __init__(self) -> None:
        self._short = threading.BoundedSemaphore(_SHORT_TURNS)
        self._long = threading.BoundedSemaphore(_LONG_TURNS)

    def of(self, characters: int) -> threading.BoundedSemaphore:
        """Return the turns for so many characters; to enter it is to wait for one."""
        return self._long if characters > _LONG_CHARACTERS else self._short


def outside(turn: threading.BoundedSemaphore, wait: Callable[[_G], _T]) -> Callable[[_G], _T]:
    """Return `wait` as something that gives the turn back for as long as it takes."""

    def waiting(given: _G) -> _T:
        turn.release()
        try:
            return wait(given)
        finally:
            turn.acquire()

    return waiting


# At twice the capacity a place in a long queue is worth little: with 2 at once nobody who is let in
# waits for long, and no less gets done. It lasts until nobody was refused for a second.
PRESSED = 2
_PRESSED_SECONDS = 1.0


class Gate:
    """Admits so many at once; one too many is a 429 problem, at once and never a wait.

    A gate that had to refuse somebody admits fewer for a while: bursts are taken in, and those who
    are let in under lasting overload are answered soon.
    """

    def __init__(self, most: int, what: str, pressed: int | None = None) -> None:
        self._most = most
        self._what = what
        self._pressed = min(most, pressed if pressed is not None else most)
        self._lock = threading.Lock()
        self._inside = 0
        self._relaxed_at = 0.0

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place for as long as the block takes; raises a 429 problem where there is none."""
        self._enter()
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1

    def _enter(self) -> None:
        with self._lock:
            now = monotonic()
            most = self._most if now >= self._relaxed_at else self._pressed
            if self._inside < most:
                self._inside += 1
                return
            self._relaxed_at = now + _PRESSED_SECONDS
        raise Problem(
            TOO_BUSY,
            f"{self._what} are worked on here up to the limit ({self._most} at once, fewer under"
            " lasting load). Try again in a moment.",
            headers={"Retry-After": "1"},
        )
