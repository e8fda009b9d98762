"""The ranking methods: ours, and sumy's in forms that take articles of any length."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import lru_cache
from typing import Any

import numpy as np
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers._summarizer import AbstractSummarizer

from service.summaries.news.summarizer import NewsSummarizer
from service.summaries.sumy.graphs import (
    SparseLexRankSummarizer,
    SparseReductionSummarizer,
    SparseTextRankSummarizer,
)
from service.summaries.sumy.greedy import IncrementalKLSummarizer, LazySumBasicSummarizer
from service.summaries.sumy.language_resources import stop_words
from service.summaries.sumy.stems import cached_stemmer
from service.summaries.sumy.term_counts import number_terms
from service.summaries.sumy.weights import (
    ExactLsaSummarizer,
    LinearEdmundsonSummarizer,
    LinearLuhnSummarizer,
)


class LeadSummarizer(AbstractSummarizer):  # type: ignore[misc]
    """Ranks sentences by their place: news says the most important first.

    The measure that every other method has to beat: on 180 CNN articles its first three
    sentences reach ROUGE-1 41.4, the best of sumy's methods 37.9.
    """

    def __call__(self, document: ObjectDocumentModel, sentences_count: Any) -> tuple[Any, ...]:
        """Rank, and return what the count takes, in document order."""
        sentences = document.sentences
        places = {sentence: 1.0 - i / len(sentences) for i, sentence in enumerate(sentences)}
        return tuple(self._get_best_sentences(sentences, sentences_count, places))


def _edmundson(language: str, document: ObjectDocumentModel) -> AbstractSummarizer:
    """Edmundson's method needs cue words, which no language has a list for.

    The words of the headline and the article's most frequent words speak for a sentence; page
    furniture that slipped in speaks against it.
    """
    method = copy(_prepared_edmundson(language))
    terms = number_terms(document.sentences, str, stop_words(language))
    uses = np.bincount(terms.terms[terms.content], minlength=len(terms.stems))
    frequent = [terms.stems[i] for i in np.argsort(-uses, kind="stable")[:20] if uses[i]]
    headline = [word.lower() for heading in document.headings for word in heading.words]
    method.bonus_words = frequent + headline
    return method


# One for all articles of a language: stemming its stop words costs 0.3 ms.
@lru_cache(maxsize=64)
def _prepared_edmundson(language: str) -> LinearEdmundsonSummarizer:
    method = LinearEdmundsonSummarizer(cached_stemmer(language))
    method.stigma_words = ["advertisement", "newsletter", "subscribe", "copyright"]
    method.null_words = stop_words(language)
    return method


def _with_stop_words(method: type[AbstractSummarizer]) -> Callable[..., AbstractSummarizer]:
    # One for all articles of a language: taking in its stop words costs 0.1 ms.
    @lru_cache(maxsize=64)
    def prepared(language: str) -> AbstractSummarizer:
        summarizer = method(cached_stemmer(language))
        summarizer.stop_words = stop_words(language)
        return summarizer

    def build(language: str, _: ObjectDocumentModel) -> AbstractSummarizer:
        return prepared(language)

    return build


def _plain(method: type[AbstractSummarizer]) -> Callable[..., AbstractSummarizer]:
    def build(language: str, _: ObjectDocumentModel) -> AbstractSummarizer:
        return method(cached_stemmer(language))

    return build


def _news(language: str, _: ObjectDocumentModel) -> AbstractSummarizer:
    return NewsSummarizer(language)


#: How to build each method for a language and a document.
METHODS: dict[str, Callable[[str, ObjectDocumentModel], AbstractSummarizer]] = {
    "news": _news,
    "lead": _plain(LeadSummarizer),
    "lexrank": _with_stop_words(SparseLexRankSummarizer),
    "textrank": _with_stop_words(SparseTextRankSummarizer),
    "lsa": _with_stop_words(ExactLsaSummarizer),
    "luhn": _with_stop_words(LinearLuhnSummarizer),
    "kl": _with_stop_words(IncrementalKLSummarizer),
    "sumbasic": _with_stop_words(LazySumBasicSummarizer),
    "reduction": _with_stop_words(SparseReductionSummarizer),
    "edmundson": _edmundson,
}
