"""Lines of a file, however long the longest is."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from service.archives.errors import BatchError
from service.archives.reading.source import SPOILT

_STEP = 2**16


class Spoilt(Exception):
    """The file ends here without its end; `error` is what it raised."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


def read_line(file: BufferedReader, limit: int) -> bytes | None:
    """Return the next line with its end, empty behind the last one, None for one over the limit.

    What is over the limit is read over and not kept. Raises `Spoilt`.
    """
    try:
        line = file.readline(limit + 2)
        if len(line.rstrip(b"\r\n")) <= limit:
            return line
        while not line.endswith(b"\n"):
            line = file.readline(_STEP)
            if not line:
                break
    except BatchError:
        raise
    except SPOILT as error:
        raise Spoilt(error) from error
    return None


def numbered(file: BufferedReader, limit: int) -> Iterator[tuple[int, bytes | Exception | None]]:
    """Yield each line with its number from 1: without its end, None if too long.

    Where the file is spoilt the error comes last.
    """
    number = 0
    while True:
        number += 1
        try:
            line = read_line(file, limit)
        except Spoilt as spoilt:
            yield number, spoilt.error
            return
        if line is None:
            yield number, None
        elif line:
            yield number, line.rstrip(b"\r\n")
        else:
            return
