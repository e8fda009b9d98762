"""What sentences lose in a choice by how far they stand behind those that are taken."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from service.summaries.term_counts import Floats

#: What a sentence loses by the logarithm of how many stand between it and the taken one before it:
#: two that belong together read as one text.
AWAY = 0.5


class Distances:
    """What each sentence of an article loses, kept up as sentences are taken.

    `lost` has a value a sentence, that of the taken ones without meaning. Before the first that is
    taken they count from one before the beginning.
    """

    def __init__(self, height: int) -> None:
        self._by_gap = AWAY * np.log1p(np.arange(height + 1))
        self._taken: list[int] = []
        self.lost: Floats = self._by_gap[1:].copy()

    def take(self, place: int) -> None:
        """Take a sentence: others change up to the next that is taken."""
        rank = bisect_left(self._taken, place)
        end = self._taken[rank] if rank < len(self._taken) else len(self.lost)
        self._taken.insert(rank, place)
        self.lost[place + 1 : end] = self._by_gap[: max(end - place - 1, 0)]
