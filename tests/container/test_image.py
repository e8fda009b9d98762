"""The image builds, and runs read-only, as nobody, in little memory."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, unavailable

BIN = Path(sys.executable).parent
# A uid that the image does not know, as some clusters give.
ANYBODY = "48151:48151"
MOST_MEGABYTES = 480


@pytest.mark.container
@pytest.mark.timeout(1_800)
def test_the_image_builds_and_runs() -> None:
    """It is small, starts read-only as any uid, is healthy, and ends with 0 on TERM."""
    command = os.environ.get("DATELINE_CONTAINER")
    if command is not None:
        environment = {**os.environ, "RUN_ARGS": f"--user {ANYBODY}"}
        done = subprocess.run(
            [command],
            cwd=ROOT,
            env=environment,
            check=True,
            timeout=1_500,
            stdout=subprocess.PIPE,
            text=True,
        )
        built = re.search(r"built (\d+)M", done.stdout)
        assert built is None or int(built[1]) < MOST_MEGABYTES
        return
    docker = shutil.which("docker") or ""
    if not docker or subprocess.run([docker, "info"], capture_output=True, check=False).returncode:
        unavailable("container", "building the image needs a running Docker engine")
    subprocess.run([docker, "build", "-t", "dateline:test", "."], cwd=ROOT, check=True)
    inspect = [docker, "image", "inspect", "--format", "{{.Size}}", "dateline:test"]
    size = subprocess.run(inspect, capture_output=True, check=True, text=True).stdout
    assert int(size) < MOST_MEGABYTES * 10**6
    limits = [
        "--user",
        ANYBODY,
        "--read-only",
        "--tmpfs",
        "/tmp",
        "--cap-drop",
        "all",
        "--memory",
        "512m",
    ]
    started = [docker, "run", "--rm", "-d", *limits, "dateline:test"]
    name = subprocess.run(started, capture_output=True, check=True, text=True).stdout.strip()
    try:
        probe = [docker, "exec", name, "sh", "-c"]
        healthy = (
            "for i in $(seq 60); do python deploy/healthcheck.py && exit 0; sleep 1; done; exit 1"
        )
        subprocess.run([*probe, healthy], check=True)
    finally:
        subprocess.run([docker, "stop", name], check=True, capture_output=True)


def test_the_dockerfile_passes_its_linter() -> None:
    """Hadolint has nothing to say."""
    subprocess.run([BIN / "hadolint", ROOT / "Dockerfile"], check=True)


def test_the_compose_file_keeps_its_schema() -> None:
    """compose.yaml is what Compose says it is."""
    schema = ["--builtin-schema", "vendor.compose-spec"]
    subprocess.run([BIN / "check-jsonschema", *schema, ROOT / "compose.yaml"], check=True)
