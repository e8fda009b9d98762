"""Where gunicorn reads a request from: what the event loop has received, then the socket."""

from __future__ import annotations

import socket

from gunicorn.http.unreader import SocketUnreader

# gunicorn copies what it has read and not used; more at once would be copied over and over.
_STEP = 2**16


class Received(SocketUnreader):  # type: ignore[misc]
    """Reads the bytes it holds before it reads from the socket."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(sock)
        self._held = memoryview(b"")

    def hold(self, data: bytes) -> None:
        """Hold bytes that are to be read first."""
        self._held = memoryview(data)

    def chunk(self, size_hint: int | None = None) -> bytes:
        """Return the next bytes, of what is held or else of the socket; empty at the end."""
        if not self._held:
            return bytes(super().chunk(size_hint))
        size = max(self.mxchunk, min(size_hint or 0, _STEP))
        piece, self._held = bytes(self._held[:size]), self._held[size:]
        return piece

    def take_buffered(self) -> bytes:
        """Return what was received and not read, and hold it no longer."""
        data = bytes(super().take_buffered()) + bytes(self._held)
        self._held = memoryview(b"")
        return data
