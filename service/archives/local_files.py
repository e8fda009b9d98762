"""Files of this machine: what patterns and folders have, each once and in order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from service.archives.reading.documents import is_document
from service.formats.registry import LEFTOVERS


def documents(name: str, without: str | None) -> Iterator[str]:
    """Yield the text and HTML of a folder in order, that of the folders in it last.

    Folders that cannot be read are given themselves, so that what opens them tells why.
    """
    closed: list[str] = []
    for folder, folders, files in os.walk(
        name, onerror=lambda error: closed.append(error.filename)
    ):
        yield from closed
        closed.clear()
        if is_within(folder, without):
            folders.clear()
            continue
        folders[:] = sorted(inner for inner in folders if not inner.startswith(LEFTOVERS))
        for file in sorted(files):
            if not file.startswith(LEFTOVERS) and is_document(file):
                yield os.path.join(folder, file)  # noqa: PTH118 - as it was named
    yield from closed


def matching(pattern: str) -> list[str]:
    """Return the files of a pattern in order, each by its shortest name.

    Links that lead round have each by many.
    """
    shortest: dict[str, str] = {}
    for path in sorted(glob.glob(pattern, recursive=True), key=lambda one: one.count(os.sep)):  # noqa: PTH207
        shortest.setdefault(os.path.realpath(path), path)
    return sorted(shortest.values())


def is_within(path: str, folder: str | None) -> bool:
    """Return whether a path leads into a folder, whose own is its real one."""
    return folder is not None and Path(os.path.realpath(path)).is_relative_to(folder)
