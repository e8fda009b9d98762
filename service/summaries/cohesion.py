"""Which sentences cannot stand alone: danglers, pieces of a quotation, stubs and furniture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.summaries.document import RankableSentence
from service.summaries.openings import OPENINGS
from service.summaries.quotations import find_broken_quotes
from service.summaries.sentence_features import find_whole
from service.summaries.terms import Booleans, Floats


@dataclass(frozen=True, slots=True)
class Cohesion:
    """Which sentences need the one before them, and which are no whole sentence anywhere."""

    dangling: Booleans
    partial: Booleans


def read_cohesion(
    sentences: Sequence[RankableSentence], described: Floats, language: str
) -> Cohesion:
    """Return what the sentences need, given their features."""
    partial = find_broken_quotes([item.sentence for item in sentences]) | ~find_whole(described)
    return Cohesion(find_danglers(sentences, language), partial)


def find_danglers(sentences: Sequence[RankableSentence], language: str) -> Booleans:
    """Return which sentences open with a reference to the one before; never the first.

    Languages without a list of such openings have none.
    """
    dangling = np.zeros(len(sentences), np.bool_)
    openings = OPENINGS.get(language)
    if openings is None:
        return dangling
    for place, sentence in enumerate(sentences):
        first, second, *_ = (*(word.lower() for word in sentence.words[:2]), "", "")
        dangling[place] = place > 0 and openings.point_back(first, second)
    return dangling
