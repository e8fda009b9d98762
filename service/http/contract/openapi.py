"""OpenAPI 3.1, generated from what views declare and the models that parse and shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from service.contract.problems import MEDIA_TYPE, ProblemDocument
from service.http.contract.choices import with_named_choices
from service.http.contract.components import definitions, schema_of, with_default_in_words
from service.http.contract.operation import Operation, Route
from service.options import schemas

_PART = re.compile(r"{(\w+)}")
_ALWAYS = (400, 405, 408, 414, 417, 431, 500, 501)
_OF_KEYS, _OF_BODIES = (401, 403, 429), (413, 415, 422, 429, 503)
_REASONS = {
    400: "The request is not well formed, or its body does not parse or decode",
    401: "A key is needed, where keys are configured",
    403: "The key does not have this right",
    404: "There is nothing of this name",
    405: "The address does not take this method",
    406: "Accept allows no media type that there is",
    408: "The request did not arrive in time",
    412: "If-Match names another version than the one there is",
    413: "The body or text is over its limit",
    414: "The address is too long",
    415: "The content type or encoding is not supported",
    417: "The only expectation that is met is 100-continue",
    422: "A field is wrong, or the article cannot be worked on as asked",
    429: "Too many requests at once, or over the key's quota; see Retry-After",
    431: "The headers are too many or too long",
    500: "A fault of the service",
    501: "The transfer coding is not read here",
    503: "No usable model or database, or about to stop",
}
_HEADERS = {
    "X-Request-ID": "yours, or a new one",
    "Server-Timing": "milliseconds by stage",
    "Cache-Control": "whether it may be kept",
    "Vary": "the headers of the request that it depends on",
    "Content-Encoding": "gzip, where it is compressed",
    "RateLimit": "what is left of the key's quota",
    "RateLimit-Policy": "the key's quota",
    "ETag": "the version, for If-None-Match; a weak one where it is compressed",
    "Location": "where the new one is",
    "Link": "the next page, where there is one",
    "Content-Disposition": "what to call the file",
    "WWW-Authenticate": "how to send a key",
    "Allow": "the methods that there are",
    "Accept": "the content types that are read here",
    "Accept-Encoding": "the encodings that are read here",
    "Retry-After": "seconds to wait",
}
_ALL_HAVE = ("X-Request-ID", "Server-Timing", "Cache-Control", "Vary", "Content-Encoding")
_OF_QUOTAS = ("RateLimit", "RateLimit-Policy")
_OF_STATUS = {
    304: ("ETag",),
    401: ("WWW-Authenticate",),
    403: ("WWW-Authenticate",),
    405: ("Allow",),
    415: ("Accept", "Accept-Encoding"),
    429: ("Retry-After",),
}
_CONDITIONS = {
    "If-None-Match": "an ETag that you have: 304 where it is still that of the answer",
    "If-Match": "an ETag: 412 where it is not that of the answer any more",
}

_TAGS = [
    {"name": "articles", "description": "What clients ask"},
    {"name": "feedback", "description": "What people say is right, where a database is named"},
    {"name": "label_studio", "description": "What Label Studio asks, by its own protocol"},
    {"name": "operations", "description": "What whoever runs the service asks"},
]

_KEYS = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}
_PASSWORD = {"password": {"type": "http", "scheme": "basic"}}


#: Of the API, whose routes begin with its first number; fields that are added raise the second.
VERSION = "1.7"


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
            " picks the sentences that sum it up, with exact offsets. Generators of clients that"
            " take one media type for a body are given this address with ?bodies=json.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "contact": {"name": "Dateline maintainers"},
        },
        "tags": _TAGS,
        "paths": paths,
        "components": {
            "schemas": definitions(routes),
            "responses": {
                _problem_name(route.operation, code): _problem(route.operation, code)
                for route in routes
                for code in _codes(route.operation)
            },
            "headers": {
                name: {"schema": {"type": "string"}, "description": description}
                for name, description in _HEADERS.items()
            },
            "securitySchemes": _KEYS | _PASSWORD,
        },
        # Keys are asked for where some are configured.
        "security": _any_of(_KEYS),
    }


def _operation(route: Route) -> dict[str, Any]:
    declared = route.operation
    said: dict[str, Any] = {
        "summary": declared.summary,
        "tags": [route.group],
        "operationId": declared.id,
    }
    if declared.right is None:
        said["security"] = []
    elif declared.key_as_password:
        said["security"] = _any_of(_KEYS | _PASSWORD)
    parameters = [_path_parameter(name) for name in _PART.findall(route.path)]
    parameters += _query_parameters(declared.query)
    if declared.cacheable:
        parameters += [_header_parameter(*named) for named in _CONDITIONS.items()]
    if declared.bodies:
        said["requestBody"] = _request_body(declared)
        if not declared.body_description:
            parameters += _query_parameters(schemas())
    if parameters:
        said["parameters"] = parameters
    answers = {str(status.value): _success(declared, status) for status in declared.statuses}
    if declared.cacheable:
        told = "It is what you have already"
        answers["304"] = {"description": told, "headers": _headers(declared, 304)}
    problems = {str(code): _reference(declared, code) for code in _codes(declared)}
    said["responses"] = {**answers, **problems}
    return said


def _codes(declared: Operation) -> list[int]:
    """The statuses of the problems that an operation may answer with."""
    codes: set[int] = {*_ALWAYS, *declared.problems}
    if declared.right is not None:
        codes.update(_OF_KEYS)
    if declared.cacheable:
        codes.add(HTTPStatus.PRECONDITION_FAILED)
    if declared.bodies:
        codes.update(_OF_BODIES)
        if not declared.body_description:
            codes.add(HTTPStatus.NOT_ACCEPTABLE)
    return sorted(codes)


def _headers(declared: Operation, status: int) -> dict[str, Any]:
    """The headers that an answer with this status may have."""
    names = [*_ALL_HAVE, *_OF_STATUS.get(status, ())]
    if declared.right is not None:
        names += _OF_QUOTAS
    if status < 300:
        names += [*(["ETag"] if declared.cacheable else []), *declared.headers]
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _any_of(schemes: Iterable[str]) -> list[dict[str, list[str]]]:
    """One of these, or none where there are no keys."""
    either: list[dict[str, list[str]]] = [{name: []} for name in schemes]
    return [{}, *either]


def _request_body(declared: Operation) -> dict[str, Any]:
    return {
        "required": True,
        "description": declared.body_description
        or "An article as JSON, text or HTML. Query parameters are the options of text"
        " and HTML; JSON has its options in the body. NDJSON has a JSON article a line and is"
        " answered with a line for each.",
        "content": {
            kind: {"schema": schema_of(body.schema, kind), "example": body.example}
            for kind, body in declared.bodies.items()
        },
    }


def _path_parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _header_parameter(name: str, description: str) -> dict[str, Any]:
    stated = {"required": False, "description": description, "schema": {"type": "string"}}
    return {"name": name, "in": "header", **stated}


def _query_parameters(declared: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Parameters such as the options, which a query leaves out where JSON would say null."""
    told = []
    for name, stated in declared.items():
        schema = with_default_in_words(stated)
        description = schema.pop("description")
        told.append(
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": description,
                "schema": with_named_choices(schema),
            }
        )
    return told


def _success(declared: Operation, status: HTTPStatus) -> dict[str, Any]:
    headers = _headers(declared, status)
    said: dict[str, Any] = {"description": declared.answer_description, "headers": headers}
    if status != HTTPStatus.NO_CONTENT:
        content = {kind: {"schema": schema_of(one, kind)} for kind, one in declared.answer.items()}
        said["content"] = content
    return said


def _problem(declared: Operation, code: int) -> dict[str, Any]:
    kind = MEDIA_TYPE
    return {
        "description": _REASONS[code],
        "headers": _headers(declared, code),
        "content": {kind: {"schema": schema_of(ProblemDocument, kind)}},
    }


def _problem_name(declared: Operation, code: int) -> str:
    """What a problem is called that operations share: those for which keys have a quota tell it."""
    return f"Problem{code:d}{'' if declared.right is None else 'WithQuota'}"


def _reference(declared: Operation, code: int) -> dict[str, str]:
    return {"$ref": f"#/components/responses/{_problem_name(declared, code)}"}
