"""LSA: a sentence is worth the length of its column among the document's words."""

from __future__ import annotations

import numpy as np
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.lsa import LsaSummarizer

from service.summaries.sumy.rating import SumyMethod, without_noise
from service.summaries.term_counts import Floats, number_with_headings


class ExactLsaSummarizer(SumyMethod, LsaSummarizer):  # type: ignore[misc]
    """LSA without the decomposition, which sumy's ranks do not depend on.

    sumy rates sentence j with the root of the sum of s² v², over all singular values s of the
    matrix of words and sentences and the places v of j in their vectors (it keeps all dimensions:
    `REDUCTION_RATIO` is 1). That sum is the diagonal of V S² Vᵀ, so of the matrix times itself:
    the rating is the length of j's own column. A text without a word of content is rated too.
    """

    # sumy's: a word that a sentence lacks weighs this much, its most frequent one 1.
    _SMOOTH = 0.4

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return the length of each sentence's column."""
        terms, known = number_with_headings(document, self._stemmer, self._stop_words)
        sentences = len(document.sentences)
        used = np.zeros(len(terms.stems), np.bool_)
        used[terms.terms[terms.content]] = True
        # A stop word counts where its stem is a word of content's too.
        counts = terms.counts(known & used[terms.terms])
        highest = np.zeros(terms.sentences)
        np.maximum.at(highest, counts.rows, counts.values)
        shares = counts.values / highest[counts.rows]
        rest = 1.0 - self._SMOOTH
        squares = self._SMOOTH**2 * used.sum() + counts.sums(
            2.0 * self._SMOOTH * rest * shares + (rest * shares) ** 2
        )
        return without_noise(np.sqrt(np.where(highest > 0.0, squares, 0.0))[:sentences])
