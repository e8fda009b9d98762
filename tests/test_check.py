"""`bin/check` finds what is wrong with code, and `--fix` mends what can be mended."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

RIGHT = '"""Nothing."""\n'
#: Two imports in the wrong order and the wrong quotes, all of which can be mended.
UNTIDY = '"""Names."""\n\nimport sys\nimport os\n\nNAMES = [os.name, sys.platform, \'x\']\n'
#: Well laid out, but of the wrong type.
MISTYPED = '"""A number."""\n\nNUMBER: int = "one"\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small checkout with this project's rules, in this Python's environment."""
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "bin" / "check", tmp_path / "bin")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    environment = tmp_path / "bin" / "environment"
    environment.write_text(f"#!/bin/sh\nprintf %s '{sys.prefix}'\n", "utf-8")
    environment.chmod(0o755)
    for name in ("service", "tests", "benchmarks", "deploy", "clients"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(RIGHT, "utf-8")
    return tmp_path


def check(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it there, from another folder."""
    return subprocess.run(
        [checkout / "bin" / "check", *arguments],
        cwd="/",
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_what_is_right_passes(checkout: Path) -> None:
    """A tidy checkout is checked in three steps and is in order."""
    done = check(checkout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("==")] == [
        "== lint",
        "== format",
        "== types",
    ]


def test_all_that_is_wrong_is_said_at_once(checkout: Path) -> None:
    """One fault does not hide another, and nothing is changed."""
    untidy, mistyped = checkout / "service" / "untidy.py", checkout / "service" / "mistyped.py"
    untidy.write_text(UNTIDY, "utf-8")
    mistyped.write_text(MISTYPED, "utf-8")
    done = check(checkout)
    assert done.returncode == 1
    assert "not in order: lint format types. bin/check --fix mends" in done.stderr
    assert untidy.read_text("utf-8") == UNTIDY


def test_it_mends_what_it_can(checkout: Path) -> None:
    """`--fix` leaves lint and format in order, and says what it could not mend."""
    untidy, mistyped = checkout / "service" / "untidy.py", checkout / "service" / "mistyped.py"
    untidy.write_text(UNTIDY, "utf-8")
    mistyped.write_text(MISTYPED, "utf-8")
    done = check(checkout, "--fix")
    assert done.returncode == 1
    assert done.stderr == "bin/check: not in order: types.\n"
    mistyped.unlink()
    assert check(checkout).returncode == 0


@pytest.mark.parametrize("arguments", [["--help"], ["--fix", "service"]])
def test_what_it_does_not_take_is_refused(checkout: Path, arguments: list[str]) -> None:
    """An argument that is not known stops it before anything is run."""
    done = check(checkout, *arguments)
    assert done.returncode == 2
    assert done.stderr == f"bin/check takes --fix or nothing, not: {' '.join(arguments)}\n"


def test_ci_and_commits_run_it() -> None:
    """What is refused before a commit is what CI refuses, and no hook comes from elsewhere."""
    assert "bin/check\n" in (ROOT / ".ci" / "run").read_text("utf-8")
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert [repo["repo"] for repo in hooks] == ["local"]
    assert [hook["entry"] for hook in hooks[0]["hooks"]] == ["bin/check"]
