"""Tests of `service.summaries.sumy.rating`: methods that rate all sentences rate as sumy's do."""

from __future__ import annotations

from typing import Any

import pytest
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from service.summaries import term_counts
from service.summaries.document import build_document
from service.summaries.sumy.lexrank import SparseLexRankSummarizer
from service.summaries.sumy.lsa import ExactLsaSummarizer
from service.summaries.sumy.luhn import LinearLuhnSummarizer
from service.summaries.sumy.reduction import SparseReductionSummarizer
from service.summaries.sumy.textrank import SparseTextRankSummarizer
from tests.summaries.stock import build_stock, one_document, own_articles, rate, same_best
from tests.summaries.stories import HARD, make

PAIRS = pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (SparseLexRankSummarizer, LexRankSummarizer),
        (SparseTextRankSummarizer, TextRankSummarizer),
        (SparseReductionSummarizer, ReductionSummarizer),
        (ExactLsaSummarizer, LsaSummarizer),
        (LinearLuhnSummarizer, LuhnSummarizer),
    ],
    ids=["lexrank", "textrank", "reduction", "lsa", "luhn"],
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
    """On 46 articles, and on ten as one, ratings are sumy's to ten digits, and the best three."""
    for document in (*map(build_document, own_articles()), one_document(own_articles()[:10])):
        found, wanted = rate(ours("en"), document), rate(build_stock(theirs), document)
        assert found == pytest.approx(wanted, rel=1e-9, abs=1e-11 * wanted.max())
        assert same_best(found, wanted)


@PAIRS
def test_a_long_document_is_rated_as_by_sumy(
    ours: Any, theirs: Any, long_document: ObjectDocumentModel
) -> None:
    """A document of a size that is held in sparse matrices is rated as by sumy."""
    assert len(long_document.sentences) ** 2 > term_counts._SMALL
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
            monkeypatch.setattr(term_counts, "_SMALL", small)
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


@PAIRS
def test_asked_as_sumy_s_are_it_gives_their_sentences(ours: Any, theirs: Any) -> None:
    """As a summarizer of sumy's it takes a document and a number of sentences."""
    document = build_document(own_articles()[0])
    assert ours("en")(document, 3) == build_stock(theirs)(document, 3)
    assert ours("en")(ObjectDocumentModel([]), 3) == ()
