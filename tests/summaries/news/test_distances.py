"""Tests of `service.summaries.news.distances`: what sentences lose by how far they stand apart."""

from __future__ import annotations

import numpy as np
import pytest

from service.summaries.news.distances import AWAY, Distances


@pytest.mark.parametrize("order", [(4,), (4, 1, 7), (0, 8), (8, 0, 5, 6)])
def test_what_distance_costs_is_kept_up_as_sentences_are_taken(order: tuple[int, ...]) -> None:
    """For each that is left it is by the logarithm of how many stand up to the one before it."""
    distances = Distances(9)
    for place in order:
        distances.take(place)
    for place in set(range(9)) - set(order):
        before = [other for other in order if other < place]
        gap = place - max(before) - 1 if before else place + 1
        assert distances.lost[place] == pytest.approx(AWAY * np.log1p(gap))
