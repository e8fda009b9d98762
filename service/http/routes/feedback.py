"""The routes by which people say what is right, and others look at it."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, g, request, url_for
from pydantic import BaseModel

from service.analysis import Submission
from service.feedback.correction import Change, Correction, Given, Reviewer, Sent, State
from service.feedback.errors import NoDatabase
from service.feedback.listing import Page
from service.http.access.keys import client_name
from service.http.app_state import Feedback, app_state
from service.http.contract.corrections import (
    ChangeRequest,
    CorrectionAnswer,
    CorrectionReceipt,
    CorrectionRequest,
    CorrectionsAnswer,
    ListRequest,
    receipt,
    shape_correction,
)
from service.http.contract.operation import REVIEW, TEACH, Body, operation
from service.http.middleware.timing import clock
from service.http.requests.corrections import (
    EXAMPLE,
    parse_change,
    parse_correction,
    parse_query,
    read_json,
)
from service.http.requests.parsing import refuse_query
from service.http.routes.articles import analysed
from service.options import schemas_of

_JSON = "application/json"
_SMALL = 2**16
_CONFIDENCE_DIGITS = 9
_AWAY = (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS)
_OF_ONE = (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY, *_AWAY)

blueprint = Blueprint("feedback", __name__, url_prefix="/v1/feedback")


@blueprint.post("")
@operation(
    right=TEACH,
    changes=True,
    summary="Say which topic is right",
    bodies={_JSON: Body(CorrectionRequest, EXAMPLE)},
    body_description="An article and the topic that is right.",
    answer={_JSON: CorrectionReceipt},
    answer_description="The correction: 201 for a new one, 200 where you said so before",
    statuses=(HTTPStatus.OK, HTTPStatus.CREATED),
)
def add() -> Response:
    """Keep a correction."""
    feedback = kept_feedback()
    body = read_json(request, app_state().settings.max_body_bytes)
    with feedback.places.admit():
        sent, submission = parse_correction(body, app_state().settings)
        kept, is_new = record(sent, submission)
    return _created(kept) if is_new else _answer(receipt(kept))


@blueprint.get("")
@operation(
    right=REVIEW,
    summary="List corrections, a page at a time",
    query=schemas_of(ListRequest),
    answer={_JSON: CorrectionsAnswer},
    answer_description="A page; the header Link leads to the next, where there is one",
    problems=(HTTPStatus.UNPROCESSABLE_ENTITY, *_AWAY),
)
def listed() -> Response:
    """Give a page of corrections."""
    store = kept_feedback().store
    query = parse_query(request)
    page = store.page(query)
    counts = store.counts(query.topic)
    return _answer(_shape_page(page, counts), headers=_link(page))


@blueprint.get("/<key>")
@operation(
    right=REVIEW,
    summary="One correction",
    answer={_JSON: CorrectionAnswer},
    problems=_OF_ONE,
)
def one(key: str) -> Response:
    """Give a correction."""
    store = kept_feedback().store
    refuse_query(request)
    return _answer(shape_correction(store.find(key)))


@blueprint.patch("/<key>")
@operation(
    right=REVIEW,
    changes=True,
    summary="Accept or reject a correction, or say another topic",
    bodies={_JSON: Body(ChangeRequest, {"state": "accepted"})},
    body_description="What you decide, another topic, or both.",
    answer={_JSON: CorrectionAnswer},
    problems=_OF_ONE,
)
def change(key: str) -> Response:
    """Change a correction."""
    store = kept_feedback().store
    wanted = parse_change(read_json(request, _SMALL))
    by = Reviewer(client_name(), is_known="key" in g)
    return _answer(shape_correction(store.change(key, Change(wanted.topic, wanted.state, by))))


@blueprint.delete("/<key>")
@operation(
    right=REVIEW,
    changes=True,
    summary="Forget a correction",
    answer_description="It is forgotten",
    statuses=(HTTPStatus.NO_CONTENT,),
    problems=_OF_ONE,
)
def forget(key: str) -> Response:
    """Delete a correction for good."""
    store = kept_feedback().store
    refuse_query(request)
    store.forget(key)
    return Response(status=HTTPStatus.NO_CONTENT)


def record(sent: Sent, submission: Submission) -> tuple[Correction, bool]:
    """Keep what somebody sent, beside what the model says of it; return it and if it is new."""
    article, given = _ask_model(submission)
    with clock("store"):
        proposed = Correction.of(sent, article, given, client_name())
        return kept_feedback().store.add(proposed)


def kept_feedback() -> Feedback:
    """Return where corrections are kept; raises `NoDatabase` where none are."""
    feedback = app_state().feedback
    if feedback is None:
        raise NoDatabase
    return feedback


def _ask_model(submission: Submission) -> tuple[str, Given]:
    """Return the article's own text, and what the serving model says of it."""
    with analysed(submission, topic=True, summary=False) as (found, manifest):
        assert found.topic is not None
        assert manifest is not None
        confidence = found.topic.confidence
        confidence = None if confidence is None else round(confidence, _CONFIDENCE_DIGITS)
        return found.article.text, Given(found.topic.label, confidence, manifest.version)


def _shape_page(page: Page, counts: dict[State, int]) -> CorrectionsAnswer:
    corrections = [shape_correction(item) for item in page.corrections]
    return CorrectionsAnswer(corrections=corrections, counts=counts)


def _link(page: Page) -> dict[str, str]:
    """The header that leads to the next page, with the rest of the query as it was."""
    if page.next is None:
        return {}
    query = urlencode({**request.args.to_dict(), "cursor": page.next})
    return {"Link": f'<{url_for("feedback.listed")}?{query}>; rel="next"'}


def _created(correction: Correction) -> Response:
    place = url_for("feedback.one", key=correction.key)
    return _answer(receipt(correction), HTTPStatus.CREATED, {"Location": place})


def _answer(
    said: BaseModel, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None
) -> Response:
    return Response(said.model_dump_json(), status, headers, content_type=_JSON)
