"""What a reader says of a result's topic, sent by the form for browsers without JavaScript."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, request
from pydantic import ValidationError

from service.analysis import Submission
from service.contract.problems import INVALID, FieldProblem, Problem
from service.contract.submissions import refuse_fields
from service.feedback.correction import Sent
from service.http.app_state import app_state
from service.http.contract.corrections import CorrectionRequest, receipt
from service.http.contract.operation import TEACH, operation
from service.http.requests.forms import Form, parse_form, read_form
from service.http.routes.feedback import keep, kept_feedback
from service.site import view
from service.site.pages import page_of_problem, show

blueprint = Blueprint("correction", __name__)


@blueprint.url_value_preprocessor
def _problems_are_pages(_: str | None, __: dict[str, Any] | None) -> None:
    g.write_problem = page_of_problem


@blueprint.post("/correction")
@operation(right=TEACH, key_in_form=True, changes=True)
def sent() -> str:
    """Keep what the form says of its article, and show the article and what became of that."""
    kept_feedback()
    form = read_form(request)
    submission = parse_form(form)
    with app_state().pace.admit():
        kept, is_new = keep(_said(form, submission), submission)
    return show(submission, view.outcome_shown(receipt(kept), is_new=is_new))


def _said(form: Form, submission: Submission) -> Sent:
    """Return the correction in the form; raises a problem for what is wrong with it."""
    if isinstance(submission.html, bytes):
        detail = "A page whose charset is not told cannot be kept from here. Paste its text."
        raise Problem(INVALID, detail, errors=[FieldProblem(pointer="/file", detail=detail)])
    options = submission.options
    said = {
        "topic": _topic(form.fields),
        "text": submission.text,
        "html": submission.html,
        "title": options.title,
        "language": options.language,
        "clean": options.clean,
        "note": form.fields.get("remark"),
    }
    try:
        return Sent(**dict(CorrectionRequest.model_validate(said)))
    except ValidationError as error:
        refuse_fields(error, CorrectionRequest, "a correction")


def _topic(fields: dict[str, str]) -> str:
    if agreed := fields.get("right"):
        return agreed
    given = [fields[name] for name in ("known_topic", "new_topic") if name in fields]
    if len(given) != 1:
        detail = "Choose what the topic is, or write a new one."
        raise Problem(INVALID, detail, errors=[FieldProblem(pointer="/new_topic", detail=detail)])
    return given[0].strip().lower()
