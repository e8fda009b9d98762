"""What a view declares of its route: who may ask, and what OpenAPI says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Literal, NamedTuple, TypeVar

from flask import Flask
from pydantic import BaseModel

Right = Literal["read", "operate", "teach", "review"]
READ: Right = "read"
OPERATE: Right = "operate"
TEACH: Right = "teach"
REVIEW: Right = "review"
RIGHTS: tuple[Right, ...] = (READ, OPERATE, TEACH, REVIEW)
_ATTRIBUTE = "dateline_operation"
_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_View = TypeVar("_View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Lines:
    """NDJSON: JSON objects, a line each, every one of one of these models."""

    models: tuple[type[BaseModel], ...]


#: A model, lines of models, or a JSON schema of what has none.
Schema = type[BaseModel] | Lines | Mapping[str, Any]


@dataclass(frozen=True)
class Body:
    """A body as it is described."""

    schema: Schema
    example: object


# Compared by identity, for a view has one.
@dataclass(frozen=True, eq=False)
class Operation:
    """What a route takes and answers; one without a summary is a page, and not described."""

    #: The right that a key must have, where keys are configured; None where no key is needed.
    right: Right | None
    #: What clients that are generated call it: a verb, and what it does that to.
    id: str = ""
    #: Whether the key may stand in the body, which is the page's form.
    key_in_form: bool = False
    #: Whether it may be the password of HTTP Basic, which is all that some programs can send.
    key_as_password: bool = False
    #: Whether it changes what is kept, so that no page of another site may have a browser ask it.
    changes: bool = False
    #: Whether it depends on nothing but its address and this service, so that clients may keep it.
    cacheable: bool = False
    summary: str = ""
    #: What it takes, by media type: an article, or many.
    bodies: Mapping[str, Body] = field(default_factory=dict)
    #: What the body is, where it is no article with the options of one.
    body_description: str = ""
    #: The schemas of its own query parameters, by name.
    query: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    #: The statuses of its answers; 204 has no content.
    statuses: tuple[HTTPStatus, ...] = (HTTPStatus.OK,)
    #: What it answers with, by media type.
    answer: Mapping[str, Schema] = field(default_factory=dict)
    answer_description: str = "The answer"
    #: Headers of its own answers, beside those that follow from the rest.
    headers: tuple[str, ...] = ()
    #: The statuses of its own problems, beside those that follow from the rest.
    problems: tuple[HTTPStatus, ...] = ()


class Route(NamedTuple):
    """A view at an address that is described: `group` is its blueprint.

    `path` has the names of its parts in braces.
    """

    path: str
    method: str
    group: str
    operation: Operation


def operation(right: Right | None, **said: Any) -> Callable[[_View], _View]:
    """Declare what a view takes and answers, as the fields of `Operation` have it."""
    declared = Operation(right, **said)

    def declare(view: _View) -> _View:
        setattr(view, _ATTRIBUTE, declared)
        return view

    return declare


def operation_at(app: Flask, endpoint: str | None) -> Operation | None:
    """Return what the view of an endpoint declares, or None where there is nothing of it."""
    return getattr(app.view_functions[endpoint], _ATTRIBUTE, None) if endpoint else None


def described_routes(app: Flask) -> tuple[Route, ...]:
    """Return the routes of the app that OpenAPI describes, in the order of their registration."""
    found = []
    for rule in app.url_map.iter_rules():
        declared = operation_at(app, rule.endpoint)
        if declared is None or not declared.summary:
            continue
        group = rule.endpoint.partition(".")[0]
        found += [
            Route(_PART.sub(r"{\1}", str(rule)), method, group, declared)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        ]
    return tuple(found)
