"""A model's scores as the Hub of Hugging Face lists them: tasks, documents, metrics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from service.topics.card.card import Answered, Card, Evaluation
from service.topics.card.sources import REGIONS


@dataclass(frozen=True)
class Metric:
    """A score between 0 and 1: `type` is the Hub's name of it, and `name` ours, for people."""

    type: str
    name: str
    value: float
    args: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """The scores of one task on one set of documents, of which `config` is the short name."""

    task: str
    documents: str
    config: str
    metrics: tuple[Metric, ...]


def results_of(card: Card) -> Iterator[Result]:
    """Yield what a card's figures come to: topics, those of each region, and sections."""
    topics = card.evaluation
    if topics is not None:
        yield _result("Topic of a news article", topics, "topics")
        for name, region in topics.regions.items():
            yield Result(
                "Topic of a news article",
                f"Dateline's evaluation documents, those from {REGIONS.get(name, name)}"
                f" ({region.documents})",
                f"topics-{name}",
                tuple(_metrics(region.macro_f1, region.accuracy, region.answered)),
            )
    sections = card.sections.evaluation if card.sections else None
    if sections is not None:
        yield _result("Section of a news article", sections, "sections")


def _result(task: str, evaluation: Evaluation, config: str) -> Result:
    return Result(
        task,
        f"Dateline's evaluation documents ({evaluation.documents})",
        config,
        tuple(_metrics(evaluation.macro_f1, evaluation.accuracy, evaluation.answered)),
    )


def _metrics(
    macro_f1: float, accuracy: float | None, answered: Answered | None
) -> Iterator[Metric]:
    yield Metric("f1", "Macro-F1", macro_f1, {"average": "macro"})
    if accuracy is not None:
        yield Metric("accuracy", "Accuracy", accuracy)
    if answered is not None and answered.right is not None:
        yield Metric(
            "accuracy",
            f"Accuracy of the {100 * answered.share:.1f} % that it is sure enough to answer",
            answered.right,
            {"threshold": answered.threshold},
        )
