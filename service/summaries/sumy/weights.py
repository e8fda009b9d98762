"""sumy's methods that weigh each sentence by its own words, in linear time."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import numpy as np
import numpy.typing as npt
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer

from service.summaries.sumy.language_resources import stop_words
from service.summaries.sumy.rating import SumyMethod, without_noise
from service.summaries.sumy.stems import cached_stemmer
from service.summaries.sumy.term_counts import Floats, Terms, number_terms


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
        terms, known = _with_headings(document, self._stemmer, self._stop_words)
        sentences = len(document.sentences)
        used = np.zeros(len(terms.stems), np.bool_)
        used[terms.terms[terms.content]] = True
        # A stop word counts where its stem is a word of content's too.
        counts = terms.counts(known & used[terms.terms])
        most = np.zeros(terms.sentences)
        np.maximum.at(most, counts.rows, counts.values)
        shares = counts.values / most[counts.rows]
        rest = 1.0 - self._SMOOTH
        squares = self._SMOOTH**2 * used.sum() + counts.sums(
            2.0 * self._SMOOTH * rest * shares + (rest * shares) ** 2
        )
        return without_noise(np.sqrt(np.where(most > 0.0, squares, 0.0))[:sentences])


class LinearLuhnSummarizer(SumyMethod, LuhnSummarizer):  # type: ignore[misc]
    """Luhn that finds a significant word at once, where sumy's goes through a list of them."""

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return the rating of each sentence's best run of significant words."""
        terms, known = _with_headings(document, self._stemmer, self._stop_words)
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


def _with_headings(
    document: ObjectDocumentModel, stem: Callable[[str], str], stop_words: frozenset[str]
) -> tuple[Terms, npt.NDArray[np.bool_]]:
    """Return the words of sentences and then headings, and which are a sentence's."""
    terms = number_terms((*document.sentences, *document.headings), stem, stop_words)
    return terms, terms.rows < len(document.sentences)


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
