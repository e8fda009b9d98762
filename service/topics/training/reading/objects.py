"""JSON Lines, and JSON that is a list of articles, a single one, or a tool's export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from service.topics.errors import TrainingDataError
from service.topics.training.reading.columns import Columns
from service.topics.training.reading.fields import read_fields
from service.topics.training.reading.item import Fault, Item, Notes

_ONE_LIST = " If the file is one list, name it .json."


def read_lines(content: str, place: str, columns: Columns, notes: Notes) -> Iterator[Item]:
    """Give what each line is that is not blank."""
    hint = _hint(content)
    for number, line in enumerate(content.split("\n"), start=1):
        where = f"{place} row {number}"
        if line.strip():
            try:
                found = _from_json(line, where, hint)
            except TrainingDataError as error:
                yield Fault(str(error))
                if hint:
                    return
            else:
                if isinstance(found, list):
                    yield Fault(f"{where} is not a JSON object but a list.{_ONE_LIST}")
                else:
                    yield read_fields(found, where, columns, notes)


def read_list(content: str, place: str, columns: Columns, notes: Notes) -> Iterator[Item]:
    """Give what each article of the file is; raises `TrainingDataError` for what is not JSON."""
    remedy = " If it has an object a line, name it .jsonl."
    found = _from_json(content, place, remedy) if content.strip() else []
    if not isinstance(found, list):
        yield read_fields(found, place, columns, notes)
        return
    for number, article in enumerate(found, start=1):
        yield read_fields(article, f"{place} article {number}", columns, notes)


def _hint(content: str) -> str:
    return _ONE_LIST if content.lstrip().startswith("[") else ""


def _from_json(content: str, place: str, remedy: str = "") -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise TrainingDataError(f"{place} is not JSON: {error}.{remedy}") from error
