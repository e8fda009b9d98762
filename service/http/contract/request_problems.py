"""Problems of the current request: what only a request knows of them."""

from __future__ import annotations

from flask import g, request, url_for

from service.contract import problems
from service.contract.problems import (
    FORBIDDEN,
    INVALID,
    NO_FEEDBACK,
    NOT_FOUND,
    TOO_BUSY,
    UNAVAILABLE,
    FieldProblem,
    Problem,
)
from service.feedback.errors import (
    DatabaseBusy,
    FeedbackError,
    NoSuchCorrection,
    NotYours,
    TooManyCorrections,
    WrongCursor,
)
from service.topics.errors import ModelError


def problem_of(error: Exception) -> Problem:
    """Return the problem that an exception of any layer stands for."""
    if isinstance(error, ModelError):
        summary = url_for("articles.summary")
        return Problem(UNAVAILABLE, f"No usable topic model is loaded. Try {summary}, or later.")
    if isinstance(error, FeedbackError):
        return _problem_of_feedback(error)
    return problems.problem_of(error)


def _problem_of_feedback(error: FeedbackError) -> Problem:
    if isinstance(error, NoSuchCorrection):
        return Problem(NOT_FOUND, str(error))
    if isinstance(error, WrongCursor):
        pointed = FieldProblem(pointer="/cursor", detail=str(error))
        return Problem(INVALID, f"cursor: {error}.", errors=[pointed])
    if isinstance(error, NotYours):
        return Problem(FORBIDDEN, str(error))
    if isinstance(error, DatabaseBusy | TooManyCorrections):
        seconds = "1" if isinstance(error, DatabaseBusy) else "3600"
        return Problem(TOO_BUSY, str(error), headers={"Retry-After": seconds})
    return Problem(NO_FEEDBACK, str(error))


def instance() -> str:
    """Return the name of this request, as `instance` states it."""
    return f"{request.script_root}{request.path}#{g.request_id}"
