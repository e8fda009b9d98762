"""An environment that the scripts in bin/ take for made, without making one."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from tests.conftest import ROOT


def this_environment(folder: Path) -> dict[str, str]:
    """Return variables with which bin/environment finds made: this Python, whatever it is called.

    No setting of ours is among them.
    """
    (folder / "bin").mkdir(parents=True)
    python = folder / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    python.chmod(0o755)
    for name in ("requirements.txt", "requirements-batch.txt", "requirements-dev.txt"):
        digest = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
        (folder / f"{name}.sha256").write_text(f"{digest}  {name}\n", "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    return {**kept, "DATELINE_VENV": str(folder)}
