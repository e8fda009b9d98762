"""The command `dateline` of an installed package: what `bin/dateline` is to a checkout.

The package holds the service, its models and gunicorn's configuration, in folders that lie beside
one another as they do in a checkout, so that each finds the others in the same way.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parent)


def main() -> int:
    """Run a command; returns the exit code."""
    # For this process, and for those that it starts: gunicorn, and what reads HTML.
    sys.path.insert(0, _ROOT)
    inherited = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([_ROOT, *([inherited] if inherited else [])])

    from service.cli import main as run

    return run()
