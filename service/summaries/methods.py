"""The registry of methods: what an article's sentences can be ranked by."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from service.summaries.lead import LeadSummarizer
from service.summaries.method import Method
from service.summaries.news.summarizer import NewsSummarizer
from service.summaries.sumy.edmundson import LinearEdmundsonSummarizer
from service.summaries.sumy.kl import IncrementalKLSummarizer
from service.summaries.sumy.lexrank import SparseLexRankSummarizer
from service.summaries.sumy.lsa import ExactLsaSummarizer
from service.summaries.sumy.luhn import LinearLuhnSummarizer
from service.summaries.sumy.reduction import SparseReductionSummarizer
from service.summaries.sumy.sumbasic import LazySumBasicSummarizer
from service.summaries.sumy.textrank import SparseTextRankSummarizer

#: The methods by name, the default first. All that offers them takes the names from here.
METHODS: dict[str, type[Method[Any]]] = {
    "news": NewsSummarizer,
    "lead": LeadSummarizer,
    "lexrank": SparseLexRankSummarizer,
    "textrank": SparseTextRankSummarizer,
    "lsa": ExactLsaSummarizer,
    "luhn": LinearLuhnSummarizer,
    "kl": IncrementalKLSummarizer,
    "sumbasic": LazySumBasicSummarizer,
    "reduction": SparseReductionSummarizer,
    "edmundson": LinearEdmundsonSummarizer,
}
#: Their names, the default first.
ALGORITHMS = tuple(METHODS)


# One for all articles of a language, whose stop words it takes in once.
@lru_cache(maxsize=256)
def method_for(algorithm: str, language: str) -> Method[Any]:
    """Return the method of that name, ready for articles of the language."""
    return METHODS[algorithm](language)


def names_of(*, any_language: bool = False, takes: str | None = None) -> list[str]:
    """Return the names of the methods that can do as asked for: read the option that is named."""
    return [
        name
        for name, method in METHODS.items()
        if method.any_language >= any_language and (takes is None or takes in method.takes)
    ]
