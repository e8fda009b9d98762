"""Tests of `service.summaries.sumy.greedy`: KL and SumBasic take the sentences that sumy's take."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer

from service.summaries.sumy import greedy
from service.summaries.sumy.document import build_document
from service.summaries.sumy.greedy import IncrementalKLSummarizer, LazySumBasicSummarizer
from tests.summaries.stock import build_stock, one_document, own_articles, rate
from tests.summaries.stories import HARBOUR, make


class CaselessKL(KLSummarizer):  # type: ignore[misc]
    """Stock KL, but that it knows a stop word in capitals."""

    def _filter_out_stop_words(self, words: Sequence[str]) -> list[str]:
        return [word for word in words if word.lower() not in self.stop_words]


@pytest.fixture(scope="module")
def documents() -> tuple[ObjectDocumentModel, ...]:
    """46 articles, and four of them as one."""
    return (*map(build_document, own_articles()), one_document(own_articles()[:4]))


def test_kl_takes_the_sentences_that_sumy_takes(
    documents: Sequence[ObjectDocumentModel],
) -> None:
    """On 46 articles and a longer document, every sentence has its place in sumy's order."""
    for document in documents:
        stock = rate(build_stock(CaselessKL), document)
        assert rate(IncrementalKLSummarizer("en"), document).tolist() == stock.tolist()


def test_kl_orders_what_is_beyond_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the steps end, what was taken stays, and the rest has all ranks that follow."""
    document = one_document(own_articles()[:30])
    full = rate(IncrementalKLSummarizer("en"), document)
    monkeypatch.setattr(greedy, "_KL_WORK", 0)
    cut = rate(IncrementalKLSummarizer("en"), document)
    assert len(full) > 250
    taken = full > -200
    assert cut[taken].tolist() == full[taken].tolist()
    assert sorted(-cut) == list(range(len(full)))
    # The next by divergence is close to the next that the greedy choice takes.
    assert np.flatnonzero(cut == -200) in np.flatnonzero(full > -210)


def test_kl_reads_capitals_as_it_reads_small_letters() -> None:
    """THE is a stop word too, so that a text in capitals begins with the same sentence."""
    lower, upper = (
        rate(IncrementalKLSummarizer("en"), build_document(make(text)))
        for text in (HARBOUR.lower(), HARBOUR.upper())
    )
    assert lower.argmax() == upper.argmax()


def test_kl_takes_the_first_of_sentences_that_say_as_much() -> None:
    """Four sentences with the same shares are equal but for rounding, which decides nothing."""
    text = "Bridge engineers boat. Council boat ferry. Boat divers bridge. Engineers bridge pier."
    ratings = rate(IncrementalKLSummarizer("en"), build_document(make(text)))
    assert ratings.tolist() == [-2, 0, -1, -3]


def test_sumbasic_takes_the_sentences_that_sumy_takes(
    documents: Sequence[ObjectDocumentModel],
) -> None:
    """On 46 articles and a longer document, every sentence has its place in sumy's order."""
    for document in documents:
        stock = rate(build_stock(SumBasicSummarizer), document)
        assert rate(LazySumBasicSummarizer("en"), document).tolist() == stock.tolist()


def test_sumbasic_takes_equal_sentences_in_order() -> None:
    """Sentences that differ in nothing come out as they stand, apart by what the others gain."""
    document = build_document(make("The pier is shut. " * 5))
    assert rate(LazySumBasicSummarizer("en"), document).tolist() == [0, -1, -2, -3, -4]
