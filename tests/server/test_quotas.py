"""Quotas are right over workers, and with Redis over replicas."""

from __future__ import annotations

import hashlib
import shutil
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.conftest import unavailable
from tests.messy import ARTICLE
from tests.server.conftest import Server, free_port, start

pytestmark = pytest.mark.server
SECRET = "dl_server"
QUOTA = 20


@pytest.fixture
def keys(tmp_path: Path) -> str:
    """A file with one key and its quota."""
    path = tmp_path / "keys.toml"
    digest = hashlib.sha256(SECRET.encode()).hexdigest()
    path.write_text(f'[desk]\nsha256 = "{digest}"\nquota = {QUOTA}\n', "utf-8")
    return str(path)


def spend(*servers: Server, times: int = 40) -> Counter[int]:
    """Ask so often, each time on a new connection, in turn; the statuses."""

    def ask(index: int) -> int:
        server = servers[index % len(servers)]
        headers = {"Authorization": f"Bearer {SECRET}"}
        url = f"{server.address}/v1/topic"
        return requests.post(url, json={"text": ARTICLE}, headers=headers, timeout=20).status_code

    # A window that ends meanwhile would be two.
    with ThreadPoolExecutor(4) as threads:
        return Counter(threads.map(ask, range(times)))


def stop(server: Server) -> None:
    """Stop it, and see that it stopped well."""
    server.stop()


def test_two_workers_share_a_quota(tmp_path: Path, keys: str) -> None:
    """Without Redis the workers of one machine grant the quota once, not once each."""
    server = start(tmp_path / "log", DATELINE_KEYS_FILE=keys)
    try:
        assert spend(server) == {200: QUOTA, 429: 40 - QUOTA}
        assert SECRET not in server.log.read_text()
    finally:
        stop(server)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A real Redis server and its URL."""
    program = shutil.which("redis-server")
    if program is None:
        unavailable("redis", "redis-server is not installed (apt-get install redis-server)")
    assert program is not None
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    yield process, f"redis://127.0.0.1:{port}/0"
    process.kill()
    process.wait()


def test_two_replicas_share_a_quota_in_redis(
    tmp_path: Path, keys: str, redis: tuple[subprocess.Popen[bytes], str]
) -> None:
    """Two servers of two workers grant it once; without Redis they serve on."""
    process, url = redis
    environment = {"DATELINE_KEYS_FILE": keys, "DATELINE_REDIS_URL": url}
    one = start(tmp_path / "one", **environment)
    two = start(tmp_path / "two", **environment)
    try:
        assert spend(one, two) == {200: QUOTA, 429: 40 - QUOTA}
        process.kill()
        process.wait()
        found = spend(one, two, times=8)
        assert set(found) <= {200, 429}
        assert found[200] > 0
        assert "Traceback" not in one.log.read_text()
    finally:
        stop(one)
        stop(two)


def test_a_broken_file_of_keys_stops_the_start_by_name(tmp_path: Path) -> None:
    """Nothing is served with keys that cannot be read."""
    with pytest.raises(AssertionError, match=r"dateline: DATELINE_KEYS_FILE .*No such file"):
        start(tmp_path / "log", DATELINE_KEYS_FILE=str(tmp_path / "none.toml"))


def test_an_open_address_without_keys_stops_the_start_by_name(tmp_path: Path) -> None:
    """Others are served with keys, or when told so in words."""
    with pytest.raises(AssertionError, match=r"DATELINE_BIND is 0\.0\.0\.0"):
        start(tmp_path / "log", DATELINE_BIND=f"0.0.0.0:{free_port()}")
