"""The choices that stand in several places of the description, each as a schema with a name.

Clients that are generated have one type for each then, where they would have one for every place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from service.feedback.correction import State
from service.feedback.listing import Wanted
from service.summaries.methods import ALGORITHMS
from service.text.language_detection import LANGUAGES
from service.text.offsets import OffsetUnit
from service.topics.topic import Abstention

REFERENCE = "#/components/schemas/{model}"
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "Abstention": get_args(Abstention),
    "Algorithm": tuple(ALGORITHMS),
    "CorrectionState": get_args(State),
    "CorrectionStateOrOpen": get_args(Wanted),
    "Language": tuple(sorted(LANGUAGES)),
    "OffsetUnit": get_args(OffsetUnit),
}
_NAMES = {values: name for name, values in _CHOICES.items()}


def reference(name: str) -> dict[str, str]:
    """Return what stands for the schema of this name."""
    return {"$ref": REFERENCE.format(model=name)}


def named_choices() -> dict[str, dict[str, Any]]:
    """Return the schema of each choice by its name."""
    return {
        name: {"title": name, "type": "string", "enum": list(values)}
        for name, values in _CHOICES.items()
    }


def with_named_choices(schema: Any) -> Any:
    """Return a schema in which references stand for choices that have a name.

    The description of a place stays there.
    """
    if isinstance(schema, list):
        return [with_named_choices(item) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    name = _NAMES.get(tuple(schema.get("enum", ()))) if schema.get("type") == "string" else None
    if name is None:
        return {key: with_named_choices(value) for key, value in schema.items()}
    if "description" not in schema:
        return reference(name)
    # Some generators drop what stands beside a reference.
    return {"description": schema["description"], "allOf": [reference(name)]}
