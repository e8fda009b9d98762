"""Tests of `service.summaries.news.standing.opening`: what goes into every summary."""

from __future__ import annotations

import pytest

from service.summaries.news.sentence_features import describe_sentences
from service.summaries.news.standing.opening import find_opening
from service.summaries.news.standing.standing import ArticleStanding
from service.summaries.news.word_features import read_vocabulary
from tests.summaries.stories import make, summarize

NEWS = "The harbour board of Ellery closed the pier on Tuesday after divers found cracks in it."
REST = "\n\nBakers gave away 300 loaves on the quay.\n\nA ferry of Lund sailed twice a day."


def opening(document: str, title: str | None = None) -> list[int]:
    """The places of what goes into every summary."""
    article = make(document, title=title)
    vocabulary = read_vocabulary(article)
    standing = ArticleStanding(article, describe_sentences(article, vocabulary), vocabulary)
    return find_opening(standing, vocabulary)


def test_the_first_sentence_opens_the_article() -> None:
    """And is in a summary of one sentence."""
    article = make(NEWS + REST)
    assert opening(NEWS + REST) == [0]
    assert summarize(article, sentences=1).text == NEWS


@pytest.mark.parametrize(
    "before",
    [
        "Rain over Ellery",
        "Who closed the pier of Ellery?",
        "“Rain or shine, it stays shut.”",
        "Odile Marchetti (left) opens a door on the quay of Ellery.",
        "READ MORE: How a board of bakers came to rule Ellery.",
        "It was cold when he woke.",
        "Closed: The harbour board of Ellery closed the pier after divers found cracks in it.",
    ],
)
def test_what_is_no_opening_is_passed(before: str) -> None:
    """A stub, question, quotation, caption, link, or scene that names nobody."""
    between = "\n\nNobody in Ellery knows.\n\n" if before.endswith("?") else "\n\n"
    places = opening(before + between + NEWS + REST)
    assert places == ([2] if before.endswith("?") else [1])


def test_bylines_in_front_do_not_hide_the_opening() -> None:
    """However many lines there are."""
    lines = ["By.", "Odile Lund.", "PUBLISHED:.", "10:01.", "UPDATED:.", "11:02.", NEWS]
    assert opening("\n\n".join(lines) + REST) == [6]
    assert opening("\n\n".join(lines * 3) + REST, "Cracks found: Ellery closes its pier") == [6]
    many = [f"{hour}:01." for hour in range(10, 26)]
    assert opening("\n\n".join([*many, NEWS]) + REST, "Rain over Lund and Ellery") == [16]


def test_where_the_opening_lacks_the_news_the_sentence_with_it_is_in_too() -> None:
    """The news is what the headline says."""
    document = (
        "Odile Marchetti has sold bread on the quay since she was a girl of twelve.\n\n"
        "Her stall stands beside a lamp of 1931." + REST + "\n\n" + NEWS
    )
    places = opening(document, "Cracks found: Ellery closes its pier")
    assert [make(document).sentences[place].text for place in places][1] == NEWS
    assert opening(document) == [0]
    assert opening(NEWS + REST, "Cracks found: Ellery closes its pier") == [0]


def test_a_focus_may_do_without_the_opening() -> None:
    """A summary that leans elsewhere need not begin as the article does."""
    article = make(NEWS + REST)
    assert "loaves" in summarize(article, sentences=1, focus="loaves").text
