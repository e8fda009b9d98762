"""Counts that the workers of one machine share: a storage for `limits` in shared memory.

The storages that come with it are a process's own memory, where two workers would grant twice the
quota, and servers. This one is a page of memory that all workers have from their master, under a
lock that the kernel takes back from a process that dies.
"""

from __future__ import annotations

import fcntl
import hashlib
import mmap
import os
import struct
import tempfile
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from limits.storage import Storage

SCHEME = "shared"
# Digest of what is counted, when its window ends (Unix time), and the count.
_SLOT = struct.Struct("<16sdQ")
_SLOTS = 4_096
_EMPTY = bytes(16)


class SharedStorage(Storage):
    """Counts in fixed windows, right over all processes forked after it was made."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - the library's

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **_: str) -> None:
        super().__init__(uri, wrap_exceptions)
        self._memory = mmap.mmap(-1, _SLOT.size * _SLOTS)
        self._file, name = tempfile.mkstemp()
        Path(name).unlink()
        weakref.finalize(self, os.close, self._file)
        # The kernel's lock is between processes only.
        self._threads = threading.Lock()

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong here."""
        return OSError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Add to a count, which begins anew when its window has ended; returns the sum."""
        with self._locked():
            slot, ends, count = self._find(key)
            if ends <= time.time():
                ends, count = time.time() + expiry, 0
            count += amount
            _SLOT.pack_into(self._memory, slot * _SLOT.size, self._digest(key), ends, count)
        return count

    def get(self, key: str) -> int:
        """Return a count."""
        with self._locked():
            _, ends, count = self._find(key)
        return count if ends > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """Return when a count begins anew, in Unix time."""
        with self._locked():
            return self._find(key)[1] or time.time()

    def check(self) -> bool:
        """Return that memory is there."""
        return True

    def reset(self) -> int | None:
        """Forget all counts."""
        with self._locked():
            self._memory[:] = bytes(len(self._memory))
        return None

    def clear(self, key: str) -> None:
        """Forget one count."""
        with self._locked():
            slot, _, _ = self._find(key)
            _SLOT.pack_into(self._memory, slot * _SLOT.size, self._digest(key), 0.0, 0)

    @staticmethod
    def _digest(key: str) -> bytes:
        return hashlib.sha256(key.encode()).digest()[:16]

    def _find(self, key: str) -> tuple[int, float, int]:
        digest = self._digest(key)
        first = int.from_bytes(digest[:4], "little") % _SLOTS
        for step in range(_SLOTS):
            slot = (first + step) % _SLOTS
            held, ends, count = _SLOT.unpack_from(self._memory, slot * _SLOT.size)
            if held in (digest, _EMPTY):
                return slot, ends, count
        # Four times as many names as a file of keys may have, one after the other: begin anew.
        self._memory[:] = bytes(len(self._memory))
        return first, 0.0, 0

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
