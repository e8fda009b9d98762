"""Ray Data: a cluster that is there (`RAY_ADDRESS`), or one that is started on this machine.

Ray gives a block that a lost node had to another. Nodes need Dateline at the same path, or
installed, and the same models; the model is loaded once in each process.
"""

from __future__ import annotations

import itertools
import logging
import os
import pickle
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from typing import Any

from service.archives.errors import BatchError, NotInstalled
from service.archives.row import Result, Row, Work

_ROOT = Path(__file__).resolve().parents[3]
# Blocks that Ray has at once: enough for many cores, and some 80 MB of rows.
_AT_ONCE = 512
# Blocks that are a task.
_A_TASK = 4


class ClusterFailed(BatchError):
    """Ray gave up."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            f"Ray gave up ({type(error).__name__}). What is finished stays, and the same command"
            " goes on; if it ends at the same place again, a row there ends its process: the local"
            " engine leaves such a row out and tells which it is."
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

    def run(
        self, work: Work, blocks: Iterable[Sequence[Row]]
    ) -> Generator[Sequence[Result], None, None]:
        """Yield the results of each block, in the order of the blocks."""
        started = self._join()
        try:
            waiting = iter(blocks)
            while window := list(itertools.islice(waiting, _AT_ONCE)):
                yield from self._run(work, window)
        except self._ray.exceptions.RayError as error:
            raise ClusterFailed(error) from error
        finally:
            if started:
                self._ray.shutdown()

    def _join(self) -> bool:
        """Join the cluster, or start one; says whether this process was in none before."""
        if self._ray.is_initialized():
            return False
        # Nothing is told to Ray's makers.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        variables = {"PYTHONPATH": str(_ROOT), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        own = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": self._workers}
        self._ray.init(
            runtime_env={"env_vars": variables},
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.ERROR,
            **own,
        )
        return True

    def _run(self, work: Work, window: Sequence[Sequence[Row]]) -> Iterable[Sequence[Result]]:
        from ray import data

        context = data.DataContext.get_current()
        context.execution_options.preserve_order = True
        context.enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)

        def do(item: dict[str, Any]) -> dict[str, Any]:
            return {"results": pickle.dumps(work(pickle.loads(item["rows"])))}  # noqa: S301 - ours

        items = [{"rows": pickle.dumps(list(block))} for block in window]
        tasks = max(1, len(items) // _A_TASK)
        found = data.from_items(items, override_num_blocks=tasks).map(do)
        for item in found.iter_rows():
            results: Sequence[Result] = pickle.loads(item["results"])  # noqa: S301 - ours
            yield results
