"""What was chosen in Label Studio's exports.

JSON has tasks, with every annotation. JSON-MIN, CSV and TSV have a row an annotation: the task's
data, and what was chosen under the name of what it was chosen with.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: What tells a row of the flat exports from others, and what the task is called there.
ROW_MARK, ROW_TASK = "annotation_id", "id"
#: What else the flat exports say of an annotation.
ROW_NOTES = frozenset(
    {ROW_MARK, ROW_TASK, "annotator", "created_at", "updated_at", "lead_time", "agreement"}
    | {"history"}
)

_ANNOTATIONS = ("annotations", "completions")
_CANCELLED = ("was_cancelled", "skipped")

#: What was chosen in one annotation, by the name of what it was chosen with.
Chosen = Mapping[str, tuple[str, ...]]


class NotChosen(ValueError):
    """It is no task, or it is not said what was chosen in it."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task's data, and its annotations as they stand, those aside that were cancelled."""

    data: Mapping[str, Any]
    annotations: tuple[Chosen, ...]
    cancelled: int


def is_task(found: Mapping[str, Any]) -> bool:
    """Return whether it is a task with annotations, as JSON has them."""
    return isinstance(found.get("data"), dict) and any(name in found for name in _ANNOTATIONS)


def read_task(found: object) -> Task:
    """Return a task of the JSON export; raises `NotChosen` for what is none."""
    if not isinstance(found, dict) or not is_task(found):
        raise NotChosen("it is no task with data and annotations")
    given = found.get("annotations", found.get("completions"))
    if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
        raise NotChosen("its annotations are no list")
    kept = [item for item in given if not any(item.get(name) for name in _CANCELLED)]
    return Task(found["data"], tuple(_chosen(item) for item in kept), len(given) - len(kept))


def choices_of(chosen: Chosen, *preferred: str) -> tuple[str, ...]:
    """Return what was chosen under the first preferred name that is there, or the only name.

    Raises `NotChosen` where there are several names.
    """
    for name in preferred:
        if name in chosen:
            return chosen[name]
    if len(chosen) > 1:
        kinds = ", ".join(map(repr, chosen))
        raise NotChosen(f"it has choices of several kinds, {kinds}, and none of them is topic")
    return next(iter(chosen.values()), ())


def choices_in_cell(found: object) -> list[str]:
    """Return what was chosen as the flat exports say it: a name, or several as JSON.

    Raises `NotChosen`.
    """
    if isinstance(found, str) and found.startswith(("{", "[")):
        try:
            found = json.loads(found)
        except (ValueError, RecursionError):
            raise NotChosen("what was chosen is not JSON") from None
    if isinstance(found, dict):
        found = found.get("choices")
    if found is None or found == "":
        return []
    if isinstance(found, str):
        return [found]
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise NotChosen("it has no choice of one name")
    return list(found)


def _chosen(annotation: Mapping[str, Any]) -> Chosen:
    chosen: dict[str, tuple[str, ...]] = {}
    results = annotation.get("result") or []
    for result in results if isinstance(results, list) else []:
        value = result.get("value") if isinstance(result, dict) else None
        choices = value.get("choices") if isinstance(value, dict) else None
        if isinstance(choices, list) and all(isinstance(item, str) for item in choices):
            name = str(result.get("from_name") or "")
            chosen[name] = (*chosen.get(name, ()), *choices)
    return chosen
