"""Files of this machine: what patterns and folders have, each once and in order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from service.archives.reading.documents import is_document
from service.contract.problems import MALFORMED, Problem
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
            path = os.path.join(folder, file)  # noqa: PTH118 - as it was named
            if file.startswith(LEFTOVERS) or not is_document(file):
                continue
            # A second name of what the folder has anyway.
            if Path(path).is_symlink() and has_document(name, path):
                continue
            yield path
    yield from closed


def has_document(folder: str, path: str) -> bool:
    """Return whether a folder has what a path leads to, under its own name there."""
    own = Path(os.path.realpath(path))
    root = os.path.realpath(folder)
    if not own.is_relative_to(root):
        return False
    is_shown = not any(part.startswith(LEFTOVERS) for part in own.relative_to(root).parts)
    return is_shown and (own.is_dir() or (own.is_file() and is_document(own.name)))


def matching(pattern: str) -> list[str]:
    """Return the files of a pattern in order, each by its shortest name.

    `**` stands for folders that are no links: links that lead round have no end of them.
    """
    shortest: dict[str, str] = {}
    for path in sorted(_matching(pattern), key=lambda one: one.count(os.sep)):
        shortest.setdefault(os.path.realpath(path), path)
    return sorted(shortest.values())


def _matching(pattern: str) -> Iterator[str]:
    parts = pattern.split(os.sep)  # noqa: PTH206 - as it was named
    if "**" not in parts:
        yield from glob.iglob(pattern)  # noqa: PTH207 - a Path would rewrite the name
        return
    place = parts.index("**")
    after = parts[place + 1 :] or ["*"]
    here = f".{os.sep}"
    for top in glob.iglob(os.sep.join([*parts[:place], ""]) or here):  # noqa: PTH118, PTH207
        for folder, folders, _ in os.walk(top):
            folders[:] = [inner for inner in folders if not inner.startswith(".")]
            own = folder if place else folder.removeprefix(here)
            yield from _matching(os.path.join(glob.escape(own), *after))  # noqa: PTH118


def open_file(name: str) -> IO[bytes] | Problem:
    """Open a file that was met in a folder or by a pattern; what is wrong with it is its row's."""
    try:
        return Path(name).open("rb")
    except OSError as error:
        is_lost = isinstance(error, FileNotFoundError) and Path(name).is_symlink()
        detail = (
            "The file is a link that leads to nothing. Mend the link"
            if is_lost
            else f"The file cannot be opened: {error.strerror}. Mend that"
        )
        return Problem(MALFORMED, f"{detail}, and give the file to a batch of its own.")


def is_within(path: str, folder: str | None) -> bool:
    """Return whether a path leads into a folder, whose own is its real one."""
    return folder is not None and Path(os.path.realpath(path)).is_relative_to(folder)
