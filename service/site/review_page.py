"""The page where a person works through what readers have said."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from service.http.app_state import app_state
from service.http.contract.operation import operation
from service.http.contract.problems import Problem

blueprint = Blueprint("review_page", __name__)

#: The formats of the export, and what people call them.
EXPORTS = (("jsonl", "JSON Lines"), ("label-studio", "Label Studio"), ("doccano", "doccano"))


@blueprint.url_value_preprocessor
def _problems_are_pages(endpoint: str | None, _: dict[str, Any] | None) -> None:
    g.write_problem = _page_of_problem


@blueprint.get("/review", strict_slashes=False)
@operation(right=None)
def review() -> str:
    """Show the page, which asks for the corrections by itself; 503 where none are kept."""
    return _page()


def _page(problem: Problem | None = None) -> str:
    return render_template(
        "review.html",
        problem=problem,
        exports=EXPORTS,
        keyed=bool(app_state().settings.keys_file),
        topics=known_topics(),
    )


def _page_of_problem(problem: Problem) -> ResponseReturnValue:
    return _page(problem), problem.kind.status, problem.headers


def known_topics() -> list[str]:
    """Return the topics of the serving model; none where no model serves."""
    classifier = app_state().model.loaded
    return classifier.manifest.classes if classifier else []
