"""What readers found documents to be about: `labels.tsv`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from service.topics.errors import TrainingDataError
from service.topics.training.rows import check_topic

_NONE = "-"


@dataclass(frozen=True)
class Reading:
    """A document's topic, a second one that would be right as well, and its section.

    Each is empty where it was not read; `also` where no second topic would be right, too.
    """

    topic: str
    also: str = ""
    section: str = ""


def read_readings(path: Path) -> dict[str, Reading]:
    """Return what was found of each document, by its id; nothing where there is no such file.

    Of the table's columns, `id` and `read` are needed, `also` and `section` may be there; others
    are notes. A row without a topic, which has `-` for it, has a section.
    Raises `TrainingDataError` with the document.
    """
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {
                row["id"]: _reading(row, path.name) for row in csv.DictReader(file, delimiter="\t")
            }
    except (KeyError, UnicodeDecodeError, csv.Error) as error:
        raise TrainingDataError(f"{path.name} is not a table with id and read: {error}") from error


def _reading(row: dict[str, str | None], table: str) -> Reading:
    place = f"{table}, {row['id']}"
    also, section = _stated(row, "also"), _stated(row, "section")
    # Of some documents the section was read alone: what their topic is, their source says.
    topic = "" if section and not also and row["read"] == _NONE else row["read"] or ""
    if topic or not section:
        check_topic(topic, place)
    if also:
        check_topic(also, place)
    if section:
        check_topic(section, place, "section")
    if also and also == topic:
        raise TrainingDataError(
            f"{place}: also names {also}, which is what was read. It takes another topic, or -."
        )
    return Reading(topic, also, section)


def _stated(row: dict[str, str | None], column: str) -> str:
    found = row.get(column) or _NONE
    return "" if found == _NONE else found
