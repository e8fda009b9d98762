"""The folder of models: one folder a version, and a pointer to the current one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from service.topics.bundle import Bundle, load_bundle, read_manifest
from service.topics.errors import ModelError, NoModel

POINTER = "current"


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
        return load_bundle(self.folder / (version or self.current()))

    def versions(self) -> list[str]:
        """Return the names of all complete models, oldest first."""
        found = []
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            try:
                found.append((read_manifest(path).trained_at, path.name))
            except (ModelError, NotADirectoryError):
                continue
        return [name for _, name in sorted(found)]

    def promote(self, version: str) -> None:
        """Let the pointer name this version, in one step; raises `ModelError` if it is broken."""
        load_bundle(self.folder / version)
        beside = self.folder / f"{POINTER}.new"
        with beside.open("w", encoding="utf-8") as file:
            file.write(version + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / POINTER)
