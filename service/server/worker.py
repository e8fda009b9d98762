"""gunicorn's threaded worker, losing nothing when it stops and refusing in problem documents."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from service.http.access.arrivals import Arrivals, lingering_close
from service.http.draining import draining, leave_at
from service.http.requests.refusals import answer_to, problem_of

# Connections without a request are kept so long at the end, and streams are ended, with a last
# word, so long before the process is.
_LAST_SECONDS, _STREAM_MARGIN = 2.0, 4.0


class Worker(ThreadWorker):  # type: ignore[misc]
    """Gives a thread to each connection that has sent something, until it is answered."""

    @property
    def _arrivals(self) -> Arrivals:
        return self.wsgi.extensions["dateline"].arrivals  # type: ignore[no-any-return]

    def set_accept_enabled(self, enabled: bool) -> None:
        """Take connections or not; on TERM those that are in already, or they would be reset."""
        super().set_accept_enabled(enabled)
        if self.alive:
            return
        leave_at(time.monotonic() + self.cfg.graceful_timeout - _STREAM_MARGIN)
        for listener in self.sockets if draining() else ():
            before = -1
            while before < self.nr_conns:
                before = self.nr_conns
                self.accept(listener)
            listener.close()
        for conn in self.pending_conns:
            conn.timeout = time.monotonic() + _LAST_SECONDS

    def enqueue_req(self, conn: TConn) -> None:
        """Give a connection a thread; one that has sent nothing yet waits without."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + self._arrivals.seconds
        self.pending_conns.append(conn)
        readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, EVENT_READ, readable)

    def murder_pending(self) -> None:
        """End what has had its time; gunicorn's loop calls this every second."""
        super().murder_pending()
        self._arrivals.expire()

    def handle(self, conn: TConn) -> Any:
        """Answer a request and say farewell, in a thread; gunicorn does the latter in its loop."""
        with self._arrivals.receiving(conn.sock) as arrival:
            kept = super().handle(conn)
            if not kept:
                with suppress(OSError):
                    if arrival.refusal and not arrival.head_is_here:
                        conn.sock.sendall(answer_to(arrival.refusal))
                    lingering_close(conn.sock)
            return kept

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Answer a request whose head has arrived."""
        self._arrivals.head_arrived(conn.sock, req.force_close)
        if draining():
            req.force_close()
        try:
            return super().handle_request(req, conn)
        except TimeoutError:
            self.log.info("Connection closed: the client does not take its answer.")
            return False

    def handle_error(self, _: Any, client: Any, __: Any, exc: Exception) -> None:
        """Refuse what gunicorn cannot parse."""
        problem = problem_of(exc)
        self.log.info("Request refused before it had arrived: %d", problem.kind.status)
        with suppress(OSError):
            client.sendall(answer_to(problem))
