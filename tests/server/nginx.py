"""A real nginx with a configuration of ours, before a real service."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import unavailable


@contextmanager
def nginx(configuration: str, folder: Path, port: int) -> Iterator[None]:
    """Run it with a configuration that listens on a port, for as long as the block takes.

    What the configuration has under `/tmp` goes into the folder.
    """
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    if program is None:
        unavailable("proxy", "nginx is not installed (apt-get install nginx-light)")
    assert program is not None
    path = folder / "nginx.conf"
    path.write_text(configuration.replace("/tmp/", f"{folder}/"), "utf-8")
    # As root it would take another user for its workers, who may not write here.
    options = "daemon off;" + (" user root;" if os.getuid() == 0 else "")
    process = subprocess.Popen([program, "-c", str(path), "-g", options])
    try:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        assert process.wait(timeout=10) == 0


def replaced(text: str, *changes: tuple[str, str]) -> str:
    """Return a configuration with parts of it replaced; fails where one is not there."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text
