"""The media types that articles are answered in, each with what writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydantic import BaseModel
from werkzeug.datastructures import MIMEAccept

from service.contract.problems import NOT_ACCEPTABLE, Problem
from service.contract.schemas import ProblemLine
from service.http.contract.operation import Lines, Schema
from service.http.responses.json_ld import JSON_LD
from service.http.responses.writer import Writer


def _write_json(answer: BaseModel) -> str:
    # Fields not set are not written: a submitted text is not sent back.
    return answer.model_dump_json(exclude_unset=True)


_JSON = Writer("application/json", _write_json)
#: By media type, the first where a client does not mind. A new one is a module, and a place here.
WRITERS = {writer.media_type: writer for writer in (_JSON, JSON_LD)}
#: What a request of many articles is answered in, whatever the writers are.
NDJSON = "application/x-ndjson"
#: All that it is called by clients; none of them is registered.
NDJSON_NAMES = (NDJSON, "application/ndjson", "application/jsonl")
#: What caches are told of an answer whose writer was chosen.
VARY = {"Vary": "Accept"}
# A media range as RFC 9110 and RFC 6838 have it, its parameters aside.
_RANGE = re.compile(r"\*/\*|[\w!#$&^.+-]+/(?:\*|[\w!#$&^.+-]+)", re.ASCII)


def choose_writer(accepted: MIMEAccept, answer: type[BaseModel]) -> Writer:
    """Return the writer of an answer that a client likes best.

    That is the one of most weight; of equals the one that is named more exactly, and then the
    first. Parameters of a media type (`charset=utf-8`) do not matter, nor do capitals, and what is
    no media range is passed over. Raises a 406 problem where none of its writers is accepted.
    """
    writers = {writer.media_type: writer for writer in _writers_of(answer)}
    chosen = _best(accepted, writers)
    if chosen is None:
        raise _refusal(accepted, "an article is answered in", list(writers))
    return writers[chosen]


def choose_lines(accepted: MIMEAccept) -> str:
    """Return what the answer to many articles is called; raises a 406 problem.

    Whoever accepts JSON accepts lines of it: clients that always ask for it are many.
    """
    chosen = _best(accepted, NDJSON_NAMES)
    if chosen is None and _best(accepted, [_JSON.media_type]) is None:
        raise _refusal(accepted, "lines of articles are answered in", [NDJSON])
    return chosen or NDJSON


def written(answer: type[BaseModel], line: type[BaseModel]) -> dict[str, Schema]:
    """Return what the description says of an answer that its writers write, or NDJSON as lines."""
    kinds = {writer.media_type: writer.schema or answer for writer in _writers_of(answer)}
    return {**kinds, NDJSON: Lines((line, ProblemLine))}


def _writers_of(answer: type[BaseModel]) -> list[Writer]:
    return [writer for writer in WRITERS.values() if writer.writes(answer)]


def _best(accepted: MIMEAccept, media_types: Iterable[str]) -> str | None:
    """The media type that is liked best, or None where each has no weight."""
    ranges: dict[str, float] = {}
    for value, weight in accepted:
        name = value.partition(";")[0].strip().lower()
        if _RANGE.fullmatch(name):
            ranges[name] = max(weight, ranges.get(name, 0.0))

    def liking(media_type: str) -> tuple[float, int]:
        """Its weight, and how exactly it is named."""
        main = media_type.partition("/")[0]
        for exactness, name in ((2, media_type), (1, f"{main}/*"), (0, "*/*")):
            if name in ranges:
                return ranges[name], exactness
        return (0.0, 0) if ranges else (1.0, 0)

    best = max(media_types, key=liking)
    return best if liking(best)[0] > 0 else None


def _refusal(accepted: MIMEAccept, what: str, media_types: list[str]) -> Problem:
    *others, last = media_types
    there_is = f"{', '.join(others)} and {last}" if others else last
    detail = (
        f"Accept is {accepted.to_header()[:80]!r}, which allows no media type that {what}. There"
        f" is {there_is}; name one, or leave Accept out."
    )
    return Problem(NOT_ACCEPTABLE, detail, headers=VARY)
