"""HTML extraction in processes of its own, with a time limit that really ends the work.

trafilatura is pure Python: in the serving process a bad page would hold the interpreter from
every other request, and no thread can be stopped. So a small server forks a child for each page,
and the kernel ends a child that runs over. Forked from a worker before its threads start, the
server shares the worker's memory (docs/decisions/0034).
"""

from __future__ import annotations

import os
import pickle
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from service.articles.errors import PageTooSlow, PageUnreadable
from service.articles.html.isolated_process_server import ProcessLimits, serve
from service.articles.html.page import Page
from service.articles.html.parsing import PageLimits
from service.text.errors import TextError

_START_SECONDS = 20.0
_ROOT = Path(__file__).resolve().parents[3]
_Process = BaseProcess | subprocess.Popen[bytes]


class Extractor:
    """Reads HTML pages in child processes; safe to share between threads.

    `start` forks the server, and has to come before any thread; without it the first page starts
    a fresh one, which takes 0.3 s, or with `forks` does as `start`. A server that died is replaced
    by the next page, with a fresh one.
    """

    def __init__(
        self, limits: PageLimits, *, seconds: float, processes: int = 2, forks: bool = False
    ) -> None:
        self._limits = ProcessLimits(limits, seconds, processes)
        self._forks = forks
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._folder: Path | None = None
        self._owner = 0
        self._end: weakref.finalize[..., Extractor] | None = None

    def __call__(self, page: str | bytes) -> Page:
        """Return the page's article as text.

        Raises what `read_page` does, and `PageTooSlow`.
        """
        try:
            found = self._ask(page)
        except ConnectionResetError:
            # The server died between being found alive and being asked; another is started.
            found = self._ask_again(page)
        if isinstance(found, TextError):
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
            if self._end is not None:
                self._end()
            self._process = self._folder = self._end = None

    def _connected(self) -> socket.socket:
        with self._lock:
            if self._owner != os.getpid() or self._process is None or not _is_alive(self._process):
                self._launch(forked=self._forks and self._process is None)
            assert self._folder is not None
            address = str(self._folder / "pages")
        return _connect(address)

    def _launch(self, *, forked: bool) -> None:
        if self._end is not None:
            self._end()
        self._folder = Path(tempfile.mkdtemp(prefix="dateline-"))
        self._owner = os.getpid()
        address = str(self._folder / "pages")
        if forked:
            self._process = get_context("fork").Process(
                target=serve,
                args=(address, self._limits, self._owner),
                kwargs={"forked": True},
                daemon=True,
            )
            self._process.start()
        else:
            self._process = _start(address, self._limits)
        self._end = weakref.finalize(self, _stop, self._process, self._folder, self._owner)


def _start(address: str, limits: ProcessLimits) -> subprocess.Popen[bytes]:
    # multiprocessing would run the program that asks once more, unless that guards its main part.
    command = [sys.executable, "-m", "service.articles.html.isolated_process_server"]
    process = subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE)  # noqa: S603
    assert process.stdin is not None
    with process.stdin as pipe:
        pickle.dump((address, limits, os.getpid()), pipe)
    return process


def _is_alive(process: _Process) -> bool:
    return process.is_alive() if isinstance(process, BaseProcess) else process.poll() is None


def _stop(process: _Process, folder: Path, owner: int) -> None:
    """Stop a server and tidy up after it; a fork of its owner leaves both alone."""
    if owner != os.getpid():
        return
    process.terminate()
    if isinstance(process, BaseProcess):
        process.join()
        process.close()
    else:
        process.wait()
    shutil.rmtree(folder, ignore_errors=True)


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
