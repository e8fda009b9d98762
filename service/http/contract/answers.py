"""Analyses to answers: the shapes of the contract, in the client's unit of offsets."""

from __future__ import annotations

from pydantic import BaseModel

from service.analysis import Analysis
from service.articles.article import Article
from service.http.contract.schemas import (
    AnalysisAnswer,
    ArticleAnswer,
    EvidenceAnswer,
    ModelAnswer,
    RemovedAnswer,
    SentenceAnswer,
    SpanAnswer,
    SummaryAnswer,
    SummaryOnlyAnswer,
    TopicAnswer,
    TopicOnlyAnswer,
)
from service.summaries.summary import Summary
from service.text.offsets import OffsetMap, OffsetUnit
from service.text.spans import Span
from service.topics.store.bundle import Manifest
from service.topics.topic import Topic

# Digits that mean something; scores keep more, so that they sum to 1 within 1e-6.
_SCORE_DIGITS, _WEIGHT_DIGITS, _RANK_DIGITS = 9, 6, 4


def shape(analysis: Analysis, manifest: Manifest | None, unit: OffsetUnit) -> BaseModel:
    """Return the answer to an analysis: whole, or without the topic or summary not asked for."""
    offsets = OffsetMap(analysis.article.document, unit)
    model = None
    if manifest is not None:
        model = ModelAnswer(version=manifest.version, trained_at=manifest.trained_at)
    language = analysis.article.language
    article = _article(analysis.article, offsets)
    topic = _topic(analysis.topic, offsets) if analysis.topic else None
    summary = _summary(analysis.summary, offsets) if analysis.summary else None
    if topic is None or model is None:
        assert summary is not None
        return SummaryOnlyAnswer(
            language=language, article=article, summary=summary, model=model, offset_unit=unit
        )
    if summary is None:
        return TopicOnlyAnswer(
            language=language, article=article, topic=topic, model=model, offset_unit=unit
        )
    return AnalysisAnswer(
        language=language,
        article=article,
        topic=topic,
        summary=summary,
        model=model,
        offset_unit=unit,
    )


def _span(span: Span, offsets: OffsetMap) -> SpanAnswer:
    placed = offsets(span)
    return SpanAnswer(offset=placed.offset, length=placed.length)


def _article(article: Article, offsets: OffsetMap) -> ArticleAnswer:
    # Fields not set are not written: a submitted text is not sent back.
    extracted = {"text": article.document} if article.source == "extracted" else {}
    removed = [(offsets(item.span), item.kind) for item in article.removed]
    return ArticleAnswer(
        title=article.title,
        title_span=_span(article.title_span, offsets) if article.title_span else None,
        author=article.author,
        date=article.date,
        site=article.site,
        source=article.source,
        body=[_span(span, offsets) for span in article.body],
        removed=[RemovedAnswer(offset=s.offset, length=s.length, kind=kind) for s, kind in removed],
        **extracted,
    )


def _topic(topic: Topic, offsets: OffsetMap) -> TopicAnswer:
    scores = topic.scores
    return TopicAnswer(
        label=topic.label,
        confidence=None if topic.confidence is None else round(topic.confidence, _SCORE_DIGITS),
        abstained=topic.abstained,
        scores=None if scores is None else {k: round(v, _SCORE_DIGITS) for k, v in scores.items()},
        evidence=[
            EvidenceAnswer(
                term=item.term,
                weight=round(item.weight, _WEIGHT_DIGITS),
                spans=[_span(span, offsets) for span in item.spans],
            )
            for item in topic.evidence
        ],
        evidence_rest=None
        if topic.evidence_rest is None
        else round(topic.evidence_rest, _WEIGHT_DIGITS),
    )


def _summary(summary: Summary, offsets: OffsetMap) -> SummaryAnswer:
    sentences = []
    for item in summary.sentences:
        placed = offsets(item.sentence.span)
        sentences.append(
            SentenceAnswer(
                text=item.sentence.text,
                offset=placed.offset,
                length=placed.length,
                rank=item.rank,
                score=round(item.score, _RANK_DIGITS),
            )
        )
    return SummaryAnswer(text=summary.text, algorithm=summary.algorithm, sentences=sentences)
