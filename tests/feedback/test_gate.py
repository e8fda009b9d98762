"""Whose turn it is to write, among processes."""

from __future__ import annotations

import errno
import fcntl
import multiprocessing
from contextlib import nullcontext
from pathlib import Path

import pytest

from service.feedback.errors import DatabaseBusy
from service.feedback.store.gate import Gate


def test_one_holds_it_and_others_are_told(tmp_path: Path) -> None:
    """Who waits for too long is told so, and it is free again after any end of the block."""
    gate, other = Gate(tmp_path), Gate(tmp_path)
    for _ in range(3):
        with gate.held(0.0), pytest.raises(DatabaseBusy), other.held(0.01):
            pytest.fail("both hold it")
        with pytest.raises(ValueError, match="any"), other.held(0.0):
            raise ValueError("any")


def test_a_killed_process_leaves_it(tmp_path: Path) -> None:
    """Whoever held it when it was killed holds it no more."""
    context = multiprocessing.get_context("fork")
    held, never = context.Event(), context.Event()

    def hold() -> None:
        with Gate(tmp_path).held(60.0):
            held.set()
            never.wait(600)

    process = context.Process(target=hold)
    process.start()
    assert held.wait(60)
    with pytest.raises(DatabaseBusy), Gate(tmp_path).held(0.01):
        pass
    process.kill()
    process.join(60)
    with Gate(tmp_path).held(60.0):
        pass


def test_a_process_forked_meanwhile_does_not_hold_it(tmp_path: Path) -> None:
    """Who forks while a thread holds it leaves nothing locked for as long as the child lives."""
    context = multiprocessing.get_context("fork")
    never = context.Event()
    with Gate(tmp_path).held(60.0):
        child = context.Process(target=never.wait, args=(600,))
        child.start()
    try:
        with Gate(tmp_path).held(0.0):
            assert child.is_alive()
    finally:
        child.kill()
        child.join(60)


def test_a_folder_that_cannot_be_locked_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a file system without such locks SQLite's own alone decide; other faults are told."""
    for code, is_none in ((errno.ENOLCK, True), (errno.ENOTSUP, True), (errno.EIO, False)):

        def refuse(*_: object, code: int = code) -> None:
            raise OSError(code, "refused")

        monkeypatch.setattr(fcntl, "flock", refuse)
        told = nullcontext() if is_none else pytest.raises(OSError, match="refused")
        with told, Gate(tmp_path).held(0.0):
            assert is_none
