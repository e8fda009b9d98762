"""Tests of `service.summaries.news.summarizer`: what the default method chooses."""

from __future__ import annotations

from itertools import pairwise

import pytest

from service.articles.article import Article
from service.articles.reading import read_text
from service.options import Options
from service.summaries.news.summarizer import NewsSummarizer
from tests.summaries.stories import HARBOUR, make, summarize

TWO_MATTERS = """The town council of Brackmouth met on Monday evening to settle two matters before \
the summer.

It voted nine to four to close the swimming bath on Tanner Street, whose roof has leaked since \
2019. Repairs would have cost $3.1 million, the treasurer said.

Swimmers handed in a petition with 2,400 names. The swimming club has trained at the \
bath for 60 years.

The council then turned to the buses. From June the number 7 bus will run every ten minutes and \
stop at the hospital. Drivers had asked for longer breaks, and will get them.

The bus company, Harrow Lines, will buy eight electric buses for the route. A ticket will go on \
costing $2."""


def chosen(article: Article, **wishes: object) -> list[int]:
    """The places of the sentences that were chosen."""
    summary = summarize(article, **wishes)
    # An agency's tag before the first words is cut off, so that the ends are what both have.
    ends = [sentence.span.end for sentence in article.sentences]
    return [ends.index(item.sentence.span.end) for item in summary.sentences]


def rate(article: Article, sentences: int = 50) -> list[float]:
    """The ratings of all sentences."""
    method = NewsSummarizer(article.language)
    options = Options(sentences=sentences)
    ratings: list[float] = method.choose(article, options).ratings.tolist()
    return ratings


def test_stubs_are_not_chosen() -> None:
    """A dateline, a shout and a subheading are left where whole sentences are to be had."""
    article = make(
        "SUND.\n\nThe pier at Sund was shut on Monday after a storm.\n\nWow!\n\nA storm of the"
        " century\n\nNobody at the pier was badly hurt in the storm.\n\nThe ferry will sail from"
        " another pier until May."
    )
    assert chosen(article) == [1, 4, 5]


def test_a_sentence_that_says_the_same_again_is_not_chosen() -> None:
    """The best set has each of the two things, not the first thing twice."""
    article = make(
        "Police in Sund arrested two men after a robbery at the post office on Monday. Two men were"
        " arrested on Monday by police in Sund after the post office robbery. A third man fled to"
        " the harbour with a bag of $9,000, a witness said."
    )
    assert chosen(article, sentences=2) == [0, 2]


def test_no_sentence_stands_without_its_antecedent() -> None:
    """Whatever the length, a sentence that points back stands behind the one it points to."""
    article = make(
        "The harbour board of Ellery closed the pier on Tuesday. It will stay shut until May. But"
        " the board wants it mended sooner. Divers found cracks in three of the pillars. They had"
        " been called after a storm. He also said that the ferry sails from Lund Bay. Islanders"
        " depend on fishing boats for food."
    )
    needing = {1, 2, 4, 5}
    for count in range(1, 7):
        places = chosen(article, sentences=count)
        assert all(place - 1 in places for place in needing.intersection(places))


def test_ratings_order_as_the_summary_is_chosen() -> None:
    """Ratings fall strictly along the choice and are higher than all that was not chosen."""
    article = make(HARBOUR)
    for count in range(1, 10):
        ratings = rate(article, sentences=count)
        order = sorted(range(len(ratings)), key=lambda place: -ratings[place])
        assert all(ratings[one] > ratings[two] for one, two in pairwise(order[: count + 1]))
        assert chosen(article, sentences=count) == sorted(order[:count])


@pytest.mark.parametrize("language", ["und", "vi"])
def test_where_words_are_not_known_the_lead_is_taken(language: str) -> None:
    """Without stop words and stems sentences rank by place, stubs behind."""
    article = make(
        "Sund. " + " ".join(f"Wrd{i} pft vrr nkl {i} zkw." for i in range(9)), language=language
    )
    assert chosen(article) == [1, 2, 3]


@pytest.mark.parametrize(
    ("focus", "word"), [("When will the bus run?", "bus"), ("the bath on Tanner Street", "bath")]
)
def test_a_focus_pulls_its_matter(focus: str, word: str) -> None:
    """Of an article about two matters, the summary has more of the one that is asked for."""
    article = make(TWO_MATTERS)
    about = {i for i, sentence in enumerate(article.sentences) if word in sentence.text}
    plain, leaning = (set(chosen(article, focus=wish)) for wish in (None, focus))
    assert len(leaning & about) > len(plain & about)
    assert len(leaning & about) >= 2


def test_a_focus_knows_names_and_forms_of_words() -> None:
    """A name in capitals finds the sentence with it, and so does another form of a word."""
    article = make(TWO_MATTERS)
    harrow = next(i for i, s in enumerate(article.sentences) if "Harrow" in s.text)
    assert harrow in chosen(article, focus="HARROW lines", sentences=1)
    petition = next(i for i, s in enumerate(article.sentences) if "petition" in s.text)
    assert petition in chosen(article, focus="petitions", sentences=1)


@pytest.mark.parametrize("focus", ["", " ", "zebra crossing", "of the and", "¿?!", "a" * 300])
def test_a_focus_without_a_word_of_the_article_changes_nothing(focus: str) -> None:
    """Neither places nor ranks nor scores."""
    article = make(TWO_MATTERS)
    assert summarize(article, focus=focus) == summarize(article)


def test_a_focus_works_where_words_have_no_stems() -> None:
    """In a language that is not known the words are compared as they are written."""
    article = make(" ".join(f"Wrd{i} pft vrr nkl {i} zkw." for i in range(9)), language="und")
    assert 7 in chosen(article, focus="wrd7")


def test_the_headline_speaks_for_its_words() -> None:
    """A sentence with words of the headline is rated higher."""
    articles = [make(TWO_MATTERS, title=title) for title in (None, "Harrow Lines buys buses")]
    place = next(i for i, s in enumerate(articles[0].sentences) if "Harrow" in s.text)
    plain, titled = (rate(article)[place] for article in articles)
    assert titled > plain


def test_the_real_page_is_summed_up_by_its_article(real_page: str) -> None:
    """What the page is about, in whole sentences of the article, none that points elsewhere.

    An editor would take the question of its fourth sentence, and the two on what still binds the
    countries; no caption, teaser or advertisement, all of which stand outside the body.
    """
    article = read_text(real_page)
    found = chosen(article)
    text = summarize(article).text
    assert found == sorted(found)
    assert len(found) == 3
    assert found[0] < 6
    assert "critical question" in text
    assert "embassies" in text or "diplomats" in text
