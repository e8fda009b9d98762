"""OpenAPI 3.1, generated from what views declare and the models that parse and shape."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from service.http.contract import problems
from service.http.contract.operation import Operation, Route
from service.http.contract.schemas import ArticleRequest, Options

_REF = "#/components/schemas/{model}"
_ALWAYS, _OF_KEYS, _OF_ARTICLES = (400, 405), (401, 403, 429), (408, 413, 415, 422, 429, 503)
_REASONS = {
    400: "The request is not well formed, or its body does not parse or decode",
    401: "A key is needed, where keys are configured",
    403: "The key does not have this right",
    405: "The address does not take this method",
    408: "The request did not arrive in time",
    413: "The body or text is over its limit",
    415: "The content type or encoding is not supported",
    422: "A field is wrong, or the article cannot be worked on as asked",
    429: "Too many requests at once, or over the key's quota; see Retry-After",
    503: "No usable model, or about to stop",
}
_HEADERS = {
    "X-Request-ID": {"schema": {"type": "string"}, "description": "yours, or a new one"},
    "Server-Timing": {"schema": {"type": "string"}, "description": "milliseconds by stage"},
}

# What a reader of /docs tries first.
_TEXT = (
    "Police in Arnsbeck arrested two men on Monday after a robbery at the post office. The men,"
    " aged 24 and 31, took 8,000 crowns. A court will hear the charges on Friday."
)
_PAGE = f"<html><title>Two held after robbery</title><article><p>{_TEXT}</p></article></html>"
_TAGS = [
    {"name": "articles", "description": "What clients ask"},
    {"name": "operations", "description": "What whoever runs the service asks"},
]

_KEYS = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}


#: Of the API, whose routes begin with its first number; fields that are added raise the second.
VERSION = "1.1"


def describe(routes: Iterable[Route]) -> dict[str, Any]:
    """Return the description of the API that these routes are."""
    routes = list(routes)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": VERSION,
            "description": "Finds the article in a news page or text, files it under a topic and"
            " picks the sentences that sum it up, with exact offsets.",
        },
        "tags": _TAGS,
        "paths": paths,
        "components": {
            "schemas": _schemas(route.operation.answer for route in routes),
            "securitySchemes": _KEYS,
        },
        # Keys are asked for where some are configured.
        "security": [{}, *({name: []} for name in _KEYS)],
    }


def _schemas(answers: Iterable[object]) -> dict[str, Any]:
    models: dict[type[BaseModel], str] = {ArticleRequest: "validation"}
    for answer in (*answers, problems.ProblemDocument):
        if isinstance(answer, type) and issubclass(answer, BaseModel):
            models[answer] = "serialization"
    _, schema = models_json_schema(list(models.items()), ref_template=_REF)  # type: ignore[arg-type]
    definitions: dict[str, Any] = schema["$defs"]
    return definitions


def _operation(route: Route) -> dict[str, Any]:
    declared = route.operation
    codes = {*_ALWAYS, *declared.problems}
    said: dict[str, Any] = {
        "summary": declared.summary,
        "tags": [route.group],
        "operationId": route.name,
    }
    if declared.right is None:
        said["security"] = []
    else:
        codes.update(_OF_KEYS)
    if declared.takes_articles:
        codes.update(_OF_ARTICLES)
        said |= {"parameters": _query_parameters(), "requestBody": _request_body()}
    said["responses"] = {"200": _success(declared), **_problems(sorted(codes))}
    return said


def _request_body() -> dict[str, Any]:
    text = {"type": "string", "minLength": 1, "pattern": r"\S"}
    article = {"text": _TEXT, "sentences": 1}
    return {
        "required": True,
        "description": "An article as JSON, text or HTML. Query parameters are the options of text"
        " and HTML; JSON has its options in the body. NDJSON has a JSON article a line and is"
        " answered with a line for each.",
        "content": {
            "application/json": {"schema": _reference(ArticleRequest), "example": article},
            "text/plain": {"schema": text, "example": _TEXT},
            "text/html": {"schema": text, "example": _PAGE},
            "application/x-ndjson": {
                "schema": {"type": "string"},
                "example": "\n".join(json.dumps({"text": text}) for text in _TEXT.split(". ")),
            },
        },
    }


def _query_parameters() -> list[dict[str, Any]]:
    properties = Options.model_json_schema()["properties"]
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": _described(schema),
            "schema": _without_null(schema),
        }
        for name, schema in properties.items()
    ]


def _described(schema: dict[str, Any]) -> str:
    description: str = schema.pop("description")
    default = schema.get("default")
    return description if default is None else f"{description}; {json.dumps(default)} by default"


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A query parameter is left out where JSON would say null.

    Its default is told in words: Swagger UI and some generated clients send the defaults that a
    schema states, and a JSON article may have no option in the query.
    """
    schema = {key: value for key, value in schema.items() if key not in ("title", "anyOf")} | next(
        (kind for kind in schema.get("anyOf", []) if kind.get("type") != "null"), {}
    )
    schema.pop("default", None)
    return schema


def _success(declared: Operation) -> dict[str, Any]:
    content: dict[str, Any]
    if isinstance(declared.answer, Mapping):
        content = {kind: {"schema": schema} for kind, schema in declared.answer.items()}
    else:
        content = {"application/json": {"schema": _reference(declared.answer)}}
    if declared.takes_articles:
        content["application/x-ndjson"] = {"schema": {"type": "string"}}
    return {
        "description": declared.answer_description,
        "headers": _HEADERS,
        "content": content,
    }


def _problems(codes: Iterable[int]) -> dict[str, Any]:
    schema = _reference(problems.ProblemDocument)
    return {
        str(code): {
            "description": _REASONS[code],
            "headers": _HEADERS,
            "content": {problems.MEDIA_TYPE: {"schema": schema}},
        }
        for code in codes
    }


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}
