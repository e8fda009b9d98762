"""The image builds, runs read-only as nobody in little memory, and trains."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from packaging.utils import canonicalize_name

from deploy.supply.bill_of_materials import make_bill
from service import __version__
from tests.conftest import ROOT
from tests.container.engine import Engine, build
from tests.server.conftest import free_port
from tests.topics.newsroom import TOPICS, write_data
from tests.waiting import wait_for

BIN = Path(sys.executable).parent
MOST_MEGABYTES = 520
# A uid that the image does not know, as some clusters give.
ANYBODY = "48151:48151"
MODELS = "/var/lib/dateline/models"


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The image, built once."""
    return build()


@pytest.fixture
def volume(engine: Engine) -> Iterator[list[str]]:
    """The options that give a container an empty volume for models, as compose.yaml does."""
    made = engine.call("volume", "create").stdout.strip()
    yield ["-v", f"{made}:{MODELS}", "-e", f"DATELINE_MODELS={MODELS}"]
    engine.call("volume", "rm", "-f", made)


@pytest.mark.container
@pytest.mark.timeout(1_800)
def test_the_image_builds_and_runs(engine: Engine) -> None:
    """It is small, starts read-only as any uid in 512 MB, is healthy, and ends with 0 on TERM."""
    assert engine.megabytes < MOST_MEGABYTES
    port = free_port()
    options = ["--user", ANYBODY, "--memory", "512m", "-e", f"DATELINE_BIND=127.0.0.1:{port}"]
    name = engine.start(options)
    try:
        probe = ["exec", name, "python", "/app/deploy/healthcheck.py"]
        wait_for(lambda: engine.call(*probe).returncode == 0, every=0.5)
        first = engine.call("exec", name, "cat", "/proc/1/cmdline").stdout
        assert "gunicorn" in first
        engine.call("stop", "-t", "40", name)
        code = engine.call("inspect", "--format", "{{.State.ExitCode}}", name).stdout.strip()
        assert code == "0"
    finally:
        engine.call("rm", "-f", name)


@pytest.mark.container
@pytest.mark.timeout(1_800)
def test_a_training_in_a_container_is_served_by_another(
    engine: Engine, volume: list[str], tmp_path: Path
) -> None:
    """An empty volume serves the shipped model; what is trained into it is served, and rolled back.

    The container that serves goes on all the while.
    """
    shipped = (ROOT / "models" / "current").read_text("utf-8").strip()
    address = f"127.0.0.1:{free_port()}"
    name = engine.start(["--memory", "512m", "-e", f"DATELINE_BIND={address}", *volume])

    def served() -> Any:
        try:
            return requests.get(f"http://{address}/v1/model", timeout=10).json()
        except requests.ConnectionError:
            return {}

    try:
        wait_for(lambda: served().get("version") == shipped, every=0.5)
        tmp_path.chmod(0o755)
        data = ["-v", f"{write_data(tmp_path / 'data')}:/data:ro"]
        # It lacks the shipped model's topics, which only force lets go.
        told = engine.run([*volume, *data], "train", "--data", "/data", "--force").splitlines()
        trained = told[-1].partition(" ")[0]
        wait_for(lambda: served().get("version") == trained, every=0.5)
        assert served()["classes"] == sorted(TOPICS)
        assert f"* {trained}" in engine.run(volume, "models", "list")
        told = engine.run(volume, "models", "rollback").splitlines()
        assert told == [f"serving {shipped}, no longer {trained}"]
        wait_for(lambda: served().get("version") == shipped, every=0.5)
    finally:
        engine.call("rm", "-f", name)


@pytest.mark.container
@pytest.mark.timeout(1_800)
def test_all_that_a_training_reads_is_in_the_image(engine: Engine, volume: list[str]) -> None:
    """It reads the shipped data and one's own articles, and TERM ends it, the first process."""
    told = engine.run(volume, "train", "--dry-run")
    assert "documents to train on" in told
    name = engine.start(volume, "train")
    try:
        wait_for(lambda: _listens_for_term(engine, name), every=0.5)
        engine.call("stop", "-t", "120", name)
        code = engine.call("inspect", "--format", "{{.State.ExitCode}}", name).stdout.strip()
        assert code == "143"
    finally:
        engine.call("rm", "-f", name)


@pytest.mark.container
@pytest.mark.timeout(1_800)
def test_it_holds_what_the_bill_of_materials_lists(engine: Engine) -> None:
    """The packages installed in it are those of the bill, with their versions, and no others.

    The Debian packages below, which the bill leaves out, are told by the image itself.
    """
    bill = json.loads(make_bill())
    listed = {
        (item["name"], item["version"]) for item in bill["components"] if item["type"] == "library"
    }
    script = (
        "import json; from importlib.metadata import distributions;"
        "print(json.dumps([(d.name, d.version) for d in distributions(path=['SITE'])]))"
    ).replace("SITE", "/opt/venv/lib/python3.13/site-packages")
    held = json.loads(engine.run(["--entrypoint", "python"], "-c", script))
    assert {(canonicalize_name(name), version) for name, version in held} == listed
    assert "libc6" in engine.run(["--entrypoint", "dpkg-query"], "-W")


@pytest.mark.container
@pytest.mark.timeout(1_800)
def test_its_labels_tell_the_release(engine: Engine) -> None:
    """Whoever has the image alone can tell what it is, under which licence, and made of what."""
    told = engine.call("image", "inspect", engine.image).stdout
    labels = json.loads(told)[0]
    labels = (labels.get("Config") or labels)["Labels"]
    name = "org.opencontainers.image."
    assert labels[f"{name}title"] == "Dateline"
    assert labels[f"{name}version"] == __version__
    assert labels[f"{name}licenses"] == "Apache-2.0"
    assert labels[f"{name}revision"]


def _listens_for_term(engine: Engine, name: str) -> bool:
    """Whether the container's first process is the training, and has a handler for TERM."""
    command = engine.call("exec", name, "cat", "/proc/1/cmdline").stdout.split("\0")
    status = engine.call("exec", name, "cat", "/proc/1/status").stdout
    caught = re.search(r"^SigCgt:\s*([0-9a-f]+)$", status, re.MULTILINE)
    handled = caught is not None and int(caught[1], 16) >> (signal.SIGTERM - 1) & 1
    return bool(handled) and command[-2:] == ["train", ""]


def test_the_dockerfile_passes_its_linter() -> None:
    """Hadolint has nothing to say."""
    subprocess.run([BIN / "hadolint", ROOT / "Dockerfile"], check=True)


def test_the_compose_file_keeps_its_schema() -> None:
    """compose.yaml is what Compose says it is."""
    schema = ["--builtin-schema", "vendor.compose-spec"]
    subprocess.run([BIN / "check-jsonschema", *schema, ROOT / "compose.yaml"], check=True)
