"""The pages for people, and the files that they are made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from flask import (
    Blueprint,
    Flask,
    Response,
    g,
    make_response,
    render_template,
    request,
    send_from_directory,
)
from jinja2 import StrictUndefined

from service.analysis import Submission
from service.contract.problems import NOT_FOUND, Problem
from service.contract.schemas import AnalysisAnswer
from service.contract.submissions import parse_content, parse_options
from service.formats.format import Content
from service.formats.registry import choosable
from service.http.app_state import app_state
from service.http.contract.operation import READ, operation
from service.http.middleware.timing import clock
from service.http.requests.forms import Form, parse_form, read_form
from service.http.routes.articles import answer
from service.options import FOCUSING, Options, schemas
from service.site import view
from service.site.examples import EXAMPLES

blueprint = Blueprint(
    "pages",
    __name__,
    template_folder="templates",
)
_STATIC = Path(__file__).parent / "static"


def install(app: Flask) -> None:
    """Serve the pages; a name that a template does not get is an error, never a blank."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["view"] = view
    app.jinja_env.globals["keeps_corrections"] = lambda: app_state().feedback is not None
    app.register_blueprint(blueprint)


@blueprint.url_value_preprocessor
def _problems_are_pages(endpoint: str | None, _: dict[str, Any] | None) -> None:
    # Before anything looks at the request: a wrong key or query is told on the page too.
    if endpoint in ("pages.article", "pages.analysed"):
        g.write_problem = page_of_problem


@blueprint.get("/static/<path:filename>")
@operation(right=None)
def static(filename: str) -> Response:
    """Give a file that pages are made of."""
    return send_from_directory(_STATIC, filename)


@blueprint.get("/")
@operation(right=None, cacheable=True)
def article() -> str:
    """Show the form, and an example if one is named."""
    name = request.args.get("example")
    return _page() if name is None else show(_example(name))


@blueprint.post("/")
@operation(right=READ, key_in_form=True)
def analysed() -> str:
    """Show what the form's article comes to, for browsers without JavaScript."""
    return show(parse_form(read_form(request)))


def _example(name: str) -> Submission:
    if name not in EXAMPLES:
        raise Problem(NOT_FOUND, f"There is no such example. There are {', '.join(EXAMPLES)}.")
    return parse_content(parse_options({}), app_state().settings, Content(text=EXAMPLES[name].text))


def show(submitted: Submission, told: str = "") -> str:
    """Return the page with a submission in the form, and with its answer.

    `told` is what became of what the reader said of it.
    """
    text, html = submitted.text, submitted.html
    # A page whose charset is to be guessed is shown as it was found only.
    typed = text or (html if isinstance(html, str) else "")
    if _keyed() and "key" not in g:
        return _page(typed)  # an example: an analysis takes a key
    state = app_state()
    with state.requests.admit():
        found = cast(AnalysisAnswer, answer(submitted, topic=True, summary=True))
        document = text or found.article.document
        # The page of a long text takes longer to write than to analyse (docs/decisions/0050).
        with state.compute.locked(len(document)), clock("write"):
            return _page(typed, document, found, told=told)


def _page(
    typed: str = "",
    document: str = "",
    found: AnalysisAnswer | None = None,
    problem: Problem | None = None,
    told: str = "",
) -> str:
    form: Form | None = g.get("form")
    fields = form.fields if form else {}
    return render_template(
        "article.html",
        fields={**fields, "text": typed or fields.get("text", "")},
        examples=EXAMPLES.values(),
        defaults=Options(),
        focusing=FOCUSING,
        declared=schemas(),
        keyed=_keyed(),
        choosable=choosable(),
        limit=app_state().settings.max_body_bytes,
        document=document,
        answer=found,
        problem=problem,
        topics=known_topics() if app_state().feedback else None,
        told=told,
    )


def page_of_problem(problem: Problem) -> Response:
    """Return the page with what is wrong, and the form as it was sent."""
    return make_response(_page(problem=problem), problem.kind.status, problem.headers)


def known_topics() -> list[str]:
    """Return the topics of the serving model; none where no model serves."""
    classifier = app_state().model.loaded
    return classifier.manifest.classes if classifier else []


def _keyed() -> bool:
    return bool(app_state().settings.keys_file)
