"""HTML extraction in processes of its own, with a time limit that really ends the work.

trafilatura is pure Python: in the serving process a bad page would hold the interpreter from
every other request, and no thread can be stopped. So a small server forks a child for each page,
and the kernel ends a child that runs over. Forked from a worker before its threads start, the
server shares the worker's memory; a pool of started processes (pebble) took 75 MB a worker more.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import shutil
import signal
import socket
import tempfile
import threading
import time
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from socketserver import ForkingMixIn, StreamRequestHandler, UnixStreamServer

from service.articles.errors import ArticleError, PageTooSlow, PageUnreadable
from service.articles.html import Page, PageLimits, read_page

# Between whiles the server looks whether its worker is still there.
_POLL_SECONDS = 1.0
_START_SECONDS = 20.0
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
class _Limits:
    page: PageLimits
    seconds: float
    processes: int


class Extractor:
    """Reads HTML pages in child processes; safe to share between threads.

    `start` forks the server, and has to come before any thread; without it the first page starts
    a fresh one, which takes 0.3 s. A server that died is replaced by the next page.
    """

    def __init__(self, limits: PageLimits, *, seconds: float, processes: int = 2) -> None:
        self._limits = _Limits(limits, seconds, processes)
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._folder: Path | None = None
        self._owner = 0

    def __call__(self, page: str | bytes) -> Page:
        """Return the page's article as text.

        Raises what `read_page` does, and `PageTooSlow`.
        """
        try:
            found = self._ask(page)
        except ConnectionResetError:
            # The server died between being found alive and being asked; another is started.
            found = self._ask_again(page)
        if isinstance(found, ArticleError):
            raise found
        assert isinstance(found, Page)
        return found

    def _ask_again(self, page: str | bytes) -> object:
        try:
            return self._ask(page)
        except ConnectionResetError as error:
            raise PageUnreadable from error

    def _ask(self, page: str | bytes) -> object:
        begun = time.monotonic()
        with self._connected() as connection, connection.makefile("rwb") as file:
            try:
                pickle.dump(page, file, pickle.HIGHEST_PROTOCOL)
                file.flush()
                return pickle.load(file)  # noqa: S301 - from our own child, over a private socket
            except (EOFError, OSError, pickle.UnpicklingError) as error:
                if time.monotonic() - begun >= self._limits.seconds:
                    raise PageTooSlow(self._limits.seconds) from None
                if isinstance(error, ConnectionResetError):
                    raise
                raise PageUnreadable from error

    def start(self) -> None:
        """Fork the server off this process, which must have no threads yet."""
        with self._lock:
            self._launch(forked=True)

    def close(self) -> None:
        """Stop the server."""
        with self._lock:
            if self._process is not None and self._owner == os.getpid():
                self._process.terminate()
                self._process.join()
                self._process.close()
            if self._folder is not None and self._owner == os.getpid():
                shutil.rmtree(self._folder, ignore_errors=True)
            self._process = self._folder = None

    def _connected(self) -> socket.socket:
        with self._lock:
            alive = self._owner == os.getpid() and self._process and self._process.is_alive()
            if not alive:
                self._launch(forked=False)
            assert self._folder is not None
            address = str(self._folder / "pages")
        return _connect(address)

    def _launch(self, *, forked: bool) -> None:
        if self._folder is not None and self._owner == os.getpid():
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = Path(tempfile.mkdtemp(prefix="dateline-"))
        self._owner = os.getpid()
        arguments = (str(self._folder / "pages"), self._limits, self._owner, forked)
        make = get_context("fork").Process if forked else get_context("spawn").Process
        self._process = make(target=_serve, args=arguments, daemon=True)
        self._process.start()


class _Handler(StreamRequestHandler):
    """Reads one page; runs in a child that exists for it alone."""

    def handle(self) -> None:
        assert isinstance(self.server, _Server)
        limits = self.server.limits
        page = pickle.load(self.rfile)  # noqa: S301 - from our own worker, over a private socket
        # What these signals do by default is to end the process, inside C code too. Seconds are
        # the processor's, so that no page is refused for the company it is in; by the clock, half
        # as many again.
        signal.setitimer(signal.ITIMER_PROF, limits.seconds)
        signal.setitimer(signal.ITIMER_REAL, 1.5 * limits.seconds)
        found: Page | ArticleError
        try:
            found = read_page(page, limits.page)
        except ArticleError as error:
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

    def __init__(self, address: str, limits: _Limits, parent: int) -> None:
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


def _serve(address: str, limits: _Limits, parent: int, forked: bool) -> None:
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


def _connect(address: str) -> socket.socket:
    """Connect, waiting for a server that has only just been started."""
    deadline = time.monotonic() + _START_SECONDS
    while True:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            if time.monotonic() > deadline:
                raise PageUnreadable from None
            time.sleep(0.01)
        else:
            return connection
