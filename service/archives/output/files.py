"""Files that are whole, or not there."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from service.archives.errors import NotWritten
from service.disk import digest, written_beside


@dataclass(frozen=True)
class Written:
    """A file as it was written."""

    name: str
    bytes: int
    sha256: str


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write into, which takes its place at the end; raises `NotWritten`."""
    with storing(path), written_beside(path) as file:
        yield file


@contextmanager
def storing(path: Path) -> Iterator[None]:
    """Raise `NotWritten` for what the disk raises."""
    try:
        yield
    except OSError as error:
        raise NotWritten(str(path), error) from error


def packed(file: IO[bytes]) -> gzip.GzipFile:
    """Return what packs into a file: the same content as the same bytes, without name and time."""
    # All cores wait for the process that packs: docs/decisions/0082.
    return gzip.GzipFile("", "wb", compresslevel=4, fileobj=file, mtime=0)


def write_json(path: Path, content: object) -> None:
    """Write a JSON document."""
    with writing(path) as file:
        text = json.dumps(content, ensure_ascii=False, indent=1)
        # A file name may have bytes that are no text.
        file.write(text.encode("utf-8", "backslashreplace") + b"\n")


def read_json(path: Path) -> Any:
    """Return a JSON document, None where there is none."""
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        return None


def as_text(name: str) -> str:
    r"""Return a name with the bytes that are no text as JSON writes them (`\udce9`)."""
    return name.encode("utf-8", "backslashreplace").decode()


def describe(path: Path) -> Written:
    """Return a file as it is."""
    return Written(path.name, path.stat().st_size, digest(path))
