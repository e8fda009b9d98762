"""The engine of this machine gives results in order, whatever happens to its processes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence

import pytest

from service.archives.engines.local import LocalEngine, WorkersDie
from service.archives.row import Result, Row


def rows(count: int) -> list[Row]:
    """Rows that are told apart."""
    return [Row(str(number)) for number in range(count)]


def blocks(count: int, size: int = 4) -> Iterator[list[Row]]:
    """Blocks of rows."""
    every = rows(count * size)
    for start in range(0, len(every), size):
        yield every[start : start + size]


def echo(given: Sequence[Row]) -> list[Result]:
    """Say who did it, the first ones late."""
    time.sleep(0.05 if given[0].location == "0" else 0)
    return [Result(row.location, str(os.getpid()), "{}") for row in given]


def deadly(given: Sequence[Row]) -> list[Result]:
    """Die of one row."""
    if any(row.location == "13" for row in given):
        os.kill(os.getpid(), signal.SIGKILL)
    return echo(given)


def always_deadly(given: Sequence[Row]) -> list[Result]:
    """Die of every row."""
    os.kill(os.getpid(), signal.SIGKILL)
    return echo(given)


def test_results_come_in_order_from_several_processes() -> None:
    """A slow block does not let later ones pass, nor keep other processes idle."""
    found = list(LocalEngine(3).run(echo, blocks(40)))
    assert [result.location for block in found for result in block] == list(map(str, range(160)))
    assert os.getpid() not in {int(result.id or 0) for block in found for result in block}
    assert len({result.id for block in found for result in block}) > 1


def test_a_row_that_ends_its_process_costs_itself() -> None:
    """It is told as a problem, and all the others are answered."""
    found = [result for block in LocalEngine(2).run(deadly, blocks(10)) for result in block]
    assert [result.location for result in found] == list(map(str, range(40)))
    assert [result.location for result in found if result.answer is None] == ["13"]
    assert "report it" in (found[13].problem or {})["detail"]


def test_processes_that_all_die_end_it() -> None:
    """A machine without memory is told, not a million problems."""
    with pytest.raises(WorkersDie, match="--workers"):
        list(LocalEngine(2).run(always_deadly, blocks(10)))


def test_no_process_is_left_behind() -> None:
    """Closed in the middle, or failing while it reads, it leaves none running."""
    engine = LocalEngine(2)
    running = engine.run(echo, blocks(100))
    pids = {int(result.id or 0) for result in next(running)}
    running.close()

    def broken() -> Iterator[list[Row]]:
        yield rows(2)
        raise ValueError("lost")

    with pytest.raises(ValueError, match="lost"):
        list(engine.run(echo, broken()))
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_it_reads_no_further_ahead_than_it_has_to() -> None:
    """Blocks are taken as they are needed, so that memory stays flat."""
    taken = 0

    def counted() -> Iterator[list[Row]]:
        nonlocal taken
        for block in blocks(400):
            taken += 1
            yield block

    running = LocalEngine(2).run(echo, counted())
    for done in range(50):
        next(running)
        assert taken <= done + 2 * 8 + 3
    running.close()
