"""How far work of several steps is: a bar on a terminal, elsewhere a line for each step.

A step that takes long is told of again and again, so that a log never stands still.
"""

from __future__ import annotations

import sys
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Any, Self, TextIO

from tqdm import tqdm

#: No log waits longer for a sign of life.
SECONDS_BETWEEN_LINES = 30.0

_SECONDS_BETWEEN_BARS = 1.0
_BAR = "{elapsed} {bar} {desc}"


class Steps:
    """Tells on standard error which of so many steps is at work, and since when."""

    def __init__(
        self, total: int, every: float = SECONDS_BETWEEN_LINES, stream: TextIO | None = None
    ) -> None:
        self._total = total
        self._stream = sys.stderr if stream is None else stream
        self._begun = monotonic()
        self._number = 0
        self._step = ""
        self._bar: Any = None
        self._every = every
        if self._stream.isatty():
            self._bar = tqdm(total=total, bar_format=_BAR, file=self._stream)
            self._every = min(every, _SECONDS_BETWEEN_BARS)
        # Two threads write: a step's beginning, and that it is still at work.
        self._lock = Lock()
        self._told, self._ended = Event(), Event()
        self._thread = Thread(target=self._go_on_telling, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._told.set()
        self._thread.join()
        if self._bar is not None:
            self._bar.close()

    def begin(self, step: str) -> None:
        """Say that the next step begins."""
        with self._lock:
            self._number += 1
            self._step = step
            if self._bar is None:
                self._print(step)
            else:
                self._bar.update()
                self._bar.set_description_str(step)
        self._told.set()

    def _go_on_telling(self) -> None:
        while not self._ended.is_set():
            if self._told.wait(self._every):
                self._told.clear()
                continue
            with self._lock:
                if self._bar is not None:
                    self._bar.refresh()
                elif self._step:
                    self._print(f"still {self._step}")

    def _print(self, words: str) -> None:
        elapsed = tqdm.format_interval(monotonic() - self._begun)
        line = f"{elapsed} step {self._number} of {self._total}: {words}"
        print(line, file=self._stream, flush=True)
