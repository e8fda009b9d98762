"""Tests of `service.summaries.sumy.lsa`; `test_rating` holds it to sumy's own."""

from __future__ import annotations

from sumy.summarizers.lsa import LsaSummarizer

from service.summaries.document import build_document
from service.summaries.sumy.lsa import ExactLsaSummarizer
from tests.summaries.stock import build_stock, rate
from tests.summaries.stories import HARD, make


def test_it_rates_sentences_of_the_same_counts_alike() -> None:
    """Words that stand in another order do not make another sum, so that the first one wins."""
    text = (
        "Engineers boat council council council. Harbour pier engineers engineers engineers."
        " Boat pier ferry ferry ferry. Divers ferry bridge bridge bridge."
    )
    ratings = rate(ExactLsaSummarizer("en"), build_document(make(text)))
    assert len(ratings) == 4
    assert len(set(ratings)) == 1


def test_it_needs_no_decomposition_while_sumy_keeps_every_dimension() -> None:
    """The identity that it rests on holds for as long as sumy cuts no dimension off."""
    assert LsaSummarizer.REDUCTION_RATIO == 1.0


def test_it_rates_a_text_without_words_of_content() -> None:
    """Where sumy gives no sentence at all, each is rated 0."""
    document = build_document(HARD["only stop words"])
    assert build_stock(LsaSummarizer)(document, 3) == ()
    assert rate(ExactLsaSummarizer("en"), document).tolist() == [0.0] * 3
