"""The media types that articles are answered in, each with what writes it."""

from __future__ import annotations

from pydantic import BaseModel
from werkzeug.datastructures import MIMEAccept

from service.contract.problems import NOT_ACCEPTABLE, Problem
from service.contract.schemas import ProblemLine
from service.http.contract.operation import Lines, Schema
from service.http.responses.writer import Writer


def _write_json(answer: BaseModel) -> str:
    # Fields not set are not written: a submitted text is not sent back.
    return answer.model_dump_json(exclude_unset=True)


_JSON = Writer("application/json", _write_json)
#: By media type, the first where a client does not mind. A new one is a module, and a place here.
WRITERS = {writer.media_type: writer for writer in (_JSON,)}
#: What a request of many articles is answered in, whatever the writers are.
NDJSON = "application/x-ndjson"
#: What caches are told of an answer whose writer was chosen.
VARY = {"Vary": "Accept"}


def choose_writer(accepted: MIMEAccept, answer: type[BaseModel]) -> Writer:
    """Return the writer of an answer that a client likes best, the first of equals or of all.

    Parameters of a media type (`charset=utf-8`) do not matter, nor do capitals. Raises a 406
    problem where none of its writers is accepted.
    """
    writers = _writers_of(answer)
    if not accepted:
        return writers[0]
    ranges = MIMEAccept([(name.partition(";")[0].strip(), weight) for name, weight in accepted])
    best = max(writers, key=lambda writer: ranges.quality(writer.media_type))
    if ranges.quality(best.media_type) <= 0:
        *others, last = (writer.media_type for writer in writers)
        there_is = f"{', '.join(others)} and {last}" if others else last
        detail = (
            f"Accept is {accepted.to_header()[:80]!r}, which allows no media type that an article"
            f" is answered in. There is {there_is}; name one, or leave Accept out."
        )
        raise Problem(NOT_ACCEPTABLE, detail, headers=VARY)
    return best


def written(answer: type[BaseModel], line: type[BaseModel]) -> dict[str, Schema]:
    """Return what the description says of an answer that its writers write, or NDJSON as lines."""
    kinds = {writer.media_type: writer.schema or answer for writer in _writers_of(answer)}
    return {**kinds, NDJSON: Lines((line, ProblemLine))}


def _writers_of(answer: type[BaseModel]) -> list[Writer]:
    return [writer for writer in WRITERS.values() if writer.writes(answer)]
