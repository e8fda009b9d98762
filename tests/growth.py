"""How the time of something grows with what it is given: a bound that holds on every machine."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time
from typing import TypeVar

_Given = TypeVar("_Given")

#: Between what is linear (8 times the time for 8 times the input) and what is quadratic (64).
LINEAR = 20.0
#: Between what does not grow at all with 8 times the input and what is linear.
FLAT = 3.0
# Seconds in which nothing is worth a judgement: 8 times an input that takes quadratic time takes
# far longer than that.
_NOTHING = 0.001
# What else the machine does makes a time longer, and never shorter: the least of some is judged,
# and an input that is too slow is tried again before it is told.
_SHORT_ROUNDS, _ATTEMPTS = 3, 5


def seconds(action: Callable[[], object], rounds: int = 1) -> float:
    """Return the least seconds of the processor that the action took, of so many rounds."""
    spent = []
    collects = gc.isenabled()
    gc.disable()
    try:
        for _ in range(rounds):
            begun = process_time()
            action()
            spent.append(process_time() - begun)
    finally:
        if collects:
            gc.enable()
    return min(spent)


def check_growth(
    work: Callable[[_Given], object], short: _Given, long: _Given, most: float = LINEAR
) -> None:
    """Raise `AssertionError` where `long` takes more than `most` times the time of `short`.

    `long` is meant to be 8 times `short`. Both are worked on in this process, `short` first.
    """
    work(short)  # the first of all loads what it needs
    least_short = least_long = float("inf")
    for _ in range(_ATTEMPTS):
        least_short = min(least_short, seconds(lambda: work(short), _SHORT_ROUNDS))
        least_long = min(least_long, seconds(lambda: work(long)))
        if least_long <= max(most * least_short, _NOTHING):
            return
    raise AssertionError(
        f"the long one takes {least_long / least_short:.1f} times as long as the short one"
        f" ({least_long:.4f} s and {least_short:.4f} s); at most {most:g} times were expected"
    )


def repeat(piece: str, length: int) -> str:
    """Return the piece again and again, cut at so many characters."""
    return (piece * (length // len(piece) + 1))[:length]
