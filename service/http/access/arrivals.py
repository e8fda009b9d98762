"""Requests whose bytes are still coming: how long they may take, and how much they may hold."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic

from service.contract.problems import TIMEOUT, TOO_BUSY, Problem

#: A client has so long to take an answer, or a piece of it.
SEND_SECONDS = 20.0
_GRACE_SECONDS = 5.0
# A client that has sent too much is read for a while behind its answer, or it would see a reset
# instead.
_LINGER_SECONDS, _LINGER_BYTES = 2.0, 2**25


@dataclass(eq=False)
class Arrival:
    """A request that is arriving; `socket` is None where the server does not tell."""

    socket: socket.socket | None = None
    #: Bytes of its body that count against the budget.
    counted_bytes: int = 0
    #: Why no more of it is read; the thread that waits for it says so.
    refusal: Problem | None = None
    #: Whether its head is here, so that the application answers it.
    head_is_here: bool = False
    #: Has the server close the connection behind the answer.
    close: Callable[[], None] = field(default=lambda: None)

    def allow(self, seconds: float) -> None:
        """Let reading or writing a piece take so long."""
        if self.socket is not None:
            with suppress(OSError):
                self.socket.settimeout(seconds)

    def refuse(self, problem: Problem) -> None:
        """Wake the thread that waits for bytes: to it the client seems to have hung up."""
        self.refusal = problem
        self.close()
        if self.socket is not None:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_RD)


class Arrivals:
    """What is arriving in this process.

    A head, and then a body, has `seconds` to arrive; `expire`, which the server calls now and then,
    refuses those that are late. All bodies together hold at most `max_bytes`: beyond that the one
    that takes longest is refused, for a client that means it is done in no time.
    """

    def __init__(self, seconds: float, max_bytes: int) -> None:
        #: How long a head, or a body, may take.
        self.seconds = seconds
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._by_connection: dict[socket.socket, Arrival] = {}
        # When each has to be here, the first first, as all have the same time.
        self._deadlines: dict[Arrival, float] = {}
        self._total_bytes = 0

    @contextmanager
    def receiving(self, connection: socket.socket) -> Iterator[Arrival]:
        """Wait for a head on a connection until `arrived`; the block is the whole request."""
        arrival = Arrival(connection)
        with self._lock:
            self._by_connection[connection] = arrival
            self._deadlines[arrival] = monotonic() + self.seconds
        try:
            yield arrival
        finally:
            with self._lock:
                del self._by_connection[connection]
            self.release(arrival)

    def head_arrived(self, connection: socket.socket, close: Callable[[], None]) -> None:
        """Wait no longer for the head on a connection; `close` has it closed behind the answer."""
        arrival = self.find(connection)
        self.arrived(arrival)
        arrival.head_is_here, arrival.close = True, close
        arrival.allow(SEND_SECONDS)
        if arrival.refusal:
            close()

    def find(self, connection: socket.socket | None) -> Arrival:
        """Return what is arriving on a connection; a new one where the server told of none."""
        with self._lock:
            known = self._by_connection.get(connection) if connection is not None else None
        return known or Arrival(connection)

    @contextmanager
    def waiting(self, arrival: Arrival) -> Iterator[None]:
        """Give what is read in the block its time."""
        # Longer than `expire` lets it wait, which says why.
        arrival.allow(self.seconds + _GRACE_SECONDS)
        with self._lock:
            self._deadlines[arrival] = monotonic() + self.seconds
        try:
            yield
        finally:
            self.arrived(arrival)
            arrival.allow(SEND_SECONDS)

    def arrived(self, arrival: Arrival) -> None:
        """Note that nothing more is waited for."""
        with self._lock:
            self._deadlines.pop(arrival, None)

    def count_bytes(self, arrival: Arrival, size: int) -> None:
        """Count bytes of a body as kept until `release`; refuse where they are too many."""
        with self._lock:
            arrival.counted_bytes += size
            self._total_bytes += size
            while self._total_bytes > self._max_bytes and self._deadlines:
                slowest = next(iter(self._deadlines))
                del self._deadlines[slowest]
                self._discount(slowest)
                slowest.refuse(self._budget_problem())

    def release(self, arrival: Arrival) -> None:
        """Count the bytes of an arrival no longer, nor wait for it."""
        with self._lock:
            self._deadlines.pop(arrival, None)
            self._discount(arrival)

    def _discount(self, arrival: Arrival) -> None:
        self._total_bytes -= arrival.counted_bytes
        arrival.counted_bytes = 0

    def expire(self) -> None:
        """Refuse what has not arrived in its time."""
        with self._lock:
            now = monotonic()
            late = [arrival for arrival, due in self._deadlines.items() if due <= now]
            for arrival in late:
                del self._deadlines[arrival]
                arrival.refuse(self._timeout_problem())

    def _timeout_problem(self) -> Problem:
        detail = f"The request did not arrive within {self.seconds:g} s. Send it faster, or less."
        return Problem(TIMEOUT, detail)

    def _budget_problem(self) -> Problem:
        return Problem(
            TOO_BUSY,
            f"More than {self._max_bytes:,} bytes of requests are arriving. Try again in a moment.",
            headers={"Retry-After": "1"},
        )


def lingering_close(connection: socket.socket) -> None:
    """Send no more on a connection, and read on until the client closes it or has had its time."""
    connection.shutdown(socket.SHUT_WR)
    spare, end = _LINGER_BYTES, monotonic() + _LINGER_SECONDS
    while spare > 0 and (left := end - monotonic()) > 0:
        connection.settimeout(left)
        if not (read := len(connection.recv(2**16))):
            break
        spare -= read
    connection.shutdown(socket.SHUT_RDWR)
