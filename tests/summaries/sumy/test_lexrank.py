"""Tests of `service.summaries.sumy.lexrank`; `test_rating` holds it to sumy's own."""

from __future__ import annotations

import numpy as np
import pytest
from sumy.summarizers.lex_rank import LexRankSummarizer

from service.summaries.document import build_document
from service.summaries.sumy.lexrank import SparseLexRankSummarizer
from tests.summaries.stock import build_stock, rate
from tests.summaries.stories import HARD, make


def test_it_rates_copies_as_sumy_does() -> None:
    """Merged or not, a sentence that stands three times counts three times."""
    text = "The pier is shut. The pier has cracks. Boats run. The harbour board met. "
    document = build_document(make(text + "The pier is shut. " * 2 + "Boats run to the pier."))
    found = rate(SparseLexRankSummarizer("en"), document)
    numbers = [str(sentence) for sentence in document.sentences]
    assert len(set(numbers)) == len(numbers) - 2
    # sumy keeps one rating for the three; ratings are by place here, so its matrix is asked.
    stock = build_stock(LexRankSummarizer)
    words = [stock._to_words_set(sentence) for sentence in document.sentences]
    matrix = stock._create_matrix(words, 0.1, stock._compute_tf(words), stock._compute_idf(words))
    assert found == pytest.approx(stock.power_method(matrix, stock.epsilon), rel=1e-9)


def test_it_rates_sentences_without_a_common_word_alike() -> None:
    """Where no sentence is like another, none is more central; sumy's gives NaN."""
    document = build_document(HARD["two sentences without a common word"])
    assert rate(SparseLexRankSummarizer("en"), document).tolist() == [0.5, 0.5]
    with np.errstate(invalid="ignore"):
        assert np.isnan(rate(build_stock(LexRankSummarizer), document)).all()
