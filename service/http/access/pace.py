"""How fast corrections go while articles come: a share of the work, whatever their number."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep

from service.contract.problems import TOO_BUSY, Problem

# A correction is followed by so much more work on articles than it was itself, while some come.
_ARTICLES_A_CORRECTION = 10.0
# And by so much time without one, wherever articles come to: another worker may have all of them,
# and the cores are everybody's.
_REST_A_CORRECTION, _MOST_REST_SECONDS = 4.0, 0.5
# Between the articles of a client that sends one after the other it is never quiet for so long.
_QUIET_SECONDS = 0.05
_LOOK_SECONDS = 0.02


class Work:
    """The seconds that are worked on one article or correction, from its turn on."""

    def __init__(self) -> None:
        self._begun: float | None = None

    def begin(self) -> None:
        """It is its turn."""
        self._begun = monotonic()

    @property
    def seconds(self) -> float:
        """How long that is ago; 0 before."""
        return 0.0 if self._begun is None else monotonic() - self._begun


class Pace:
    """Lets in one correction at a time, and articles without counting them.

    While articles come, a correction has to wait until they have been worked on for long enough
    since the one before: docs/decisions/0070. Behind each there is a rest in any case. So many more
    wait for `seconds` at most, each in its turn; others are a 429 problem. What is compared is
    seconds of both alike, from their turn to compute to the end of that, so that a slow machine
    changes nothing between them.
    """

    def __init__(self, waiting: int, seconds: float) -> None:
        self._room, self._turn = threading.Semaphore(1 + waiting), threading.Semaphore(1)
        self._seconds = seconds
        self._lock = threading.Lock()
        self._articles, self._worked, self._quiet_at = 0, 0.0, 0.0
        #: How much has to be worked on articles before the next correction.
        self._next = 0.0
        self._rested_at = 0.0

    @contextmanager
    def article(self) -> Iterator[Work]:
        """An article is there while the block lasts, which says when its turn begins."""
        work = Work()
        with self._lock:
            self._articles += 1
        try:
            yield work
        finally:
            with self._lock:
                self._articles -= 1
                self._worked += work.seconds
                self._quiet_at = monotonic() + _QUIET_SECONDS

    @contextmanager
    def correction(self) -> Iterator[Work]:
        """The same for the correction that was let in."""
        work = Work()
        try:
            yield work
        finally:
            seconds = work.seconds
            self._next = self._worked + _ARTICLES_A_CORRECTION * seconds
            rest = min(_REST_A_CORRECTION * seconds, _MOST_REST_SECONDS)
            self._rested_at = monotonic() + rest

    @contextmanager
    def admit(self) -> Iterator[None]:
        """Let in a correction for as long as the block takes; raises a 429 problem."""
        end = monotonic() + self._seconds
        if not self._room.acquire(blocking=False):
            raise _too_many()
        try:
            if not self._turn.acquire(timeout=self._seconds):
                raise _too_many()
            try:
                while self._is_early():
                    if monotonic() > end:
                        raise _too_many()
                    sleep(_LOOK_SECONDS)
                yield
            finally:
                self._turn.release()
        finally:
            self._room.release()

    def _is_early(self) -> bool:
        with self._lock:
            now = monotonic()
            comes = self._articles > 0 or now < self._quiet_at
            return now < self._rested_at or (comes and self._worked < self._next)


def _too_many() -> Problem:
    detail = (
        "Articles are analysed here, and more corrections wait than can be kept beside that. Try"
        " again in a moment."
    )
    return Problem(TOO_BUSY, detail, headers={"Retry-After": "1"})
