"""Waiting for what happens by itself, for as long as a busy machine may take."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

_Held = TypeVar("_Held")
#: Seconds after which what has not happened will not happen.
PATIENCE = 60.0


def burn(seconds: float) -> None:
    """Keep the processor busy for so long, however long that takes."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def wait_for(
    condition: Callable[[], _Held], *, every: float = 0.02, patience: float = PATIENCE
) -> _Held:
    """Return what the condition gives once that is true; fail where it never is."""
    deadline = time.monotonic() + patience
    while not (held := condition()):
        assert time.monotonic() < deadline, f"waited {patience:g} s for it"
        time.sleep(every)
    return held
