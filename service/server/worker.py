"""gunicorn's threaded worker, with requests received by its event loop.

gunicorn gives a thread to every connection that sends, so 32 clients that send a byte a second
hold all of 2x8 threads for as long as they like. Here a thread is given to a request that has
arrived; until then it costs a buffer, and for so long only as the limits say. The loop also says
farewell to connections (gunicorn's own way holds it up to 2 s for each), and refuses in problem
documents.
"""

from __future__ import annotations

import socket
import ssl
import sys
import time
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import TConn

from service.http.problems import TIMEOUT, TOO_BUSY, TOO_LARGE, Problem, ProblemType
from service.server.accepting import Accepting
from service.server.arrival import HEAD_BYTES, Arrival, State
from service.server.draining import draining, leave_at
from service.server.received import Received
from service.server.refusal import Capture, answer_to, problem_of
from service.server.threads import Threads
from service.settings import Settings

_STEP = 2**18
# The loop asks for the interpreter several times a request, and each time waits so long for a
# thread that computes; Python's own 5 ms doubled the time of the slowest in a hundred under load.
_SWITCH_SECONDS = 0.001
# An answer that its client does not take: all of it within 20 s, a stream's line within 120 s, as
# clients that send all before they read anything are many.
_SEND_SECONDS, _STREAM_SEND_SECONDS = 20.0, 120.0
# An honest client that has sent too much is still read for a while, or it would see a reset
# instead of its answer.
_LINGER_SECONDS = 2.0
# What is arriving when the worker is to stop has so much longer than connections that send nothing.
_LAST_SECONDS = 8.0
# Streams are ended, in order and with a last word, so long before the process is.
_STREAM_MARGIN = 4.0
_HEAD_LIMIT = ProblemType("http-431", 431, "Request Header Fields Too Large")


class Connection(TConn):  # type: ignore[misc]
    """A connection and the request that is arriving on it."""

    arrival: Arrival
    deadline = 0.0
    #: Bytes of its request that count against the worker's budget.
    held = 0
    #: Bytes that may still come after the last answer.
    spare = 0


