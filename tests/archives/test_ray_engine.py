"""The engine ray gives what the local one does, and loses nothing with nodes of its cluster."""

from __future__ import annotations

import builtins
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from service.archives.engines.ray_cluster import NoCluster, NodesDie, RayEngine
from service.archives.errors import NotInstalled
from service.archives.row import Result, Row
from service.cli import main
from tests.archives.crawls import json_lines, write
from tests.archives.test_batch import articles, contents, manifest, rows
from tests.conftest import ROOT, unavailable

_SHARD_ROWS = 100
_KILLS = 5
pytestmark = pytest.mark.filterwarnings("ignore")


def test_where_ray_is_missing_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the file of requirements."""
    there = builtins.__import__

    def absent(name: str, *others: Any) -> Any:
        if name == "ray":
            raise ImportError(name)
        return there(name, *others)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(NotInstalled, match=r"pip install -r requirements-ray\.txt"):
        RayEngine(2)


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Ray, which tells its makers nothing."""
    try:
        import ray
    except ImportError:
        unavailable("ray", "pip install -r requirements-ray.txt")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    return ray


class Nodes:
    """A cluster on this machine: a head, and one node that comes and goes."""

    def __init__(self, folder: str) -> None:
        from ray.cluster_utils import Cluster

        head = {"num_cpus": 1, "temp_dir": folder, "include_dashboard": False}
        self._cluster = Cluster(initialize_head=True, head_node_args=head)
        self.address = self._cluster.address
        self._second = self._cluster.add_node(num_cpus=1)

    def kill(self) -> None:
        """Have the second node lose its power."""
        self._cluster.remove_node(self._second, allow_graceful=False)

    def add(self) -> None:
        """Add another one; where the machine is busy Ray gives up its start."""
        for last in (False, False, True):
            try:
                self._second = self._cluster.add_node(num_cpus=1)
                return
            except Exception:
                if last:
                    raise

    def close(self) -> None:
        """End all of it."""
        self._cluster.shutdown()


@pytest.fixture
def nodes(ray: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Nodes]:
    """A cluster of two nodes, which `RAY_ADDRESS` names."""
    # A socket's name may not be as long as those of pytest's folders are.
    with tempfile.TemporaryDirectory(prefix="ray-", dir="/tmp", ignore_cleanup_errors=True) as own:
        made = Nodes(own)
        monkeypatch.setenv("RAY_ADDRESS", made.address)
        yield made
        ray.shutdown()
        made.close()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nodes_that_die_cost_no_row(
    nodes: Nodes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five are killed in mid-run: each row once, and the shards are the local engine's bytes."""
    monkeypatch.chdir(tmp_path)
    sent = articles(2_000)
    write(Path(), {"a.jsonl": json_lines(sent)})
    command = ["batch", "a.jsonl", "--shard-rows", str(_SHARD_ROWS), "--workers", "2"]
    assert main([*command, "--output", "whole"]) == 0
    seen: list[int] = []

    def shards() -> int:
        return len(list((tmp_path / "out").glob("part-*")))

    # In a process of its own: Ray starts nodes in no thread but the first.
    running = subprocess.Popen(
        [sys.executable, "-m", "service.cli", *command, "--engine", "ray", "--output", "out"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        for number in range(_KILLS):
            while shards() <= 3 * number and running.poll() is None:
                time.sleep(0.01)
            time.sleep(random.uniform(0, 1))
            nodes.kill()
            seen.append(shards())
            nodes.add()
        assert running.wait(500) == 0
    finally:
        running.kill()
        running.wait()
    print(f"nodes killed when so many of 20 shards were there: {seen}")
    assert len(seen) == _KILLS
    assert seen[0] < len(sent) // _SHARD_ROWS
    assert [row["id"] for row in rows()] == [one["id"] for one in sent]
    assert contents("out") == contents("whole")
    assert manifest()["counts"] == {"rows": 2_000, "answered": 2_000, "failed": 0}


def blocks(count: int, size: int = 4) -> Iterator[list[Row]]:
    """Blocks of rows that are told apart."""
    for number in range(count):
        yield [Row(f"{number}.{at}") for at in range(size)]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_row_that_ends_its_process_costs_itself(
    ray: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told, and others are answered in order; where all rows do, that ends the batch.

    A cluster of its own leaves nothing behind.
    """
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    folders: set[Path] = set()

    def deadly(given: Sequence[Row]) -> list[Result]:
        if any(row.location == "13.2" or row.location.startswith("24") for row in given):
            os.kill(os.getpid(), signal.SIGKILL)
        return [Result(row.location, row.id, "{}") for row in given]

    def counted() -> Iterator[list[Row]]:
        folders.update(Path("/tmp").glob("ray-*"))
        yield from blocks(25)

    before = set(Path("/tmp").glob("ray-*"))
    found: list[Result] = []
    running = RayEngine(2).run(deadly, counted())
    with pytest.raises(NodesDie, match="memory"):
        found.extend(result for results in running for result in results)
    assert [result.location for result in found] == [
        row.location for block in blocks(24) for row in block
    ]
    told = [result for result in found if result.answer is None]
    assert [result.location for result in told] == ["13.2"]
    assert "ended the process" in (told[0].problem or {})["detail"]
    assert not ray.is_initialized()
    (own,) = folders - before
    assert not own.exists()
    assert _processes_of(own) == []


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_more_is_begun_than_keeps_all_busy(ray: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks are taken as they are needed, and who stops early is left with nothing running."""
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    taken: list[int] = []

    def counted() -> Iterator[list[Row]]:
        for number, block in enumerate(blocks(1_000)):
            taken.append(number)
            yield block

    def answer(given: Sequence[Row]) -> list[Result]:
        return [Result(row.location, row.id, "{}") for row in given]

    running = RayEngine(2).run(answer, counted())
    for expected in range(3):
        assert [result.location for result in next(running)] == [
            f"{expected}.{at}" for at in range(4)
        ]
    assert len(taken) < 20
    running.close()
    assert not ray.is_initialized()


def test_a_cluster_that_is_not_there_is_told(ray: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody answers, at once; where what answers is none, as soon as Ray gives up."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{other.getsockname()[1]}"
        monkeypatch.setenv("RAY_ADDRESS", address)
        with pytest.raises(NoCluster, match=rf"{address}.*Connection refused.*host:port"):
            list(RayEngine(2).run(lambda _: [], blocks(1)))
        other.listen()

        def give_up(*_: object, **__: object) -> None:
            raise SystemExit(15)

        monkeypatch.setattr(ray, "init", give_up)
        with pytest.raises(NoCluster, match=rf"{address}.*one of its nodes"):
            list(RayEngine(2).run(lambda _: [], blocks(1)))


def _processes_of(folder: Path) -> list[str]:
    """What runs with the folder's name in its arguments."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        if str(folder).encode() in command:
            found.append(command.replace(b"\0", b" ").decode())
    return found
