"""The image's program serves, or runs a command, and is replaced by what it runs."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import asdict
from pathlib import Path

import pytest

from service.topics.store.registry import Promotion, Registry
from service.topics.store.shipped import REASON
from tests.conftest import ROOT

PROGRAM = ROOT / "deploy" / "entrypoint.sh"


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with programs in the place of the image's, which print how they were called."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("gunicorn", "python"):
        path = folder / name
        path.write_text(f'#!/bin/sh\necho "$$ {name} $*"\n[ "$*" != "$FAILS" ]\n', "utf-8")
        path.chmod(0o755)
    return folder


def run(programs: Path, *arguments: str, **variables: str) -> tuple[int, list[str]]:
    """Run the program; returns its exit code and what ran, `self` before what took its place."""
    process = subprocess.Popen(
        ["sh", str(PROGRAM), *arguments],
        env={"PATH": f"{programs}:{os.environ['PATH']}", "FAILS": "nothing", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    printed, _ = process.communicate(timeout=60)
    return process.returncode, [
        line.replace(f"{process.pid} ", "self ") for line in printed.splitlines()
    ]


@pytest.fixture
def older(tmp_path: Path) -> Registry:
    """A folder of models that an older image has begun."""
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "current").write_text("older\n", "utf-8")
    promotion = Promotion("older", "2024-05-01T08:00:00Z", f"{REASON} 0.0.1")
    (folder / "history.jsonl").write_text(json.dumps(asdict(promotion)) + "\n", "utf-8")
    return Registry(folder)


SERVES = f"self gunicorn --config {ROOT}/deploy/gunicorn.conf.py service:create_app()"


@pytest.mark.parametrize("options", [(), ("--workers", "3"), ("-w", "3")])
def test_without_a_command_it_serves(programs: Path, options: tuple[str, ...]) -> None:
    """Nothing, or options, are gunicorn's, which takes the place of the first process."""
    assert run(programs, *options) == (0, [" ".join([SERVES, *options])])


@pytest.mark.parametrize("command", ["train --force", "models list", "--help", "-h", "--version"])
def test_a_command_is_the_command_lines(programs: Path, command: str) -> None:
    """It takes the place of the first process too, and so does asking for help."""
    expected = f"self python -P -m service.cli {command}"
    assert run(programs, *command.split()) == (0, [expected])


def test_an_exit_code_is_passed_on(programs: Path) -> None:
    """A training that is not promoted ends the container with its own code."""
    assert run(programs, "train", FAILS="-P -m service.cli train")[0] == 1


@pytest.mark.parametrize("command", ["", "train"])
def test_a_folder_of_models_is_begun_first(programs: Path, tmp_path: Path, command: str) -> None:
    """Where the folder has no current model the shipped one is put there, whatever is run."""
    code, ran = run(programs, *command.split(), DATELINE_MODELS=str(tmp_path))
    assert code == 0
    assert ran[0].partition(" ")[2] == "python -P -m service.cli models init --quiet"
    assert len(ran) == 2


def test_where_that_fails_nothing_is_run(programs: Path, tmp_path: Path) -> None:
    """A volume that cannot be written is told, and no training begins without a model to beat."""
    fails = "-P -m service.cli models init --quiet"
    code, ran = run(programs, "train", DATELINE_MODELS=str(tmp_path), FAILS=fails)
    assert (code, len(ran)) == (1, 1)


def test_a_model_that_is_there_serves_all_the_same(programs: Path, older: Registry) -> None:
    """A volume that has a model and cannot be written goes on being served from."""
    assert run(programs, DATELINE_MODELS=str(ROOT / "models")) == (0, [SERVES])
    fails = "-P -m service.cli models init --quiet"
    assert run(programs, DATELINE_MODELS=str(older.folder), FAILS=fails)[1][1:] == [SERVES]


def test_the_command_is_asked_where_it_may_do_something(programs: Path, older: Registry) -> None:
    """It is for models of older images, and not for one that somebody has trained or promoted."""

    def asked() -> bool:
        return len(run(programs, DATELINE_MODELS=str(older.folder))[1]) == 2

    assert asked()
    history = older.folder / "history.jsonl"
    shipped = history.read_text("utf-8")
    history.write_text(shipped.replace(REASON, "promoted: better"), "utf-8")
    assert not asked()
    history.write_text(shipped + shipped.replace("older", "another"), "utf-8")
    assert asked()
    (older.folder / "current").write_text("mine\n", "utf-8")
    assert not asked()
    (older.folder / "current").write_text("\n", "utf-8")
    assert asked()
