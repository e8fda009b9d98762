"""The files through which worker processes share their counts, kept clean and few.

prometheus_client gives every process its own files, and `/metrics` adds up all that lie in the
folder. A dead worker's counts have to stay, or totals would fall; its files must not, or each
worker that ever lived would be read at every scrape. So they are added into one file
(docs/decisions/0052).
"""

from __future__ import annotations

import atexit
import fcntl
import os
import re
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
#: Stands in a file's name where a process id would; the sums of all dead workers.
MERGED = "merged"
_PREFIX, _NEW, _OWNER, _LOCK = "dateline-metrics-", "dateline-new-", "owner", "lock"
# counter_17.db, histogram_17.db, gauge_livesum_17.db
_OF_PROCESS = re.compile(r"(?P<kind>counter|histogram|gauge_[a-z]+)_(?P<pid>[0-9]+)\.db")
_WAIT_STEPS, _WAIT_SECONDS = 20, 0.005


def prepare(base: Path) -> Path:
    """Make an empty folder in `base` for this server, and remove those that dead servers left.

    Called again, as on a reload, it returns the same folder, for counts outlive a reload. The
    folder goes with the process that made it; after `kill -9` the next server removes it.
    """
    if not _prepared:
        _remove_ownerless(base)
        # Locked before it has its name, so that no other server takes it for a dead one's.
        new = Path(tempfile.mkdtemp(prefix=_NEW, dir=base))
        owner = os.open(new / _OWNER, os.O_CREAT | os.O_WRONLY, 0o600)
        fcntl.flock(owner, fcntl.LOCK_EX)
        # Held by every process forked from this one: while any lives, the folder is owned.
        folder = new.rename(base / (_PREFIX + new.name.removeprefix(_NEW)))
        (folder / _LOCK).touch()
        _prepared.append(folder)
        atexit.register(_remove_own, folder, os.getpid())
    os.environ[VARIABLE] = str(_prepared[0])
    return _prepared[0]


_prepared: list[Path] = []


def merge_dead_workers(folder: Path, living: Collection[int]) -> None:
    """Add the counts of workers that are not `living` to the merged files, and remove theirs.

    Called by the master alone. What it cannot do, because somebody reads the files for longer
    than 0.1 s, is done after the next worker's end.
    """
    dead = [
        (match["kind"], path)
        for path in folder.iterdir()
        if (match := _OF_PROCESS.fullmatch(path.name)) and int(match["pid"]) not in living
    ]
    with _locked(folder, fcntl.LOCK_EX, steps=_WAIT_STEPS) as held:
        if not held:
            return
        for kind in {kind for kind, _ in dead}:
            paths = [path for of_kind, path in dead if of_kind == kind]
            # A gauge says how something is; of a dead process it is nothing.
            if not kind.startswith("gauge"):
                _merge(folder / f"{kind}_{MERGED}.db", paths)
            for path in paths:
                path.unlink()


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Keep the files as they are: between a merge and its removals, counts would stand twice."""
    with _locked(folder, fcntl.LOCK_SH):
        yield


@contextmanager
def _locked(folder: Path, kind: int, steps: int | None = None) -> Iterator[bool]:
    with (folder / _LOCK).open("rb") as file:
        yield _take(file.fileno(), kind, steps)


def _take(descriptor: int, kind: int, steps: int | None) -> bool:
    if steps is None:
        fcntl.flock(descriptor, kind)
        return True
    for _ in range(steps):
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
            return True
        time.sleep(_WAIT_SECONDS)
    return False


def _merge(target: Path, paths: list[Path]) -> None:
    # Imported late: prometheus_client decides at its import whether processes share their counts.
    from prometheus_client.mmap_dict import MmapedDict

    sums: defaultdict[str, float] = defaultdict(float)
    for path in [*([target] if target.exists() else []), *paths]:
        # A process killed while it made its file leaves it empty.
        if path.stat().st_size:
            for key, value, _, _ in MmapedDict.read_all_values_from_file(str(path)):  # type: ignore[no-untyped-call]
                sums[key] += value
    draft = target.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    written = MmapedDict(str(draft))  # type: ignore[no-untyped-call]
    for key, value in sums.items():
        written.write_value(key, value, 0.0)  # type: ignore[no-untyped-call]
    written.close()  # type: ignore[no-untyped-call]
    draft.replace(target)


def _remove_ownerless(base: Path) -> None:
    for folder in base.glob(f"{_PREFIX}*"):
        # Another user's folder, or one that another server is removing, is left alone.
        with suppress(OSError):
            descriptor = os.open(folder / _OWNER, os.O_WRONLY | os.O_NOFOLLOW)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(descriptor)


def _remove_own(folder: Path, maker: int) -> None:
    if os.getpid() == maker:
        shutil.rmtree(folder, ignore_errors=True)
