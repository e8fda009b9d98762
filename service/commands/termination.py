"""How a command ends on TERM."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


@contextmanager
def ended_by_term() -> Iterator[None]:
    """Have TERM end what is under way as Ctrl-C does, so that nothing half done is left.

    The first process of a container is not ended by TERM at all unless it listens for it. The exit
    code is then 143, as shells have it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(*_: object) -> NoReturn:
        raise SystemExit(128 + signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
