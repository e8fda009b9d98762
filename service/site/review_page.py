"""The page where a person works through what readers have said."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, make_response, render_template

from service.contract.problems import Problem
from service.http.app_state import app_state
from service.http.contract.operation import operation
from service.http.routes.feedback import kept_feedback
from service.site.pages import known_topics

blueprint = Blueprint("review_page", __name__)

#: The formats of the export, and what people call them.
EXPORTS = (("jsonl", "JSON Lines"), ("label-studio", "Label Studio"), ("doccano", "doccano"))


@blueprint.url_value_preprocessor
def _problems_are_pages(_: str | None, __: dict[str, Any] | None) -> None:
    g.write_problem = _page_of_problem


@blueprint.get("/review", strict_slashes=False)
@operation(right=None, cacheable=True)
def review() -> str:
    """Show the page, which has no correction in it: it asks the API for them, with the key."""
    kept_feedback()
    return _page()


def _page(problem: Problem | None = None) -> str:
    return render_template(
        "review.html",
        problem=problem,
        exports=EXPORTS,
        keyed=bool(app_state().settings.keys_file),
        topics=known_topics(),
    )


def _page_of_problem(problem: Problem) -> Response:
    return make_response(_page(problem), problem.kind.status, problem.headers)
