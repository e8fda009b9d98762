"""OpenAPI 3.1, generated from the models that parse requests and shape answers."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from service.http.contract import problems
from service.http.contract.schemas import (
    AnalysisAnswer,
    ArticleRequest,
    ModelCardAnswer,
    StatusAnswer,
    SummaryOnlyAnswer,
    TopicOnlyAnswer,
)
from service.options import Options

_REF = "#/components/schemas/{model}"
_ARTICLES: dict[str, tuple[type[BaseModel], str]] = {
    "/v1/analysis": (AnalysisAnswer, "Find the article, its topic and its summary"),
    "/v1/topic": (TopicOnlyAnswer, "Find the article and its topic"),
    "/v1/summary": (SummaryOnlyAnswer, "Find the article and its summary"),
}
_KEY_PROBLEMS = (401, 403, 429)
_ARTICLE_PROBLEMS = (400, 401, 403, 405, 408, 413, 415, 422, 429, 503)
_REASONS = {
    400: "The request is not well formed, or its body does not parse or decode",
    401: "A key is needed, where keys are configured",
    403: "The key does not have this right",
    404: "Nothing is at this address",
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


def describe() -> dict[str, Any]:
    """Return the description of the whole API."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": VERSION,
            "description": "Finds the article in a news page or text, files it under a topic and"
            " picks the sentences that sum it up, with exact offsets.",
        },
        "tags": _TAGS,
        "paths": _article_paths() | _operation_paths(),
        "components": {"schemas": _schemas(), "securitySchemes": _KEYS},
        # Keys are asked for where some are configured.
        "security": [{}, *({name: []} for name in _KEYS)],
    }


def _schemas() -> dict[str, Any]:
    answers: list[type[BaseModel]] = [answer for answer, _ in _ARTICLES.values()]
    models: list[tuple[type[BaseModel], str]] = [
        (ArticleRequest, "validation"),
        *[(model, "serialization") for model in answers],
        (StatusAnswer, "serialization"),
        (ModelCardAnswer, "serialization"),
        (problems.ProblemDocument, "serialization"),
    ]
    _, schema = models_json_schema(models, ref_template=_REF)  # type: ignore[arg-type]
    definitions: dict[str, Any] = schema["$defs"]
    return definitions


def _article_paths() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for path, (answer, summary) in _ARTICLES.items():
        paths[path] = {
            "post": {
                "summary": summary,
                "tags": ["articles"],
                "operationId": path.rsplit("/", 1)[1],
                "parameters": _query_parameters(),
                "requestBody": _request_body(),
                "responses": {
                    "200": _success(answer, streams=True),
                    **_problems(_ARTICLE_PROBLEMS),
                },
            }
        }
    return paths


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


def _operation_paths() -> dict[str, Any]:
    return {
        "/livez": _open(_get("livez", "Is the process alive", StatusAnswer, (400, 405))),
        "/readyz": _open(
            _get("readyz", "Does the model classify rightly", StatusAnswer, (400, 405, 503))
        ),
        "/v1/model": _get(
            "model",
            "The card of the serving model, and the release of the service",
            ModelCardAnswer,
            (400, *_KEY_PROBLEMS, 405, 503),
        ),
        "/metrics": {
            "get": {
                "summary": "The counts of all workers, for Prometheus",
                "tags": ["operations"],
                "operationId": "metrics",
                "responses": {
                    "200": {
                        "description": "The text format, or OpenMetrics where that is accepted",
                        "headers": _HEADERS,
                        "content": {
                            "text/plain": {"schema": {"type": "string"}},
                            "application/openmetrics-text": {"schema": {"type": "string"}},
                        },
                    },
                    **_problems((400, *_KEY_PROBLEMS, 405)),
                },
            }
        },
        "/openapi.json": {
            "get": {
                "summary": "This description",
                "tags": ["operations"],
                "operationId": "openapi",
                "security": [],
                "responses": {
                    "200": {
                        "description": "OpenAPI 3.1",
                        "headers": _HEADERS,
                        "content": {"application/json": {"schema": {"type": "object"}}},
                    },
                    **_problems((400, 405)),
                },
            }
        },
    }


def _get(
    name: str, summary: str, answer: type[BaseModel], codes: tuple[int, ...]
) -> dict[str, Any]:
    operation = {
        "summary": summary,
        "tags": ["operations"],
        "operationId": name,
        "responses": {"200": _success(answer), **_problems(codes)},
    }
    return {"get": operation}


def _open(path: dict[str, Any]) -> dict[str, Any]:
    """Return a path as one that takes no key, whether or not keys are configured."""
    return {"get": {**path["get"], "security": []}}


def _success(answer: type[BaseModel], *, streams: bool = False) -> dict[str, Any]:
    content: dict[str, Any] = {"application/json": {"schema": _reference(answer)}}
    if streams:
        content["application/x-ndjson"] = {"schema": {"type": "string"}}
    return {"description": "The answer", "headers": _HEADERS, "content": content}


def _problems(codes: tuple[int, ...]) -> dict[str, Any]:
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
