"""The inputs of a batch as one sequence of rows, with the digest of each as it is read."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO, Any

from service.archives.addresses import file_name
from service.archives.errors import Unreadable
from service.archives.inputs import Input
from service.archives.local_files import documents, open_file
from service.archives.reading.documents import read_document
from service.archives.reading.reader import Reader, Reading
from service.archives.reading.registry import READERS, reader_of_file, unpacked
from service.archives.reading.source import Source, inflate
from service.archives.row import Row, failed
from service.contract.problems import Problem

_BUFFER = 2**18


@dataclass
class InputRead:
    """An input that was read to its end."""

    name: str
    size: int
    modified: str | None
    sha256: str
    rows: int


class Archive:
    """Inputs that are read one after the other, with what is known of them by then."""

    def __init__(self, inputs: Sequence[Input], reading: Reading, forced: str | None) -> None:
        self.inputs = inputs
        self.reading = reading
        self.read: list[InputRead] = []
        sizes = [one.size for one in inputs if one.size is not None]
        #: How many bytes there are; None where one input does not say it.
        self.total = sum(sizes) if len(sizes) == len(inputs) else None
        self._forced = forced
        self._before = 0
        self._current: Source | None = None

    @property
    def taken(self) -> int:
        """How many bytes were read."""
        return self._before + (self._current.taken if self._current else 0)

    def rows(self) -> Iterator[Row]:
        """Yield every row, the same ones in the same order each time."""
        for one in self.inputs:
            before = self._before
            rows = 0
            digest = hashlib.sha256()
            raw = open_file(one.name) if one.is_met else None
            if one.is_folder:
                for row in self._of_folder(one, digest):
                    rows += 1
                    yield row
                sha256 = digest.hexdigest()
            elif isinstance(raw, Problem):
                rows, sha256 = 1, digest.hexdigest()
                yield failed(one.name, raw)
            else:
                opener = one.open if raw is None else partial(_given, raw)
                with self._source(opener, one.name) as (file, source):
                    reader = self._reader(one.name, file)
                    for row in reader.read(unpacked(reader, file), one.name, self.reading):
                        rows += 1
                        yield row
                    sha256 = source.finish()
            size = self._before - before
            self.read.append(InputRead(one.name, size, one.modified, sha256, rows))

    def _reader(self, name: str, file: io.BufferedReader) -> Reader:
        if self._forced:
            return READERS[self._forced]
        return reader_of_file(file_name(name), file, self.reading.columns)

    def _of_folder(self, folder: Input, digest: Any) -> Iterator[Row]:
        for name in documents(folder.name, folder.without):
            own = os.path.relpath(name, folder.name)
            raw = open_file(name)
            if isinstance(raw, Problem):
                yield failed(name, raw, own)
                continue
            with self._source(partial(_given, raw), name) as (file, source):
                yield read_document(inflate(file), name, own, self.reading)
                digest.update(f"{own}\0{source.finish()}\n".encode("utf-8", "surrogateescape"))

    def _source(self, opener: Callable[[], IO[bytes]], name: str) -> _Opened:
        return _Opened(self, opener, name)

    def begin(self, source: Source) -> None:
        """Count what is read of a source."""
        self._current = source

    def end(self, source: Source) -> None:
        """Count what was read of a source."""
        self._before += source.taken
        self._current = None


class _Opened:
    """An input while it is open."""

    def __init__(self, archive: Archive, opener: Callable[[], IO[bytes]], name: str) -> None:
        self._archive = archive
        self._opener = opener
        self._name = name

    def __enter__(self) -> tuple[io.BufferedReader, Source]:
        try:
            raw = self._opener()
        except Exception as error:  # every file system has its own
            raise Unreadable(self._name, error) from error
        self._source = Source(raw, self._name)
        self._archive.begin(self._source)
        return io.BufferedReader(self._source, _BUFFER), self._source

    def __exit__(self, *_: object) -> None:
        self._archive.end(self._source)
        self._source.close()


def _given(file: IO[bytes]) -> IO[bytes]:
    return file
