"""What documents were like when the model was made: today's are held against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Snapshot:
    """The evaluation documents, as the model saw them.

    `topics` are the shares of documents for which each scored best, summing to 1, and
    `confidence` the mean of the best scores. `unknown_words` is the share of words in openings
    that are no terms of the model; None where the model's card is older than that figure.
    """

    topics: dict[str, float]
    confidence: float
    unknown_words: float | None

    @classmethod
    def of(cls, card: Mapping[str, Any]) -> Snapshot | None:
        """Read it off a model's card: the columns of the confusion matrix, the bins' means.

        None for a card that has no such figures; a model may do without.
        """
        try:
            evaluation = card["evaluation"]
            given = [sum(column) for column in zip(*evaluation["confusion_matrix"], strict=True)]
            documents = sum(given)
            named = zip(evaluation["classes"], given, strict=True)
            sure = sum(
                item["confidence"] * item["documents"] for item in evaluation["calibration"]["bins"]
            )
            return cls(
                topics={topic: count / documents for topic, count in named},
                confidence=sure / documents,
                unknown_words=card.get("training", {}).get("unknown_words"),
            )
        except (LookupError, TypeError, ValueError, ZeroDivisionError, AttributeError):
            return None
