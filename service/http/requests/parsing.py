"""Requests to submissions: content types, JSON, query strings and their limits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from flask import Request
from pydantic import ValidationError

from service.analysis import Submission
from service.http.contract.problems import (
    INVALID,
    MALFORMED,
    MEDIA,
    TOO_LARGE,
    FieldProblem,
    Problem,
)
from service.http.contract.schemas import ArticleRequest
from service.http.requests.bodies import refuse_encodings
from service.options import Options
from service.settings import Settings
from service.text.charsets import decode_page, decode_text
from service.text.offsets import OffsetUnit

JSON, TEXT, HTML, NDJSON = (
    "application/json",
    "text/plain",
    "text/html",
    "application/x-ndjson",
)


_MOST_ERRORS = 20
_BOUNDS = {"less_than_equal": "takes {le} at most", "greater_than_equal": "takes {ge} or more"}


@dataclass(frozen=True)
class Parsed:
    """A submission, and how its answer is to be written."""

    submission: Submission
    offsets: OffsetUnit


def media_type(request: Request) -> str:
    """Return the body's content type; raises a 415 problem for one that is not read here."""
    refuse_encodings(request)
    if request.mimetype not in (JSON, TEXT, HTML, NDJSON):
        given = repr(request.mimetype[:80]) if request.mimetype else "none"
        detail = f"The content type is {given}. Send {JSON}, {TEXT}, {HTML} or {NDJSON}."
        raise Problem(MEDIA, detail, headers={"Accept": f"{JSON}, {TEXT}, {HTML}, {NDJSON}"})
    return request.mimetype


def parse_request(request: Request, body: bytes, settings: Settings) -> Parsed:
    """Return what the request and its body submit; raises a problem for what is wrong with it."""
    kind = media_type(request)
    if kind == JSON:
        refuse_query(request)
        return parse_json(body, settings)
    options = _query_options(request)
    charset = request.mimetype_params.get("charset")
    if kind == TEXT:
        return parsed(options, settings, text=decode_text(body, charset))
    return parsed(options, settings, html=decode_page(body, charset))


def parse_json(body: bytes, settings: Settings) -> Parsed:
    """Return what a JSON article submits."""
    loaded = _load(body)
    if not isinstance(loaded, dict):
        detail = 'An article is a JSON object, such as {"text": "..."}.'
        raise Problem(INVALID, detail, errors=[_field("", "is not an object")])
    known = ArticleRequest.model_fields.keys()
    unknown = [name for name in loaded if name not in known]
    # Enough of them to name: an error for each of 200,000 names would take a second.
    for name in unknown[_MOST_ERRORS:]:
        del loaded[name]
    try:
        content = ArticleRequest.model_validate(loaded, strict=True)
    except ValidationError as error:
        _refuse(error)
    return parsed(content, settings, text=content.text, html=content.html)


def _load(body: bytes) -> Any:
    try:
        return json.loads(
            body.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=_no_twins
        )
    except UnicodeDecodeError as error:
        detail = f"The body is not UTF-8 (byte {error.start}), as JSON has to be."
        raise Problem(MALFORMED, detail) from error
    except RecursionError as error:
        raise Problem(MALFORMED, "The JSON is nested too deeply. An article is flat.") from error
    except ValueError as error:
        raise Problem(MALFORMED, f"The body is not JSON: {str(error)[:200]}.") from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON value")


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a name occurs twice in an object")
    return content


def refuse_query(request: Request) -> None:
    """Raise a 422 problem where options stand in the query of a body that has its own."""
    if request.args:
        detail = "Options of a JSON article stand beside it in the body, not in the query string."
        raise Problem(INVALID, detail, errors=[_field(name, detail) for name in request.args])


def _query_options(request: Request) -> Options:
    values = {}
    for name, given in request.args.lists():
        if len(given) > 1:
            detail = f"{name[:80]} is given {len(given)} times; once is enough"
            raise Problem(INVALID, f"{detail}.", errors=[_field(name, detail)])
        values[name] = given[0]
    return options_of(values)


def options_of(values: dict[str, str]) -> Options:
    """Return the options that are written as text; raises a 422 problem for what is wrong."""
    try:
        return Options.from_text(values)
    except ValidationError as error:
        _refuse(error)


def parsed(
    options: Options,
    settings: Settings,
    *,
    text: str | None = None,
    html: str | bytes | None = None,
) -> Parsed:
    """Return the submission of a text or a page; raises a problem for an empty or too long one."""
    for name, content in (("text", text), ("html", html)):
        if content is not None and (not content or content.isspace()):
            detail = "The article is empty. Send its text."
            raise Problem(INVALID, detail, errors=[_field(name, "is empty")])
    # Of a page, what is found in it is measured: markup and scripts may be many times as long.
    if text is not None and len(text) > settings.max_characters:
        raise Problem(
            TOO_LARGE,
            f"The text has {len(text):,} characters; the limit is {settings.max_characters:,}. Send"
            " one article at a time.",
        )
    return Parsed(Submission(text, html, options), options.offsets)


def _field(name: object, detail: str) -> FieldProblem:
    escaped = str(name)[:80].replace("~", "~0").replace("/", "~1")
    return FieldProblem(pointer=f"/{escaped}" if name != "" else "", detail=detail)


def _refuse(error: ValidationError) -> NoReturn:
    errors = []
    for item in error.errors(include_url=False, include_input=False):
        message = item["msg"].removeprefix("Value error, ")
        if item["type"] == "extra_forbidden":
            known = ", ".join(ArticleRequest.model_fields)
            message = f"is not a field of an article; known are {known}"
        if item["type"] in _BOUNDS:
            message = _BOUNDS[item["type"]].format(**item["ctx"])
        errors.append(_field(item["loc"][0] if item["loc"] else "", message))
    first = errors[0]
    where = f"{first.pointer[1:]}: " if first.pointer else ""
    more = f" ({len(errors) - 1} more in errors)" if len(errors) > 1 else ""
    raise Problem(INVALID, f"{where}{first.detail}{more}.", errors=errors[:_MOST_ERRORS])
