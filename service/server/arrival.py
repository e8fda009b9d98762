"""Whether a request has arrived: the bytes so far, and no thread that waits for the rest.

What is read here only decides *when* a request is worth a thread. gunicorn parses the same bytes
again and alone decides what they mean, so a head that the two read differently costs its sender a
wait or a refusal, and can never smuggle anything.
"""

from __future__ import annotations

import re
from enum import Enum

#: The most that a request line and its headers may have together, in bytes.
HEAD_BYTES = 32_768
# A chunk of one byte comes in six; more framing than content is no use to anyone.
_FRAMING_BYTES = 65_536
# A chunk's size, or all the trailers; gunicorn takes no longer line either.
_LINE_BYTES = 8_192

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n")
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[^\r\n]*chunked")
_STREAM = re.compile(rb"\r\ncontent-type:[ \t]*application/x-ndjson")
# gunicorn refuses a line that ends so, and would be waited for in vain.
_BARE_LF = re.compile(rb"(?<!\r)\n")
_EXPECT = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n")


class State(Enum):
    """How far a request has come."""

    ARRIVING = "arriving"
    #: All of it is here, or enough to refuse it.
    WHOLE = "whole"
    #: Its head is here, and its body is to be read while it is answered.
    STREAM = "stream"
    #: Its body announces more than is read; its head is enough to refuse it.
    OVERSIZE = "oversize"
    HEAD_TOO_LARGE = "head too large"
    FRAMING_TOO_LARGE = "framing too large"


class Arrival:
    """One request's bytes as they come; `limit` is the most bytes of a body."""

    def __init__(self, limit: int) -> None:
        self.state = State.ARRIVING
        #: The client waits to be told to send its body.
        self.expects = False
        self._limit = limit
        self._data = bytearray()
        self._body = 0
        self._length = 0
        self._chunked = False
        # Of a chunked body: where the next line of framing starts, and the bytes framed so far.
        self._line = 0
        self._framed = 0

    def __len__(self) -> int:
        return len(self._data)

    def feed(self, data: bytes) -> State:
        """Take the next bytes and return how far the request has come."""
        searched = max(0, len(self._data) - 3)
        self._data += data
        if not self._body:
            self._read_head(searched)
        if self._body and self.state is State.ARRIVING:
            self._read_body()
        return self.state

    def take(self) -> bytes:
        """Return what has arrived, and hold it no longer."""
        data, self._data = bytes(self._data), bytearray()
        return data

    def _read_head(self, searched: int) -> None:
        # One empty line may come before a request (RFC 9112, 2.2).
        first = 2 if self._data.startswith(b"\r\n") else 0
        end = self._data.find(b"\r\n\r\n", max(first, searched))
        if _BARE_LF.search(self._data, searched, len(self._data) if end < 0 else end):
            self.state = State.WHOLE
        elif (len(self._data) if end < 0 else end) > HEAD_BYTES:
            self.state = State.HEAD_TOO_LARGE
        elif end >= 0:
            self._body = self._line = end + 4
            self._plan(bytes(self._data[: end + 2]).lower())

    def _plan(self, head: bytes) -> None:
        length = _LENGTH.search(head)
        self._length = int(length.group(1)) if length else 0
        self._chunked = _CHUNKED.search(head) is not None
        if _STREAM.search(head):
            self.state = State.STREAM
        elif not self._chunked and self._length > self._limit:
            self.state = State.OVERSIZE
        else:
            self.expects = _EXPECT.search(head) is not None

    def _read_body(self) -> None:
        if self._chunked:
            self._read_chunks()
        elif len(self._data) >= self._body + self._length:
            self.state = State.WHOLE

    def _read_chunks(self) -> None:
        while self._line < len(self._data):
            end = self._data.find(b"\r\n", self._line)
            if end < 0:
                if len(self._data) - self._line > _LINE_BYTES:
                    self.state = State.FRAMING_TOO_LARGE
                break
            digits = bytes(self._data[self._line : end]).partition(b";")[0].strip()
            try:
                size = int(digits, 16)
            except ValueError:
                self.state = State.WHOLE  # no chunk: gunicorn refuses it
                return
            if size <= 0:
                self._read_trailers(end)
                break
            self._framed += size
            self._line = end + 2 + size + 2
        if self.state is State.ARRIVING:
            self._weigh()

    def _read_trailers(self, start: int) -> None:
        # After the last chunk come trailers, if any, and a blank line.
        if self._data.find(b"\r\n\r\n", start) >= 0:
            self.state = State.WHOLE
        elif len(self._data) - start > _LINE_BYTES:
            self.state = State.FRAMING_TOO_LARGE

    def _weigh(self) -> None:
        missing = max(0, self._line - 2 - len(self._data))
        if self._framed - missing > self._limit:
            self.state = State.OVERSIZE
        elif len(self._data) - self._body > 2 * self._limit + _FRAMING_BYTES:
            self.state = State.FRAMING_TOO_LARGE
