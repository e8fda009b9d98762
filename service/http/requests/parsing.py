"""Requests to submissions: options in query strings, what is wrong with fields, and limits."""

from __future__ import annotations

from typing import NoReturn

from flask import Request
from pydantic import BaseModel, ValidationError

from service.analysis import Submission
from service.formats.format import Content
from service.http.contract.problems import INVALID, TOO_LARGE, FieldProblem, Problem
from service.http.contract.schemas import ArticleRequest
from service.options import Options, wording
from service.settings import Settings

#: As many wrong fields are told of at once.
MAX_ERRORS = 20


def refuse_query(request: Request) -> None:
    """Raise a 422 problem where options stand in the query of a body that has its own."""
    if request.args:
        detail = "Options of a JSON article stand beside it in the body, not in the query string."
        raise Problem(
            INVALID, detail, errors=[field_problem(name, detail) for name in request.args]
        )


def query_options(request: Request) -> Options:
    """Return the options in the query string; raises a 422 problem for what is wrong."""
    return parse_options(query_values(request))


def query_values(request: Request) -> dict[str, str]:
    """Return the query's values by name; raises a 422 problem where a name has two."""
    values = {}
    for name, given in request.args.lists():
        if len(given) > 1:
            detail = f"{name[:80]} is given {len(given)} times; once is enough"
            raise Problem(INVALID, f"{detail}.", errors=[field_problem(name, detail)])
        values[name] = given[0]
    return values


def parse_options(values: dict[str, str]) -> Options:
    """Return the options that are written as text; raises a 422 problem for what is wrong."""
    try:
        return Options.from_text(values)
    except ValidationError as error:
        refuse_fields(error)


def parse_content(options: Options, settings: Settings, content: Content) -> Submission:
    """Return the submission of a text or a page; raises a problem for an empty or too long one."""
    text, html = content.text, content.html
    for name, given in (("text", text), ("html", html)):
        if given is not None and (not given or given.isspace()):
            detail = "The article is empty. Send its text."
            raise Problem(INVALID, detail, errors=[field_problem(name, "is empty")])
    # Of a page, what is found in it is measured: markup and scripts may be many times as long.
    if text is not None and len(text) > settings.max_characters:
        raise Problem(
            TOO_LARGE,
            f"The text has {len(text):,} characters; the limit is {settings.max_characters:,}. Send"
            " one article at a time.",
        )
    return Submission(text, html, options)


def field_problem(name: object, detail: str) -> FieldProblem:
    """Return what is wrong with a field; an empty name is the whole body."""
    escaped = str(name)[:80].replace("~", "~0").replace("/", "~1")
    return FieldProblem(pointer=f"/{escaped}" if name != "" else "", detail=detail)


def refuse_fields(
    error: ValidationError, model: type[BaseModel] = ArticleRequest, what: str = "an article"
) -> NoReturn:
    """Raise the 422 problem of fields that do not fit their declaration."""
    errors = []
    for item in error.errors(include_url=False, include_input=False):
        message = wording(item)
        if item["type"] == "extra_forbidden":
            known = ", ".join(model.model_fields)
            message = f"is not a field of {what}; known are {known}"
        errors.append(field_problem(item["loc"][0] if item["loc"] else "", message))
    first = errors[0]
    where = f"{first.pointer[1:]}: " if first.pointer else ""
    more = f" ({len(errors) - 1} more in errors)" if len(errors) > 1 else ""
    raise Problem(INVALID, f"{where}{first.detail}{more}.", errors=errors[:MAX_ERRORS])
