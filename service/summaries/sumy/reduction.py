"""Reduction: a sentence is worth the sum of what it shares with all others."""

from __future__ import annotations

import numpy as np
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.reduction import ReductionSummarizer

from service.summaries.sumy.overlap import overlaps_of
from service.summaries.sumy.rating import SumyMethod, without_noise
from service.summaries.term_counts import Floats, number_terms


class SparseReductionSummarizer(SumyMethod, ReductionSummarizer):  # type: ignore[misc]
    """Reduction that does not compare sentences pair by pair; see `overlaps_of`."""

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return the sum of each sentence's overlaps with all others."""
        counts = number_terms(document.sentences, self._stemmer, self._stop_words).counts()
        overlaps, with_itself = overlaps_of(counts, of_two_words=0.0)
        ratings = overlaps(np.ones(counts.height)) - with_itself
        # What is left of a sentence that shares no word is rounding.
        uses = np.bincount(counts.columns, weights=counts.values, minlength=counts.width)
        elsewhere = counts.sums(uses[counts.columns] - counts.values)
        return without_noise(np.where(elsewhere > 0.0, ratings, 0.0))
