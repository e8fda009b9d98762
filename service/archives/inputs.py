"""The inputs of a batch: what names, patterns and URLs lead to."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from service.archives.addresses import file_name, told
from service.archives.errors import (
    EmptyFolder,
    NoFileSystem,
    NoInput,
    NotInstalled,
    Unreadable,
)
from service.archives.local_files import documents, has_document, is_within, matching
from service.archives.reading.lines import Spoilt
from service.archives.reading.reader import Columns
from service.archives.reading.registry import READERS, reader_of_file, unpacked
from service.archives.reading.source import Source
from service.archives.remote_file import Withheld, open_remote
from service.formats.registry import endings

#: The name of standard input.
STDIN = "-"
_BUFFER = 2**18


@dataclass(frozen=True)
class Input:
    """A file, folder or stream, before it is read; `modified` is ISO 8601.

    Its name has no keys in it (`addresses`); `open` has them.
    """

    name: str
    size: int | None
    modified: str | None
    open: Callable[[], IO[bytes]]
    #: Of a folder, and then `open` is not for use.
    is_folder: bool = False
    files: int = 1
    #: A folder that is left out wherever it stands in this one.
    without: str | None = None
    #: Met by a pattern and not named: where it cannot be opened, the rest is done all the same.
    is_met: bool = False


def find_inputs(names: Sequence[str], output: str | None = None) -> list[Input]:
    """Return what the names lead to, in their order and each once; raises `BatchError`.

    What patterns and folders have in the folder for the answers is none of it.
    """
    without = output and os.path.realpath(output)
    found: dict[str, Input] = {}
    for name in names:
        for one in _find(name, without):
            is_local = one.name != STDIN and "://" not in one.name
            found.setdefault(os.path.realpath(one.name) if is_local else one.name, one)
    folders = [one.name for one in found.values() if one.is_folder]
    return [
        one
        for one in found.values()
        if not any(
            one.name != folder
            and not is_within(one.name, without)
            and has_document(folder, one.name)
            for folder in folders
        )
    ]


def check_columns(inputs: Sequence[Input], columns: Columns | None, forced: str | None) -> None:
    """Raise `BatchError` for an input that cannot be opened, or a table without articles."""
    wanted = columns or Columns()
    for one in inputs:
        # Of standard input and pipes, what is looked at is gone.
        if one.size is None or one.is_folder:
            continue
        if one.is_met and not os.access(one.name, os.R_OK):
            continue  # told of in its place
        with closing(_look(one)) as file:
            reader = (
                READERS[forced] if forced else reader_of_file(file_name(one.name), file, columns)
            )
            if reader.columns is None:
                continue
            try:
                there = reader.columns(unpacked(reader, file))
            except (Spoilt, EOFError, OSError, ValueError):
                continue  # spoilt, and told of in its place
        if there and (missing := wanted.missing(one.name, there)):
            raise missing


def _look(one: Input) -> io.BufferedReader:
    try:
        return io.BufferedReader(Source(one.open(), one.name, digested=False), _BUFFER)
    except Exception as error:  # every file system has its own
        raise Unreadable(one.name, error) from error


def _find(name: str, without: str | None) -> list[Input]:
    if name == STDIN:
        return [Input(STDIN, None, None, _standard_input)]
    if "://" in name:
        return _remote(name)
    # A file may have signs of a pattern in its name.
    if os.path.lexists(name):
        return [_local(name, without)]
    found = [
        _met(path, without)
        for path in matching(name)
        if not Path(path).is_dir() and not is_within(path, without)
    ]
    if not found:
        raise NoInput(name)
    return found


def _local(name: str, without: str | None) -> Input:
    path = Path(name)
    if path.is_dir():
        return _folder(name, without)
    try:
        status = path.stat()
    except OSError as error:
        raise Unreadable(name, error) from error
    if not path.is_file():
        # A pipe, whose time is that of the run.
        return Input(name, None, None, lambda: path.open("rb"))
    return Input(name, status.st_size, _time(status.st_mtime), lambda: path.open("rb"))


def _met(name: str, without: str | None) -> Input:
    """A file that a pattern fits."""
    try:
        return replace(_local(name, without), is_met=True)
    except Unreadable:
        return Input(name, 0, None, lambda: Path(name).open("rb"), is_met=True)


def _folder(name: str, without: str | None) -> Input:
    size = files = 0
    newest = 0.0
    for file in documents(name, without):
        try:
            status = Path(file).stat()
        except OSError:
            files += 1
            continue
        files, size, newest = files + 1, size + status.st_size, max(newest, status.st_mtime)
    if not files:
        passed = sum(len(inner) for _, _, inner in os.walk(name))
        raise EmptyFolder(name, endings(), passed)

    def never() -> IO[bytes]:
        raise IsADirectoryError(name)

    return Input(name, size, _time(newest), never, is_folder=True, files=files, without=without)


def _remote(name: str) -> list[Input]:
    try:
        import fsspec
    except ImportError:
        raise NotInstalled("fsspec", "A URL", "requirements-batch.txt") from None
    try:
        files = fsspec.open_files(name, "rb")
        return [_remote_file(file, name) for file in files] or _nothing(told(name))
    except NoInput:
        raise
    except FileNotFoundError:
        raise NoInput(told(name)) from None
    except ImportError as error:
        raise NoFileSystem(told(name), Withheld(error, name)) from None
    except Exception as error:  # every file system has its own
        raise Unreadable(told(name), Withheld(error, name)) from None


def _remote_file(file: Any, name: str) -> Input:
    info = file.fs.info(file.path)
    if info.get("type") == "directory":
        raise IsADirectoryError
    first, _, chained = name.partition("::")
    full = (
        str(file.fs.unstrip_protocol(file.path))
        if not chained
        else (f"{first.partition('://')[0]}://{file.path}::{chained}")
    )
    changed = info.get("mtime") or info.get("LastModified") or info.get("updated")
    modified = _time(changed) if isinstance(changed, int | float) else changed and str(changed)
    return Input(told(full), info.get("size"), modified, lambda: open_remote(file, name))


def _nothing(name: str) -> list[Input]:
    raise NoInput(name)


def _standard_input() -> IO[bytes]:
    if sys.stdin.isatty():
        print("reading articles from the terminal; Ctrl-D ends it", file=sys.stderr)
    return sys.stdin.buffer


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
