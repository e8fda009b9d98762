"""Whether the service is about to stop, and when this process leaves."""

from __future__ import annotations

import mmap
from time import monotonic

# One byte that all processes share: made when the master imports this, before it forks.
_flag = mmap.mmap(-1, 1)
_leave_at = [float("inf")]


def begin() -> None:
    """Say to all processes that the service is about to stop."""
    _flag[0] = 1


def draining() -> bool:
    """Return whether the service is about to stop."""
    return _flag[0] == 1


def leave_at(moment: float) -> None:
    """Say when (by the monotonic clock) this process ends what goes on; infinity for never."""
    _leave_at[0] = moment


def leaving() -> bool:
    """Return whether what goes on in this process has to end now."""
    return monotonic() >= _leave_at[0]
