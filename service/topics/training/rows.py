"""Training articles as rows: texts in a topic's folder, JSON and tables, checked row by row."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from typing import Any

from service.topics.errors import TrainingDataError
from service.topics.training.files import (
    EMPTY,
    TEXT,
    Unread,
    find_files,
    place_of,
    to_warnings,
    unreadable,
)

#: The source that users' own articles are counted under.
USERS_SOURCE = "yours"
#: The sources that corrections are counted under, those at which nobody has looked and those that a
#: reviewer accepted; their places are their keys.
UNREVIEWED_SOURCE, ACCEPTED_SOURCE = CORRECTIONS = ("corrections", "accepted-corrections")

_TOPIC = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_FIELDS = {"topic", "text", "title", "section"}
# csv refuses longer fields; no article is.
_MAX_FIELD = 2_000_000

#: The place and the fields of each article.
_Fields = Iterator[tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class Row:
    """One labelled article, and the place it came from (for messages).

    `section` is empty where the article has none.
    """

    topic: str
    title: str | None
    text: str
    source: str
    place: str
    section: str = ""

    @property
    def folded(self) -> str:
        """The text without case, and without what blanks there are more of in a copy."""
        return " ".join(self.text.lower().split())

    @property
    def digest(self) -> str:
        """What tells the text from others, without saying anything of it."""
        return hashlib.sha256(self.folded.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Articles:
    """The articles below a folder, the files they came from, and a sentence on what is no article.

    They stand in the order of the files' paths.
    """

    rows: list[Row]
    files: list[Path]
    warnings: tuple[str, ...]


def read_articles(folder: Path, source: str) -> Articles:
    """Read every file of a folder that is read, and name the others.

    A `.txt` is an article, its headline on the first line and its topic the folder just below
    this one; a row of the others has `topic` and `text`, and may have `title` and `section`. Raises
    `TrainingDataError` that names the file, the row and the field.
    """
    found = find_files(folder, (TEXT, *_READERS))
    rows, unread = [], list(found.unread)
    for path in found.files:
        place = place_of(path, folder)
        content = _read_text(path, folder)
        if path.suffix.lower() == TEXT:
            articles = _text_article(content, place, path.relative_to(folder).parts[0])
        else:
            articles = _READERS[path.suffix.lower()](content, place)
        read = [_row(fields, source, where) for where, fields in articles]
        rows += read
        if not read:
            unread.append(Unread(place, EMPTY))
    return Articles(rows, found.files, to_warnings(unread))


def _text_article(content: str, place: str, topic: str) -> _Fields:
    headline, _, text = content.partition("\n")
    if content.strip():
        yield place, {"topic": topic, "title": headline, "text": text}


def _json_lines(content: str, place: str) -> _Fields:
    for number, line in enumerate(content.split("\n"), start=1):
        where = f"{place} row {number}"
        if line.strip():
            yield _object(_from_json(line, where), where)


def _json_articles(content: str, place: str) -> _Fields:
    remedy = " If it has an object a line, name it .jsonl."
    found = _from_json(content, place, remedy) if content.strip() else []
    if not isinstance(found, list):
        yield _object(found, place)
        return
    for number, article in enumerate(found, start=1):
        yield _object(article, f"{place} article {number}")


def _from_json(content: str, place: str, remedy: str = "") -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise TrainingDataError(f"{place} is not JSON: {error}.{remedy}") from error


def _object(found: Any, place: str) -> tuple[str, dict[str, Any]]:
    if not isinstance(found, dict):
        raise TrainingDataError(f"{place} is not a JSON object with topic and text.")
    return place, found


def _table_rows(content: str, place: str, delimiter: str) -> _Fields:
    csv.field_size_limit(_MAX_FIELD)
    rows = csv.reader(StringIO(content, newline=""), delimiter=delimiter, strict=True)
    names: list[str] = []
    line = 1
    try:
        for values in rows:
            where, line = f"{place} row {line}", rows.line_num + 1
            if not names or not values:
                names = names or values
            elif len(values) > len(names):
                raise TrainingDataError(f"{where} has more fields than the first line names.")
            else:
                yield where, dict(zip_longest(names, values))
    except csv.Error as error:
        raise TrainingDataError(f"{place} row {line}: {error}.") from error


_READERS: dict[str, Callable[[str, str], _Fields]] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".json": _json_articles,
    ".csv": partial(_table_rows, delimiter=","),
    ".tsv": partial(_table_rows, delimiter="\t"),
}


def _row(fields: dict[str, Any], source: str, place: str) -> Row:
    unknown = sorted(set(fields) - _FIELDS)
    if unknown:
        raise TrainingDataError(
            f"{place}: field {unknown[0]!r} is not one of topic, title, text, section."
        )
    for name in ("topic", "text"):
        if not isinstance(fields.get(name), str):
            raise TrainingDataError(f"{place}: field {name!r} is missing or not text.")
    title, section = fields.get("title"), fields.get("section")
    for name, given in (("title", title), ("section", section)):
        if given is not None and not isinstance(given, str):
            raise TrainingDataError(f"{place}: field {name!r} is not text.")
    topic, text = fields["topic"], fields["text"]
    check_topic(topic, place)
    if section:
        check_topic(section, place, "section")
    if not text.strip():
        raise TrainingDataError(f"{place}: field 'text' is empty.")
    return Row(topic, title.strip() if title else None, text.strip(), source, place, section or "")


def check_topic(topic: str, place: str, what: str = "topic") -> None:
    """Raise `TrainingDataError` where a name is none of a topic, or of what else it is."""
    if not _TOPIC.fullmatch(topic):
        raise TrainingDataError(
            f"{place}: {what} {topic[:40]!r} is not a name in lower case (letters, digits, - and"
            " _)."
        )


def _read_text(path: Path, folder: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TrainingDataError(
            f"{place_of(path, folder)} is not UTF-8 (byte {error.start}). Save it in UTF-8."
        ) from error
    except OSError as error:
        raise unreadable(path, folder, error) from error
