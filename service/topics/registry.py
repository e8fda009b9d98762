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
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from service.topics.bundle import Bundle, load_bundle, read_manifest
from service.topics.errors import ModelError, NoModel, RegistryBusy

POINTER, _HISTORY, _LOCK, _UNFINISHED = "current", "history.jsonl", ".lock", ".unfinished-"
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


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
            raise NoModel(f"{self.folder} names no current model. Train one with bin/retrain.")
        return version

    def load(self, version: str | None = None) -> Bundle:
        """Load a version, the current one by default; raises `ModelError`."""
        return load_bundle(self._path(version or self.current()))

    def versions(self) -> list[str]:
        """Return the names of all complete models, oldest first."""
        found = []
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if _VERSION.fullmatch(path.name) is None or not path.is_dir():
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
    def locked(self) -> Iterator[None]:
        """Hold the registry for changing it; raises `RegistryBusy` where somebody else does.

        The lock goes with the process that holds it, however that ends.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / _LOCK).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise RegistryBusy(self.folder) from None
            yield

    @contextmanager
    def unfinished(self) -> Iterator[Path]:
        """Give a folder to write a model into; it is removed unless `add` has taken it.

        Removes what earlier trainings have left. For use while the registry is locked.
        """
        for left in self.folder.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.folder))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def add(self, folder: Path, version: str) -> None:
        """Make a finished folder a version, in one step and flushed to the disk."""
        folder.chmod(0o755)
        for path in (*folder.iterdir(), folder):
            _flush(path)
        folder.rename(self._path(version))
        _flush(self.folder)

    def promote(
        self, version: str, reason: str = "promoted by hand", *, forced: bool = False
    ) -> None:
        """Let the pointer name this version, in one step; raises `ModelError` if it is broken."""
        load_bundle(self._path(version))
        beside = self.folder / f".{POINTER}.new"
        beside.write_text(version + "\n", "utf-8")
        _flush(beside)
        beside.replace(self.folder / POINTER)
        _flush(self.folder)
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self._note(Promotion(version, now, reason, forced))

    def _note(self, promotion: Promotion) -> None:
        with (self.folder / _HISTORY).open("a+b") as file:
            if file.tell():
                file.seek(-1, os.SEEK_END)
                file.write(b"" if file.read(1) == b"\n" else b"\n")
            file.write(json.dumps(asdict(promotion)).encode("utf-8") + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def before(self) -> str:
        """Return the version that was current before this one; raises `NoModel` if none was."""
        current = self.current()
        for promotion in reversed(self.history()):
            if promotion.version != current and self._path(promotion.version).is_dir():
                return promotion.version
        raise NoModel(
            f"No version was current before {current}; `models list` shows what there is."
        )

    def _path(self, version: str) -> Path:
        if _VERSION.fullmatch(version) is None:
            raise NoModel(f"{version[:80]!r} is no name of a version.")
        return self.folder / version


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
