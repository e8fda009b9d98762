"""Where the service listens and finds its files, whichever way and in whatever folder it starts."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from service.http.access.keys import new_key
from service.topics.store.registry import Registry
from tests.conftest import unavailable
from tests.environments import this_environment
from tests.messy import ARTICLE
from tests.server.conftest import ROOT, Server, free_port
from tests.server.test_swap import copy_of

pytestmark = pytest.mark.server

_GUNICORN = (sys.executable, "-m", "gunicorn", "--config", str(ROOT / "deploy/gunicorn.conf.py"))
_HEALTHCHECK = (sys.executable, str(ROOT / "deploy" / "healthcheck.py"))


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    """What a service is started with, few workers among it, and no PYTHONPATH."""
    found = this_environment(tmp_path / "venv")
    found.pop("PYTHONPATH", None)
    return {**found, "DATELINE_WORKERS": "1", "DATELINE_DRAIN_SECONDS": "0.1"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to stand in, with models and keys of its own."""
    folder = tmp_path / "desk"
    shutil.copytree(ROOT / "models", folder / "mine")
    registry = Registry(folder / "mine")
    registry.promote(copy_of(folder / "mine", registry.current(), "ours"))
    return folder


@contextmanager
def running(
    command: tuple[str, ...], folder: Path, variables: dict[str, str]
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """Start a service in a folder, wait until it says that it is ready, and stop it."""
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, env=variables, stdout=out, stderr=out)
    try:
        wait_for(log, "try: curl", process)
        yield process, log
        process.terminate()
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()
        process.wait()


def wait_for(log: Path, text: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for a line in the log."""
    deadline = time.monotonic() + 60
    while text not in log.read_text():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)


def test_bin_serve_has_its_paths_in_the_folder_one_stands_in(
    folder: Path, tmp_path: Path, variables: dict[str, str]
) -> None:
    """Models, keys and socket may be relative; the printed command works, after a HUP too."""
    if shutil.which("curl") is None:
        unavailable("server", "there is no curl here; on Debian: apt-get install curl")
    secret, entry = new_key("desk", None, ["read"])
    (folder / "keys.toml").write_text(entry, "utf-8")
    (tmp_path / "serve").symlink_to(ROOT / "bin" / "serve")
    places = {
        "DATELINE_MODELS": "mine",
        "DATELINE_KEYS_FILE": "keys.toml",
        "DATELINE_BIND": "unix:a.sock",
    }
    variables = {**variables, **places}

    def version(log: Path) -> str:
        printed = re.search(r"try: (curl .*? -d '[^']+')", log.read_text())
        assert printed is not None
        command = f"{printed[1]} -H 'Authorization: Bearer {secret}'"
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, capture_output=True, check=True, timeout=60
        )
        return str(json.loads(done.stdout)["model"]["version"])

    with running(("../serve",), folder, variables) as (process, log):
        assert f"Dateline is ready on unix:{folder}/a.sock" in log.read_text()
        assert version(log) == "ours"
        assert subprocess.run(_HEALTHCHECK, cwd=folder, env=variables, check=False).returncode == 0
        process.send_signal(signal.SIGHUP)
        wait_for(log, "Hang up", process)
        assert version(log) == "ours"
    assert subprocess.run(_HEALTHCHECK, cwd=folder, env=variables, check=False).returncode == 1


@pytest.mark.parametrize("options", [(), ("--chdir", "/")])
def test_gunicorn_starts_in_any_folder(
    folder: Path, variables: dict[str, str], options: tuple[str, ...]
) -> None:
    """As systemd or a container starts it, relative paths mean the same, after a HUP too."""
    port = free_port()
    # What lies in the folder is not taken for ours.
    (folder / "service").mkdir()
    (folder / "service" / "__init__.py").write_text("raise RuntimeError('not ours')\n", "utf-8")
    places = {"DATELINE_MODELS": "mine", "DATELINE_BIND": f"127.0.0.1:{port}"}
    command = (*_GUNICORN, *options, "service:create_app()")

    def version() -> str:
        address = f"http://127.0.0.1:{port}/v1/topic"
        answer = requests.post(address, json={"text": ARTICLE}, timeout=30)
        return str(answer.json()["model"]["version"])

    with running(command, folder, {**variables, **places}) as (process, log):
        assert version() == "ours"
        process.send_signal(signal.SIGHUP)
        wait_for(log, "Hang up", process)
        assert version() == "ours"


@pytest.mark.parametrize("text", ["127.0.0.1", "8196", "http://127.0.0.1:80", "127.0.0.1:99999"])
def test_gunicorn_refuses_what_is_no_address(variables: dict[str, str], text: str) -> None:
    """A container that is given no address ends with 2 and says so, without a traceback."""
    done = subprocess.run(
        [*_GUNICORN, "service:create_app()"],
        env={**variables, "DATELINE_BIND": text},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert re.fullmatch(rf"dateline: DATELINE_BIND is '{text}'; .* such as .*\n", done.stderr)


def test_a_port_that_is_taken_ends_the_start(tmp_path: Path, variables: dict[str, str]) -> None:
    """Who starts it a second time is told what listens there, not what was tried five times."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        done = subprocess.run(
            [ROOT / "bin" / "serve"],
            cwd=tmp_path,
            env={**variables, "DATELINE_BIND": address},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 2
    said = f"dateline: DATELINE_BIND is {address}; another program listens there."
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("path", [(), ("/livez",)])
def test_the_health_check_asks_where_the_service_listens(
    server: Server, path: tuple[str, ...]
) -> None:
    """It finds the service by the setting, and nobody where nobody is."""

    def code(bind: str) -> int:
        variables = {"PATH": os.environ["PATH"], "DATELINE_BIND": bind}
        return subprocess.run([*_HEALTHCHECK, *path], env=variables, check=False).returncode

    assert code(f"127.0.0.1:{server.port}") == 0
    assert code(f"localhost:{server.port}") == 0
    assert code(f"127.0.0.1:{free_port()}") == 1
    assert code("127.0.0.1") == 1
