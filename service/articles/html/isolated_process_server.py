"""The server that reads HTML pages, each in a child of its own; `isolated_process` starts it."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import pickle
import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from socketserver import ForkingMixIn, StreamRequestHandler, UnixStreamServer

from service.articles.errors import PageUnreadable
from service.articles.html.page import Page, read_page
from service.articles.html.parsing import PageLimits
from service.text.errors import TextError

# How often the server looks whether its worker is still there.
_POLL_SECONDS = 1.0
# By the clock a page may take so many times its seconds of the processor, which on a machine with
# ten times too much to do it has by then.
_PATIENCE = 10.0
# gunicorn's worker has handlers of its own for some of these.
_TO_DEFAULT = (
    signal.SIGTERM,
    signal.SIGALRM,
    signal.SIGPROF,
    signal.SIGCHLD,
    signal.SIGQUIT,
    signal.SIGHUP,
)


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """What a page may be, how many seconds it may take, and how many are read at once."""

    page: PageLimits
    seconds: float
    processes: int


class _Handler(StreamRequestHandler):
    """Reads one page; runs in a child that exists for it alone."""

    def handle(self) -> None:
        assert isinstance(self.server, _Server)
        limits = self.server.limits
        # Memory comes back when the process ends, which is soon: a page's cycles are not worth
        # looking for, least of all among what the worker has loaded (docs/decisions/0056).
        gc.disable()
        page = pickle.load(self.rfile)  # noqa: S301 - from our own worker, over a private socket
        # What these signals do by default is to end the process, inside C code too. Seconds are
        # the processor's, so that no page is refused for the company it is in.
        signal.setitimer(signal.ITIMER_PROF, limits.seconds)
        signal.setitimer(signal.ITIMER_REAL, _PATIENCE * limits.seconds)
        found: Page | TextError
        try:
            found = read_page(page, limits.page)
        except TextError as error:
            found = error
        except (MemoryError, RecursionError):
            found = PageUnreadable()
        for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):
            signal.setitimer(timer, 0.0)
        pickle.dump(found, self.wfile, pickle.HIGHEST_PROTOCOL)


class _Server(ForkingMixIn, UnixStreamServer):
    """Forks a child a page, as many at once as it may; leaves when its worker has left."""

    request_queue_size = 128
    block_on_close = False

    def __init__(self, address: str, limits: ProcessLimits, parent: int) -> None:
        super().__init__(address, _Handler)
        self.max_children = limits.processes
        self.limits = limits
        self._parent = parent
        self._address = address

    def service_actions(self) -> None:
        super().service_actions()
        if os.getppid() != self._parent:
            shutil.rmtree(Path(self._address).parent, ignore_errors=True)
            os._exit(0)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: the worker sees the connection end, and no page goes into a log."""


def serve(address: str, limits: ProcessLimits, parent: int, *, forked: bool) -> None:
    """Read pages for the process `parent` until it has left; never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _TO_DEFAULT:
        signal.signal(name, signal.SIG_DFL)
    # trafilatura logs what it stumbles over; none of a page goes into a log.
    logging.disable()
    # Where memory runs out, the kernel is to end a page (some 100 MB at the limits), not a worker.
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    if forked:
        # The worker's sockets: held here they would outlive it.
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    with _Server(address, limits, parent) as server:
        server.serve_forever(_POLL_SECONDS)


if __name__ == "__main__":
    # Sent by our own worker, over a pipe.
    serve(*pickle.load(sys.stdin.buffer), forked=False)  # noqa: S301
