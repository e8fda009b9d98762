"""Counts outlive their processes, and their files do not."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.telemetry import files
from tests.conftest import ROOT

_COUNT = """
import sys
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
registry = CollectorRegistry()
Counter("seen", "Seen.", ["kind"], registry=registry).labels(sys.argv[1]).inc(3)
Histogram("spent", "Spent.", buckets=(1, 2), registry=registry).observe(1.5)
Gauge("busy", "Busy.", multiprocess_mode="livesum", registry=registry).set(7)
"""


def count(folder: Path, kind: str) -> int:
    """Count something in a process of its own, and return that process's id."""
    process = subprocess.Popen(
        [sys.executable, "-c", _COUNT, kind], env={**os.environ, files.VARIABLE: str(folder)}
    )
    assert process.wait(timeout=30) == 0
    return process.pid


def total(folder: Path) -> str:
    """What a scrape would say."""
    code = (
        "from prometheus_client import generate_latest, multiprocess, CollectorRegistry as R\n"
        "registry = R(); multiprocess.MultiProcessCollector(registry)\n"
        "print(generate_latest(registry).decode())"
    )
    environment = {**os.environ, files.VARIABLE: str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of counts."""
    (tmp_path / "lock").touch()
    return tmp_path


def test_the_dead_are_added_up_and_their_files_removed(folder: Path) -> None:
    """Two workers' ends leave one file a kind, with the sums of both; their gauges are gone."""
    one = count(folder, "first")
    before = total(folder)
    assert 'seen_total{kind="first"} 3.0' in before
    assert "busy 7.0" in before
    files.merge_dead_workers(folder, set())
    two = count(folder, "first")
    other = count(folder, "second")
    files.merge_dead_workers(folder, {other})
    text = total(folder)
    assert 'seen_total{kind="first"} 6.0' in text
    assert 'seen_total{kind="second"} 3.0' in text
    assert 'spent_bucket{le="1.0"} 0.0' in text
    assert 'spent_bucket{le="2.0"} 3.0' in text
    assert "spent_count 3.0" in text
    assert "spent_sum 4.5" in text
    assert "busy 7.0" in text  # that of the living one alone
    names = {path.name for path in folder.glob("*.db")}
    assert not any(str(pid) in name for name in names for pid in (one, two))
    assert {"counter_merged.db", "histogram_merged.db", f"counter_{other}.db"} <= names


def test_a_file_that_was_never_written_costs_nothing(folder: Path) -> None:
    """A worker killed while it made its file leaves it empty; that stops no merge."""
    count(folder, "first")
    (folder / "counter_1.db").touch()
    files.merge_dead_workers(folder, set())
    assert 'seen_total{kind="first"} 3.0' in total(folder)
    assert not (folder / "counter_1.db").exists()


def test_no_merge_happens_while_somebody_reads(folder: Path) -> None:
    """Between a merge and its removals counts would stand twice, so it waits for its turn."""
    pid = count(folder, "first")
    with (folder / "lock").open("rb") as reader:
        fcntl.flock(reader, fcntl.LOCK_SH)
        files.merge_dead_workers(folder, set())
        assert (folder / f"counter_{pid}.db").exists()
    files.merge_dead_workers(folder, set())
    assert not (folder / f"counter_{pid}.db").exists()


_PREPARE = """
import os, signal, sys
from pathlib import Path
from service.telemetry import files
folder = files.prepare(Path(sys.argv[1]))
assert files.prepare(Path(sys.argv[1])) == folder
print(folder, flush=True)
sys.stdin.readline()
if sys.argv[2] == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
"""


def prepare(base: Path, end: str) -> tuple[subprocess.Popen[str], Path]:
    """A server that has made its folder and waits to be told to end."""
    process = subprocess.Popen(
        [sys.executable, "-c", _PREPARE, str(base), end],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_a_killed_servers_folder_goes_with_the_next_start(tmp_path: Path) -> None:
    """A running server's folder stays, one left by `kill -9` does not, and the own is empty."""
    killed, left = prepare(tmp_path, "killed")
    running, kept = prepare(tmp_path, "ended")
    killed.communicate("\n", timeout=20)
    assert left.is_dir()
    ended, own = prepare(tmp_path, "ended")
    assert not left.exists()
    assert sorted(tmp_path.iterdir()) == sorted([kept, own])
    assert not list(own.glob("*.db"))
    for process in (running, ended):
        process.communicate("\n", timeout=20)
    assert not list(tmp_path.iterdir())
