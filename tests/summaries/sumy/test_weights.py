"""Tests of `service.summaries.sumy.weights`: LSA, Luhn and Edmundson rate as sumy's do."""

from __future__ import annotations

from typing import Any

import pytest
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer

from service.summaries.sumy.document import build_document
from service.summaries.sumy.language_resources import stemmer, stop_words
from service.summaries.sumy.weights import (
    ExactLsaSummarizer,
    LinearEdmundsonSummarizer,
    LinearLuhnSummarizer,
)
from tests.summaries.stock import build_stock, one_document, own_articles, rate, same_best
from tests.summaries.stories import HARBOUR, HARD, make


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(ExactLsaSummarizer, LsaSummarizer), (LinearLuhnSummarizer, LuhnSummarizer)],
    ids=["lsa", "luhn"],
)
def test_own_articles_are_rated_as_by_sumy(ours: Any, theirs: Any) -> None:
    """On 46 articles with headlines, and on ten as one, ratings are sumy's to ten digits."""
    documents = (*map(build_document, own_articles()), one_document(own_articles()[:10]))
    for document in documents:
        found, wanted = rate(ours("en"), document), rate(build_stock(theirs), document)
        assert found == pytest.approx(wanted, rel=1e-9, abs=1e-12)
        assert same_best(found, wanted)


def test_lsa_rates_sentences_of_the_same_counts_alike() -> None:
    """Words that stand in another order do not make another sum, so that the first one wins."""
    text = (
        "Engineers boat council council council. Harbour pier engineers engineers engineers."
        " Boat pier ferry ferry ferry. Divers ferry bridge bridge bridge."
    )
    ratings = rate(ExactLsaSummarizer("en"), build_document(make(text)))
    assert len(ratings) == 4
    assert len(set(ratings)) == 1


def test_lsa_needs_no_decomposition_while_sumy_keeps_every_dimension() -> None:
    """The identity that it rests on holds for as long as sumy cuts no dimension off."""
    assert LsaSummarizer.REDUCTION_RATIO == 1.0


def test_lsa_rates_a_text_without_words_of_content() -> None:
    """Where sumy gives no sentence at all, each is rated 0."""
    document = build_document(HARD["only stop words"])
    assert build_stock(LsaSummarizer)(document, 3) == ()
    assert rate(ExactLsaSummarizer("en"), document).tolist() == [0.0] * 3


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
def test_luhn_s_runs_end_where_four_words_mean_nothing(text: str, rating: float) -> None:
    """A run goes over three words in between, not over four; one word alone is none."""
    document = build_document(make(text))
    assert rate(LinearLuhnSummarizer("en"), document)[0] == pytest.approx(rating)
    assert rate(build_stock(LuhnSummarizer), document)[0] == pytest.approx(rating)


class WithCueWords(LinearEdmundsonSummarizer):
    """Edmundson with cue words that are given to stock sumy's as well."""

    _FURNITURE = ("boats", "today")

    def find_bonus_words(self, _: ObjectDocumentModel) -> list[str]:
        """Return the same for every document."""
        return ["pier", "board", "minister", "police"]


@pytest.mark.parametrize("title", [None, "Cracks close the pier at Ellery"])
def test_edmundson_rates_as_sumy_does(title: str | None) -> None:
    """Given the same cue words, every sentence has sumy's rating, with and without a headline."""
    articles = [make(HARBOUR, title=title), *own_articles()[:10]]
    for article in articles:
        document = build_document(article)
        stock = EdmundsonSummarizer(stemmer("en"))
        stock.bonus_words = ["pier", "board", "minister", "police"]
        stock.stigma_words = ["boats", "today"]
        stock.null_words = stop_words("en")
        assert rate(WithCueWords("en"), document).tolist() == rate(stock, document).tolist()
