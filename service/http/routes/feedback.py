"""The routes by which people say what is right, and others look at it."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from itertools import chain, islice
from urllib.parse import urlencode

from flask import Blueprint, Response, g, request, url_for
from pydantic import BaseModel

from service.analysis import Submission
from service.contract.answers import confidence_of
from service.feedback.correction import Change, Correction, Given, Reviewer, Sent
from service.feedback.errors import NoDatabase
from service.feedback.exchange.record import CorrectionRecord
from service.feedback.listing import Page
from service.http.access.keys import client_name
from service.http.app_state import Feedback, app_state
from service.http.contract.corrections import (
    ChangeRequest,
    CorrectionReceipt,
    CorrectionRequest,
    CorrectionsAnswer,
    ExportRequest,
    ListRequest,
    receipt,
)
from service.http.contract.operation import REVIEW, TEACH, Body, Lines, operation
from service.http.middleware.timing import clock
from service.http.requests.bodies import read_json
from service.http.requests.corrections import (
    EXAMPLE,
    parse_change,
    parse_correction,
    parse_export,
    parse_list,
)
from service.http.responses.writers import NDJSON
from service.http.routes.articles import analysed
from service.options import schemas_of

_JSON = "application/json"
_SMALL = 2**16
_EXPORTED = {
    NDJSON: Lines((CorrectionRecord,)),
    _JSON: {"type": "array", "items": {"type": "object"}},
}
_AWAY = (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS)
_OF_ONE = (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY, *_AWAY)

blueprint = Blueprint("feedback", __name__, url_prefix="/v1/feedback")


@blueprint.post("")
@operation(
    right=TEACH,
    changes=True,
    id="sendCorrection",
    summary="Say which topic is right",
    bodies={_JSON: Body(CorrectionRequest, EXAMPLE)},
    body_description="An article and the topic that is right.",
    answer={_JSON: CorrectionReceipt},
    answer_description="The correction: 201 for a new one, 200 where you said so before",
    headers=("Location",),
    statuses=(HTTPStatus.OK, HTTPStatus.CREATED),
)
def add() -> Response:
    """Keep a correction."""
    kept_feedback()
    body = read_json(request, app_state().settings.max_body_bytes)
    # Behind the reading, so that a slow sender holds a thread and nothing else; before the parsing,
    # which for a wrong body may take a second and a hundred times its memory.
    with app_state().pace.admit():
        kept, is_new = keep(*parse_correction(body, app_state().settings))
    place = {"Location": url_for("feedback.one", key=kept.key)} if is_new else {}
    return _answer(receipt(kept), HTTPStatus.CREATED if is_new else HTTPStatus.OK, place)


@blueprint.get("")
@operation(
    right=REVIEW,
    id="listCorrections",
    summary="List corrections, a page at a time",
    query=schemas_of(ListRequest),
    answer={_JSON: CorrectionsAnswer},
    answer_description="A page; the header Link leads to the next, where there is one",
    headers=("Link",),
    problems=(HTTPStatus.UNPROCESSABLE_ENTITY, *_AWAY),
)
def listed() -> Response:
    """Give a page of corrections."""
    store, query = kept_feedback().store, parse_list(request)
    page, counts = store.page(query), store.count(query.topic)
    said = CorrectionsAnswer(
        corrections=list(map(CorrectionRecord.of, page.corrections)),
        counts=dict(counts.by_state),
    )
    return _answer(said, headers=_link(page))


@blueprint.get("/export")
@operation(
    right=REVIEW,
    id="exportCorrections",
    summary="All corrections, as a file",
    query=schemas_of(ExportRequest),
    answer=_EXPORTED,
    answer_description="JSON Lines, or what Label Studio or doccano imports",
    headers=("Content-Disposition",),
    problems=(HTTPStatus.UNPROCESSABLE_ENTITY, *_AWAY),
)
def export() -> Response:
    """Give all corrections in the format that is asked for."""
    store = kept_feedback().store
    query, written = parse_export(request)
    # The first page is read before the answer begins, so that its failure can be told.
    lines = written.write(_ahead(store.all(query)))
    name = f"feedback{written.ending}"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(lines, headers=headers, content_type=written.media_type)


@blueprint.get("/<key>")
@operation(
    right=REVIEW,
    id="getCorrection",
    summary="One correction",
    answer={_JSON: CorrectionRecord},
    problems=_OF_ONE,
)
def one(key: str) -> Response:
    """Give a correction."""
    return _answer(CorrectionRecord.of(kept_feedback().store.find(key)))


@blueprint.patch("/<key>")
@operation(
    right=REVIEW,
    changes=True,
    id="changeCorrection",
    summary="Accept or reject a correction, or say another topic",
    bodies={_JSON: Body(ChangeRequest, {"state": "accepted"})},
    body_description="What you decide, another topic, or both.",
    answer={_JSON: CorrectionRecord},
    problems=_OF_ONE,
)
def change(key: str) -> Response:
    """Change a correction."""
    feedback = kept_feedback()
    wanted = parse_change(read_json(request, _SMALL))
    reviewer = Reviewer(client_name(), is_known="key" in g)
    changed = feedback.store.change(key, Change(wanted.topic, wanted.state, reviewer))
    if wanted.state is not None:
        feedback.counts.decided(wanted.state)
    return _answer(CorrectionRecord.of(changed))


@blueprint.delete("/<key>")
@operation(
    right=REVIEW,
    changes=True,
    id="deleteCorrection",
    summary="Forget a correction",
    answer_description="It is forgotten",
    statuses=(HTTPStatus.NO_CONTENT,),
    problems=_OF_ONE,
)
def forget(key: str) -> Response:
    """Delete a correction for good."""
    kept_feedback().store.forget(key)
    return Response(status=HTTPStatus.NO_CONTENT)


def kept_feedback() -> Feedback:
    """Return where corrections are kept; raises `NoDatabase` where none are."""
    feedback = app_state().feedback
    if feedback is None:
        raise NoDatabase
    return feedback


def _ahead(corrections: Iterator[Correction]) -> Iterator[Correction]:
    """The same, the first of them read already."""
    return chain(list(islice(corrections, 1)), corrections)


def keep(sent: Sent, submission: Submission, *, replacing: bool = False) -> tuple[Correction, bool]:
    """Keep what was sent beside what the model says; return it, and whether it is new.

    With `replacing` it takes the place of what its sender said under the same id.
    """
    feedback = kept_feedback()
    with analysed(submission, topic=True, summary=False, is_correction=True) as (
        found,
        manifest,
    ):
        topic, article = found.topic, found.article.text
    assert topic is not None
    assert manifest is not None
    given = Given(topic.label, confidence_of(topic), manifest.version)
    with clock("store"):
        correction = Correction.of(sent, article, given, client_name())
        kept, is_new = feedback.store.add(correction, replacing=replacing)
    if is_new:
        feedback.counts.received(kept.state, kept.topic, manifest.classes)
    return kept, is_new


def _link(page: Page) -> dict[str, str]:
    """The header that leads to the next page, with the rest of the query as it was."""
    if page.next is None:
        return {}
    query = urlencode({**request.args.to_dict(), "cursor": page.next})
    return {"Link": f'<{url_for("feedback.listed")}?{query}>; rel="next"'}


def _answer(
    said: BaseModel, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None
) -> Response:
    return Response(said.model_dump_json(), status, headers, content_type=_JSON)
