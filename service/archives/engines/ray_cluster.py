"""Ray: a cluster that is there (`RAY_ADDRESS`), or one that is started on this machine.

What a lost node had is given to another. These are Ray's tasks, not its datasets, between whose
tasks cores have nothing to do (docs/decisions/0083). Nodes need Dateline at the same path, or
installed, and the same models; the model is loaded once in each process.
"""

from __future__ import annotations

import logging
import os
import socket
import tempfile
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from service.archives.engines.local import deadly
from service.archives.errors import BatchError, NotInstalled
from service.archives.row import Result, Row, Work

_ROOT = Path(__file__).resolve().parents[3]
_ADDRESS = "RAY_ADDRESS"
#: What starts a cluster instead of joining one, by Ray's own word.
_OWN = "local"
# Blocks that are begun at a time, for each core: one that is done has its next at once, though
# results are waited for in order.
_BLOCKS_A_CORE = 4
# How often a block is tried again whose process or node ended.
_TRIES_MORE = 1
# Of a row alone: whose node went, and not by its fault, is done by another.
_ROW_TRIES_MORE = 2
_SECONDS_TO_ANSWER = 10.0


class ClusterFailed(BatchError):
    """Ray gave up."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            f"Ray gave up ({type(error).__name__}). Have all nodes this release of Dateline and the"
            " same models, at the same path? What is finished stays, and the same command goes on."
        )


class NoCluster(BatchError):
    """Nothing is where the cluster is said to be."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"No cluster could be joined at {address}, which {_ADDRESS} names: {reason}. Name the"
            " head of one as host:port (ray start --head --port 6379 starts it), and run this on"
            f" one of its nodes; without {_ADDRESS} one is started on this machine."
        )


class NotStarted(BatchError):
    """Ray started no cluster."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Ray could not start a cluster on this machine: {reason}. A machine that is very busy"
            " is one reason; start again, or do without it: --engine local."
        )


class NodesDie(BatchError):
    """No process of the cluster does any work."""

    def __init__(self) -> None:
        super().__init__(
            "The cluster's processes end as soon as they have work: is there memory for them, some"
            " 250 MB for each core? What is finished stays; the same command goes on."
        )


class RayEngine:
    """Does the work on a cluster; `workers` are the processes of one that is started here."""

    def __init__(self, workers: int) -> None:
        try:
            import ray
        except ImportError:
            raise NotInstalled("ray", "The engine ray", "requirements-ray.txt") from None
        self._ray = ray
        self._workers = workers
        self._address = os.environ.get(_ADDRESS) or _OWN

    def run(
        self, work: Work, blocks: Iterable[Sequence[Row]]
    ) -> Generator[Sequence[Result], None, None]:
        """Yield the results of each block, in the order of the blocks."""
        with self._joined():
            try:
                yield from self._run(work, iter(blocks))
            except self._ray.exceptions.RayError as error:
                raise ClusterFailed(error) from error

    @contextmanager
    def _joined(self) -> Iterator[None]:
        """Be in a cluster, and leave it afterwards, unless this process was in one before."""
        if self._ray.is_initialized():
            yield
            return
        # Nothing is told to Ray's makers.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        if self._address != _OWN:
            _knock(self._address)
            self._join({})
            try:
                yield
            finally:
                self._ray.shutdown()
            return
        # What Ray writes of a run goes with it; names of sockets may not be long.
        with tempfile.TemporaryDirectory(prefix="ray-", dir="/tmp") as folder:
            self._join({"_temp_dir": folder, "num_cpus": self._workers})
            try:
                yield
            finally:
                self._ray.shutdown()

    def _join(self, own: dict[str, Any]) -> None:
        variables = {"PYTHONPATH": str(_ROOT), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        try:
            self._ray.init(
                self._address,
                runtime_env={"env_vars": variables},
                include_dashboard=False,
                log_to_driver=False,
                logging_level=logging.ERROR,
                **own,
            )
        # Ray ends the process where what answers is no cluster.
        except (Exception, SystemExit) as error:
            reason = str(error).partition("\n")[0].rstrip(".")[:200] or type(error).__name__
            if own:
                raise NotStarted(reason) from error
            raise NoCluster(self._address, reason) from error

    def _run(self, work: Work, blocks: Iterator[Sequence[Row]]) -> Iterator[Sequence[Result]]:
        """Yield the results of each block, with as many begun ahead of them as keep all busy."""

        def do(given: Work, rows: Sequence[Row]) -> Sequence[Result]:
            return given(rows)

        task = self._ray.remote(do)
        common = self._ray.put(work)
        begun: deque[tuple[Sequence[Row], Any]] = deque()
        try:
            while True:
                for block in islice(blocks, max(0, self._cores() * _BLOCKS_A_CORE - len(begun))):
                    one = task.options(max_retries=_TRIES_MORE).remote(common, block)
                    begun.append((block, one))
                if not begun:
                    return
                block, one = begun.popleft()
                yield self._finished(one) or self._one_by_one(task, common, block)
        finally:
            for _, one in begun:
                self._ray.cancel(one)

    def _cores(self) -> int:
        """How many there are now: nodes come and go. One, while those are awaited that will."""
        return max(1, int(self._ray.cluster_resources().get("CPU", 0)))

    def _one_by_one(self, task: Any, work: Any, rows: Sequence[Row]) -> list[Result]:
        """The results of rows of which one has ended its process."""
        begun = [task.options(max_retries=_ROW_TRIES_MORE).remote(work, [row]) for row in rows]
        found = [self._finished(one) for one in begun]
        if len(rows) > 1 and not any(found):
            raise NodesDie
        return [
            result
            for row, results in zip(rows, found, strict=True)
            for result in results or [deadly(row)]
        ]

    def _finished(self, task: Any) -> Sequence[Result] | None:
        """What came of a task; None where its process or node ended each time it was tried."""
        errors = self._ray.exceptions
        try:
            results: Sequence[Result] = self._ray.get(task)
        except (
            errors.WorkerCrashedError,
            errors.OutOfMemoryError,
            errors.NodeDiedError,
            errors.ObjectLostError,
        ):
            return None
        return results


def _knock(address: str) -> None:
    """Raise `NoCluster` where nobody answers, which Ray says after minutes, and in its own way."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if not port.isdecimal():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), _SECONDS_TO_ANSWER).close()
    except (OSError, OverflowError) as error:
        raise NoCluster(address, getattr(error, "strerror", None) or str(error)) from None
