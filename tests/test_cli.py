"""The command-line program does what its help says, and says what is wrong in a sentence."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from service.cli import main
from service.topics.store.registry import Registry
from service.topics.training.fit import train
from tests.conftest import ROOT
from tests.topics.newsroom import Desk, count_articles, write_edition, write_model


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of two small models, the older of them current."""
    terms, documents = count_articles(*write_edition())
    desk = Desk(terms, documents, train(documents, 7))
    folder = tmp_path_factory.mktemp("registry")
    for name, day in (("older", "01"), ("newer", "02")):
        write_model(folder / name, desk, f"2024-05-{day}T08:00:00Z")
        card = {"version": name, "evaluation": {"macro_f1": 0.9}}
        (folder / name / "card.json").write_text(json.dumps(card), "utf-8")
    Registry(folder).promote("older")
    return folder


@pytest.fixture(autouse=True)
def _registry(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_MODELS", str(models))


def test_models_are_listed_promoted_and_rolled_back(
    models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The current one is marked; promotion and rollback move the mark."""
    assert main(["models", "list"]) == 0
    assert [line[:7] for line in capsys.readouterr().out.splitlines()] == ["* older", "  newer"]
    assert main(["models", "promote", "newer"]) == 0
    assert Registry(models).current() == "newer"
    assert main(["models", "rollback"]) == 0
    assert Registry(models).current() == "older"
    assert capsys.readouterr().out.splitlines()[-1] == "serving older, no longer newer"


@pytest.mark.parametrize("version", ["absent", "../older", ""])
def test_what_is_no_version_is_not_promoted(
    models: Path, version: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that is no version's is refused in a sentence, and nothing changes."""
    before = Registry(models).current()
    assert main(["models", "promote", version]) == 2
    assert capsys.readouterr().err.startswith("dateline: ")
    assert Registry(models).current() == before


@pytest.mark.parametrize("command", ["models promote", "models card", "evaluate"])
def test_a_version_that_is_not_there_is_told_where_to_look(
    models: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip in a version's name is told by the name, and by what shows the right ones."""
    assert main([*command.split(), "20261128-nowhere"]) == 2
    said = capsys.readouterr().err
    assert f"There is no version 20261128-nowhere in {models}." in said
    assert "`models list`" in said


def test_training_without_data_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is no training data is named."""
    assert main(["train", "--data", str(tmp_path)]) == 2
    assert "terms.txt.gz" in capsys.readouterr().err


@pytest.mark.parametrize(("given", "kept"), [(None, "1"), ("2", "2")])
def test_training_takes_one_core_unless_told_otherwise(
    given: str | None, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Threads cost time here; who sets their number is obeyed."""
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if given is not None:
        monkeypatch.setenv("OMP_NUM_THREADS", given)
    assert main(["train", "--data", str(tmp_path)]) == 2
    assert os.environ["OMP_NUM_THREADS"] == kept


def test_a_training_beside_another_stops(
    models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second of two trainings says so."""
    with Registry(models).locked():
        assert main(["train", "--data", str(tmp_path)]) == 2
    assert "Another training" in capsys.readouterr().err


def test_a_broken_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A setting that cannot be stops the program with its name."""
    monkeypatch.setenv("DATELINE_WORKERS", "many")
    assert main(["models", "list"]) == 2
    assert "DATELINE_WORKERS" in capsys.readouterr().err


def test_output_that_nobody_reads_ends_the_program_quietly(models: Path) -> None:
    """Piped into what has read enough, it ends as other programs do, without a complaint."""
    command = [sys.executable, "-m", "service.cli", "models", "list"]
    done = subprocess.run(
        ["bash", "-c", f"{shlex.join(command)} | true; echo ${{PIPESTATUS[0]}}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stderr == ""
    assert done.stdout == "141\n"


def test_ctrl_c_ends_the_program_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, and the exit code that shells give."""

    def stop(_: Registry) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Registry, "versions", stop)
    assert main(["models", "list"]) == 130
    assert capsys.readouterr() == ("", "")
