"""HTML extraction in processes of its own, with a time limit that really ends the work.

trafilatura is pure Python: in the serving process a bad page would hold the interpreter from
every other request. Pebble is used because its pool kills a process that runs over and starts
another; the standard library's executors can only wait for it.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import TimeoutError as FutureTimeout

from pebble import ProcessExpired, ProcessPool

from service.articles.errors import PageTooSlow, PageUnreadable
from service.articles.html import Page, read_page

# A process is replaced after so many pages, which bounds what lxml's heap may grow to.
_PAGES_A_PROCESS = 500


class Extractor:
    """Reads HTML pages in child processes; safe to share between threads.

    The pool starts with the first page (or `start`), in the process that asks: a copy made
    before a fork starts a pool of its own.
    """

    def __init__(self, *, max_nodes: int, seconds: float, processes: int = 1) -> None:
        self._max_nodes = max_nodes
        self._seconds = seconds
        self._processes = processes
        self._lock = threading.Lock()
        self._pool: ProcessPool | None = None
        self._owner = 0

    def __call__(self, page: str) -> Page:
        """Return the page's article as text.

        Raises `NoArticleFound`, `PageTooComplex`, `PageTooSlow` and `PageUnreadable`.
        """
        future = self._started().schedule(
            read_page, args=[page, self._max_nodes], timeout=self._seconds
        )
        try:
            found = future.result()
        except FutureTimeout:
            raise PageTooSlow(self._seconds) from None
        except (ProcessExpired, MemoryError, RecursionError) as error:
            raise PageUnreadable from error
        assert isinstance(found, Page)
        return found

    def start(self) -> None:
        """Start the pool and wait until it has read a page, so that no client waits for that."""
        self._started().schedule(read_page, args=[_WARM_UP, self._max_nodes]).exception()

    def close(self) -> None:
        """Stop the processes."""
        with self._lock:
            if self._pool is not None and self._owner == os.getpid():
                self._pool.stop()
                self._pool.join()
            self._pool = None

    def _started(self) -> ProcessPool:
        with self._lock:
            if self._pool is None or self._owner != os.getpid() or not self._pool.active:
                # A fork server: cheap to replace a child, and no fork of a threaded process.
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload([read_page.__module__])
                self._pool = ProcessPool(self._processes, _PAGES_A_PROCESS, context=context)
                self._owner = os.getpid()
            return self._pool


_WARM_UP = (
    "<html><body><article>" + "<p>The council met on Monday.</p>" * 9 + "</article></body></html>"
)
