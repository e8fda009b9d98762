"""Which worker takes a connection, and how the last ones are taken."""

from __future__ import annotations

import ctypes
import socket
import struct
import time
from abc import abstractmethod
from collections import deque
from contextlib import suppress
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from service.server.draining import draining

# How long a connection is left to other workers, for each that this one has; and how many of those
# that nobody took are then taken.
_YIELD_SECONDS, _YIELD_MOST, _YIELD_BATCH = 0.001, 0.005, 3

_HANDSHAKE_SECONDS = 0.03
# A packet filter (classic BPF) that drops what asks for a connection: byte 13 of a TCP header has
# the flags, and 2 is SYN.
_NO_SYN = ((0x30, 0, 0, 13), (0x45, 0, 1, 2), (0x06, 0, 0, 0), (0x06, 0, 0, 0xFFFFFFFF))
_SO_ATTACH_FILTER = 26


class Accepting(ThreadWorker):  # type: ignore[misc]
    """Spreads connections over the workers, and loses none when it stops."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        #: Connections that are only waited for to end, in the order of their deadlines.
        self.lingering: deque[Any] = deque()
        # Listeners left to other workers, and until when.
        self._yielded: dict[socket.socket, float] = {}

    @abstractmethod
    def accept_one(self, listener: socket.socket) -> bool:
        """Take a connection and wait for its request; returns whether there was one."""

    def accept(self, listener: socket.socket) -> None:
        """Take a connection, or leave it for a moment to a worker that has less to do.

        The kernel wakes the same worker again and again: of 16 connections made at once one worker
        of two had all, and half the machine was idle.
        """
        kept = len(self.keepalived_conns)
        pause = (self.nr_conns - kept - len(self.lingering) + 0.1 * kept) * _YIELD_SECONDS
        if pause > 0 and self.alive:
            self.poller.unregister(listener)
            self._yielded[listener] = time.monotonic() + min(pause, _YIELD_MOST)
        else:
            self.accept_one(listener)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Do what has come; afterwards take what no other worker wanted."""
        if self._yielded:
            due = min(self._yielded.values()) - time.monotonic()
            timeout = min(timeout, max(0.0, due))
        super().wait_for_and_dispatch_events(timeout)
        now = time.monotonic()
        for listener in [item for item, due in self._yielded.items() if due <= now]:
            del self._yielded[listener]
            self.poller.register(listener, EVENT_READ, self.accept)
            for _ in range(_YIELD_BATCH):
                if not self.accept_one(listener):
                    break

    def set_accept_enabled(self, enabled: bool) -> None:
        """Take connections or not; after the last one, stop listening at once.

        gunicorn goes on listening until the last answer is sent, and what the kernel has let in
        by then is reset.
        """
        for listener in self._yielded:
            self.poller.register(listener, EVENT_READ, self.accept)
        self._yielded.clear()
        if self.alive or enabled:
            super().set_accept_enabled(enabled)
            return
        super().set_accept_enabled(False)
        if draining():
            for listener in self.sockets:
                _shut(listener)
            # Handshakes that have begun take no longer than the way there and back.
            time.sleep(_HANDSHAKE_SECONDS)
        for listener in self.sockets:
            if draining():
                self._accept_all(listener)
            listener.close()

    def _accept_all(self, listener: socket.socket) -> None:
        listener.setblocking(False)
        while self.accept_one(listener):
            pass


def _shut(listener: socket.socket) -> None:
    """Let no more connections in, and keep those that are.

    Between the last `accept` and the close others would get in, and be reset: three in 16 clients
    with both workers busy. Where there is no such filter (it is Linux's) that stays so.
    """
    if listener.family not in (socket.AF_INET, socket.AF_INET6):
        return
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in _NO_SYN))
    program = struct.pack("HP", len(_NO_SYN), ctypes.addressof(code))
    with suppress(OSError):
        listener.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, program)
