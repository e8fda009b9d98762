"""What is over a limit: its problems, in the same words wherever it is sent, and its time."""

from __future__ import annotations

from time import thread_time
from typing import Self

from service.contract.problems import TOO_LARGE, UNPROCESSABLE, Problem


class OwnTime:
    """The clock of an article, which stands still while others are worked on, and while it waits.

    It counts the processor's time of its thread: by the clock an article would fail on a busy
    machine that does not elsewhere.
    """

    def __init__(self, seconds: float) -> None:
        self._left = self._limit = seconds
        self._begun = 0.0

    def __call__(self, _: str) -> Self:
        """Begin a stage; raises the problem of work that takes too long where time is over."""
        if self._left < 0:
            raise work_too_slow(self._limit)
        return self

    def __enter__(self) -> None:
        self._begun = thread_time()

    def __exit__(self, *_: object) -> None:
        self._left -= thread_time() - self._begun


def line_too_long(limit: int) -> Problem:
    """Return the problem of a line, or row, over so many bytes."""
    detail = f"The line is over the limit of {limit:,} bytes. Send a shorter article."
    return Problem(TOO_LARGE, detail)


def work_too_slow(seconds: float) -> Problem:
    """Return the problem of an article that computes for longer than so many seconds."""
    return Problem(
        UNPROCESSABLE,
        f"Computing on the article took longer than {seconds:g} s and was stopped. Send a shorter"
        " one, or choose the news or lead algorithm.",
    )


def body_too_long(limit: int) -> Problem:
    """Return the problem of a page, or a file with one article, over so many bytes."""
    detail = f"The body is over the limit of {limit:,} bytes. Send a shorter one."
    return Problem(TOO_LARGE, detail)
