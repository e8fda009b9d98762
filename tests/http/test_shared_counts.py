"""Counts in shared memory are right over processes, and survive the death of one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from types import SimpleNamespace

import pytest

from service.http.access.shared_counts import SharedStorage

FORK = multiprocessing.get_context("fork")


def add(storage: SharedStorage, times: int) -> None:
    """Count in threads of this process."""
    threads = [
        threading.Thread(target=lambda: [storage.incr("a", 60) for _ in range(times)])
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_processes_and_threads_count_together() -> None:
    """Four processes of two threads each lose no count."""
    storage = SharedStorage()
    processes = [FORK.Process(target=add, args=(storage, 500)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(30)
    assert storage.get("a") == 4_000
    assert storage.get("b") == 0


def hold(storage: SharedStorage) -> None:
    """Take the lock and die with it."""
    with storage._locked():
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_dies_holding_the_lock_stops_nobody() -> None:
    """The kernel takes the lock back."""
    storage = SharedStorage()
    process = FORK.Process(target=hold, args=(storage,))
    process.start()
    process.join(10)
    assert process.exitcode == -signal.SIGKILL
    assert storage.incr("a", 60) == 1


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The Unix time that counts are kept by, to be set."""
    now = [1_000_000.0]
    monkeypatch.setattr(
        "service.http.access.shared_counts.time", SimpleNamespace(time=lambda: now[0])
    )
    return now


def test_a_window_ends(clock: list[float]) -> None:
    """A count begins anew after its time, which the first of a window sets."""
    storage = SharedStorage()
    assert storage.incr("a", 10, 3) == 3
    clock[0] += 9
    assert storage.incr("a", 60) == 4
    assert storage.get_expiry("a") == 1_000_010
    clock[0] += 1
    assert storage.get("a") == 0
    assert storage.incr("a", 60) == 1
    assert storage.get_expiry("a") == 1_000_070


def test_counts_are_cleared_and_reset(clock: list[float]) -> None:
    """One, or all; what was never counted has no expiry in the future."""
    storage = SharedStorage()
    storage.incr("a", 60)
    storage.incr("b", 60)
    storage.clear("a")
    assert (storage.get("a"), storage.get("b")) == (0, 1)
    storage.reset()
    assert storage.get("b") == 0
    assert storage.get_expiry("c") <= clock[0]
    assert storage.check()


def test_more_names_than_it_holds_begin_anew() -> None:
    """It never fails for being full."""
    storage = SharedStorage()
    for index in range(5_000):
        assert storage.incr(f"name {index}", 60) == 1
