"""Ray Data: a cluster that is there (`RAY_ADDRESS`), or one that is started on this machine.

Ray gives a block that a lost node had to another. Nodes need Dateline at the same path, or
installed, and the same models; the model is loaded once in each process.
"""

from __future__ import annotations

import itertools
import logging
import os
import pickle
import socket
import tempfile
import warnings
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from service.archives.engines.local import deadly
from service.archives.errors import BatchError, NotInstalled
from service.archives.row import Result, Row, Work

_ROOT = Path(__file__).resolve().parents[3]
_ADDRESS = "RAY_ADDRESS"
#: What starts a cluster instead of joining one, by Ray's own word.
_OWN = "local"
# Blocks that Ray has at once: enough for many cores, and some 80 MB of rows.
_AT_ONCE = 512
# Blocks that are a task.
_A_TASK = 4
# Ray Data tries without end, and so would never be done with a row that ends its process.
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
                waiting = iter(blocks)
                while window := list(itertools.islice(waiting, _AT_ONCE)):
                    yield from self._window(work, window)
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

    def _window(self, work: Work, window: Sequence[Sequence[Row]]) -> Iterator[Sequence[Result]]:
        done = 0
        try:
            for results in self._run(work, window):
                yield results
                done += 1
        except self._ray.exceptions.RayTaskError:
            raise  # an error of the work, which it would have again
        except self._ray.exceptions.RayError:
            yield from self._carefully(work, window[done:])

    def _run(self, work: Work, window: Sequence[Sequence[Row]]) -> Iterator[Sequence[Result]]:
        from ray import data

        context = data.DataContext.get_current()
        context.execution_options.preserve_order = True
        context.enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.CRITICAL)
        # Which way retries are told will change, as requirements-ray.in says.
        warnings.filterwarnings("ignore", r"`ray_remote_args", DeprecationWarning)

        def do(item: dict[str, Any]) -> dict[str, Any]:
            return {"results": pickle.dumps(work(pickle.loads(item["rows"])))}  # noqa: S301 - ours

        items = [{"rows": pickle.dumps(list(block))} for block in window]
        tasks = max(1, len(items) // _A_TASK)
        found = data.from_items(items, override_num_blocks=tasks).map(
            do, ray_remote_args_fn=lambda: {"max_retries": _TRIES_MORE}
        )
        for item in found.iter_rows():
            results: Sequence[Result] = pickle.loads(item["results"])  # noqa: S301 - ours
            yield results

    def _carefully(self, work: Work, blocks: Sequence[Sequence[Row]]) -> Iterator[Sequence[Result]]:
        """The results of blocks of which some may have a row that ends its process."""

        def do(given: Work, rows: Sequence[Row]) -> Sequence[Result]:
            return given(rows)

        task = self._ray.remote(do)
        common = self._ray.put(work)
        begun = [task.options(max_retries=0).remote(common, block) for block in blocks]
        for block, one in zip(blocks, begun, strict=True):
            results: Sequence[Result] = self._finished(one) or self._one_by_one(task, common, block)
            yield results

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
        """What came of a task; None where its process ended each time it was tried."""
        try:
            results: Sequence[Result] = self._ray.get(task)
        except (self._ray.exceptions.WorkerCrashedError, self._ray.exceptions.OutOfMemoryError):
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
