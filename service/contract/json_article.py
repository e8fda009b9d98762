"""JSON articles: one object, the options beside the text or page."""

from __future__ import annotations

import json
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from service.analysis import Submission
from service.contract.problems import INVALID, MALFORMED, Problem
from service.contract.schemas import ArticleRequest
from service.contract.submissions import (
    MAX_ERRORS,
    field_problem,
    parse_content,
    refuse_fields,
)
from service.formats.format import Content
from service.options import Options
from service.settings import Settings

_Model = TypeVar("_Model", bound=BaseModel)


def parse_json(body: bytes, settings: Settings) -> Submission:
    """Return what a JSON article submits."""
    return parse_article(load_object(body), settings)


def parse_article(loaded: dict[str, Any], settings: Settings) -> Submission:
    """Return what the fields of an article submit, the text or page and options beside it."""
    content = parse_fields(loaded, ArticleRequest, "an article")
    return parse_content(content, settings, Content(content.text, content.html))


def parse_object(body: bytes, model: type[_Model], what: str, example: str) -> _Model:
    """Return what a JSON object says; raises a 400 or 422 problem for what is wrong with it."""
    return parse_fields(load_object(body, what, example), model, what)


def parse_fields(loaded: dict[str, Any], model: type[_Model], what: str) -> _Model:
    """Return what the fields of an object say; raises a 422 problem for what is wrong with them."""
    known = model.model_fields.keys()
    unknown = [name for name in loaded if name not in known]
    # Enough of them to name, for each error takes its time (docs/decisions/0050).
    for name in unknown[MAX_ERRORS:]:
        del loaded[name]
    try:
        return model.model_validate(loaded, strict=True)
    except ValidationError as error:
        refuse_fields(error, model, what)


def load_object(
    body: bytes, what: str = "an article", example: str = '{"text": "..."}'
) -> dict[str, Any]:
    """Return the fields of a JSON object; raises a problem for what is none."""
    fitting = f"{what[0].upper()}{what[1:]} is a JSON object, such as {example}."
    loaded = _load(body, fitting)
    if not isinstance(loaded, dict):
        raise Problem(INVALID, fitting, errors=[field_problem("", "is not an object")])
    return loaded


def name_of(body: bytes) -> str | None:
    """Return the `id` of a JSON article that is refused, or None where it names none rightly."""
    try:
        return Options.model_validate({"id": _load(body, "")["id"]}, strict=True).id
    except (Problem, ValueError, TypeError, LookupError, MemoryError):
        return None


def _load(body: bytes, fitting: str) -> Any:
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
        wrong = f"not JSON: {str(error)[:200]}" if body.strip() else "empty"
        raise Problem(MALFORMED, f"The body is {wrong}. {fitting}") from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON value")


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a name occurs twice in an object")
    return content
