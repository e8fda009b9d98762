"""NDJSON: many articles in one request, answered line by line as they come."""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Callable, Iterator
from time import monotonic
from typing import IO, Any

from service.contract.limits import line_too_long
from service.contract.problems import (
    MALFORMED,
    STOPPING,
    TIMEOUT,
    TOO_LARGE,
    Problem,
    ProblemDocument,
)
from service.http.draining import leaving

_IN_MEMORY = 2**20
_STEP = 2**16
# How often a stream that waits looks whether it has waited too long.
_PATIENCE = 0.5


class NdjsonReader:
    """The lines of a body, read ahead by a thread into a spool file.

    Most clients send all before they read anything. A server that answers as it reads would then
    wait for the client to take its answers, while the client waits for it to take the rest: so
    reading never waits for writing. What is ahead lies in a temporary file, not in memory.
    """

    def __init__(
        self,
        read: Callable[[], bytes],
        *,
        max_bytes: int,
        max_line_bytes: int,
        line_seconds: float = float("inf"),
        length: int | None = None,
    ) -> None:
        self._read = read
        self._length = length
        self._max_bytes = max_bytes
        self._max_line_bytes = max_line_bytes
        self._line_seconds = line_seconds
        self._due = monotonic() + line_seconds
        self._spool: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._arrived = threading.Condition()
        self._written = self._taken = 0
        self._ended = self._closed = False
        # Whether anything but blanks has come, and the end of a line behind it.
        self._has_begun = self._has_line = False
        self._failure: Problem | None = None
        self._thread = threading.Thread(target=self._fill, name="ndjson-reader", daemon=True)
        self._thread.start()

    def wait_for_line(self) -> None:
        """Wait until there is a whole line, or all of the body; raises what ended it before that.

        Where nothing is answered before it, what is wrong with the body can be the answer.
        """
        with self._arrived:
            while not (self._has_line or self._ended):
                self._check()
                self._arrived.wait(_PATIENCE)
            if self._failure is not None and not self._has_line:
                raise self._failure

    def lines(self) -> Iterator[bytes | Problem]:
        """Yield each line that is not blank, or the problem of one that is too long.

        Raises the problem that ended the body before its end, after the lines before it.
        """
        try:
            yield from self._lines()
        finally:
            self.close()

    def _lines(self) -> Iterator[bytes | Problem]:
        rest: list[bytes] = []
        length = 0
        for piece in self._pieces():
            *ended, begun = piece.split(b"\n")
            for end in ended:
                if length + len(end) > self._max_line_bytes:
                    yield line_too_long(self._max_line_bytes)
                elif (line := b"".join([*rest, end])).strip():
                    yield line
                rest, length = [], 0
                self._due = monotonic() + self._line_seconds
            length += len(begun)
            # What is over the limit is measured and not kept.
            if length <= self._max_line_bytes:
                rest.append(begun)
            else:
                rest.clear()
        if length > self._max_line_bytes:
            yield line_too_long(self._max_line_bytes)
        elif (line := b"".join(rest)).strip():
            yield line

    @property
    def ended(self) -> bool:
        """Whether the body has been read to its end."""
        return self._ended

    def close(self) -> None:
        """Stop reading and drop what is left."""
        with self._arrived:
            self._closed = True
            self._spool.close()

    def _fill(self) -> None:
        try:
            while piece := self._read():
                with self._arrived:
                    if self._closed:
                        return
                    if self._written + len(piece) > self._max_bytes:
                        raise self._too_large()
                    self._has_line |= b"\n" in (piece if self._has_begun else piece.lstrip())
                    self._has_begun |= not piece.isspace()
                    self._spool.seek(self._written)
                    self._spool.write(piece)
                    self._written += len(piece)
                    self._arrived.notify()
            if self._length is not None and self._written < self._length:
                raise self._broken_off(self._length)
        except Problem as problem:
            self._failure = problem
        finally:
            with self._arrived:
                self._ended = True
                self._arrived.notify()

    def _too_large(self) -> Problem:
        rest = (
            "whole lines before it were answered. Send the rest in another request."
            if self._has_line
            else "there is no whole line before it. Send an article a line, in several requests."
        )
        return Problem(
            TOO_LARGE, f"The body is over the limit of {self._max_bytes:,} bytes; {rest}"
        )

    def _broken_off(self, length: int) -> Problem:
        rest = (
            "the lines before that were answered. Send the rest again."
            if self._has_line
            else "there is no whole line before that. Send it again."
        )
        detail = f"The body ended after {self._written:,} of {length:,} bytes; {rest}"
        return Problem(MALFORMED, detail)

    def _pieces(self) -> Iterator[bytes]:
        while True:
            with self._arrived:
                while self._written == self._taken and not self._ended:
                    self._check()
                    self._arrived.wait(_PATIENCE)
                if self._written == self._taken:
                    break
                self._spool.seek(self._taken)
                piece = self._spool.read(min(_STEP, self._written - self._taken))
                self._taken += len(piece)
            yield piece
            self._check()
        if self._failure is not None:
            raise self._failure

    def _check(self) -> None:
        """Raise the problem of a line that takes too long to come, or of a service that stops."""
        if leaving():
            raise Problem(
                STOPPING,
                "The service is about to stop; the lines before this were answered. Send the rest"
                " again.",
            )
        if monotonic() > self._due:
            raise Problem(
                TIMEOUT,
                f"No whole line arrived within {self._line_seconds:g} s; those before were"
                " answered. Send the rest again.",
            )


def answer_lines(
    reader: NdjsonReader,
    answer: Callable[[bytes], dict[str, Any] | Problem],
    document: Callable[[Problem, int], ProblemDocument],
    max_lines: int,
) -> Iterator[bytes]:
    """Yield an answer line for each line of the reader, in order; a bad line costs only itself."""
    index = 0
    try:
        for line in reader.lines():
            if index >= max_lines:
                raise Problem(
                    TOO_LARGE,
                    f"The request has more than {max_lines:,} articles; those before were"
                    " answered. Send the rest in another request.",
                )
            found = line if isinstance(line, Problem) else answer(line)
            yield _line(index, found, document)
            index += 1
    except Problem as problem:
        yield _line(index, problem, document)


def _line(
    index: int,
    found: dict[str, Any] | Problem,
    document: Callable[[Problem, int], ProblemDocument],
) -> bytes:
    if isinstance(found, Problem):
        content = document(found, index).model_dump(exclude_none=True)
        # A line is told by its `id` in the same place whether it failed or not.
        named = {} if found.article is None else {"id": found.article}
        found = {**named, "problem": content}
    text = json.dumps({"index": index, **found}, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"
