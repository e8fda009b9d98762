"""Tests of `service.summaries.methods`: what each ranking method sees in a text."""

from __future__ import annotations

import math
import warnings

import pytest

from service.articles.article import Article
from service.options import Options
from service.summaries.methods import METHODS, method_for, names_of
from tests.summaries.stories import HARBOUR, HARD, make


def rate_by_name(name: str, article: Article) -> list[float]:
    """The ratings of the method of that name."""
    method = method_for(name, article.language)
    ratings: list[float] = method.choose(article, Options(sentences=50)).ratings.tolist()
    return ratings


def test_the_default_comes_first() -> None:
    """`news` is what an article is ranked by where nothing is asked for."""
    assert next(iter(METHODS)) == "news"


def test_one_method_serves_all_articles_of_a_language() -> None:
    """What a method knows of a language is taken in once."""
    assert method_for("lsa", "en") is method_for("lsa", "en")
    assert method_for("lsa", "en") is not method_for("lsa", "de")


def test_methods_are_named_by_what_they_can() -> None:
    """Those for every language and those that take a focus, in the registry's order."""
    assert names_of() == [*METHODS]
    assert names_of(any_language=True) == ["news", "lead"]
    assert names_of(takes="focus") == ["news"]


def test_methods_take_options_that_there_are() -> None:
    """What a method reads besides is an option, and one that is no method's alone is not named."""
    taken = frozenset().union(*(method.takes for method in METHODS.values()))
    assert taken == {"focus"}
    assert taken <= Options.model_fields.keys()


def test_lead_ranks_by_place() -> None:
    """Each sentence counts more than the next."""
    ratings = rate_by_name("lead", make(HARBOUR))
    assert ratings == sorted(ratings, reverse=True)
    assert len(set(ratings)) == len(ratings) == 10


@pytest.mark.parametrize("name", ["lexrank", "textrank", "sumbasic", "reduction", "luhn", "kl"])
def test_a_sentence_with_the_story_s_words_beats_an_aside(name: str) -> None:
    """A sentence that shares no word with the others is not the best."""
    article = make(
        "Divers found cracks in the ferry pier. The ferry stays in port until the pier is mended."
        " Cracks run through three pillars. Engineers will look at the pillars on Friday. Geese"
        " flew over. The divers and the engineers will meet in the port."
    )
    ratings = rate_by_name(name, article)
    assert article.sentences[4].text == "Geese flew over."
    assert ratings[4] < max(ratings)


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("article", HARD.values(), ids=HARD)
def test_ratings_are_finite_and_nothing_is_warned_of(name: str, article: Article) -> None:
    """However odd the text, no rating is NaN or infinite and no library complains."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert all(math.isfinite(rating) for rating in rate_by_name(name, article))


@pytest.mark.parametrize("name", METHODS)
def test_capitals_do_not_change_the_ratings(name: str) -> None:
    """A text in capitals is ranked like the same text in lower case."""
    document = "the bridge is shut. the bridge cost nine million. nobody sang on the bridge."
    upper = rate_by_name(name, make(document.upper()))
    assert upper == pytest.approx(rate_by_name(name, make(document)))
