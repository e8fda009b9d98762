"""The media types that the API takes, each with what reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Request

from service.analysis import Submission
from service.contract.json_article import parse_json
from service.contract.problems import MEDIA, Problem
from service.contract.schemas import ArticleRequest
from service.contract.submissions import parse_content
from service.formats.format import EXAMPLE, Format
from service.formats.registry import FORMATS
from service.http.contract.operation import Body, Lines
from service.http.requests.encodings import refuse_encodings
from service.http.requests.queries import query_options, refuse_query
from service.http.responses.writers import NDJSON, NDJSON_NAMES
from service.settings import Settings

_NOT_BLANK = {"type": "string", "minLength": 1, "pattern": r"\S"}


@dataclass(frozen=True)
class Reader:
    """How a body of one media type is read; raises a problem for what is wrong with it."""

    media_type: str
    read: Callable[[Request, bytes, Settings], Submission]
    #: What the description of the API says of it.
    body: Body
    #: Whether it has an article a line, answered one by one as they come; `read` reads a line.
    streams: bool = False


def _read_json(request: Request, body: bytes, settings: Settings) -> Submission:
    refuse_query(request)
    return parse_json(body, settings)


def _reader_of_format(one: Format) -> Reader:
    """A format has the article alone: its options are in the query."""

    def read(request: Request, body: bytes, settings: Settings) -> Submission:
        options = query_options(request)
        content = one.read(body, request.mimetype_params.get("charset"))
        return parse_content(options, settings, content)

    return Reader(one.media_type, read, Body(_NOT_BLANK, one.example))


_JSON = Reader(
    "application/json", _read_json, Body(ArticleRequest, {"text": EXAMPLE, "sentences": 1})
)
_LINES = "\n".join(
    json.dumps({"id": f"desk-{number}", "text": text})
    for number, text in enumerate(EXAMPLE.split(". "), 1)
)
_NDJSON = Reader(NDJSON, _read_json, Body(Lines((ArticleRequest,)), _LINES), streams=True)
#: By media type. A new one that has its options inside is a module like `json_article`, and a
#: reader here; one that is an article alone is a format, and here by itself.
READERS = {
    reader.media_type: reader
    for reader in (_JSON, *(_reader_of_format(one) for one in FORMATS), _NDJSON)
}
BODIES: dict[str, Any] = {name: reader.body for name, reader in READERS.items()}
_BY_NAME = {**READERS, **dict.fromkeys(NDJSON_NAMES, _NDJSON)}


def choose_reader(request: Request) -> Reader:
    """Return what reads the body; raises a 415 problem for a type that is not read here."""
    refuse_encodings(request)
    if request.mimetype not in _BY_NAME:
        *others, last = READERS
        given = repr(request.mimetype[:80]) if request.mimetype else "none"
        detail = f"The content type is {given}. Send {', '.join(others)} or {last}."
        raise Problem(MEDIA, detail, headers={"Accept": ", ".join(READERS)})
    return _BY_NAME[request.mimetype]
