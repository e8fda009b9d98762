"""bin/dateline installs what a command takes, and no more."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        ("", "requirements.txt"),
        ("serve", "requirements.txt"),
        ("analyse batch", "requirements.txt"),
        ("batch articles.jsonl --output answers", "requirements-batch.txt"),
        ("batch", "requirements-batch.txt"),
        ("batch --help", "requirements.txt"),
        ("batch articles.jsonl -h", "requirements.txt"),
    ],
)
def test_only_archives_take_more(tmp_path: Path, arguments: str, file: str) -> None:
    """A batch takes packages that nothing else does, and to be told its options takes none."""
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "bin" / "dateline", tmp_path / "bin")
    environment = tmp_path / "bin" / "environment"
    environment.write_text('#!/bin/sh\necho "$1" >&2\nexit 7\n', "utf-8")
    environment.chmod(0o755)
    done = subprocess.run(
        [tmp_path / "bin" / "dateline", *arguments.split()],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr.split()) == (7, [file])
