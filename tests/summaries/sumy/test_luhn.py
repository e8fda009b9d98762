"""Tests of `service.summaries.sumy.luhn`; `test_rating` holds it to sumy's own."""

from __future__ import annotations

import pytest
from sumy.summarizers.luhn import LuhnSummarizer

from service.summaries.document import build_document
from service.summaries.sumy.luhn import LinearLuhnSummarizer
from tests.summaries.stock import build_stock, rate
from tests.summaries.stories import make


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("Pier cracks. Pier cracks.", 2.0),
        ("Pier north south east cracks. Pier cracks.", 4 / 5),
        ("Pier north south east west cracks. Pier cracks.", 0.0),
        ("Nobody closed the pier. Boats left the pier.", 0.0),
        ("Nobody sang. Geese flew over.", 0.0),
    ],
)
def test_runs_end_where_four_words_mean_nothing(text: str, rating: float) -> None:
    """A run goes over three words in between, not over four; one word alone is none."""
    document = build_document(make(text))
    assert rate(LinearLuhnSummarizer("en"), document)[0] == pytest.approx(rating)
    assert rate(build_stock(LuhnSummarizer), document)[0] == pytest.approx(rating)
