"""Tests of `service.summaries.sumy.graphs`: LexRank, TextRank and Reduction rank as sumy's do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from service.summaries.sumy import graphs
from service.summaries.sumy.document import build_document
from service.summaries.sumy.graphs import (
    SparseLexRankSummarizer,
    SparseReductionSummarizer,
    SparseTextRankSummarizer,
)
from tests.summaries.stock import build_stock, one_document, own_articles, rate, same_best
from tests.summaries.stories import HARD, make

PAIRS = pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (SparseLexRankSummarizer, LexRankSummarizer),
        (SparseTextRankSummarizer, TextRankSummarizer),
        (SparseReductionSummarizer, ReductionSummarizer),
    ],
    ids=["lexrank", "textrank", "reduction"],
)
OURS = pytest.mark.parametrize(
    "method", [SparseLexRankSummarizer, SparseTextRankSummarizer, SparseReductionSummarizer]
)


@pytest.fixture(scope="module")
def long_document() -> ObjectDocumentModel:
    """About three hundred sentences, of thirty articles."""
    return one_document(own_articles()[:30])


@PAIRS
def test_own_articles_are_rated_as_by_sumy(ours: Any, theirs: Any) -> None:
    """On 46 articles the ratings are sumy's to ten digits, and the best three sentences too."""
    for article in own_articles():
        document = build_document(article)
        found, wanted = rate(ours("en"), document), rate(build_stock(theirs), document)
        assert found == pytest.approx(wanted, rel=1e-9, abs=1e-11 * wanted.max())
        assert same_best(found, wanted)


@PAIRS
def test_a_long_document_is_rated_as_by_sumy(
    ours: Any, theirs: Any, long_document: ObjectDocumentModel
) -> None:
    """A document of a size that is held in sparse matrices is rated as by sumy."""
    assert len(long_document.sentences) ** 2 > graphs._SMALL
    found = rate(ours("en"), long_document)
    assert found == pytest.approx(rate(build_stock(theirs), long_document), rel=1e-9)


@OURS
def test_the_size_of_the_switch_changes_nothing(
    method: Any, long_document: ObjectDocumentModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dense or sparse, short and long documents get the same ratings."""
    for document in (*map(build_document, (*own_articles(), *HARD.values())), long_document):
        ratings = []
        for small in (0, 10**9):
            monkeypatch.setattr(graphs, "_SMALL", small)
            ratings.append(rate(method("en"), document))
        assert ratings[0] == pytest.approx(ratings[1], rel=1e-9, abs=1e-9)


@OURS
def test_equal_sentences_are_rated_alike(method: Any) -> None:
    """Copies have one rating to the last bit, where they are merged and where they are not."""
    text = "Divers found cracks in the pier. The pier at Ellery is shut. Boats run to Ellery. "
    document = build_document(make(text * 60))
    ratings = rate(method("en"), document)
    assert len(ratings) == 180
    assert all(len(set(ratings[place::3])) == 1 for place in range(3))


def test_lexrank_rates_copies_as_sumy_does() -> None:
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


def test_lexrank_rates_sentences_without_a_common_word_alike() -> None:
    """Where no sentence is like another, none is more central; sumy's gives NaN."""
    document = build_document(HARD["two sentences without a common word"])
    assert rate(SparseLexRankSummarizer("en"), document).tolist() == [0.5, 0.5]
    with np.errstate(invalid="ignore"):
        assert np.isnan(rate(build_stock(LexRankSummarizer), document)).all()


def test_reduction_gives_nothing_for_a_sentence_that_shares_no_word() -> None:
    """Not even what rounding leaves, so that such sentences keep their order."""
    text = "Cracks run through the pier. Geese flew over. Cracks closed the pier. Rain fell twice."
    ratings = rate(SparseReductionSummarizer("en"), build_document(make(text)))
    assert ratings[1] == ratings[3] == 0.0
    assert ratings[0] == ratings[2] > 0.0


def test_reduction_is_not_misled_by_a_long_sentence_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A word said 5,000 times in one sentence overlaps with itself alone, which counts nothing."""
    monkeypatch.setattr(graphs, "_SMALL", 0)
    text = f"Divers found cracks. Cracks closed the pier. Boats {'ferry ' * 5_000}north. Rain fell."
    ratings = rate(SparseReductionSummarizer("en"), build_document(make(text)))
    assert (ratings > 0.0).tolist() == [True, True, False, False]
    assert ratings[2] == 0.0
