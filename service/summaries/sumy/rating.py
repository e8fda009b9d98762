"""The frame of a method that rates all sentences of a document at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers._summarizer import AbstractSummarizer

from service.summaries.sumy.term_counts import Floats

# Ratings that differ by less, as parts of the highest, differ by rounding.
_DECIMALS = 12


class RatedSummarizer(AbstractSummarizer):  # type: ignore[misc]
    """Chooses by ratings that stand in document order.

    sumy keeps them in a dict by sentence, where two that read the same have one rating between
    them; here each has its own.
    """

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return a finite rating for each sentence of a document that has some."""
        raise NotImplementedError

    def __call__(self, document: ObjectDocumentModel, sentences_count: Any) -> tuple[Any, ...]:
        """Rank, and return what the count takes, in document order."""
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
