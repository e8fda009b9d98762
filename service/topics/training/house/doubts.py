"""Corrections that a model which has not seen them contradicts: somebody should look at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.topics.training.measuring.truth import Labels

# Probabilities are calibrated: of labels as improbable as this nine in ten are wrong.
_IMPROBABLE = 0.1

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Doubt:
    """The key of a correction, the topic that it says, and the one that it reads like."""

    key: str
    said: str
    found: str
    probability: float

    def __str__(self) -> str:
        return f"{self.key}  says {self.said}, reads like {self.found} ({self.probability:.2f})"


def find_doubts(
    classes: Sequence[str], probabilities: _Floats, labels: Labels, keys: Labels
) -> tuple[Doubt, ...]:
    """Return the documents whose topic a model finds improbable, the surest of another one first.

    `probabilities` are a row a document, of a model that has not seen it.
    """
    columns = {name: column for column, name in enumerate(classes)}
    doubts = []
    for row, said, key in zip(probabilities, labels.tolist(), keys.tolist(), strict=True):
        # A topic that the model does not know it cannot contradict.
        if said in columns and row[columns[said]] <= _IMPROBABLE:
            best = int(row.argmax())
            doubts.append(Doubt(key, said, classes[best], float(row[best])))
    return tuple(sorted(doubts, key=lambda doubt: (-doubt.probability, doubt.key)))
