"""The threads that answer requests."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor


class Threads(ThreadPoolExecutor):
    """A pool that goes on with the threads it has where there is no room for another.

    Python's own raises then, behind a request that it has queued already, and the worker's loop
    would end with all that the worker was at.
    """

    def _adjust_thread_count(self) -> None:
        try:
            super()._adjust_thread_count()
        except RuntimeError:  # "can't start new thread": a limit on memory or on processes
            if not self._threads:
                raise
