"""Requests about feedback: what they send, and what is asked of the list."""

from __future__ import annotations

from flask import Request

from service.analysis import Submission
from service.contract.json_article import parse_object
from service.contract.problems import TOO_LARGE, Problem
from service.contract.submissions import parse_content
from service.feedback.correction import Sent
from service.feedback.exchange.formats import FORMATS, Format
from service.feedback.listing import Query
from service.formats.format import Content
from service.http.contract.corrections import (
    ChangeRequest,
    CorrectionRequest,
    ExportRequest,
    ListRequest,
)
from service.http.requests.queries import parse_query
from service.options import Options
from service.settings import Settings

# Of the longest texts 10 MB.
_EXPORTED_AT_ONCE = 20
#: What a correction may look like.
EXAMPLE = {
    "text": "Police in Arnsbeck arrested two men on Monday after a robbery at the post office.",
    "topic": "crime",
}


def parse_correction(body: bytes, settings: Settings) -> tuple[Sent, Submission]:
    """Return what is sent to be kept, and to be analysed; raises a problem for what is wrong."""
    example = '{"text": "...", "topic": "crime"}'
    return correction_of(parse_object(body, CorrectionRequest, "a correction", example), settings)


def correction_of(asked: CorrectionRequest, settings: Settings) -> tuple[Sent, Submission]:
    """Return the same of what was read already; raises a 413 problem for what is too long."""
    for name in ("text", "html"):
        length, limit = len(getattr(asked, name) or ""), settings.feedback_characters
        if length > limit:
            raise Problem(
                TOO_LARGE,
                f"The {name} has {length:,} characters; of a correction {limit:,} are kept. Send"
                " the article alone, as text.",
            )
    sent = Sent(**dict(asked))
    options = Options(title=asked.title, language=asked.language, clean=asked.clean, explain=False)
    return sent, parse_content(options, settings, Content(asked.text, asked.html))


def parse_change(body: bytes) -> ChangeRequest:
    """Return what is to be changed; raises a problem for what is wrong."""
    return parse_object(body, ChangeRequest, "a change", '{"state": "accepted"}')


def parse_list(request: Request) -> Query:
    """Return which corrections are asked for; raises a 422 problem for what is wrong."""
    return Query(**dict(parse_query(request, ListRequest, "this list")))


def parse_export(request: Request) -> tuple[Query, Format]:
    """Return which corrections are exported, and how; raises a 422 problem for what is wrong."""
    asked = parse_query(request, ExportRequest, "an export")
    query = Query(state=asked.state, topic=asked.topic, limit=_EXPORTED_AT_ONCE)
    return query, FORMATS[asked.format]
