"""Tests of `service.summaries.sumy.reduction`; `test_rating` holds it to sumy's own."""

from __future__ import annotations

import pytest

from service.summaries import term_counts
from service.summaries.document import build_document
from service.summaries.sumy.reduction import SparseReductionSummarizer
from tests.summaries.stock import rate
from tests.summaries.stories import make


def test_nothing_is_given_for_a_sentence_that_shares_no_word() -> None:
    """Not even what rounding leaves, so that such sentences keep their order."""
    text = "Cracks run through the pier. Geese flew over. Cracks closed the pier. Rain fell twice."
    ratings = rate(SparseReductionSummarizer("en"), build_document(make(text)))
    assert ratings[1] == ratings[3] == 0.0
    assert ratings[0] == ratings[2] > 0.0


def test_it_is_not_misled_by_a_long_sentence_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A word said 5,000 times in one sentence overlaps with itself alone, which counts nothing."""
    monkeypatch.setattr(term_counts, "_SMALL", 0)
    text = f"Divers found cracks. Cracks closed the pier. Boats {'ferry ' * 5_000}north. Rain fell."
    ratings = rate(SparseReductionSummarizer("en"), build_document(make(text)))
    assert (ratings > 0.0).tolist() == [True, True, False, False]
    assert ratings[2] == 0.0
