"""How well topics are found that no evaluation document is on: by fits that had not seen them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from service.topics.card.card import OwnTopic
from service.topics.training.candidate import answers_of
from service.topics.training.fit import HeldOut
from service.topics.training.measuring.truth import Labels

#: Fewer articles of a topic tell nothing of how it is found.
MIN_ARTICLES = 20
_MISTAKES = 3


def measure_own_topics(
    classes: Sequence[str], held_out: HeldOut, filed: Labels, given: Labels, threshold: float
) -> dict[str, OwnTopic]:
    """Return the scores of each topic that no evaluation document is on.

    `filed` are the topics of the evaluation documents, and `given` those that the model gives them.
    """
    best = answers_of(classes, held_out.probabilities)
    sure = held_out.probabilities.max(axis=1) >= threshold
    labels, known = held_out.labels, set(filed.tolist())
    return {
        name: replace(
            _scored(best[labels == name], sure[labels == name], labels[best == name], name),
            evaluated=len(filed),
            given_to=dict(Counter(filed[given == name].tolist()).most_common()),
        )
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
        + f"; {_given(score)}"
    )


def _given(score: OwnTopic) -> str:
    """How many of the evaluation documents are given the topic, rightly or not."""
    count = sum(score.given_to.values())
    filed = ", ".join(f"{count} under {name}" for name, count in score.given_to.items())
    told = f"given to {count} of {score.evaluated} evaluation documents"
    return f"{told}, which were filed before it was there: {filed}" if filed else told
