"""A command that TERM ends leaves nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from service.commands.termination import ended_by_term
from tests.conftest import ROOT
from tests.topics.newsroom import write_data
from tests.waiting import wait_for


def test_a_training_ends_on_term(tmp_path: Path) -> None:
    """The exit code is 143, the folder of models as before, and no longer held."""
    models, data = tmp_path / "models", write_data(tmp_path / "data")
    # A pipe in a file's place: whoever reads it waits, and so does the training.
    os.mkfifo(data / "labels.tsv")
    process = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "train", "--data", data],
        cwd=ROOT,
        env={**os.environ, "DATELINE_MODELS": str(models), "DATELINE_DATABASE_URL": "none"},
    )
    wait_for((models / ".lock").exists)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 143
    assert [path.name for path in models.iterdir()] == [".lock"]


def test_what_term_did_before_it_does_afterwards() -> None:
    """The handler is there as long as it is needed, and in the main thread alone."""
    before = signal.getsignal(signal.SIGTERM)
    with ended_by_term():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
    ended: list[bool] = []

    def elsewhere() -> None:
        with ended_by_term():
            ended.append(True)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join(60)
    assert ended == [True]
