"""What a disk is asked to keep before anything counts on it."""

from __future__ import annotations

import os
from pathlib import Path


def flush(path: Path) -> None:
    """Have the disk keep a file's content, or a folder's names; raises `OSError` where it fails."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
