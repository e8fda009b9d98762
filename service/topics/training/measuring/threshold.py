"""From which confidence on a model answers, so that its answers can be relied on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from service.topics.card.card import ThresholdChoice

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

#: Of the answers so many are to be defensible.
WANTED = 0.97
# Standard errors by which the share has to be above that: docs/decisions/0048.
_MARGIN = 1.645


@dataclass(frozen=True)
class Judged:
    """Documents that a model answered which had not seen them, an entry a document.

    `confidence` is the highest probability, and `defensible` whether the topic that has it is one
    that a reader gave. `weight` is what a document counts.
    """

    confidence: Floats
    defensible: Mask
    sources: npt.NDArray[np.str_]
    weight: Floats

    def __len__(self) -> int:
        return len(self.confidence)

    def take(self, kept: Mask) -> Judged:
        """Return some of the documents."""
        return Judged(
            self.confidence[kept], self.defensible[kept], self.sources[kept], self.weight[kept]
        )


def choose_threshold(judged: Judged, wanted: float = WANTED, margin: float = _MARGIN) -> float:
    """Return the lowest confidence from which on enough answers are defensible; 1 if none is.

    Enough is the wanted share at the lower end of what so many documents can tell, which is
    `margin` standard errors below the share found (Wilson 1927).
    """
    order = np.argsort(-judged.confidence, kind="stable")
    confidence, weight = judged.confidence[order], judged.weight[order]
    total = np.cumsum(weight)
    share = np.cumsum(judged.defensible[order] * weight) / total
    at_least = _lower_limit(share, total**2 / np.cumsum(weight**2), margin)
    # Documents of equal confidence are answered together, so only the last of them counts.
    last = np.append(np.diff(confidence) != 0, True)
    enough = np.flatnonzero((at_least >= wanted) & last)
    return float(confidence[enough[-1]]) if len(enough) else 1.0


def describe_choice(
    judged: Judged, threshold: float, wanted: float = WANTED, *, cross_validated: bool
) -> ThresholdChoice:
    """Return what the card says of a threshold that was chosen on these documents."""
    answered = judged.confidence >= threshold
    choice = ThresholdChoice(
        documents=len(judged),
        answered=int(answered.sum()),
        at_least=_at_least(judged.take(answered)),
        sources=tuple(np.unique(judged.sources).tolist()),
        cross_validated=cross_validated,
    )
    elsewhere = _answered_elsewhere(judged, wanted)
    if not elsewhere.any():
        return choice
    return replace(
        choice,
        answered_elsewhere=round(float(elsewhere.mean()), 4),
        defensible_elsewhere=round(float(judged.defensible[elsewhere].mean()), 4),
    )


def _answered_elsewhere(judged: Judged, wanted: float) -> Mask:
    """Which documents are answered where the threshold is chosen on the other sources alone."""
    answered = np.zeros(len(judged), dtype=bool)
    for source in np.unique(judged.sources).tolist():
        own = judged.sources == source
        if not own.all():
            answered[own] = judged.confidence[own] >= choose_threshold(judged.take(~own), wanted)
    return answered


def _at_least(answered: Judged) -> float:
    if not len(answered):
        return 0.0
    weight = answered.weight
    share = np.average(answered.defensible, weights=weight)
    number = weight.sum() ** 2 / (weight**2).sum()
    return round(float(_lower_limit(np.array(share), np.array(number), _MARGIN)), 4)


def _lower_limit(share: Floats, number: Floats, margin: float) -> Floats:
    """Wilson's lower limit of shares of so many documents, so many standard errors away."""
    square = margin**2
    half = margin * np.sqrt(share * (1.0 - share) / number + square / (4.0 * number**2))
    found: Floats = (share + square / (2.0 * number) - half) / (1.0 + square / number)
    return found
