"""What was sent to submissions: options written as text, what is wrong with fields, and limits."""

from __future__ import annotations

from typing import NoReturn

from pydantic import BaseModel, ValidationError

from service.analysis import Submission
from service.contract.problems import INVALID, TOO_LARGE, FieldProblem, Problem
from service.contract.schemas import ArticleRequest
from service.formats.format import Content
from service.options import Options, wording
from service.settings import Settings

#: As many wrong fields are told of at once.
MAX_ERRORS = 20


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
