"""The description of the API without what its bodies may be beside JSON.

Generators make a function of an operation, and most take one media type for its body: of several
they warn, or give the body no type (docs/decisions/0090).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

_JSON = "application/json"


class DescriptionRequest(BaseModel):
    """What is asked of the description."""

    # Names that are not known here may be there to get past a cache.
    model_config = ConfigDict(extra="ignore", frozen=True)

    bodies: Literal["all", "json"] = Field(
        "all", description="`json`: without other bodies than JSON, for generators of clients"
    )


def with_json_alone(description: Mapping[str, Any]) -> dict[str, Any]:
    """Return the description of what can be asked and is answered in JSON.

    The options of text and HTML, which are in the query, go with those; an operation that answers
    with another type unless JSON is asked for goes as a whole.
    """
    paths = {
        path: {
            method: _with_json_alone(operation)
            for method, operation in methods.items()
            if not _is_file(operation)
        }
        for path, methods in description["paths"].items()
    }
    return {**description, "paths": {path: methods for path, methods in paths.items() if methods}}


def _with_json_alone(operation: Mapping[str, Any]) -> dict[str, Any]:
    answers = operation["responses"].items()
    told = {**operation, "responses": {status: _narrowed(answer) for status, answer in answers}}
    body = operation.get("requestBody", {})
    if len(body.get("content", ())) > 1:
        told["requestBody"] = {**_narrowed(body), "description": "An article."}
        del told["parameters"]
    return told


def _narrowed(message: Mapping[str, Any]) -> dict[str, Any]:
    content = message.get("content", {})
    return {**message, "content": {_JSON: content[_JSON]}} if _JSON in content else {**message}


def _is_file(operation: Mapping[str, Any]) -> bool:
    content = operation["responses"].get("200", {}).get("content", {_JSON: {}})
    return _JSON in content and next(iter(content)) != _JSON