class Worker(Accepting):
    """Gives threads to requests that have arrived."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._settings = Settings.from_environment()
        # In the order of their deadlines, as all have the same time.
        self._arriving: dict[Connection, None] = {}
        self._held = 0
        self._leave_at = float("inf")

    def init_process(self) -> None:
        """Run the worker."""
        sys.setswitchinterval(_SWITCH_SECONDS)
        super().init_process()

    def get_thread_pool(self) -> Threads:
        """Return the threads that requests are given."""
        return Threads(max_workers=self.cfg.threads)

    def accept_one(self, listener: socket.socket) -> bool:
        """Take a connection and wait for its request; returns whether there was one."""
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return False
        self.nr_conns += 1
        connection = Connection(self.cfg, client, address, listener.getsockname())
        connection.init()
        connection.sock.setblocking(False)
        connection.data_ready = True
        connection.parser.unreader = Received(client)
        self._await(connection)
        return True

    def on_client_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """Take the next request of a connection that was kept alive."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._await(conn)

    def finish_request(self, conn: Connection, fs: Any) -> None:
        """Keep the connection that a thread is done with, or say farewell to it."""
        self._held -= conn.held
        conn.held = 0
        keep = not fs.cancelled() and fs.exception() is None and fs.result() is True
        if not keep:
            self._linger(conn)
            return
        rest = conn.parser.unreader.take_buffered()
        if rest:
            # The client did not wait for the answer before it sent the next request.
            self._await(conn, rest)
        else:
            super().finish_request(conn, fs)

    def _await(self, conn: Connection, data: bytes = b"") -> None:
        conn.arrival = Arrival(self._settings.max_body_bytes)
        conn.deadline = time.monotonic() + self._settings.body_seconds
        self._arriving[conn] = None
        conn.sock.setblocking(False)
        self.poller.register(conn.sock, EVENT_READ, partial(self._receive, conn))
        if data:
            self._take(conn, data)
        else:
            self._receive(conn)

    def _receive(self, conn: Connection, _: Any = None) -> None:
        try:
            data = conn.sock.recv(_STEP)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if data:
            self._take(conn, data)
        elif len(conn.arrival):
            self._hand_over(conn)  # cut off: gunicorn knows what to say
        else:
            self._forget(conn)
            self._close(conn)

    def _take(self, conn: Connection, data: bytes) -> None:
        conn.held += len(data)
        self._held += len(data)
        state = conn.arrival.feed(data)
        if state is State.HEAD_TOO_LARGE:
            detail = f"The request line and headers are over the limit of {HEAD_BYTES:,} bytes."
            self._refuse(conn, _HEAD_LIMIT, f"{detail} Send fewer or shorter ones.")
        elif state is State.FRAMING_TOO_LARGE:
            detail = "The body has more framing than content. Send larger chunks, or a length."
            self._refuse(conn, TOO_LARGE, detail)
        elif state is not State.ARRIVING:
            self._hand_over(conn)
        elif conn.arrival.expects:
            conn.arrival.expects = False
            with suppress(OSError):
                conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        if self._held > self._settings.max_arriving_bytes and self._arriving:
            # The one that takes longest goes first: a client that means it is done in no time.
            self._refuse(
                next(iter(self._arriving)),
                TOO_BUSY,
                f"More than {self._settings.max_arriving_bytes:,} bytes of requests are arriving."
                " Try again in a moment.",
            )

    def _hand_over(self, conn: Connection) -> None:
        self._forget(conn)
        conn.parser.unreader.hold(conn.arrival.take())
        self.enqueue_req(conn)

    def _forget(self, conn: Connection) -> None:
        del self._arriving[conn]
        self.poller.unregister(conn.sock)

    def handle_request(self, req: Any, conn: Connection) -> Any:
        """Answer a request; runs in a thread."""
        state = conn.arrival.state
        conn.sock.settimeout(_STREAM_SEND_SECONDS if state is State.STREAM else _SEND_SECONDS)
        if state is not State.STREAM:
            # The client was told to go on when its head had come.
            req._expected_100_continue = False
        if draining() or state is State.OVERSIZE:
            req.force_close()
        try:
            return super().handle_request(req, conn)
        except TimeoutError:
            self.log.info("Connection closed: the client does not take its answer.")
            raise StopIteration from None

    def _keepalive_after(self, conn: Connection, keepalive: bool) -> bool:
        if not keepalive:
            return False
        now = time.monotonic()
        if conn.arrival.state is State.WHOLE:
            # Nothing to wait for; but what was refused before it was read may be long.
            return bool(conn.parser.finish_body(deadline=now + _SEND_SECONDS, max_bytes=2**40))
        return bool(conn.parser.finish_body(deadline=now + 0.05))

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """Refuse a request that gunicorn cannot parse; runs in a thread."""
        capture = Capture()
        super().handle_error(req, capture, addr, exc)
        if not isinstance(exc, ssl.SSLError):
            with suppress(OSError):
                client.settimeout(1.0)
                client.sendall(answer_to(problem_of(capture.status)))

    def _refuse(self, conn: Connection, kind: ProblemType, detail: str) -> None:
        """Refuse a request that has not arrived; runs in the loop."""
        self._forget(conn)
        self._held -= conn.held
        conn.held = 0
        headers = {"Retry-After": "1"} if kind is TOO_BUSY else {}
        with suppress(OSError):
            conn.sock.send(answer_to(Problem(kind, detail, headers=headers)))
        self.log.info("Request refused before it had arrived: %d", kind.status)
        self._linger(conn)

    def _linger(self, conn: Connection) -> None:
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(conn)
            return
        conn.deadline = time.monotonic() + _LINGER_SECONDS
        conn.spare = 8 * self._settings.max_body_bytes
        self.lingering.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self._drop, conn))

    def _drop(self, conn: Connection, _: Any = None) -> None:
        """Read on and throw away, until the client closes or has had its time."""
        try:
            read = len(conn.sock.recv(_STEP))
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            read = 0
        conn.spare -= read
        if not read or conn.spare < 0:
            self.lingering.remove(conn)
            self._part(conn)

    def _part(self, conn: Connection) -> None:
        self.poller.unregister(conn.sock)
        with suppress(OSError):
            conn.sock.shutdown(socket.SHUT_RDWR)
        self._close(conn)

    def _close(self, conn: Connection) -> None:
        self._held -= conn.held
        conn.held = 0
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """End what has had its time; gunicorn's loop calls this every second."""
        now = time.monotonic()
        while self.lingering and self.lingering[0].deadline <= now:
            self._part(self.lingering.popleft())
        while self._arriving and (conn := next(iter(self._arriving))).deadline <= now:
            if not len(conn.arrival):
                self._forget(conn)
                self._close(conn)
                continue
            seconds = self._settings.body_seconds
            detail = f"The request did not arrive within {seconds:g} s. Send it faster, or shorter."
            self._refuse(conn, TIMEOUT, detail)
        if now > self._leave_at:
            for conn in [conn for conn in self._arriving if not len(conn.arrival)]:
                self._forget(conn)
                self._close(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        super()._cap_keepalive(deadline)
        self._leave_at = deadline
        leave_at(time.monotonic() + self.cfg.graceful_timeout - _STREAM_MARGIN)
        for conn in self._arriving:
            conn.deadline = min(conn.deadline, deadline + _LAST_SECONDS)
