"""However a batch is broken off, the same command ends with the files of one that never was."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import datasketch
import pytest

from service.archives.archive import Archive
from service.archives.batch import Batch
from service.archives.errors import NotWritten
from service.archives.inputs import find_inputs
from service.archives.output.state import State
from service.archives.plan import Plan
from service.archives.reading.reader import Reading
from service.archives.row import Facts, Result, Row, Work
from service.archives.stories.sketch import make_sketch
from service.settings import Settings
from tests.archives.crawls import json_lines, write
from tests.conftest import ROOT
from tests.messy import ARTICLE

_ROWS, _SHARD_ROWS = 6, 4


@pytest.fixture(autouse=True)
def _stand_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    # Times are the only thing in the files that two runs have for themselves.
    monkeypatch.setattr("service.archives.batch._now", lambda: "2026-11-28T00:00:00Z")
    monkeypatch.setattr("service.archives.batch.monotonic", lambda: 0.0)
    # Neither has to do with disks, and both take most of a run's time.
    monkeypatch.setattr("service.archives.batch.render", lambda tally, _: str(tally))
    monkeypatch.setattr(datasketch.lsh, "_optimal_param", cache(datasketch.lsh._optimal_param))
    # What a process that is killed has written is there, flushed or not; that takes time alone.
    monkeypatch.setattr(os, "fsync", lambda _: None)


class Alone:
    """An engine without processes."""

    def run(
        self, work: Work, blocks: Iterable[Sequence[Row]]
    ) -> Generator[Sequence[Result], None, None]:
        """Do block by block."""
        for block in blocks:
            yield work(block)


class Silent:
    """Progress that nobody sees."""

    def update(self, results: Sequence[Result]) -> None:
        """Count nothing."""

    def skip(self, tally: object) -> None:
        """Count nothing."""


def answer(rows: Sequence[Row]) -> list[Result]:
    """Answers that are soon there; every third row has a problem."""
    results = []
    for row in rows:
        fields = json.loads(row.json or b"{}")
        if int(fields["id"]) % 3 == 2:
            problem = {"title": "Wrong", "instance": row.location}
            results.append(Result(row.location, fields["id"], problem=problem))
            continue
        facts = Facts("crime", 0.5, None, None, "en", "2026-01-02", None, "Title", "Excerpt.")
        told = {
            "language": "en",
            "article": dict.fromkeys(("title", "author", "date", "site"), fields["text"]),
            "topic": dict.fromkeys(("label", "abstained", "section"), None)
            | {"confidence": 0.5, "candidates": ["crime"]},
            "summary": {"text": "", "sentences": [], "algorithm": "news"},
            "model": {"version": "v1"},
        }
        sketch = make_sketch(fields["text"])
        results.append(Result(row.location, fields["id"], json.dumps(told), None, facts, sketch))
    return results


def run(output: str, format_: str = "jsonl") -> None:
    """Do what the command does with a folder, marks of stories included."""
    inputs = find_inputs(["a.jsonl"])
    plan = Plan("0.2.0", {"version": "v1"}, {}, None, None, format_, _SHARD_ROWS, True, {})
    state = State(Path(output))
    batch = Batch(plan, Archive(inputs, Reading(Settings()), None), state)
    if batch.done() is None:
        with state.locked():
            if batch.done() is None:
                batch.run(Alone(), answer, Silent())


def files(folder: str) -> dict[str, bytes | None]:
    """All that is there, byte for byte; None for folders."""
    return {
        path.name: path.read_bytes() if path.is_file() else None for path in Path(folder).iterdir()
    }


class Disk(io.FileIO):
    """A file whose every write is a moment at which something may happen."""

    moment: Callable[[Callable[[], object]], None]

    def write(self, content: Any, /) -> int:
        """Write; half of it is there when it happens."""
        Disk.moment(
            lambda: super(Disk, self).write(memoryview(content).cast("B")[::1][: len(content) // 2])
        )
        return super().write(content)


@contextmanager
def moments(happen: Callable[[str, Callable[[], object]], None]) -> Iterator[None]:
    """Have something told of each write, flush, renaming, folder and removal, before it is done."""

    def told(name: str) -> Callable[..., Any]:
        own = getattr(os, name)

        def before(*given: Any, **named: Any) -> Any:
            happen(name, lambda: None)
            return own(*given, **named)

        return before

    def opened(handle: int, mode: str) -> io.BufferedWriter:
        return io.BufferedWriter(Disk(handle, mode))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Disk, "moment", lambda half: happen("write", half), raising=False)
        patched.setattr("service.disk.os.fdopen", opened)
        for name in ("fsync", "replace", "mkdir", "unlink", "rmdir"):
            patched.setattr(os, name, told(name))
        yield


def count_moments(output: str, format_: str) -> list[str]:
    """What happens in a run that nothing happens to."""
    seen: list[str] = []
    with moments(lambda name, _: seen.append(name)):
        run(output, format_)
    return seen


def killed_at(moment: int, output: str) -> int:
    """Run it in a process that is killed at a moment, counted from 0; returns how it ended."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    left = moment

    def happen(_: str, half: Callable[[], object]) -> None:
        nonlocal left
        if left == 0:
            half()
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    try:
        with moments(happen):
            run(output)
    finally:
        os._exit(0)


