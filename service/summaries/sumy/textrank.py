"""TextRank: a sentence is as central as the sentences that it shares words with."""

from __future__ import annotations

import math

import numpy as np
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.text_rank import TextRankSummarizer

from service.summaries.sumy.overlap import overlaps_of
from service.summaries.sumy.rating import SumyMethod, without_noise
from service.summaries.term_counts import Floats, number_terms


class SparseTextRankSummarizer(SumyMethod, TextRankSummarizer):  # type: ignore[misc]
    """TextRank that does not need the matrix of all pairs; see `overlaps_of`.

    Overlap, damping and the power method's end are sumy's.
    """

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return the centrality of each sentence."""
        counts = number_terms(document.sentences, self._stemmer, self._stop_words).counts()
        overlaps, _ = overlaps_of(counts, of_two_words=1.0)
        totals = overlaps(np.ones(counts.height)) + self._ZERO_DIVISION_PREVENTION
        scores, moved = np.full(counts.height, 1.0 / counts.height), 1.0
        while moved > self.epsilon:
            following = self.damping * overlaps(scores / totals)
            following += (1.0 - self.damping) / counts.height * scores.sum()
            step = following - scores
            moved = math.sqrt(step @ step)
            scores = following
        return without_noise(scores)
