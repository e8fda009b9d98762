"""Processes on this machine, forked once the model is loaded, so that they share it.

Each has a pipe and one block at a time. So it is known which block a process had that died, which
the pools of the standard library do not say (docs/decisions/0082).
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from service.archives.errors import BatchError
from service.archives.row import Result, Row, Work, told
from service.contract.problems import INTERNAL, Problem

# Blocks that may be done before the one whose turn it is, for each process.
_AHEAD = 8
# How often a row by itself is given to a process.
_ATTEMPTS = 2


class WorkersDie(BatchError):
    """No process does any work."""

    def __init__(self) -> None:
        super().__init__(
            "The worker processes end as soon as they have work: is there memory for them? Give"
            " fewer with --workers. What is finished stays; the same command goes on."
        )


@dataclass
class _Worker:
    process: BaseProcess
    connection: Connection
    #: The number of the block that it works on, and its rows.
    number: int = -1
    rows: Sequence[Row] = ()


class LocalEngine:
    """Does the work in so many processes."""

    def __init__(self, workers: int) -> None:
        self._count = workers
        self._workers: list[_Worker] = []

    def run(
        self, work: Work, blocks: Iterable[Sequence[Row]]
    ) -> Generator[Sequence[Result], None, None]:
        """Yield the results of each block, in the order of the blocks."""
        for _ in range(self._count):
            self._workers.append(self._start(work))
        try:
            yield from self._run(work, blocks)
        finally:
            for worker in self._workers:
                worker.connection.close()
                worker.process.terminate()
            for worker in self._workers:
                worker.process.join()
            self._workers.clear()

    def _run(self, work: Work, blocks: Iterable[Sequence[Row]]) -> Iterator[Sequence[Result]]:
        numbered = enumerate(blocks)
        done: dict[int, Sequence[Result]] = {}
        turn = 0
        # Read before it is needed: a process that is ready has its next block at once.
        upcoming = next(numbered, None)
        while True:
            for worker in self._workers:
                if worker.number < 0 and upcoming and upcoming[0] - turn < _AHEAD * self._count:
                    worker.number, worker.rows = upcoming
                    self._send(worker)
                    upcoming = next(numbered, None)
            while turn in done:
                yield done.pop(turn)
                turn += 1
            busy = {worker.connection: worker for worker in self._workers if worker.number >= 0}
            if not busy and upcoming is None:
                return
            for connection in wait(list(busy)) if busy else ():
                worker = busy[connection]  # type: ignore[index]
                number = worker.number
                done[number] = self._receive(worker, work)

    @staticmethod
    def _send(worker: _Worker) -> None:
        # Of one that died it is told where its answer is waited for.
        with suppress(OSError):
            worker.connection.send(worker.rows)

    def _receive(self, worker: _Worker, work: Work) -> Sequence[Result]:
        rows = worker.rows
        worker.number, worker.rows = -1, ()
        try:
            results: Sequence[Result] = worker.connection.recv()
        except (EOFError, OSError):
            return self._one_by_one(worker, rows, work)
        return results

    def _one_by_one(self, dead: _Worker, rows: Sequence[Row], work: Work) -> list[Result]:
        """The results of rows of which one has ended its process."""
        results: list[Result] = []
        deaths = 0
        worker = self._replace(dead, work)
        for row in rows:
            # A process may be ended by somebody else; a row that ends two is to blame.
            for attempt in range(_ATTEMPTS):
                worker.rows = [row]
                self._send(worker)
                worker.rows = ()
                try:
                    results += worker.connection.recv()
                    break
                except (EOFError, OSError):
                    worker = self._replace(worker, work)
                    if attempt + 1 == _ATTEMPTS:
                        deaths += 1
                        results.append(deadly(row))
        if deaths == len(rows) > 1:
            raise WorkersDie
        return results

    def _replace(self, dead: _Worker, work: Work) -> _Worker:
        dead.connection.close()
        dead.process.join()
        fresh = self._start(work)
        self._workers[self._workers.index(dead)] = fresh
        return fresh

    def _start(self, work: Work) -> _Worker:
        context = get_context("fork")
        ours, its = context.Pipe()
        # Held by another process, the pipes of this one would not end with it.
        others = [ours, *(worker.connection for worker in self._workers)]
        process = context.Process(target=_serve, args=(its, others, work))
        process.start()
        its.close()
        return _Worker(process, ours)


def _serve(connection: Connection, others: Sequence[Connection], work: Work) -> None:
    """Work until the pipe ends; never returns."""
    # Ctrl-C goes to all; it is the first process that decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in others:
        other.close()
    # What was loaded stays, and is shared as long as nobody writes to it (docs/decisions/0082).
    gc.freeze()
    gc.disable()
    code = 1
    try:
        while True:
            rows: Any = connection.recv()
            connection.send(work(rows))
            gc.collect()
    except (EOFError, OSError):
        code = 0
    finally:
        # Nothing of the first process is tidied up from here.
        os._exit(code)


def deadly(row: Row) -> Result:
    """Return what came of a row that ends the process which works on it."""
    detail = (
        "The work on this article ended the process that did it, out of memory or by a fault of"
        " ours. It is left out; please report it."
    )
    return Result(row.location, row.id, problem=told(Problem(INTERNAL, detail), row.location))
