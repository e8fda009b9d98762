"""Tests of `service.summaries.sumy.edmundson`: its cue words, and that it rates as sumy's."""

from __future__ import annotations

import pytest
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.edmundson import EdmundsonSummarizer

from service.articles.article import Article
from service.summaries.document import build_document
from service.summaries.language_resources import stemmer, stop_words
from service.summaries.sumy.edmundson import LinearEdmundsonSummarizer
from tests.summaries.stock import own_articles, rate
from tests.summaries.stories import HARBOUR, make


def rate_edmundson(article: Article) -> list[float]:
    """The ratings of the article's sentences."""
    ratings: list[float] = (
        LinearEdmundsonSummarizer(article.language).rate(build_document(article)).tolist()
    )
    return ratings


class WithCueWords(LinearEdmundsonSummarizer):
    """Edmundson with cue words that are given to stock sumy's as well."""

    _FURNITURE = ("boats", "today")

    def find_bonus_words(self, _: ObjectDocumentModel) -> list[str]:
        """Return the same for every document."""
        return ["pier", "board", "minister", "police"]


@pytest.mark.parametrize("title", [None, "Cracks close the pier at Ellery"])
def test_it_rates_as_sumy_does(title: str | None) -> None:
    """Given the same cue words, every sentence has sumy's rating, with and without a headline."""
    articles = [make(HARBOUR, title=title), *own_articles()[:10]]
    for article in articles:
        document = build_document(article)
        stock = EdmundsonSummarizer(stemmer("en"))
        stock.bonus_words = ["pier", "board", "minister", "police"]
        stock.stigma_words = ["boats", "today"]
        stock.null_words = stop_words("en")
        assert rate(WithCueWords("en"), document).tolist() == rate(stock, document).tolist()


def test_it_favours_the_words_of_the_headline() -> None:
    """A sentence in the middle that says what the headline says rises with the headline."""
    title = "Marrow Island waits for bread: baker gives loaves away"
    place = 7
    plain, titled = (rate_edmundson(make(HARBOUR, title=headline)) for headline in (None, title))
    assert make(HARBOUR).sentences[place].text.startswith("A baker gave away")
    assert sum(rating > plain[place] for rating in plain) > 1
    assert sum(rating > titled[place] for rating in titled) <= 1


def test_it_speaks_against_furniture_that_slipped_in() -> None:
    """Of two sentences in like places, the one about a newsletter is rated lower."""
    middle = "Trains ran on time. {} Geese flew over. Boats lay in port. It was cold on Monday."
    plain = rate_edmundson(make(middle.format("People may swim today.")))
    furniture = rate_edmundson(make(middle.format("People may subscribe today.")))
    assert furniture[1] < plain[1]


@pytest.mark.parametrize("title", [None, "Pier", "...", "The"])
def test_it_needs_no_more_than_a_text(title: str | None) -> None:
    """With any headline or none, and in a language without stop words, sentences are rated."""
    assert len(rate_edmundson(make("It sank. It rose.", title=title))) == 2
    assert len(rate_edmundson(make("Pft vrr. Vrr.", title=title, language="und"))) == 2
