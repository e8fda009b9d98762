"""What readers found is read with what else would be right, and what is no topic is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.topics.errors import TrainingDataError
from service.topics.training.readings import Reading, read_readings


def _table(folder: Path, *rows: str) -> Path:
    path = folder / "labels.tsv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def test_a_table_without_second_topics_is_read(tmp_path: Path) -> None:
    """The column came later; without it no document has a second topic."""
    path = _table(tmp_path, "id\tsource\tread\tn", "d1\tdesk\tkitchen\t2")
    assert read_readings(path) == {"d1": Reading("kitchen")}


def test_second_topics_are_read_and_notes_left_alone(tmp_path: Path) -> None:
    """A dash, or nothing, is no second topic and no section; other columns change nothing."""
    path = _table(
        tmp_path,
        "id\tsection\tread\talso\tnote",
        "d1\tsport\tkitchen\t-\tSports!",
        "d2\t-\tkitchen\ttheatre",
        "d3\t\ttheatre\t",
        "d4\tart\ttheatre",
    )
    assert read_readings(path) == {
        "d1": Reading("kitchen", section="sport"),
        "d2": Reading("kitchen", "theatre"),
        "d3": Reading("theatre"),
        "d4": Reading("theatre", section="art"),
    }


def test_a_section_may_be_read_alone(tmp_path: Path) -> None:
    """Of a document whose topic nobody read, a section may be known."""
    path = _table(tmp_path, "id\tread\talso\tsection", "d1\t-\t-\tsport")
    assert read_readings(path) == {"d1": Reading("", section="sport")}


def test_no_table_is_no_reading(tmp_path: Path) -> None:
    """Sources may be trained on as they are."""
    assert read_readings(tmp_path / "labels.tsv") == {}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("d7\tkitchen\tThe Theatre", "labels.tsv, d7: topic 'The Theatre'"),
        ("d7\tkitchen\tkitchen", "labels.tsv, d7: also names kitchen, which is what was read"),
        ("d7\t-\tkitchen", "labels.tsv, d7: topic '-'"),
        ("d7\t-\tkitchen\tsport", "labels.tsv, d7: topic '-'"),
        ("d7\t-\t-\t-", "labels.tsv, d7: topic '-'"),
        ("d7", "labels.tsv, d7: topic ''"),
    ],
)
def test_what_is_no_reading_is_named(row: str, said: str, tmp_path: Path) -> None:
    """A reading that cannot be used stops the training, with its document."""
    with pytest.raises(TrainingDataError, match=said):
        read_readings(_table(tmp_path, "id\tread\talso\tsection", row))
