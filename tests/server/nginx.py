"""A real nginx with a configuration of ours, before a real service."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT, unavailable

#: What docs/operating.md prints for a service under `/news/dateline`, by what becomes of the path.
LOCATIONS = dict(
    zip(
        ("passed on", "stripped"),
        re.findall(
            r"^```nginx\n(.*?)^```$",
            (ROOT / "docs/operating.md").read_text("utf-8"),
            re.DOTALL | re.MULTILINE,
        ),
        strict=True,
    )
)
_AROUND = """
worker_processes 1;
pid /tmp/nginx.pid;
error_log /dev/stderr warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path /tmp/body;
    proxy_temp_path /tmp/proxy;
    fastcgi_temp_path /tmp/fastcgi;
    uwsgi_temp_path /tmp/uwsgi;
    scgi_temp_path /tmp/scgi;
    server {{
        listen 127.0.0.1:{port};
        {location}
    }}
}}
"""


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


def located(name: str, port: int, service: int) -> str:
    """Return a configuration of one of `LOCATIONS` and nothing else, by the two ports."""
    location = replaced(LOCATIONS[name], ("127.0.0.1:8000", f"127.0.0.1:{service}"))
    return _AROUND.format(port=port, location=location)


def composed(port: int, service: int) -> str:
    """Return the configuration of compose.yaml, by the port it listens on and the service's."""
    return replaced(
        (ROOT / "deploy/proxy/nginx.conf").read_text("utf-8"),
        ("set $service dateline:8080;", f"set $service 127.0.0.1:{service};"),
        ("listen 8080;", f"listen 127.0.0.1:{port};"),
        ("worker_processes auto;", "worker_processes 1;"),
    )


def podded(port: int, service: int, counts: int) -> str:
    """Return the configuration of the Kubernetes pod, by its two ports and the service's."""
    return replaced(
        (ROOT / "deploy/kubernetes/base/nginx.conf").read_text("utf-8"),
        ("server 127.0.0.1:8080;", f"server 127.0.0.1:{service};"),
        ("listen 8081;", f"listen 127.0.0.1:{port};"),
        ("listen 9090;", f"listen 127.0.0.1:{counts};"),
    )