def test_killed_at_each_write_flush_and_renaming_it_ends_the_same() -> None:
    """No row is lost, doubled or mixed, wherever it was killed, or twice: no file differs."""
    write(Path(), {"a.jsonl": articles()})
    seen = count_moments("whole", "jsonl")
    assert {"write", "fsync", "replace", "mkdir", "unlink", "rmdir"} == set(seen)
    whole = files("whole")
    assert {"errors.jsonl", "manifest.json", "report.html", "part-00001.jsonl.gz"} <= whole.keys()
    for moment in range(len(seen)):
        output = f"out{moment}"
        assert killed_at(moment, output) == signal.SIGKILL
        if moment % 5 == 0:
            killed_at(moment // 2, output)
        run(output)
        assert files(output) == whole, f"killed at moment {moment}, {seen[moment]}"


@pytest.mark.parametrize("format_", ["jsonl", "parquet"])
def test_a_disk_that_is_full_at_each_write_in_turn_ends_the_same(format_: str) -> None:
    """It stays full until the run has ended, which says how to go on; with room, it goes on."""
    write(Path(), {"a.jsonl": articles()})
    seen = count_moments("whole", format_)
    whole = files("whole")
    for moment, name in enumerate(seen):
        if name in ("unlink", "rmdir"):
            continue
        output, left = f"out{moment}", moment

        def happen(kind: str, half: Callable[[], object]) -> None:
            nonlocal left
            left -= 1
            if left < 0 and kind not in ("unlink", "rmdir"):
                half()
                raise OSError(errno.ENOSPC, "No space left on device")

        with moments(happen), pytest.raises(NotWritten, match=r"No space.*same command goes on"):
            run(output, format_)
        run(output, format_)
        assert files(output) == whole, f"full at moment {moment}, {name}"


_ON_A_SMALL_DISK = """
import gzip, os, subprocess, sys
from service.cli import main

def room(size):
    how = f"remount,size={size}" if os.path.ismount("disk") else f"size={size}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", how, "none", "disk"], check=True)

command = ["batch", "a.jsonl", "--shard-rows", "10", "--workers", "1", "--with-text", "--output"]
os.mkdir("disk")
room("60k")
codes = [main([*command, "whole"]), main([*command, "disk/out"])]
finished = len([name for name in os.listdir("disk/out") if name.startswith("part-")])
room("10m")
codes.append(main([*command, "disk/out"]))
for name in os.listdir("whole"):
    if name.startswith(("part-", "errors")):
        with open(f"whole/{name}", "rb") as one, open(f"disk/out/{name}", "rb") as other:
            assert one.read() == other.read(), name
assert sorted(os.listdir("whole")) == sorted(os.listdir("disk/out"))
print(codes, 0 < finished < 6)
"""


def test_on_a_real_disk_that_is_full_it_goes_on_once_there_is_room() -> None:
    """With the command itself, on a file system of sixty kilobytes that then grows."""
    apart = ["unshare", "--user", "--map-root-user", "--mount"]
    mount = ["sh", "-c", "mkdir try && mount -t tmpfs -o size=8k none try"]
    if shutil.which("unshare") is None or subprocess.run([*apart, *mount], check=False).returncode:
        pytest.skip("nothing may be mounted here")
    lines = [
        {"id": str(at), "text": f"Day {at}. {ARTICLE} {os.urandom(600).hex()}"} for at in range(60)
    ]
    lines[7]["text"] = " "
    write(Path(), {"a.jsonl": json_lines(lines)})
    ended = subprocess.run(
        [*apart, sys.executable, "-P", "-c", _ON_A_SMALL_DISK],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    told = ended.stderr.decode()
    assert ended.stdout.decode().splitlines()[-1] == "[3, 2, 3] True", told
    assert "No space left on device. What is finished stays" in told


def articles() -> bytes:
    """Articles, some of them the same story."""
    return json_lines(
        [{"id": str(at), "text": f"{ARTICLE} {'So it went.' * (at % 2)}"} for at in range(_ROWS)]
    )
