"""What the tests of shared models have in common: small models, and the stores they go through."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from service.sharing.store import Patience, Store
from service.topics.store.registry import Registry
from tests.conftest import ROOT, unavailable
from tests.server.conftest import free_port
from tests.topics.newsroom import Desk, write_model
from tests.waiting import wait_for

#: What a store may take here, where nothing is far away.
QUICK = Patience(connect=5.0, silence=5.0, answer=20.0, again=5.0)
BUCKET = "models"


@pytest.fixture
def trained(desk: Desk, tmp_path: Path) -> Registry:
    """The folder of models of who trains: `older` and `newer`, which is current."""
    folder = tmp_path / "trained"
    for name, day in (("older", "01"), ("newer", "02")):
        write_model(folder / name, desk, f"2024-05-{day}T08:00:00Z")
        Registry(folder).promote(name)
    return Registry(folder)


@pytest.fixture
def replica(desk: Desk, tmp_path: Path) -> Registry:
    """The folder of models of who serves, with a model of its own, `begun`."""
    folder = tmp_path / "replica"
    write_model(folder / "begun", desk)
    Registry(folder).promote("begun")
    return Registry(folder)


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of a server that answers as S3 does: moto's, an imitation."""
    here = ROOT / "build" / "s3" / "bin"
    program = shutil.which("moto_server", path=f"{here}:{os.environ['PATH']}")
    if program is None:
        unavailable("s3", "DATELINE_VENV=build/s3 bin/environment requirements-s3.txt")
        return
    port = free_port()
    process = subprocess.Popen(
        [program, "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"

    def made() -> bool:
        # It reads the service and the region that are asked for from there.
        scope = "KEY/20240501/us-east-1/s3/aws4_request"
        headers = {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}"}
        try:
            return requests.put(f"{address}/{BUCKET}", headers=headers, timeout=10).ok
        except requests.ConnectionError:
            return False

    try:
        wait_for(made, every=0.2)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture
def credentials(s3: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The server's address, in the variables that tools of S3 read."""
    for name, value in {
        "AWS_ENDPOINT_URL": s3,
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "AKIDNOTTOBETOLD",
        "AWS_SECRET_ACCESS_KEY": "secret-not-to-be-told",
    }.items():
        monkeypatch.setenv(name, value)
    return s3


@pytest.fixture(params=["file", "s3"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, of either kind."""
    if request.param == "file":
        return (tmp_path / "store").as_uri()
    request.getfixturevalue("credentials")
    return f"s3://{BUCKET}/{tmp_path.name}"


@pytest.fixture
def opened(url: str) -> Callable[[], Store]:
    """Opens the store, as each command does for itself."""
    return lambda: Store(url, QUICK, writing=True)
