"""The routes that take articles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any

from flask import Blueprint, Response, g, request, stream_with_context
from pydantic import BaseModel

from service.analysis import Analysis, Submission, analyse
from service.contract.answers import shape
from service.contract.json_article import name_of, parse_json
from service.contract.problems import Problem
from service.contract.schemas import (
    AnalysisAnswer,
    AnalysisLine,
    SummaryLine,
    SummaryOnlyAnswer,
    TopicLine,
    TopicOnlyAnswer,
)
from service.http.access.admission import unlocked_during
from service.http.app_state import app_state
from service.http.contract.operation import READ, operation
from service.http.contract.request_problems import problem_of
from service.http.middleware.errors import document_of_part
from service.http.middleware.observation import record_document
from service.http.middleware.timing import clock, within
from service.http.requests.bodies import arrival_of, body_reader, read_body
from service.http.requests.encodings import is_compressed
from service.http.requests.ndjson import NdjsonReader, answer_lines
from service.http.requests.queries import refuse_query
from service.http.requests.readers import BODIES, choose_reader
from service.http.responses.writers import VARY, choose_lines, choose_writer, written
from service.topics.store.bundle import Manifest

# A line's answer is to be taken in this time: clients that send all before they read are many.
_STREAM_SECONDS = 120.0
_PIECE_BYTES = 2**16

blueprint = Blueprint("articles", __name__, url_prefix="/v1")


@blueprint.post("/analysis")
@operation(
    right=READ,
    id="analyzeArticle",
    summary="Find the article, its topic and its summary",
    bodies=BODIES,
    answer=written(AnalysisAnswer, AnalysisLine),
)
def analysis() -> Response:
    """Answer with language, article, topic and summary."""
    return _respond(AnalysisAnswer, topic=True, summary=True)


@blueprint.post("/topic")
@operation(
    right=READ,
    id="classifyArticle",
    summary="Find the article and its topic",
    bodies=BODIES,
    answer=written(TopicOnlyAnswer, TopicLine),
)
def topic() -> Response:
    """Answer with language, article and topic."""
    return _respond(TopicOnlyAnswer, topic=True, summary=False)


@blueprint.post("/summary")
@operation(
    right=READ,
    id="summarizeArticle",
    summary="Find the article and its summary",
    bodies=BODIES,
    answer=written(SummaryOnlyAnswer, SummaryLine),
)
def summary() -> Response:
    """Answer with language, article and summary."""
    return _respond(SummaryOnlyAnswer, topic=False, summary=True)


def _respond(model: type[BaseModel], *, topic: bool, summary: bool) -> Response:
    reader = choose_reader(request)
    if reader.streams:
        return _stream(topic=topic, summary=summary)
    writer = choose_writer(request.accept_mimetypes, model)
    # Read before a place is taken: a slow sender holds a thread and nothing else.
    with clock("receive"):
        body = read_body(request, app_state().settings.max_body_bytes)
    with app_state().requests.admit():
        with clock("parse"):
            submission = reader.read(request, body, app_state().settings)
            submission = writer.completed(submission)
        found = answer(submission, topic=topic, summary=summary)
    with clock("write"):
        written_answer = writer.write(found)
    return Response(written_answer, content_type=writer.media_type, headers=VARY)


def answer(submission: Submission, *, topic: bool, summary: bool) -> BaseModel:
    """Return the answer to a submission, once it is its turn."""
    with analysed(submission, topic=topic, summary=summary) as (found, manifest):
        record_document(found.topic, manifest)
        with clock("shape"):
            return shape(found, manifest, submission.options)


@contextmanager
def analysed(
    submission: Submission, *, topic: bool, summary: bool, is_correction: bool = False
) -> Iterator[tuple[Analysis, Manifest | None]]:
    """Analyse a submission once it is its turn, which ends with the block."""
    state = app_state()
    classifier = state.model.classifier if topic else state.model.loaded
    with state.pace.correction() if is_correction else state.pace.article() as work:
        with clock("queue"):
            lock = state.compute.acquire(len(submission.text or submission.html or ""))
        try:
            work.begin()
            found = analyse(
                submission,
                classifier=classifier if topic else None,
                extractor=unlocked_during(lock, state.extractor),
                clock=within(state.settings.work_seconds),
                max_sentences=state.settings.max_sentences,
                summary=summary,
            )
            yield found, classifier.manifest if classifier else None
        finally:
            lock.release()


def _stream(*, topic: bool, summary: bool) -> Response:
    settings = app_state().settings
    refuse_query(request)
    media_type = choose_lines(request.accept_mimetypes)
    if topic:
        app_state().model.classifier  # noqa: B018 - a 503 has to come before the first line
    count = g.get("count")

    def answer_line(line: bytes) -> dict[str, Any] | Problem:
        try:
            if count is not None:
                count()
            shaped = answer(parse_json(line, settings), topic=topic, summary=summary)
        except Exception as error:
            problem = problem_of(error)
            problem.article = name_of(line)
            return problem
        return shaped.model_dump(mode="json", exclude_unset=True)

    def end() -> None:
        if not incoming.ended:
            arrival.close()  # what is left of the body is nobody's request
        incoming.close()

    def lines() -> Iterator[bytes]:
        with open_until_end:
            yield from answer_lines(incoming, answer_line, document_of_part, settings.max_lines)

    with ExitStack() as stack:
        stack.enter_context(app_state().streams.admit())
        arrival = arrival_of(request)
        arrival.allow(_STREAM_SECONDS)
        own = request._get_current_object()  # type: ignore[attr-defined]
        read = body_reader(own, arrival, settings.max_stream_bytes)
        incoming = NdjsonReader(
            partial(read, _PIECE_BYTES),
            # A compressed body tells by itself where it ends.
            length=None if is_compressed(request) else request.content_length,
            max_bytes=settings.max_stream_bytes,
            max_line_bytes=settings.max_line_bytes,
            line_seconds=settings.body_seconds,
        )
        stack.callback(end)
        if request.content_length is not None:
            # Who knows the length has the first line; others may wait for the answer to begin.
            incoming.wait_for_line()
        # What fails before this leaves its place at once.
        open_until_end = stack.pop_all()
    response = Response(stream_with_context(lines()), content_type=media_type, headers=VARY)
    # A client that has gone before the first line never starts the generator.
    response.call_on_close(open_until_end.close)
    return response
