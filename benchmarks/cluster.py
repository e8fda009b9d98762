"""How much longer a batch takes by the engine ray than by the local one, on the same cores.

.venv/bin/python -m benchmarks.cluster [--articles N] [--workers N] [--rounds N]

Needs requirements-ray.txt. The articles are our own, each with another first line. Both are started
before: the cluster is there, and its processes have loaded the model. They take turns, and the best
round of each counts; their shards are compared byte for byte.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from itertools import islice
from pathlib import Path
from time import perf_counter

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")

import ray

from benchmarks.batch import editions
from service.cli import main as dateline

_ROOT = Path(__file__).resolve().parent.parent
_WARM = 500


def main() -> None:
    """Print the seconds of each and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ray-", dir="/tmp") as folder:
        own = Path(folder)
        ray.init(
            "local",
            num_cpus=given.workers,
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.ERROR,
            runtime_env={"env_vars": {"PYTHONPATH": str(_ROOT), "OMP_NUM_THREADS": "1"}},
            _temp_dir=folder,
        )
        try:
            best: dict[str, float] = {}
            for engine in ("local", "ray"):
                _seconds(own, engine, _WARM, given.workers, f"warm-{engine}")
            for number in range(given.rounds):
                for engine in ("local", "ray"):
                    name = f"{engine}-{number}"
                    taken = _seconds(own, engine, given.articles, given.workers, name)
                    best[engine] = min(taken, best.get(engine, taken))
                    print(f"{name}: {taken:.1f} s, {given.articles / taken:.0f} articles a second")
            shards = [
                [path.read_bytes() for path in sorted((own / f"{engine}-0").glob("part-*"))]
                for engine in ("local", "ray")
            ]
        finally:
            ray.shutdown()
    print(f"ray takes {best['ray'] / best['local']:.3f} times as long as local")
    print("the same bytes" if shards[0] == shards[1] else "OTHER BYTES")


def _seconds(folder: Path, engine: str, count: int, workers: int, name: str) -> float:
    path = folder / f"{count}.jsonl"
    if not path.exists():
        lines = (json.dumps({"text": text}) + "\n" for text in islice(editions(), count))
        path.write_text("".join(lines), "utf-8")
    command = ["batch", str(path), "--output", str(folder / name), "--workers", str(workers)]
    begun = perf_counter()
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        code = dateline([*command, "--engine", engine])
    assert code == 0, f"batch ended with {code}"
    return perf_counter() - begun


if __name__ == "__main__":
    main()
