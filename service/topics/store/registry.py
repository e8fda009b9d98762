"""The folder of models: one folder a version, a pointer to the current one, and the history.

models/<version>/     a complete model
models/current        the version that serves
models/history.jsonl  every promotion, oldest first
models/.lock          held while something is changed
models/.unfinished-*  what a training that was killed has left; the next one removes it
"""

from __future__ import annotations

import fcntl
import json
import logging
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from service.disk import flush
from service.topics.errors import ModelError, NoModel, NotStored, RegistryBusy
from service.topics.store.bundle import Bundle, load_bundle, read_manifest

_log = logging.getLogger(__name__)

POINTER, _HISTORY, _LOCK, _UNFINISHED = "current", "history.jsonl", ".lock", ".unfinished-"
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
# Between two looks at a lock that somebody else holds.
_LOCK_SECONDS = 0.1


@dataclass(frozen=True)
class Promotion:
    """A line of the history."""

    version: str
    promoted_at: str
    reason: str
    forced: bool = False


@dataclass(frozen=True)
class Registry:
    """The models below one folder."""

    folder: Path

    def current(self) -> str:
        """Return the version that the pointer names; raises `NoModel` where it names none."""
        try:
            version = (self.folder / POINTER).read_text("utf-8").strip()
        except FileNotFoundError:
            version = ""
        if not version:
            raise NoModel(
                f"{self.folder} names no current model. Begin with the shipped one, `dateline"
                " models init`, or train one, `dateline train` (in a checkout bin/retrain)."
            )
        return version

    def path(self, version: str) -> Path:
        """Return the folder of a version; raises `NoModel` for what is no name of one."""
        if VERSION.fullmatch(version) is None:
            raise NoModel(f"{version[:80]!r} is no name of a version.")
        return self.folder / version

    def load(self, version: str | None = None) -> Bundle:
        """Load a version, the current one by default; raises `ModelError`."""
        return load_bundle(self.path(version or self.current()))

    def versions(self) -> list[str]:
        """Return the names of all complete models, oldest first."""
        found = []
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if VERSION.fullmatch(path.name) is None or not path.is_dir():
                continue
            try:
                found.append((read_manifest(path).trained_at, path.name))
            except ModelError:
                continue
        return [name for _, name in sorted(found)]

    def history(self) -> list[Promotion]:
        """Return every promotion, oldest first."""
        try:
            lines = (self.folder / _HISTORY).read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []
        found = []
        for line in lines:
            # A line that a crash cut short is passed over.
            with suppress(ValueError, TypeError):
                found.append(Promotion(**json.loads(line)))
        return found

    def stamp(self) -> tuple[int, ...]:
        """Return what differs once a version was added, removed or promoted."""
        marks: list[int] = []
        for path in (self.folder, self.folder / _HISTORY):
            with suppress(OSError):
                status = path.stat()
                marks += (status.st_mtime_ns, status.st_size)
        return tuple(marks)

    @contextmanager
    def locked(self, patience: float = 0.0) -> Iterator[None]:
        """Hold the registry for changing it; raises `RegistryBusy` where somebody else does.

        `patience` is for how many seconds that is waited for. The lock goes with the process that
        holds it, however that ends.
        """
        end = time.monotonic() + patience
        with self._storing():
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / _LOCK).open("w")
        with lock as file:
            while not _taken(file):
                if time.monotonic() >= end:
                    raise RegistryBusy(self.folder)
                time.sleep(_LOCK_SECONDS)
            yield

    @contextmanager
    def unfinished(self) -> Iterator[Path]:
        """Give a folder to write a model into; it is removed unless `add` has taken it.

        Removes what earlier trainings have left. For use while the registry is locked. Raises
        `NotStored` where the disk is full or broken.
        """
        for left in self.folder.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        with self._storing():
            folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.folder))
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def add(self, folder: Path, version: str) -> None:
        """Make a finished folder a version, in one step and flushed to the disk."""
        folder.chmod(0o755)
        for path in (*folder.iterdir(), folder):
            flush(path)
        folder.rename(self.path(version))
        flush(self.folder)

    def promote(
        self, version: str, reason: str = "promoted by hand", *, forced: bool = False
    ) -> None:
        """Let the pointer name this version, in one step.

        Raises `ModelError` if the version is broken, and `NotStored` where the disk is.
        """
        load_bundle(self.path(version))
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        line = json.dumps(asdict(Promotion(version, now, reason, forced))).encode("utf-8")
        with self._storing():
            # Both are written before either counts: a disk that is full then has changed nothing.
            history = self._write(_HISTORY, self._lines() + line + b"\n")
            pointer = self._write(POINTER, f"{version}\n".encode())
            pointer.replace(self.folder / POINTER)
            try:
                history.replace(self.folder / _HISTORY)
            except OSError as error:
                # It is promoted all the same: the pointer alone says what serves.
                _log.warning("the promotion of %s is not in the history: %s", version, error)
            flush(self.folder)

    def _lines(self) -> bytes:
        """The history as it is, its last line ended, which a crash may have cut short."""
        try:
            lines = (self.folder / _HISTORY).read_bytes()
        except FileNotFoundError:
            return b""
        return lines if not lines or lines.endswith(b"\n") else lines + b"\n"

    def _write(self, name: str, content: bytes) -> Path:
        beside = self.folder / f".{name}.new"
        beside.write_bytes(content)
        flush(beside)
        return beside

    @contextmanager
    def _storing(self) -> Iterator[None]:
        try:
            yield
        except NotStored:
            raise
        except OSError as error:
            raise NotStored(self.folder, error) from error

    def previous(self) -> str:
        """Return the version that was current before this one; raises `NoModel` if none was."""
        current = self.current()
        for promotion in reversed(self.history()):
            if promotion.version != current and self.path(promotion.version).is_dir():
                return promotion.version
        raise NoModel(
            f"No version was current before {current}; `models list` shows what there is."
        )


def _taken(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
