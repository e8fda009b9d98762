"""A container engine: Docker, or Podman with what DATELINE_CONTAINER names to build the image."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT, unavailable

#: What every container here runs with.
_CONFINED = ("--read-only", "--cap-drop", "all", "--security-opt", "no-new-privileges")


@dataclass(frozen=True)
class Engine:
    """The image, and the program that runs it."""

    program: tuple[str, ...]
    options: tuple[str, ...]
    image: str
    megabytes: int

    def run(self, options: Sequence[str | Path], *command: str | Path) -> str:
        """Run a command of the image; returns what it prints, and fails where that fails."""
        done = self.call("run", "--rm", *self._confined(), *options, self.image, *command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, options: Sequence[str | Path], *command: str | Path) -> str:
        """Start a container; returns its name."""
        done = self.call("run", "-d", *self._confined(), *options, self.image, *command)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def call(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Have the program do something."""
        return subprocess.run(
            [*self.program, *arguments], capture_output=True, text=True, timeout=600, check=False
        )

    def _confined(self) -> tuple[str, ...]:
        return (*self.options, *_CONFINED, "--tmpfs", "/tmp:size=128m,mode=1777,noexec")


def build() -> Engine:
    """Build the image; skips the test where no engine can."""
    if tool := os.environ.get("DATELINE_CONTAINER"):
        return _build_by(tool)
    docker = shutil.which("docker") or ""
    if not docker or subprocess.run([docker, "info"], capture_output=True, check=False).returncode:
        unavailable("container", "building the image needs a running Docker engine")
    image = "dateline:test"
    subprocess.run([docker, "build", "-t", image, "."], cwd=ROOT, check=True)
    inspect = [docker, "image", "inspect", "--format", "{{.Size}}", image]
    size = subprocess.run(inspect, capture_output=True, check=True, text=True).stdout
    return Engine((docker,), ("--network", "host"), image, int(size) // 10**6)


def _build_by(tool: str) -> Engine:
    """Build, run, probe and stop the image as the tool does, and run it by Podman from then on."""
    image = os.environ.get("IMAGE", "localhost/svc:test")
    done = subprocess.run(
        [tool],
        cwd=ROOT,
        # A uid that the image does not know, as some clusters give.
        env={**os.environ, "IMAGE": image, "RUN_ARGS": "--user 48151:48151"},
        check=True,
        timeout=1_500,
        stdout=subprocess.PIPE,
        text=True,
    )
    built = re.search(r"built (\d+)M", done.stdout)
    assert built is not None, done.stdout
    # Such a machine may not raise its limits, nor have systemd for the health check's timer.
    _, files = resource.getrlimit(resource.RLIMIT_NOFILE)
    options = (
        *("--network", "host", "--health-interval=disable", "--read-only-tmpfs=false"),
        *("--ulimit", f"nofile={files}:{files}", "--ulimit", "nproc=4096:4096"),
    )
    program = ("podman", "--runtime", "runc", "--log-level", "fatal")
    return Engine(program, options, image, int(built[1]))
