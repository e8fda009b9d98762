"""Text in UTF-16, as spreadsheets and Windows write it, read as UTF-8.

Only what begins with a byte order mark: without one, it is not certain.
"""

from __future__ import annotations

import codecs
import io
from io import BufferedReader
from typing import Any

from service.archives.errors import BatchError
from service.archives.reading.lines import Spoilt
from service.archives.reading.source import SPOILT

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_STEP = 2**16


def as_utf8(file: BufferedReader) -> BufferedReader:
    """Return a file of UTF-16 as UTF-8, without its mark, or any other as it is.

    Raises `Spoilt`; reading it then raises one of `SPOILT`, also where it ends within a character.
    """
    try:
        is_marked = file.peek(2).startswith(_MARKS)
    except BatchError:
        raise
    except SPOILT as error:
        raise Spoilt(error) from error
    return BufferedReader(_Recoded(file), _STEP) if is_marked else file


class _Recoded(io.RawIOBase):
    """A file of UTF-16 as UTF-8, a piece at a time."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        # Half of a pair stays one, and is its line's problem.
        self._decoder = codecs.getincrementaldecoder("utf-16")("surrogatepass")
        self._left = b""

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; returns how much, 0 at the end."""
        piece = b"begun"
        while not self._left and piece:
            piece = self._file.read1(_STEP)
            text = self._decoder.decode(piece, final=not piece)
            self._left = text.encode("utf-8", "surrogatepass")
        taken, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)
