"""Tests of `service.summaries.sumy.sumbasic`: it takes the sentences that sumy's takes."""

from __future__ import annotations

from sumy.summarizers.sum_basic import SumBasicSummarizer

from service.summaries.document import build_document
from service.summaries.sumy.sumbasic import LazySumBasicSummarizer
from tests.summaries.stock import build_stock, one_document, own_articles, rate
from tests.summaries.stories import make


def test_it_takes_the_sentences_that_sumy_takes() -> None:
    """On 46 articles and a longer document, every sentence has its place in sumy's order."""
    for document in (*map(build_document, own_articles()), one_document(own_articles()[:4])):
        stock = rate(build_stock(SumBasicSummarizer), document)
        assert rate(LazySumBasicSummarizer("en"), document).tolist() == stock.tolist()


def test_it_takes_equal_sentences_in_order() -> None:
    """Sentences that differ in nothing come out as they stand, apart by what the others gain."""
    document = build_document(make("The pier is shut. " * 5))
    assert rate(LazySumBasicSummarizer("en"), document).tolist() == [0, -1, -2, -3, -4]
