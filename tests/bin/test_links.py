"""The scripts in bin/ work from any folder, by any link, with paths relative to that folder."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.environments import this_environment

_SAYS = {
    "check": ("--nonsense", "bin/check takes --fix or nothing", 2),
    "dateline": ("--help", "usage: dateline", 0),
    "retrain": ("--help", "usage: dateline train", 0),
    "sbom": ("", ".cdx.json", 0),
    "serve": ("", "dateline: DATELINE_WORKERS is 'many'", 2),
    "test": ("--version", "pytest ", 0),
}


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the scripts are started with."""
    return this_environment(tmp_path_factory.mktemp("links") / "venv")


def run(folder: Path, variables: dict[str, str], *command: str) -> tuple[int, str]:
    """Run a command in a folder; returns its exit code and all that it prints."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("name", _SAYS)
def test_a_link_to_a_link_leads_to_the_checkout(
    tmp_path: Path, variables: dict[str, str], name: str
) -> None:
    """Links may be relative, and lead over others; what stands in the folder is not imported."""
    assert {path.name for path in (ROOT / "bin").iterdir()} == {*_SAYS, "environment"}
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "there").symlink_to(os.path.relpath(ROOT / "bin" / name, tmp_path / "a"))
    (tmp_path / "b" / "here").symlink_to("../a/there")
    (tmp_path / "b" / "service").mkdir()
    for module in ("service/__init__.py", "argparse.py"):
        (tmp_path / "b" / module).write_text("raise RuntimeError('not ours')\n", "utf-8")
    argument, says, code = _SAYS[name]
    command = ["./here", argument] if argument else ["./here"]
    # With this set, `cd` prints where it went.
    found = run(tmp_path / "b", {**variables, "DATELINE_WORKERS": "many", "CDPATH": "."}, *command)
    assert says in found[1]
    assert found[0] == code


def test_relative_folders_are_those_of_where_one_stands(
    tmp_path: Path, variables: dict[str, str]
) -> None:
    """DATELINE_MODELS may be relative; the models are looked for in the folder one stands in."""
    shutil.copytree(ROOT / "models", tmp_path / "mine")
    (tmp_path / "mine" / "current").unlink()
    listing = [str(ROOT / "bin" / "dateline"), "models", "list"]
    code, said = run(tmp_path, {**variables, "DATELINE_MODELS": "mine"}, *listing)
    assert code == 2
    assert f"{tmp_path / 'mine'} names no current model" in said
