"""A file of another system: what that says when it fails has no keys in it."""

from __future__ import annotations

import io
from typing import IO, Any, cast

from service.archives.addresses import hide

_REASONS = (
    (FileNotFoundError, "there is no such file"),
    (IsADirectoryError, "it is a folder; name the files in it, such as by a pattern (*.jsonl)"),
    (PermissionError, "it may not be read with these rights"),
    (TimeoutError, "there was no answer in time"),
)


class Withheld(OSError):
    """What a file system says, without what its addresses keep to themselves."""

    def __init__(self, error: Exception, address: str) -> None:
        said = hide(str(error), address)
        if " " not in said.strip():
            # Some say a path alone, or nothing.
            reason = next((told for kind, told in _REASONS if isinstance(error, kind)), None)
            said = reason or f"it cannot be read ({type(error).__name__}{said and f' {said}'})"
        super().__init__(said.rstrip("."))


def open_remote(file: Any, address: str) -> IO[bytes]:
    """Open what fsspec found at an address; it and what it gives raise `Withheld`."""
    try:
        return cast("IO[bytes]", RemoteFile(file.open(), address))
    except Exception as error:  # every file system has its own
        raise Withheld(error, address) from None


class RemoteFile:
    """A file as far as it is read here."""

    def __init__(self, file: IO[bytes], address: str) -> None:
        self._file = file
        self._address = address
        self.seekable = file.seekable
        self.close = file.close

    def read(self, size: int) -> bytes:
        """Return so many bytes at most."""
        try:
            return self._file.read(size)
        except Exception as error:
            raise Withheld(error, self._address) from None

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, and return which."""
        try:
            return self._file.seek(offset, whence)
        except Exception as error:
            raise Withheld(error, self._address) from None
