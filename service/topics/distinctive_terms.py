"""The terms that speak most for each topic, in a model as it is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.articles.lines.vocabulary import COMMON

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class DistinctiveTerm:
    """A term, and how much it speaks for its topic: 1 for the strongest of all topics' terms."""

    term: str
    strength: float


def strengths(weights: Floats, idf: Floats) -> Floats:
    """Return how much each term speaks for each class, against the mean of all classes.

    `weights` is (classes x terms), `idf` (terms). A rare term has a high weight by its idf alone;
    what counts is weight where it occurs.
    """
    frequency = np.exp(1.0 - idf)
    found: Floats = (weights - weights.mean(axis=0)) * idf * np.sqrt(frequency)
    return found


def distinctive_terms(
    classes: Iterable[str], terms: Sequence[str], strength: Floats, limit: int
) -> dict[str, tuple[DistinctiveTerm, ...]]:
    """Return the most distinctive terms of each class that a reader can make something of.

    `strength` is (classes x terms). Left out are terms with a function word, a number or a single
    letter in them: these speak by how often they occur, which is style, and say nothing alone.
    """
    top = max(float(strength.max(initial=0.0)), 1e-12)
    found = {}
    for name, row in zip(classes, strength, strict=True):
        best: list[DistinctiveTerm] = []
        for column in np.argsort(-row, kind="stable").tolist():
            if len(best) == limit or row[column] <= 0:
                break
            if all(map(_says_something, terms[column].split())):
                best.append(DistinctiveTerm(terms[column], float(row[column]) / top))
        found[name] = tuple(best)
    return found


def _says_something(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and word not in COMMON
