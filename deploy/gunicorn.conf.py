"""gunicorn's configuration, on a laptop and in a container."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from pathlib import Path
from tempfile import gettempdir
from typing import Any, NoReturn

# gunicorn may be started in any folder, which it puts before all others.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from service.address import Address
from service.http import draining
from service.settings import SettingError, Settings
from service.telemetry import files, logs, tracing
from service.telemetry.server import ServerLogger

# One worker a core computes; more threads inside NumPy would only wait for each other, and a
# process that has started them cannot fork safely.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")


def _stop(reason: object) -> NoReturn:
    """End a start that the user has to mend, as the command-line program does."""
    print(f"dateline: {reason}", file=sys.stderr, flush=True)
    sys.exit(2)


try:
    _settings = Settings.from_environment()
except SettingError as error:
    _stop(error)
# gunicorn may go on in another folder (--chdir), and reads this again at each reload.
_settings.export_places(os.environ)


logs.configure(_settings.log_format)  # type: ignore[arg-type]

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


# In a list, as gunicorn would take a text apart at commas.
bind = [_settings.bind]
workers = _settings.workers or _workers()
worker_class = "service.server.worker.Worker"
# A connection that sends holds one until it is answered, so these bound what slow clients can take.
threads = _settings.threads
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
# Requests are logged by the application, which knows what they came to.
accesslog = None
errorlog = "-"
logger_class = ServerLogger
# Before the application is loaded: metrics decide at their import where they count.
_counts = files.prepare(Path(worker_tmp_dir or gettempdir()))


def _check_keys() -> None:
    """Stop the start where the keys cannot be read."""
    # Imported here, after the metrics' folder is made.
    from service.http.access.keys import read_keys

    try:
        read_keys(Path(_settings.keys_file))
    except SettingError as error:
        _stop(error)


if _settings.keys_file:
    _check_keys()
# A title of 1,000 characters, percent-encoded, fits.
limit_request_line = 8190
# Of 128 heads that arrive at once none may hold much; browsers and proxies send some 30 headers.
limit_request_fields = 64
# No header tells gunicorn the scheme or the path: it would refuse requests whose scheme headers
# differ as no HTTP, and take links from a header SCRIPT_NAME. The application reads them, from the
# proxies that DATELINE_PROXIES names.
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""


def _check_address(server: Any) -> None:
    """Stop the start where nothing can listen, unless the sockets are handed down."""
    handed_down = os.environ.keys() & {"GUNICORN_FD", "LISTEN_FDS"}
    if handed_down or server.cfg.bind != bind:
        return
    if fault := Address.parse(_settings.bind).fault():
        _stop(f"DATELINE_BIND is {_settings.bind}; {fault}.")


def on_starting(server: Any) -> None:
    """On TERM be unready for a while before stopping, so that nobody sends to closed doors."""
    _check_address(server)

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
    prefix = _settings.prefix
    for listener in server.LISTENERS:
        address = Address.parse(str(listener).removeprefix("http://"))
        scheme = "" if address.path else "http://"
        server.log.info("Dateline is ready on %s%s%s", scheme, address.from_here(), prefix)
        server.log.info(
            "try: %s%s/v1/analysis -H 'Content-Type: text/plain' -d '%s'",
            address.curl(),
            prefix,
            "Police in Arnsbeck arrested two men on Monday after a robbery at the post office.",
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
    """Look for a newly promoted model every other second, and after the feedback."""
    logs.serving()
    tracing.start()
    state = worker.app.wsgi().extensions["dateline"]
    state.model.watch(_WATCH_SECONDS, state.gauges.update)
    if state.feedback is not None:
        state.feedback.watch()


def child_exit(server: Any, worker: Any) -> None:
    """Keep a dead worker's counts, and not its files."""
    files.merge_dead_workers(_counts, {os.getpid(), *server.WORKERS} - {worker.pid})


def worker_exit(server: Any, worker: Any) -> None:
    """Stop what reads HTML, and leave at once.

    Python's own way out takes everything apart, and would first copy all the memory that the
    worker shares with the master: in a container at its limit that is what kills it.
    """
    if getattr(worker, "booted", False):
        worker.app.wsgi().extensions["dateline"].extractor.close()
        tracing.stop()
        logging.shutdown()
        os._exit(0)
