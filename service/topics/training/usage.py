"""How many articles of each topic a model was fitted to, and how many of the user's it was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple

import numpy as np
import numpy.typing as npt

from service.topics.card.card import TopicUse
from service.topics.training.corpus import OWN_SOURCE
from service.topics.training.counts import Counts
from service.topics.training.rows import CORRECTIONS, USERS_SOURCE, Row

_HEADS = ("topic", "yours", "left out", "Dateline's", "other sources")
# Corrections are the user's, too.
_USERS = (USERS_SOURCE, *CORRECTIONS)
_OF = dict.fromkeys(_USERS, USERS_SOURCE) | {OWN_SOURCE: OWN_SOURCE}


def count_use(
    documents: Counts, left_out: Iterable[Row], used: npt.NDArray[np.intp]
) -> tuple[TopicUse, ...]:
    """Return an entry for each topic, or section, that any document has; by name.

    `used` are rows of `documents`. What a model of the read documents does not believe counts as
    left out, as do the articles `left_out` that are not among the documents.
    """
    found: Counter[tuple[str, str]] = Counter()
    unused = Counter(row.topic for row in left_out if row.source in _USERS)
    sources, labels = documents.sources.tolist(), documents.labels.tolist()
    fitted = set(used.tolist())
    for row, (source, topic) in enumerate(zip(sources, labels, strict=True)):
        if row in fitted:
            found[topic, _OF.get(source, "")] += 1
        elif source in _USERS:
            unused[topic] += 1
    return tuple(
        TopicUse(
            topic,
            found[topic, USERS_SOURCE],
            unused[topic],
            found[topic, OWN_SOURCE],
            found[topic, ""],
        )
        for topic in sorted({*labels, *unused})
    )


def to_table(use: tuple[TopicUse, ...]) -> str:
    """Return the numbers as lines of text, a topic a line, under a line that names the columns."""
    rows = [_HEADS, *((name, *(f"{n:,}" for n in counts)) for name, *counts in map(astuple, use))]
    return "\n".join(laid_out(rows))


def laid_out(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a line for each row: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    ]
