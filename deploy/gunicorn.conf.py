"""gunicorn's configuration, on a laptop and in a container."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Any

from service.settings import SettingError, Settings

# One worker a core computes; more threads inside NumPy would only wait for each other, and a
# process that has started them cannot fork safely.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

try:
    _settings = Settings.from_environment()
except SettingError as error:
    sys.exit(f"dateline: {error}")


def _cores() -> int:
    """The cores this process may use: a container's quota, or else what it may run on."""
    allowed = len(os.sched_getaffinity(0))
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        allowed = min(allowed, max(1, int(quota) // int(period)))
    except (OSError, ValueError):
        pass
    return allowed


bind = _settings.bind
workers = _settings.workers or _cores()
worker_class = "gthread"
threads = _settings.threads
# The model is loaded once, before the workers fork, and shared by them.
preload_app = True
# Longer than any one answer takes; a worker that says nothing for so long is replaced.
timeout = 60
graceful_timeout = 30
keepalive = 15
# gunicorn's heartbeat file must not be on a disk that may stall; and no control socket is needed.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
control_socket_disable = True
# The path without its query: a headline may stand in there, and no article text goes into logs.
accesslog = "-"
access_log_format = '%(h)s "%(m)s %(U)s" %(s)s %(B)s bytes %(M)s ms %({x-request-id}o)s'
errorlog = "-"


def when_ready(server: Any) -> None:
    """Say where the service is, and how to try it."""
    for listener in server.LISTENERS:
        address = str(listener).replace("0.0.0.0", "127.0.0.1")
        server.log.info("Dateline is ready on %s", address)
        server.log.info(
            "try: curl -sS %s/v1/analysis -H 'Content-Type: text/plain' --data-binary @article.txt",
            address,
        )


def post_worker_init(worker: Any) -> None:
    """Start what reads HTML in the background: text is served meanwhile."""
    extractor = worker.wsgi.extensions["dateline"].extractor
    threading.Thread(target=extractor.start, name="extractor-start", daemon=True).start()


def worker_exit(server: Any, worker: Any) -> None:
    """Stop the processes that read HTML."""
    app = getattr(worker, "wsgi", None)
    if app is not None:
        app.extensions["dateline"].extractor.close()
