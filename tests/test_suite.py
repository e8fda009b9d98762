"""The quick suite leaves out what takes long, and says so."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT, tell_skipped


def test_what_was_skipped_is_told_in_one_line() -> None:
    """Parts with the same remedy stand together, each with its number."""
    reasons = [
        "Skipped: soaks and long fuzzing: bin/test --all",
        "Skipped: page: there is no Chromium; on Debian: apt-get install chromium",
        "Skipped: container: bin/test --all",
        "Skipped: soaks and long fuzzing: bin/test --all",
        "Skipped: only on Tuesdays",
    ]
    assert tell_skipped(reasons) == (
        "skipped: 2 soaks and long fuzzing, 1 container (bin/test --all),"
        " 1 page (there is no Chromium; on Debian: apt-get install chromium), 1 only on Tuesdays"
    )


def test_soaks_are_left_to_the_whole_suite() -> None:
    """A soak is skipped where `--all` is not given, and what would run it is named."""
    command = [sys.executable, "-m", "pytest", "tests/server/test_soak.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "skipped: 1 soaks and long fuzzing (bin/test --all)\n" in done.stdout
    assert "1 passed, 1 skipped" in done.stdout
