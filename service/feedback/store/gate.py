"""Whose turn it is to write to a file of SQLite's, among processes."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from service.feedback.errors import DatabaseBusy

_LOOK_SECONDS = 0.001
# What file systems say that lock no folders: networks', and some of virtual machines.
_NO_LOCKS = {errno.EBADF, errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS}


class Gate:
    """Holds the next of a file's writers, so that one who writes again and again comes behind it.

    SQLite has writers look for a free moment, ever more rarely, which of somebody who begins again
    at once there may be none for seconds (docs/decisions/0070). Held from before a transaction
    begins until it has begun, and never while it goes on. It is a lock on the file's folder: the
    file itself must not be opened and closed beside SQLite, which would lose its own locks.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def held(self, seconds: float) -> Iterator[None]:
        """Hold it for as long as the block takes; raises `DatabaseBusy` after so many seconds."""
        gate = os.open(self._folder, os.O_RDONLY)
        try:
            _take(gate, monotonic() + seconds)
            yield
        finally:
            # Closed alone, a process that was forked meanwhile would go on holding it.
            with suppress(OSError):
                fcntl.flock(gate, fcntl.LOCK_UN)
            os.close(gate)


def _take(gate: int, end: float) -> None:
    while True:
        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() > end:
                raise DatabaseBusy from None
            sleep(_LOOK_SECONDS)
        except OSError as error:
            # Who comes first is then SQLite's to say, which has locks of its own.
            if error.errno not in _NO_LOCKS:
                raise
            return
        else:
            return
