"""What holds for every answer, whatever the request: statuses, problem documents and offsets."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ValidationError
from werkzeug.wrappers import Response

from service.contract.problems import MEDIA_TYPE, ProblemDocument
from service.contract.schemas import AnalysisAnswer, SummaryOnlyAnswer, TopicOnlyAnswer
from tests.mutations import Sent

_ANSWERS: dict[str, type[BaseModel]] = {
    "/v1/analysis": AnalysisAnswer,
    "/v1/topic": TopicOnlyAnswer,
    "/v1/summary": SummaryOnlyAnswer,
}
# A request that hangs, on a machine that is busy.
MOST_SECONDS = 30.0


def broken(sent: Sent, answer: Response, seconds: float) -> str | None:
    """Say what the answer breaks, or None."""
    if answer.status_code >= 500:
        return f"status {answer.status_code}"
    if seconds > MOST_SECONDS:
        return f"{seconds:.1f} s"
    if not answer.headers.get("X-Request-ID"):
        return "no X-Request-ID"
    if sent.method == "HEAD":
        return None
    if not 200 <= answer.status_code < 300:
        return _is_problem(answer)
    if sent.path in _ANSWERS and sent.method == "POST":
        return _is_answer(sent, answer)
    return None


def _is_problem(answer: Response) -> str | None:
    if answer.content_type != MEDIA_TYPE:
        return f"status {answer.status_code} as {answer.content_type}"
    return _of_problem(answer.get_data(), answer.status_code)


def _of_problem(body: bytes, status: int | None = None) -> str | None:
    try:
        problem = ProblemDocument.model_validate_json(body, strict=True)
    except ValidationError as error:
        return f"not a problem document: {error}"
    if status is not None and problem.status != status:
        return f"status {status}, and {problem.status} in the problem"
    if not problem.detail or "Traceback" in problem.detail:
        return f"detail {problem.detail!r}"
    return None


def _is_answer(sent: Sent, answer: Response) -> str | None:
    if answer.mimetype == "application/json":
        return _of_article(sent.path, answer.get_data(), _document(sent))
    if answer.mimetype != "application/x-ndjson":
        return f"an answer as {answer.mimetype}"
    for place, answered in enumerate(answer.get_data().splitlines()):
        content = json.loads(answered)
        if content.pop("index") != place:
            return f"line {place} has another index"
        if "problem" in content:
            wrong = _of_problem(json.dumps(content["problem"]).encode())
            if content["problem"]["status"] >= 500:
                wrong = f"a line with status {content['problem']['status']}"
        else:
            wrong = _of_article(sent.path, json.dumps(content).encode(), None)
        if wrong:
            return f"line {place}: {wrong}"
    return None


def _document(sent: Sent) -> str | None:
    """The text that was sent, where it is plain which one that is."""
    if sent.headers[0][1] != "application/json":
        return None
    made = json.loads(sent.body.decode("utf-8-sig"))
    return made.get("text") if isinstance(made, dict) else None


def _of_article(path: str, body: bytes, document: str | None) -> str | None:
    try:
        found: Any = _ANSWERS[path].model_validate_json(body)
    except ValidationError as error:
        return f"not the answer described: {str(error)[:300]}"
    if found.article.source == "rendered":
        document = found.article.document
    spans = sorted(
        (*found.article.body, *found.article.removed), key=lambda span: (span.offset, span.length)
    )
    end = 0
    for span in spans:
        if span.offset < end:
            return f"spans overlap at {span.offset}"
        end = span.offset + span.length
    return None if document is None else _fits(found, spans, end, document)


def _fits(found: Any, spans: list[Any], end: int, document: str) -> str | None:
    """Spans cover what is not blank in the document; sentences are where they say."""
    utf16 = found.offset_unit == "utf16"
    units = document.encode("utf-16-le") if utf16 else document
    if end > (len(units) // 2 if utf16 else len(units)):
        return f"a span ends at {end}, beyond the document"

    def cut(start: int, until: int | None) -> str:
        if isinstance(units, str):
            return units[start:until]
        return units[2 * start : None if until is None else 2 * until].decode("utf-16-le")

    before = 0
    for span in spans:
        if cut(before, span.offset).strip():
            return f"text before {span.offset} is in no span"
        before = span.offset + span.length
    if cut(before, None).strip():
        return "text at the end is in no span"
    for sentence in found.summary.sentences if hasattr(found, "summary") else ():
        if cut(sentence.offset, sentence.offset + sentence.length) != sentence.text:
            return f"a sentence is not at {sentence.offset}"
    return None
