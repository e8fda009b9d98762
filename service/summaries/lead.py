"""The lead: an article's first sentences, as news says the most important first."""

from __future__ import annotations

import numpy as np
from sumy.models.dom import ObjectDocumentModel

from service.summaries.method import RatingMethod
from service.summaries.term_counts import Floats


class LeadSummarizer(RatingMethod):
    """Rates sentences by their place: the measure that every other method has to beat.

    See docs/decisions/0020.
    """

    any_language = True

    def __init__(self, language: str) -> None:
        """Take any language: a place is a place in all of them."""

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return 1 for the first sentence, and less for each one behind."""
        count = len(document.sentences)
        return np.array([1.0 - i / count for i in range(count)])
