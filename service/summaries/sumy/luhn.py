"""Luhn: a sentence is worth its densest run of words that the document repeats."""

from __future__ import annotations

import numpy as np
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.luhn import LuhnSummarizer

from service.summaries.sumy.rating import SumyMethod
from service.summaries.term_counts import Floats, number_with_headings


class LinearLuhnSummarizer(SumyMethod, LuhnSummarizer):  # type: ignore[misc]
    """Luhn that finds a significant word at once, where sumy's goes through a list of them."""

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return the rating of each sentence's best run of significant words."""
        terms, known = number_with_headings(document, self._stemmer, self._stop_words)
        uses = np.bincount(terms.terms[terms.content], minlength=len(terms.stems))
        ratings = np.zeros(len(document.sentences))
        places = np.flatnonzero(known & (uses > 1)[terms.terms])
        if not len(places):
            return ratings
        rows = terms.rows[places]
        begins = np.ones(len(places), np.bool_)
        begins[1:] = (np.diff(rows) > 0) | (np.diff(places) > self.max_gap_size)
        first = np.flatnonzero(begins)
        last = np.append(first[1:], len(places)) - 1
        significant = last - first + 1.0
        rated = significant**2 / (places[last] - places[first] + 1)
        np.maximum.at(ratings, rows[first], np.where(significant > 1.0, rated, 0.0))
        return ratings
