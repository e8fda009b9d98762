"""What is finished of a batch: a record a shard, in a hidden folder, until all is done."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any

from service.archives.errors import OutputTaken
from service.archives.output.files import (
    Written,
    describe,
    read_json,
    storing,
    write_json,
    writing,
)
from service.archives.tally import Tally
from service.disk import flush

MANIFEST, ERRORS, REPORT = "manifest.json", "errors.jsonl", "report.html"
_STATE = ".dateline"


@dataclass(frozen=True)
class Unit:
    """A finished shard; `rows` is the digest of the rows that it was made of."""

    number: int
    rows: str
    shard: Written
    tally: Tally
    #: Whether the stories of its rows are marked.
    marked: bool = False


class State:
    """The folder that a batch writes into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._state = self.sketches = folder / _STATE

    def manifest(self) -> dict[str, Any] | None:
        """Return the manifest, None where there is none."""
        if self.folder.exists() and not self.folder.is_dir():
            raise OutputTaken(f"{self.folder} is a file. Name a folder with --output.")
        try:
            manifest = read_json(self.folder / MANIFEST)
        except (ValueError, OSError) as error:
            raise OutputTaken(f"{self.folder / MANIFEST} cannot be read: {error}.") from None
        if manifest is not None and not (isinstance(manifest, dict) and "plan" in manifest):
            raise OutputTaken(
                f"{self.folder / MANIFEST} is not a batch's. Name another folder with --output."
            )
        return manifest

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder, which is made where it is not there.

        The lock goes with its process, however that ends. Raises `OutputTaken` where another
        batch has it, or something else is in it.
        """
        with storing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            names = {path.name for path in self.folder.iterdir()}
            # A run may have been killed before it had a manifest.
            others = names - {_STATE, f".{MANIFEST}.new"}
            if others and self.manifest() is None:
                raise OutputTaken(
                    f"{self.folder} holds what no batch put there, such as {min(others)}. Name an"
                    " empty folder with --output, or one that is not there yet."
                )
            self._state.mkdir(exist_ok=True)
            lock = (self._state / "lock").open("w")
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise OutputTaken(
                    f"{self.folder} is being written by another batch. Wait for it, or name another"
                    " folder with --output."
                ) from None
            # Workers work on for a moment when this process was killed, and would hold it.
            os.register_at_fork(after_in_child=lock.close)
            yield

    def begin(self, manifest: dict[str, Any]) -> None:
        """Write the manifest of what has begun, or is done."""
        write_json(self.folder / MANIFEST, manifest)

    def finished(self) -> dict[int, Unit]:
        """Return the finished shards whose files are as they were written."""
        found = {}
        for path in self._state.glob("[0-9]*.json"):
            stored = read_json(path)
            unit = Unit(
                stored["number"],
                stored["rows"],
                Written(**stored["shard"]),
                Tally.from_json(stored["tally"]),
                stored["marked"],
            )
            shard = self.folder / unit.shard.name
            if shard.is_file() and describe(shard) == unit.shard:
                found[unit.number] = unit
        return found

    @contextmanager
    def shard(self, name: str) -> Iterator[IO[bytes]]:
        """Give the file of a shard, which has its name only at the end."""
        with writing(self.folder / name) as file:
            yield file

    def add(self, number: int, rows: str, name: str, tally: Tally, errors: bytes) -> Unit:
        """Record a shard that is written, with the lines of its errors."""
        with writing(self._errors(number)) as file:
            file.write(errors)
        return self._record(Unit(number, rows, describe(self.folder / name), tally))

    def add_marked(self, unit: Unit) -> Unit:
        """Record that a shard's stories are marked."""
        return self._record(
            replace(unit, shard=describe(self.folder / unit.shard.name), marked=True)
        )

    def _record(self, unit: Unit) -> Unit:
        stored = {
            "number": unit.number,
            "rows": unit.rows,
            "shard": asdict(unit.shard),
            "tally": unit.tally.to_json(),
            "marked": unit.marked,
        }
        write_json(self._state / f"{unit.number:05}.json", stored)
        return unit

    def collect_errors(self, count: int) -> None:
        """Write the errors of all shards, in the order of their rows."""
        with writing(self.folder / ERRORS) as file:
            for number in range(count):
                with self._errors(number).open("rb") as part:
                    shutil.copyfileobj(part, file)

    def report(self, page: str) -> None:
        """Write the report."""
        with writing(self.folder / REPORT) as file:
            file.write(page.encode("utf-8", "backslashreplace"))

    def close(self) -> None:
        """Forget how it came to be, for all is done."""
        if self._state.exists():
            shutil.rmtree(self._state, ignore_errors=True)
            with storing(self.folder):
                flush(self.folder)

    def _errors(self, number: int) -> Path:
        return self._state / f"{number:05}.errors.jsonl"
