"""The engine ray gives what the local one does, and loses nothing with a node of its cluster."""

from __future__ import annotations

import builtins
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from service.archives.engines.ray_data import RayEngine
from service.archives.errors import NotInstalled
from service.archives.row import Result, Row
from tests.conftest import unavailable


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
def cluster() -> Iterator[Any]:
    """A cluster of two nodes on this machine, which the driver has joined."""
    try:
        import ray
        from ray.cluster_utils import Cluster
    except ImportError:
        unavailable("ray", "pip install -r requirements-ray.txt")
    # The driver's node only starts tasks; it is the other two that work.
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    made.add_node(num_cpus=1)
    ray.init(address=made.address, log_to_driver=False)
    yield made
    ray.shutdown()
    made.shutdown()


def blocks(count: int, size: int = 4) -> Iterator[list[Row]]:
    """Blocks of rows that are told apart."""
    for number in range(count):
        yield [Row(f"{number}.{at}") for at in range(size)]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_node_that_dies_costs_no_row(cluster: Any) -> None:
    """Killed in mid-run, what it had is done by the other: each row once, in order."""

    def slow(rows: Sequence[Row]) -> list[Result]:
        import ray

        time.sleep(0.05)
        node = ray.get_runtime_context().get_node_id()
        return [Result(row.location, node, "{}") for row in rows]

    found: list[Result] = []
    for done, results in enumerate(RayEngine(2).run(slow, blocks(160))):
        found += results
        if done == 40:
            second = next(iter(cluster.worker_nodes))
            cluster.remove_node(second, allow_graceful=False)
    assert [one.location for one in found] == [
        row.location for block in blocks(160) for row in block
    ]
    assert len({one.id for one in found}) == 2
