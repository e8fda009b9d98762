"""Tests of `service.summaries.sumy.kl`: it takes the sentences that sumy's takes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from sumy.summarizers.kl import KLSummarizer

from service.summaries.document import build_document
from service.summaries.sumy import kl
from service.summaries.sumy.kl import IncrementalKLSummarizer
from tests.summaries.stock import build_stock, one_document, own_articles, rate
from tests.summaries.stories import HARBOUR, make


class CaselessKL(KLSummarizer):  # type: ignore[misc]
    """Stock KL, but that it knows a stop word in capitals, and takes the first of equals.

    Of divergences that differ by less than rounding, stock KL takes whichever rounding favours.
    """

    @staticmethod
    def _find_index_of_best_sentence(kls: Sequence[float]) -> int:
        return next(place for place, found in enumerate(kls) if found <= min(kls) + 1e-11)

    def _filter_out_stop_words(self, words: Sequence[str]) -> list[str]:
        return [word for word in words if word.lower() not in self.stop_words]


def test_it_takes_the_sentences_that_sumy_takes() -> None:
    """On 46 articles and a longer document, every sentence has its place in sumy's order."""
    for document in (*map(build_document, own_articles()), one_document(own_articles()[:4])):
        stock = rate(build_stock(CaselessKL), document)
        assert rate(IncrementalKLSummarizer("en"), document).tolist() == stock.tolist()


def test_it_orders_what_is_beyond_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the steps end, what was taken stays, and the rest has all ranks that follow."""
    document = one_document(own_articles()[:30])
    full = rate(IncrementalKLSummarizer("en"), document)
    monkeypatch.setattr(kl, "_WORK", 0)
    cut = rate(IncrementalKLSummarizer("en"), document)
    assert len(full) > 250
    taken = full > -200
    assert cut[taken].tolist() == full[taken].tolist()
    assert sorted(-cut) == list(range(len(full)))
    # The next by divergence is close to the next that the greedy choice takes.
    assert np.flatnonzero(cut == -200) in np.flatnonzero(full > -210)


def test_it_reads_capitals_as_it_reads_small_letters() -> None:
    """THE is a stop word too, so that a text in capitals begins with the same sentence."""
    lower, upper = (
        rate(IncrementalKLSummarizer("en"), build_document(make(text)))
        for text in (HARBOUR.lower(), HARBOUR.upper())
    )
    assert lower.argmax() == upper.argmax()


def test_it_takes_the_first_of_sentences_that_say_as_much() -> None:
    """Four sentences with the same shares are equal but for rounding, which decides nothing."""
    text = "Bridge engineers boat. Council boat ferry. Boat divers bridge. Engineers bridge pier."
    ratings = rate(IncrementalKLSummarizer("en"), build_document(make(text)))
    assert ratings.tolist() == [-2, 0, -1, -3]
