"""Analyses as Label Studio's predictions: the topic among the choices, and spans with labels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from service.analysis import Analysis
from service.articles.article import Article
from service.contract.answers import confidence_of
from service.http.contract.label_studio import (
    ChoiceValue,
    LabelValue,
    PredictionAnswer,
    ResultAnswer,
)
from service.interchange.label_config import Interface
from service.text.spans import Span
from service.topics.store.bundle import Manifest

_BODY = "article"


class _Run(NamedTuple):
    """Spans of one kind that nothing stands between."""

    kind: str
    span: Span


def prediction(found: Analysis, manifest: Manifest, interface: Interface) -> PredictionAnswer:
    """Return what is predicted of an article, as far as the interface has a place for it.

    Spans of a page of HTML are none: Label Studio counts in its elements, and here they are lines.
    """
    topic = found.topic
    assert topic is not None
    said = [] if topic.label is None else [*_choice(topic.label, manifest.classes, interface)]
    if not interface.is_html:
        said += _labels(found.article, interface)
    return PredictionAnswer(model_version=manifest.version, score=confidence_of(topic), result=said)


def _choice(label: str, topics: list[str], interface: Interface) -> Iterator[ResultAnswer]:
    control = interface.choices_for(topics)
    option = control.find(label) if control else None
    if control and option:
        value = ChoiceValue(choices=[option.result])
        yield ResultAnswer(
            from_name=control.name, to_name=interface.text, type="choices", value=value
        )


def _labels(article: Article, interface: Interface) -> Iterator[ResultAnswer]:
    # In a text Label Studio counts code points, as is done here, and CR LF as two.
    runs = [*_runs(article)] if interface.labels else []
    for control in interface.labels:
        for run in runs:
            if option := control.find(run.kind):
                start, end = run.span.offset, run.span.end
                text = run.span.of(article.document)
                value = LabelValue(start=start, end=end, text=text, labels=[option.result])
                yield ResultAnswer(
                    from_name=control.name, to_name=interface.text, type="labels", value=value
                )


def _runs(article: Article) -> Iterator[_Run]:
    """What the document is, from run to run: paragraphs of the article behind each other are one.

    An annotator who moves an end of it has then one to move.
    """
    spans = [_Run(_BODY, span) for span in article.body]
    spans += [_Run(item.kind, item.span) for item in article.removed]
    for kind, runs in groupby(sorted(spans, key=lambda run: run.span.offset), lambda run: run.kind):
        first, *others = runs
        last = others[-1] if others else first
        offset = first.span.offset
        yield _Run(kind, Span(offset, last.span.end - offset))
