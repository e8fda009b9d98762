"""The routes that take articles."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

from flask import Blueprint, Response, g, request, stream_with_context
from pydantic import BaseModel

from service.analysis import analyse
from service.http.access.admission import released
from service.http.contract.answers import shape
from service.http.contract.problems import Problem, ProblemDocument, instance, problem_of
from service.http.middleware.observation import note_document, note_problem
from service.http.middleware.timing import clock, within
from service.http.requests.bodies import arrival_of, read_arrived, read_body
from service.http.requests.ndjson import Inbox, answer_lines
from service.http.requests.parsing import (
    NDJSON,
    Parsed,
    media_type,
    parse_json,
    parse_request,
    refuse_query,
)
from service.http.services import services

# A line's answer is to be taken in this time: clients that send all before they read are many.
_STREAM_SECONDS = 120.0

blueprint = Blueprint("articles", __name__, url_prefix="/v1")


@blueprint.post("/analysis")
def analysis() -> Response:
    """Answer with language, article, topic and summary."""
    return _respond(topic=True, summary=True)


@blueprint.post("/topic")
def topic() -> Response:
    """Answer with language, article and topic."""
    return _respond(topic=True, summary=False)


@blueprint.post("/summary")
def summary() -> Response:
    """Answer with language, article and summary."""
    return _respond(topic=False, summary=True)


def _respond(*, topic: bool, summary: bool) -> Response:
    if media_type(request) == NDJSON:
        return _stream(topic=topic, summary=summary)
    # Read before a place is taken: a slow sender holds a thread and nothing else.
    with clock("receive"):
        body = read_body(request, services().settings.max_body_bytes)
    with services().requests.admit():
        with clock("parse"):
            parsed = parse_request(request, body, services().settings)
        found = answer(parsed, topic=topic, summary=summary)
    with clock("write"):
        written = found.model_dump_json(exclude_unset=True)
    return Response(written, content_type="application/json")


def answer(parsed: Parsed, *, topic: bool, summary: bool) -> BaseModel:
    """Return the answer to a submission, once it is its turn."""
    held = services()
    classifier = held.model.classifier if topic else held.model.loaded
    with clock("queue"):
        lock = held.compute.acquire(len(parsed.submission.text or parsed.submission.html or ""))
    try:
        found = analyse(
            parsed.submission,
            classifier=classifier if topic else None,
            extractor=released(lock, held.extractor),
            clock=within(held.settings.work_seconds),
            max_sentences=held.settings.max_sentences,
            summary=summary,
        )
        note_document(found.topic, classifier.manifest if classifier else None)
        with clock("shape"):
            return shape(found, classifier.manifest if classifier else None, parsed.offsets)
    finally:
        lock.release()


def _stream(*, topic: bool, summary: bool) -> Response:
    settings = services().settings
    refuse_query(request)
    if topic:
        services().model.classifier  # noqa: B018 - a 503 has to come before the first line
    held = ExitStack()
    held.enter_context(services().streams.admit())
    arrival = arrival_of(request)
    arrival.allow(_STREAM_SECONDS)
    inbox = Inbox(
        partial(read_arrived, request._get_current_object(), arrival),  # type: ignore[attr-defined]
        length=request.content_length,
        most_bytes=settings.max_stream_bytes,
        line_bytes=settings.max_line_bytes,
        line_seconds=settings.body_seconds,
    )

    index, count = itertools.count(), g.get("count")

    def answer_line(line: bytes) -> dict[str, Any] | Problem:
        try:
            if next(index) and count is not None:
                count()  # the request itself was counted for its first line
            shaped = answer(parse_json(line, settings), topic=topic, summary=summary)
        except Exception as error:
            return problem_of(error)
        return shaped.model_dump(mode="json", exclude_unset=True)

    def document(problem: Problem, index: int) -> ProblemDocument:
        note_problem(problem.kind.name)
        return problem.document(f"{instance()}/{index}")

    def end() -> None:
        if not inbox.ended:
            arrival.close()  # what is left of the body is nobody's request
        inbox.close()

    def lines() -> Iterator[bytes]:
        with held:
            yield from answer_lines(inbox, answer_line, document, settings.max_lines)

    held.callback(end)
    response = Response(stream_with_context(lines()), content_type=NDJSON)
    # A client that has gone before the first line never starts the generator.
    response.call_on_close(held.close)
    return response
