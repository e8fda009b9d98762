"""Files of a user's own articles for the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.topics.errors import TrainingDataError
from service.topics.training.reading.columns import read_columns
from service.topics.training.rows import Articles, read_articles


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file into a folder, and return the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read(folder: Path, columns: str = "") -> Articles:
    """The articles of a folder, with columns as the command line names them."""
    return read_articles(folder, "yours", read_columns(columns) if columns else None)


def brief(folder: Path, columns: str = "") -> list[tuple[str, str]]:
    """Topic and text of each article."""
    return [(row.topic, row.text) for row in read(folder, columns).rows]


def refusal(folder: Path, columns: str = "") -> str:
    """What is said where the files cannot be used."""
    with pytest.raises(TrainingDataError) as caught:
        read(folder, columns)
    return str(caught.value)
