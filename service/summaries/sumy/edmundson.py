"""Edmundson: a sentence is worth its cue words, the headline's words in it, and its place."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.edmundson import EdmundsonSummarizer

from service.summaries.language_resources import stop_words
from service.summaries.stems import cached_stemmer
from service.summaries.sumy.rating import SumyMethod
from service.summaries.term_counts import Floats, number_terms


class LinearEdmundsonSummarizer(SumyMethod, EdmundsonSummarizer):  # type: ignore[misc]
    """Edmundson with sumy's own weights, each word looked up once where sumy's stems it thrice.

    It needs cue words, which no language has a list for: the words of the headline and the
    article's most frequent words speak for a sentence, page furniture that slipped in against it.
    """

    _FURNITURE: ClassVar[tuple[str, ...]] = (
        "advertisement",
        "newsletter",
        "subscribe",
        "copyright",
    )
    _FREQUENT = 20

    def __init__(self, language: str) -> None:
        EdmundsonSummarizer.__init__(self, cached_stemmer(language))
        self._stop_words = stop_words(language)
        self.null_words = self._stop_words
        self.stigma_words = self._FURNITURE

    def find_bonus_words(self, document: ObjectDocumentModel) -> list[str]:
        """Return the words that speak for a sentence of the document."""
        terms = number_terms(document.sentences, str, self._stop_words)
        uses = np.bincount(terms.terms[terms.content], minlength=len(terms.stems))
        order = np.argsort(-uses, kind="stable")[: self._FREQUENT]
        frequent = [terms.stems[i] for i in order if uses[i]]
        return frequent + [word.lower() for title in document.headings for word in title.words]

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return the sum of what cue words, the headline's words and its place say for each."""
        terms = number_terms(document.sentences, self._stemmer, ())
        bonus = {self.stem_word(word) for word in self.find_bonus_words(document)}
        headline = {self.stem_word(word) for title in document.headings for word in title.words}
        headline -= self._null_words
        # The headline's words speak twice: by sumy's method of titles, and by that of places.
        worth = [
            (stem in bonus) - (stem in self._stigma_words) + 2 * (stem in headline)
            for stem in terms.stems
        ]
        by_words = np.bincount(
            terms.rows,
            weights=np.array(worth, np.float64)[terms.terms],
            minlength=terms.sentences,
        )
        rated: Floats = by_words + _by_place(document)
        return rated


def _by_place(document: ObjectDocumentModel) -> Floats:
    """Return 1 for the first or last sentence of a paragraph, and 1 for such a paragraph's."""
    ends = len(document.paragraphs) - 1
    return np.array(
        [
            (paragraph in {0, ends}) + (place in {0, len(found.sentences) - 1})
            for paragraph, found in enumerate(document.paragraphs)
            for place in range(len(found.sentences))
        ],
        np.float64,
    )
