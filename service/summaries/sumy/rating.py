"""The frame of sumy's methods, each of which rates all sentences of a document at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers._summarizer import AbstractSummarizer

from service.summaries.language_resources import stop_words
from service.summaries.method import RatingMethod
from service.summaries.stems import cached_stemmer
from service.summaries.term_counts import Floats

# Ratings that differ by less, as parts of the highest, differ by rounding.
_DECIMALS = 12


class SumyMethod(RatingMethod, AbstractSummarizer):  # type: ignore[misc]
    """One of sumy's summarizers that rates anew, with the stop words and stems of a language.

    sumy keeps ratings in a dict by sentence, where two that read the same have one rating between
    them; here each has its own.
    """

    def __init__(self, language: str) -> None:
        AbstractSummarizer.__init__(self, cached_stemmer(language))
        self.stop_words = stop_words(language)

    def __call__(self, document: ObjectDocumentModel, sentences_count: Any) -> tuple[Any, ...]:
        """Rank as sumy's own are asked to: return what the count takes, in document order."""
        if not document.sentences:
            return ()
        ratings = iter(self.rate(document).tolist())
        chosen: tuple[Any, ...] = self._get_best_sentences(
            document.sentences, sentences_count, lambda _: next(ratings)
        )
        return chosen


def without_noise(ratings: Floats) -> Floats:
    """Return ratings that are equal where they differ by rounding, so that the earlier wins."""
    highest = np.abs(ratings).max()
    if highest == 0.0:
        return ratings
    rounded: Floats = np.round(ratings / highest, _DECIMALS) * highest
    return rounded
