"""A batch that is killed again and again, against one that is not.

.venv/bin/python -m tests.archives.kills [--rows N] [--kills N] [--shard-rows N] [--seed N]

The whole group of processes, a single worker, or the first process alone, each at a random moment;
and files that may grow no further, as on a full disk. The same command is given each time. Prints
how often what was done to it, and what of the shards, errors and counts is not as it should be.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import ROOT

_FILE_BYTES = 4_096
_ENDS = (0, 3)


class Command:
    """A command, always the same but for where it writes."""

    def __init__(self, folder: Path, shard_rows: int) -> None:
        self.folder = folder
        self._arguments = ("articles.jsonl", "--shard-rows", str(shard_rows), "--workers", "2")

    def start(self, output: str, *, file_bytes: int | None = None) -> subprocess.Popen[bytes]:
        """Start it, in a group of its own."""

        def limit() -> None:
            if file_bytes is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

        program = [sys.executable, "-P", "-m", "service.cli", "batch", *self._arguments]
        return subprocess.Popen(
            [*program, "--output", output],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=limit,  # noqa: PLW1509 - nothing here has threads
        )


def children(pid: int) -> list[int]:
    """The processes that one has started."""
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def kill(process: subprocess.Popen[bytes], how: str, after: float) -> bool:
    """Kill it once it has workers and so many seconds are over; returns whether it still ran."""
    while process.poll() is None and not children(process.pid):
        time.sleep(0.02)
    end = time.monotonic() + after
    while process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    workers = children(process.pid)
    if process.poll() is not None or not workers:
        return False
    if how == "worker":
        os.kill(workers[-1], signal.SIGKILL)
    elif how == "first process":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    return True


def disturb(command: Command, kills: int, seconds: float, chance: random.Random) -> Counter[str]:
    """Run it to its end, disturbed so often within about so many seconds of work."""
    done: Counter[str] = Counter()
    ways = ("group", "worker", "first process")
    process = command.start("disturbed", file_bytes=_FILE_BYTES)
    _, told = process.communicate()
    if process.returncode == 2 and b"goes on where it stopped" in told:
        done["full disk"] += 1
    while done.total() < kills + 1:
        process = command.start("disturbed")
        # Each run has the rest of the work, and a share of that until it is disturbed.
        while kill(process, way := ways[done.total() % 3], chance.uniform(0, seconds / kills)):
            done[way] += 1
            if way != "worker" or done.total() > kills:
                break
        if process.poll() in _ENDS:
            break
        if way == "worker":
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    process = command.start("disturbed")
    _, told = process.communicate()
    assert process.returncode in _ENDS, told.decode()
    return done


def faults(folder: Path, names: Sequence[str]) -> Counter[str]:
    """What is wrong with the disturbed run: rows lost, doubled, or other bytes."""
    found: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for path in sorted((folder / "disturbed").glob("part-*")):
        lines = gzip.decompress(path.read_bytes()).splitlines()
        there.update(json.loads(line)["id"] for line in lines)
    lines = (folder / "disturbed" / "errors.jsonl").read_bytes().splitlines()
    there.update(json.loads(line)["id"] for line in lines)
    found["lost"] = sum(not there[name] for name in names)
    found["doubled"] = sum(there[name] > 1 for name in names)
    found["strange"] = len(there.keys() - set(names))
    for path in (folder / "undisturbed").iterdir():
        if path.name.startswith(("part-", "errors")):
            other = folder / "disturbed" / path.name
            found["other bytes"] += not other.exists() or other.read_bytes() != path.read_bytes()
    kept = {path.name for path in (folder / "undisturbed").iterdir()}
    found["files left behind"] = len({p.name for p in (folder / "disturbed").iterdir()} - kept)
    return found


def main() -> None:
    """Do it, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--shard-rows", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    texts = [
        path.read_text("utf-8")
        for path in sorted((ROOT / "training_data" / "articles").rglob("*.txt"))
    ]
    rows = [
        {"id": str(number), "text": f"Edition {number} of the day.\n\n{texts[number % len(texts)]}"}
        # Some are refused, so that there are errors to lose.
        if number % 50
        else {"id": str(number), "text": " "}
        for number in range(given.rows)
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        body = "".join(f"{json.dumps(row)}\n" for row in rows)
        (folder / "articles.jsonl").write_text(body, "utf-8")
        command = Command(folder, given.shard_rows)
        process = command.start("undisturbed")
        while process.poll() is None and not children(process.pid):
            time.sleep(0.02)
        begun = time.monotonic()
        process.communicate()
        seconds = time.monotonic() - begun
        shards = len(list((folder / "undisturbed").glob("part-*")))
        print(f"undisturbed: {given.rows} rows, {shards} shards, {seconds:.0f} s")
        done = disturb(command, given.kills, seconds, random.Random(given.seed))
        print(f"disturbed: {dict(done)}")
        print(f"faults: {dict(faults(folder, [row['id'] for row in rows]))}")


if __name__ == "__main__":
    main()
