"""Training articles as rows: texts in a topic's folder, JSON and tables, checked row by row."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.topics.errors import TrainingDataError
from service.topics.training.files import EMPTY, TEXT, Unread, find_files, place_of, to_warnings
from service.topics.training.reading.columns import FIELDS, NEEDED, Columns, shown
from service.topics.training.reading.file import ENDINGS, describe, read_file
from service.topics.training.reading.item import Found, Item, Notes, Passed

#: The source that users' own articles are counted under.
USERS_SOURCE = "yours"
#: The sources that corrections are counted under, those at which nobody has looked and those that a
#: reviewer accepted; their places are their keys.
UNREVIEWED_SOURCE, ACCEPTED_SOURCE = CORRECTIONS = ("corrections", "accepted-corrections")

_TOPIC = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_UNNAMED = re.compile(r"[^a-z0-9_-]+")
# Of files and faults so many are told one by one.
_TOLD = 20


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

    They stand in the order of the files' paths. `told` has a line on each file of many articles.
    """

    rows: list[Row]
    files: list[Path]
    warnings: tuple[str, ...]
    told: tuple[str, ...] = ()


def read_articles(folder: Path, source: str, columns: Columns | None = None) -> Articles:
    """Read every file of a folder that is read, and name the others.

    A `.txt` is an article, its headline on the first line and its topic the folder just below
    this one; a row of the others has `topic` and `text`, and may have `title` and `section`, which
    `columns` says other names of. Raises `TrainingDataError` that names what is wrong in all
    files, each with the file, the row and the field.
    """
    columns = columns or Columns()
    found = find_files(folder, ENDINGS)
    rows, texts, told, faults = list[Row](), list[Row](), list[str](), list[str]()
    unread, noted = list(found.unread), dict[str, Notes]()
    for path in found.files:
        place, notes = place_of(path, folder), Notes()
        read, passed, wrong = _sorted(read_file(path, folder, columns, notes), source)
        rows += read
        faults += wrong
        if not read and not passed:
            unread.append(Unread(place, EMPTY))
        elif path.suffix.lower() == TEXT:
            texts += read
        else:
            noted[place] = notes
            told.append(describe(place, (row.topic for row in read), passed, notes))
    if texts:
        told.insert(0, describe("*/*.txt", (row.topic for row in texts), (), Notes()))
    faults = faults or _not_named(columns, noted)
    if faults:
        raise TrainingDataError("\n  ".join(_first(faults, "more faults like these")))
    return Articles(rows, found.files, to_warnings(unread), tuple(_first(told, "more files")))


def _sorted(items: Iterable[Item], source: str) -> tuple[list[Row], list[Passed], list[str]]:
    """Articles, what is none, and sentences on what is wrong."""
    rows, passed, faults = [], [], []
    for item in items:
        try:
            if isinstance(item, Found):
                rows.append(_row(item.fields, source, item.place))
            elif isinstance(item, Passed):
                passed.append(item)
            else:
                faults.append(item.sentence)
        except TrainingDataError as error:
            faults.append(str(error))
    return rows, passed, faults


def _not_named(columns: Columns, noted: Mapping[str, Notes]) -> list[str]:
    """Sentences on the columns that were named and that no file has."""
    there = "; ".join(f"{place} has {shown(notes.there)}" for place, notes in noted.items())
    return [
        f"--columns {one}={name}: no file has a column {name!r}. {there or 'No file has columns'}."
        for one, name in columns.names.items()
        if not any(one in notes.named for notes in noted.values())
    ]


def _first(lines: list[str], others: str) -> list[str]:
    more = [f"and {len(lines) - _TOLD:,} {others}"] if len(lines) > _TOLD else []
    return [*lines[:_TOLD], *more]


def _row(fields: Mapping[str, Any], source: str, place: str) -> Row:
    for name in NEEDED:
        if not isinstance(fields.get(name), str):
            raise TrainingDataError(f"{place}: field {name!r} is missing or not text.")
    for name in FIELDS:
        if fields.get(name) is not None and not isinstance(fields[name], str):
            raise TrainingDataError(f"{place}: field {name!r} is not text.")
    title, text = (fields.get("title") or "").strip(), fields["text"].strip()
    topic = _name(fields["topic"], place, "topic")
    section = (fields.get("section") or "").strip()
    section = section and _name(section, place, "section")
    if not text:
        raise TrainingDataError(f"{place}: field 'text' is empty.")
    return Row(topic, title or None, text, source, place, section)


def _name(found: str, place: str, what: str) -> str:
    # Spreadsheets and people begin names with a capital; no two topics differ in that alone.
    name = found.strip().lower()
    if not _TOPIC.fullmatch(name):
        check_topic(found, place, what)
    return name


def check_topic(topic: str, place: str, what: str = "topic") -> None:
    """Raise `TrainingDataError` where a name is none of a topic, or of what else it is."""
    if not _TOPIC.fullmatch(topic):
        raise TrainingDataError(
            f"{place}: {what} {topic[:40]!r} is not a name in lower case (letters, digits, - and"
            f" _){_such_as(topic)}."
        )


def _such_as(topic: str) -> str:
    """A name near to what was given, if there is one."""
    near = _UNNAMED.sub("-", topic.strip().lower()).strip("-")
    return f", such as {near}" if _TOPIC.fullmatch(near) else ""
