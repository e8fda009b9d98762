"""An input as a stream of bytes: its digest taken as it is read, and inflated if it is packed."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import IO, Any, BinaryIO, cast

from service.archives.errors import NotInstalled, Unreadable

_zstd: ModuleType | None
try:
    from backports import zstd as _zstd
except ImportError:
    _zstd = None

_STEP = 2**18
#: What a packed file raises that was cut short or spoilt.
SPOILT: tuple[type[Exception], ...] = (
    *(EOFError, zlib.error, OSError, ValueError),
    *(() if _zstd is None else (_zstd.ZstdError,)),
)


class Source(io.RawIOBase):
    """A file that is read from its beginning, with the digest of all that was read.

    Going back, where the file can, reads bytes again that the digest has already. What the file
    itself raises (a disk, a network) becomes `Unreadable`: it is no fault of what is in the file.
    Without `digested` it is for a look: leaps are leaps, and there is no digest.
    """

    def __init__(self, raw: IO[bytes], name: str, *, digested: bool = True) -> None:
        self._raw = raw
        self._name = name
        self._digested = digested
        self._digest = hashlib.sha256()
        self._place = 0
        #: How far it has been read.
        self.taken = 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Return whether the file can go back."""
        return self._raw.seekable()

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; returns how much, 0 at the end."""
        with self._told():
            piece = self._raw.read(len(buffer))
        buffer[: len(piece)] = piece
        new = self._place + len(piece) - self.taken
        if new > 0:
            self._digest.update(piece[len(piece) - new :])
            self.taken += new
        self._place += len(piece)
        return len(piece)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, by way of all that was not read yet."""
        with self._told():
            target = self._raw.seek(offset, whence)
            if self._digested and target > self.taken:
                # The digest is of every byte, so none is leapt over.
                self._place = self._raw.seek(self.taken)
                while self._place < target and self.read(min(_STEP, target - self._place)):
                    pass
            self._place = self._raw.seek(target)
        return target

    def tell(self) -> int:
        """Return the place."""
        return self._place

    def finish(self) -> str:
        """Read what is left, and return the SHA-256 of the whole."""
        if self._place != self.taken:
            self.seek(self.taken)
        while self.read(_STEP):
            pass
        return self._digest.hexdigest()

    def close(self) -> None:
        """Close the file."""
        if not self.closed:
            self._raw.close()
        super().close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, EOFError) as error:
            raise Unreadable(self._name, error) from error


def _open_zstd(file: BinaryIO) -> Any:
    if _zstd is None:
        raise NotInstalled("backports-zstd", "zstd", "requirements-batch.txt")
    return _zstd.ZstdFile(file)


# By the first bytes: names of files do not always say it, and standard input has none.
_PACKED: tuple[tuple[bytes, Callable[[BinaryIO], Any]], ...] = (
    (b"\x1f\x8b", lambda file: gzip.GzipFile(fileobj=file)),
    (b"BZh", bz2.BZ2File),
    (b"\x28\xb5\x2f\xfd", _open_zstd),
)
#: What names of packed files end in, behind their format's ending.
PACKED_SUFFIXES = (".gz", ".bz2", ".zst", ".zstd")


def inflate(file: io.BufferedReader) -> io.BufferedReader:
    """Return a file as it was before it was packed, or as it is.

    Reading it raises one of `SPOILT` where it was cut short.
    """
    head = file.peek(8)
    for magic, opener in _PACKED:
        if head.startswith(magic):
            return io.BufferedReader(_Unpacked(opener(cast("BinaryIO", file))), _STEP)
    return file


class _Unpacked(io.RawIOBase):
    """A file that is unpacked, a piece at a time.

    Those of the standard library read on until a piece is full, and where the file was cut short
    before that, what they had is lost.
    """

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Return whether the file can go back."""
        return bool(self._file.seekable())

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; returns how much, 0 at the end."""
        piece = self._file.read1(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place of what is unpacked."""
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        """Return the place."""
        return int(self._file.tell())


def without_packing(name: str) -> str:
    """Return the name of a file without what says that it is packed."""
    lower = name.lower()
    for suffix in PACKED_SUFFIXES:
        if lower.endswith(suffix):
            return lower.removesuffix(suffix)
    return lower
