"""Analyses to answers: the shapes of the contract, in the client's unit of offsets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from typing import Any

from pydantic import BaseModel

from service.analysis import Analysis
from service.articles.article import Article
from service.contract.schemas import (
    AnalysisAnswer,
    SummaryOnlyAnswer,
    TopicOnlyAnswer,
)
from service.options import Options
from service.summaries.summary import Reason, Summary
from service.text.offsets import OffsetMap
from service.text.spans import Span
from service.topics.codes import Code
from service.topics.store.bundle import Manifest
from service.topics.topic import Evidence, Section, Topic

# Digits that mean something; scores keep more, so that they sum to 1 within 1e-6.
_SCORE_DIGITS, _WEIGHT_DIGITS, _RANK_DIGITS = 9, 6, 4


def shape(analysis: Analysis, manifest: Manifest | None, options: Options) -> BaseModel:
    """Return the answer to an analysis: whole, or without the topic or summary not asked for."""
    # All at once, in half the time that part by part takes.
    answer, article = content(analysis, manifest, options), analysis.article
    answer["article"] |= {"date_published": article.published, "date_modified": article.changed}
    if analysis.topic is None or manifest is None:
        return SummaryOnlyAnswer.model_validate(answer)
    if analysis.summary is None:
        return TopicOnlyAnswer.model_validate(answer)
    return AnalysisAnswer.model_validate(answer)


def content(analysis: Analysis, manifest: Manifest | None, options: Options) -> dict[str, Any]:
    """Return the fields of the answer, those that are not written left out.

    For many answers at once, where checking each against the contract would take a tenth of all.
    """
    unit = options.offsets
    offsets = OffsetMap(analysis.article.document, unit)
    answer: dict[str, Any] = {} if options.id is None else {"id": options.id}
    answer["language"] = analysis.article.language
    answer["article"] = _article(analysis.article, offsets, with_text=options.with_text)
    if analysis.topic is not None and manifest is not None:
        answer["topic"] = _topic(analysis.topic, offsets, explain=options.explain)
    if analysis.summary is not None:
        answer["summary"] = _summary(analysis.summary, offsets, explain=options.explain)
    answer["model"] = None
    if manifest is not None:
        answer["model"] = {"version": manifest.version, "trained_at": manifest.trained_at}
    answer["offset_unit"] = unit
    return answer


def _span(span: Span, offsets: OffsetMap) -> dict[str, Any]:
    placed = offsets(span)
    return {"offset": placed.offset, "length": placed.length}


def _article(article: Article, offsets: OffsetMap, *, with_text: bool) -> dict[str, Any]:
    # A submitted text is not sent back.
    told = {"document": article.document} if article.source == "rendered" else {}
    if with_text:
        told["text"] = article.text
    return {
        "title": article.title,
        "title_span": _span(article.title_span, offsets) if article.title_span else None,
        "author": article.author,
        "date": article.date,
        "site": article.site,
        "source": article.source,
        **told,
        "body": [_span(span, offsets) for span in article.body],
        "removed": [{**_span(item.span, offsets), "kind": item.kind} for item in article.removed],
    }


def _topic(topic: Topic, offsets: OffsetMap, *, explain: bool) -> dict[str, Any]:
    section = topic.section
    return {
        "label": topic.label,
        "confidence": confidence_of(topic),
        "abstained": topic.abstained,
        "scores": _scores(topic.scores),
        "candidates": list(topic.candidates),
        "evidence": _evidence(topic.evidence, offsets),
        "evidence_rest": _rounded(topic.evidence_rest, _WEIGHT_DIGITS),
        "codes": list(map(_code, topic.codes)),
        "section": None if section is None else _section(section, offsets, explain=explain),
    }


def _section(section: Section, offsets: OffsetMap, *, explain: bool) -> dict[str, Any]:
    return {
        "label": section.label,
        "confidence": confidence_of(section),
        "abstained": section.abstained,
        "codes": list(map(_code, section.codes)),
        "scores": _scores(section.scores) if explain else None,
        "evidence": _evidence(section.evidence, offsets),
        "evidence_rest": _rounded(section.evidence_rest, _WEIGHT_DIGITS),
    }


# There are as many as a model has labels, and `asdict` takes long.
@cache
def _code(code: Code) -> dict[str, Any]:
    return asdict(code)


def confidence_of(found: Topic | Section) -> float | None:
    """Return a confidence as it is told, everywhere the same."""
    return _rounded(found.confidence, _SCORE_DIGITS)


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _scores(scores: dict[str, float] | None) -> dict[str, float] | None:
    return scores and {name: round(score, _SCORE_DIGITS) for name, score in scores.items()}


def _evidence(evidence: Iterable[Evidence], offsets: OffsetMap) -> list[dict[str, Any]]:
    return [
        {
            "term": item.term,
            "weight": round(item.weight, _WEIGHT_DIGITS),
            "spans": [_span(span, offsets) for span in item.spans],
        }
        for item in evidence
    ]


def _summary(summary: Summary, offsets: OffsetMap, *, explain: bool) -> dict[str, Any]:
    sentences = []
    for item in summary.sentences:
        told = {"reasons": [_reason(reason) for reason in item.reasons]} if explain else {}
        sentences.append(
            {
                **_span(item.sentence.span, offsets),
                "text": item.sentence.text,
                "rank": item.rank,
                "score": round(item.score, _RANK_DIGITS),
                **told,
            }
        )
    left_out = {"left_out": _left_out(summary, offsets)} if explain else {}
    return {
        "text": summary.text,
        "algorithm": summary.algorithm,
        "sentences": sentences,
        **left_out,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    told: dict[str, Any] = {} if reason.rank is None else {"rank": reason.rank}
    if reason.words:
        told["words"] = list(reason.words)
    return {"kind": reason.kind, **told}


def _left_out(summary: Summary, offsets: OffsetMap) -> list[dict[str, Any]]:
    return [
        {**_span(item.sentence.span, offsets), "text": item.sentence.text, "rule": item.rule}
        for item in summary.left_out
    ]
