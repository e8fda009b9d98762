"""Problems of the current request: what only a request knows of them."""

from __future__ import annotations

from flask import g, request, url_for

from service.contract import problems
from service.contract.problems import UNAVAILABLE, Problem
from service.topics.errors import ModelError


def problem_of(error: Exception) -> Problem:
    """Return the problem that an exception of any layer stands for."""
    if isinstance(error, ModelError):
        summary = url_for("articles.summary")
        return Problem(UNAVAILABLE, f"No usable topic model is loaded. Try {summary}, or later.")
    return problems.problem_of(error)


def instance() -> str:
    """Return the name of this request, as `instance` states it."""
    return f"{request.script_root}{request.path}#{g.request_id}"
