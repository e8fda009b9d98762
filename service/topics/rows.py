"""Training articles as text: one folder a topic, JSON Lines or CSV, checked row by row."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from typing import Any

from service.topics.errors import TrainingDataError

#: The source that users' own articles are counted under.
USERS_SOURCE = "yours"

_TOPIC = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_FIELDS = {"topic", "text", "title"}
# csv refuses longer fields; no article is.
_LONGEST_FIELD = 2_000_000


@dataclass(frozen=True)
class Row:
    """One labelled article, and the place it came from (for messages)."""

    topic: str
    title: str | None
    text: str
    source: str
    place: str


def read_articles(folder: Path, source: str) -> list[Row]:
    """Read `<topic>/*.txt`, the headline on the first line."""
    rows = []
    for path in sorted(folder.glob("*/*.txt")):
        headline, _, text = _read_text(path).partition("\n")
        place = f"{path.parent.name}/{path.name}"
        rows.append(_checked(path.parent.name, headline, text, source, place))
    return rows


def read_rows(folder: Path) -> list[Row]:
    """Read a user's folder: `*.jsonl`, `*.csv` and `<topic>/*.txt` in it.

    A row has `topic` and `text`, and may have `title`. Raises `TrainingDataError` that names the
    file, the row and the field.
    """
    if not folder.is_dir():
        return []
    rows = read_articles(folder, USERS_SOURCE)
    for path in sorted(folder.glob("*.jsonl")):
        rows += [_row(fields, place) for place, fields in _json_lines(path)]
    for path in sorted(folder.glob("*.csv")):
        rows += [_row(fields, place) for place, fields in _csv_rows(path)]
    return rows


def _json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(_read_text(path).split("\n"), start=1):
        place = f"{path.name} row {number}"
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise TrainingDataError(f"{place} is not JSON: {error}.") from error
        if not isinstance(fields, dict):
            raise TrainingDataError(f"{place} is not a JSON object with topic and text.")
        yield place, fields


def _csv_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    csv.field_size_limit(_LONGEST_FIELD)
    rows = csv.reader(StringIO(_read_text(path), newline=""), strict=True)
    names: list[str] = []
    line = 1
    try:
        for values in rows:
            place, line = f"{path.name} row {line}", rows.line_num + 1
            if not names or not values:
                names = names or values
            elif len(values) > len(names):
                raise TrainingDataError(f"{place} has more fields than the first line names.")
            else:
                yield place, dict(zip_longest(names, values))
    except csv.Error as error:
        raise TrainingDataError(f"{path.name} row {line}: {error}.") from error


def _row(fields: dict[str, Any], place: str) -> Row:
    unknown = sorted(set(fields) - _FIELDS)
    if unknown:
        raise TrainingDataError(f"{place}: field {unknown[0]!r} is not one of topic, title, text.")
    for name in ("topic", "text"):
        if not isinstance(fields.get(name), str):
            raise TrainingDataError(f"{place}: field {name!r} is missing or not text.")
    title = fields.get("title")
    if title is not None and not isinstance(title, str):
        raise TrainingDataError(f"{place}: field 'title' is not text.")
    return _checked(fields["topic"], title, fields["text"], USERS_SOURCE, place)


def _checked(topic: str, title: str | None, text: str, source: str, place: str) -> Row:
    check_topic(topic, place)
    if not text.strip():
        raise TrainingDataError(f"{place}: field 'text' is empty.")
    return Row(topic, title.strip() if title else None, text.strip(), source, place)


def check_topic(topic: str, place: str) -> None:
    """Raise `TrainingDataError` where a topic's name is none."""
    if not _TOPIC.fullmatch(topic):
        raise TrainingDataError(
            f"{place}: topic {topic[:40]!r} is not a name in lower case (letters, digits, - and _)."
        )


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TrainingDataError(f"{path.name} is not UTF-8 (byte {error.start}).") from error
