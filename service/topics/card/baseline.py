"""What documents were like when the model was made: today's are compared with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from service.topics.card.card import Card, Evaluation
from service.topics.card.scores import checked_matrix


@dataclass(frozen=True)
class Baseline:
    """The evaluation documents, as the model saw them.

    `topics` are the shares of documents for which each scored best, summing to 1, and
    `confidence` the mean of the best scores. `unknown_words` is the share of words in openings
    that are no terms of the model; None where the model's card is older than that figure.
    `sections` and `section_confidence` are the same of sections: empty and None for a model that
    has none.
    """

    topics: dict[str, float]
    confidence: float
    unknown_words: float | None
    sections: dict[str, float]
    section_confidence: float | None

    @classmethod
    def of(cls, card: Card) -> Baseline | None:
        """Read it off a model's card: the columns of the confusion matrix, the bins' means.

        None for a card that has no such figures; a model may do without.
        """
        topics = _seen(card.evaluation)
        if topics is None:
            return None
        sections = _seen(card.sections.evaluation if card.sections else None)
        return cls(
            topics=topics.shares,
            confidence=topics.confidence,
            unknown_words=card.training.unknown_words if card.training else None,
            sections=sections.shares if sections else {},
            section_confidence=sections.confidence if sections else None,
        )


class _Seen(NamedTuple):
    shares: dict[str, float]
    confidence: float


def _seen(evaluation: Evaluation | None) -> _Seen | None:
    matrix = checked_matrix(evaluation) if evaluation else None
    if evaluation is None or evaluation.calibration is None or matrix is None:
        return None
    documents = int(matrix.sum())
    shares = (matrix.sum(axis=0) / documents).tolist()
    sure = sum(item.confidence * item.documents for item in evaluation.calibration.bins)
    return _Seen(dict(zip(evaluation.classes, shares, strict=True)), sure / documents)
