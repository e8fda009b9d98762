"""SumBasic: the sentences with the likeliest words, each of which counts less once it is said."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.sum_basic import SumBasicSummarizer

from service.summaries.sumy.rating import SumyMethod
from service.summaries.term_counts import Floats, number_terms


class LazySumBasicSummarizer(SumyMethod, SumBasicSummarizer):  # type: ignore[misc]
    """SumBasic that looks again only at the sentence that was best.

    A word's probability only falls as sentences are taken, and so do the sentences' averages: one
    that is still the highest after a fresh look is the best of all.
    """

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return 0 for the sentence that is taken first, -1 for the next, and so on."""
        terms = number_terms(document.sentences, self._stemmer, self._stop_words)
        words = terms.terms[terms.content]
        shares = (np.bincount(words, minlength=len(terms.stems)) / max(len(words), 1)).tolist()
        bounds = np.searchsorted(terms.rows[terms.content], np.arange(1, terms.sentences))
        sentences = [part.tolist() for part in np.split(words, bounds)]

        def average(words: list[int]) -> float:
            # Added as sumy adds, so that equal sums come out equal here too.
            return sum([shares[word] for word in words]) / len(words) if words else 0.0

        queue = [(-average(words), place) for place, words in enumerate(sentences)]
        heapify(queue)
        ratings = np.empty(terms.sentences)
        taken = 0
        while queue:
            value, place = heappop(queue)
            fresh = -average(sentences[place])
            if fresh > value:
                heappush(queue, (fresh, place))
                continue
            ratings[place] = -taken
            taken += 1
            for word in sentences[place]:
                shares[word] *= shares[word]
        return ratings
