"""The schemas of requests and answers, each under the name that generated clients give its type."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from service.contract.problems import ProblemDocument
from service.http.contract.choices import (
    REFERENCE,
    named_choices,
    reference,
    with_named_choices,
)
from service.http.contract.operation import Lines, Route, Schema


def definitions(routes: Iterable[Route]) -> dict[str, Any]:
    """Return the schemas of all models that these routes take and answer with, by name."""
    models: dict[type[BaseModel], JsonSchemaMode] = {}
    for route in routes:
        for body in route.operation.bodies.values():
            models |= dict.fromkeys(_models(body.schema), "validation")
        for answer in route.operation.answer.values():
            models |= dict.fromkeys(_models(answer), "serialization")
    models[ProblemDocument] = "serialization"
    _, schema = models_json_schema(list(models.items()), ref_template=REFERENCE)
    told = {
        name: with_named_choices(_without_defaults(one)) for name, one in schema["$defs"].items()
    }
    return {**dict(_named(told)), **named_choices()}


def schema_of(schema: Schema, media_type: str) -> Mapping[str, Any]:
    """Return the schema of what is sent as a media type: itself, or where that of a model is found.

    OpenAPI 3.1 has no word for a sequence of JSON: NDJSON is told as text whose content, read line
    by line, is a list.
    """
    if isinstance(schema, Lines):
        references = [reference(model.__name__) for model in schema.models]
        items = {"anyOf": references} if len(references) > 1 else references[0]
        content = {"type": "array", "items": items}
        return {"type": "string", "contentMediaType": media_type, "contentSchema": content}
    return reference(schema.__name__) if isinstance(schema, type) else schema


def with_default_in_words(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of an option or member, whose default its description tells.

    Swagger UI and some generated clients send the defaults that a schema states, and a JSON article
    may have no option in the query; others take what has a default for what is always there.
    """
    told = {**schema}
    default = told.pop("default", None)
    if default not in (None, "", []):
        told["description"] = f"{told['description']}; {json.dumps(default)} by default"
    return told


def _without_defaults(schema: Mapping[str, Any]) -> dict[str, Any]:
    members = schema.get("properties", {}).items()
    told = {"properties": {name: with_default_in_words(member) for name, member in members}}
    return {**schema, **(told if members else {})}


def _models(schema: Schema) -> tuple[type[BaseModel], ...]:
    if isinstance(schema, Lines):
        return schema.models
    return (schema,) if isinstance(schema, type) else ()


def _named(schemas: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The schemas, those of one with alternatives that have a title as schemas of their own.

    Generators make nothing of an object that has to have this member or that one.
    """
    for name, schema in schemas.items():
        alternatives = schema.get("oneOf", ())
        if not any("title" in one for one in alternatives):
            yield name, schema
            continue
        choice = {key: schema[key] for key in ("title", "description")}
        yield name, {**choice, "oneOf": [reference(one["title"]) for one in alternatives]}
        either = {member for one in alternatives for member in one["required"]}
        for one in alternatives:
            others = either.difference(one["required"])
            members = {key: of for key, of in schema["properties"].items() if key not in others}
            required = [*schema.get("required", ()), *one["required"]]
            whole = {key: of for key, of in schema.items() if key != "oneOf"}
            yield one["title"], {**whole, **one, "properties": members, "required": required}
