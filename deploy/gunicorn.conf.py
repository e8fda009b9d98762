"""gunicorn's configuration, on a laptop and in a container."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

from service.http.keys import read_keys
from service.server import draining
from service.settings import SettingError, Settings

# One worker a core computes; more threads inside NumPy would only wait for each other, and a
# process that has started them cannot fork safely.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

try:
    _settings = Settings.from_environment()
    if _settings.keys_file:
        read_keys(Path(_settings.keys_file))
except SettingError as error:
    sys.exit(f"dateline: {error}")


# The master has the model; each worker adds what it changes, and its pages being read.
_MASTER_BYTES, _WORKER_BYTES = 200 * 2**20, 50 * 2**20


_WATCH_SECONDS = 2.0


def _limit(*files: str) -> list[str]:
    """What the first of these files that exists says; a container's limits (cgroup v2, v1)."""
    for name in files:
        try:
            return Path("/sys/fs/cgroup", name).read_text().split()
        except OSError:
            continue
    return []


def _workers() -> int:
    """One worker a core this process may use, or fewer where its memory allows no more."""
    count = len(os.sched_getaffinity(0))
    match _limit("cpu.max"):
        case [quota, period] if quota.isdigit():
            count = min(count, max(1, int(quota) // int(period)))
    match _limit("memory.max", "memory/memory.limit_in_bytes"):
        case [limit] if limit.isdigit():
            count = min(count, max(1, (int(limit) - _MASTER_BYTES) // _WORKER_BYTES))
    return count


bind = _settings.bind
workers = _settings.workers or _workers()
worker_class = "service.server.worker.Worker"
# Threads for what is worked on, and as many as it takes to say no to the rest and to answer probes.
threads = _settings.max_requests + _settings.max_streams + 20
# The model is loaded once, before the workers fork, and shared by them.
preload_app = True
# Longer than any one answer takes; a worker that says nothing for so long is replaced.
timeout = 60
# With the delay below less than the 30 s after which Kubernetes kills.
graceful_timeout = 20
keepalive = 15
# gunicorn's heartbeat file must not be on a disk that may stall; and no control socket is needed.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
control_socket_disable = True
# The route, not what was sent: a query may hold a headline, a path may forge lines, and no article
# text goes into logs.
accesslog = "-"
access_log_format = (
    '%(h)s "%(m)s %({dateline.route}e)s" %(s)s %(B)s bytes %(M)s ms %({x-request-id}o)s'
)
errorlog = "-"
# A title of 1,000 characters, percent-encoded, fits.
limit_request_line = 8190


class logger_class(Logger):  # type: ignore[misc] # noqa: N801 - the setting's name
    """gunicorn's logger, silent on what a request that it could not parse had in it."""

    def warning(self, msg: object, *args: object, **kwargs: Any) -> None:
        """Log a warning; of an invalid request only that there was one."""
        if str(msg).startswith("Invalid request"):
            super().warning("Invalid request, refused")
        else:
            super().warning(msg, *args, **kwargs)


def on_starting(server: Any) -> None:
    """On TERM be unready for a while before stopping, so that nobody sends to closed doors."""

    def drain() -> None:
        if draining.draining():
            raise StopIteration  # gunicorn's own answer to TERM: stop gracefully
        draining.begin()
        server.log.info("Not ready; stopping in %g s", _settings.drain_seconds)
        signal.signal(signal.SIGALRM, lambda *_: server.signal(signal.SIGTERM, None))
        # 0 would cancel the alarm.
        signal.setitimer(signal.ITIMER_REAL, max(0.001, _settings.drain_seconds))

    server.handle_term = drain


def when_ready(server: Any) -> None:
    """Say where the service is, and how to try it."""
    for listener in server.LISTENERS:
        address = str(listener).replace("0.0.0.0", "127.0.0.1")
        server.log.info("Dateline is ready on %s", address)
        server.log.info(
            "try: curl -sS %s/v1/analysis -H 'Content-Type: text/plain' --data-binary @article.txt",
            address,
        )


def pre_fork(server: Any, worker: Any) -> None:
    """Keep what is loaded out of the garbage collector, so that workers go on sharing it."""
    gc.collect()
    gc.freeze()


def post_fork(server: Any, worker: Any) -> None:
    """Fork what reads HTML off the new worker, which has no threads yet."""
    extractor = worker.app.wsgi().extensions["dateline"].extractor
    extractor.start()


def post_worker_init(worker: Any) -> None:
    """Look for a newly promoted model every other second."""
    worker.app.wsgi().extensions["dateline"].model.watch(_WATCH_SECONDS)


def worker_exit(server: Any, worker: Any) -> None:
    """Stop what reads HTML, and leave at once.

    Python's own way out takes everything apart, and would first copy all the memory that the
    worker shares with the master: in a container at its limit that is what kills it.
    """
    if getattr(worker, "booted", False):
        worker.app.wsgi().extensions["dateline"].extractor.close()
        logging.shutdown()
        os._exit(0)
