"""How well topics are found that no evaluation document is on: by fits that had not seen them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from service.topics.card.card import OwnTopic
from service.topics.training.measuring.truth import Labels

_Floats = npt.NDArray[np.float64]

#: Fewer articles of a topic tell nothing of how it is found.
MIN_ARTICLES = 20
_MISTAKES = 3


def measure_own_topics(
    classes: Sequence[str],
    probabilities: _Floats,
    labels: Labels,
    measured: Labels,
    threshold: float,
) -> dict[str, OwnTopic]:
    """Return the scores of each topic that none of the `measured` documents is on.

    `probabilities` are of the documents trained on, a row each, from fits that had not seen them.
    """
    best = np.array(classes)[probabilities.argmax(axis=1)]
    sure = probabilities.max(axis=1) >= threshold
    known = set(measured.tolist())
    return {
        name: _scored(best[labels == name], sure[labels == name], labels[best == name], name)
        for name in classes
        if name not in known
    }


def to_lines(topics: Mapping[str, OwnTopic]) -> list[str]:
    """Return a line of text for each topic."""
    return [f"{name}: {_line(score)}" for name, score in topics.items()]


def _scored(given: Labels, sure: npt.NDArray[np.bool_], taken: Labels, name: str) -> OwnTopic:
    """Score a topic whose articles were `given` topics, and that was given to `taken` ones."""
    articles = len(given)
    if articles < MIN_ARTICLES:
        return OwnTopic(articles)
    mistakes = Counter(given[given != name].tolist()).most_common(_MISTAKES)
    return OwnTopic(
        articles,
        round(float((given == name).mean()), 4),
        # What is never given is neither right nor wrong.
        round(float((taken == name).mean()), 4) if len(taken) else None,
        round(float(sure.mean()), 4),
        dict(mistakes),
    )


def _line(score: OwnTopic) -> str:
    if score.recall is None or score.answered is None:
        return f"not measured, {score.articles} articles are too few (it takes {MIN_ARTICLES})"
    precision = "not measured" if score.precision is None else f"{score.precision:.0%}"
    taken = ", ".join(f"{count} for {name}" for name, count in score.taken_for.items())
    return (
        f"found in {score.recall:.0%} of its {score.articles} articles, held out in turn;"
        f" right where it is given {precision}; surely enough to answer {score.answered:.0%}"
        + (f"; taken {taken}" if taken else "")
    )
