"""Tests of `service.articles.errors`: messages that survive the way to another process."""

from __future__ import annotations

import copy
import pickle

import pytest

from service.articles.errors import (
    NoArticleFound,
    PageTextTooLong,
    PageTooComplex,
    PageTooDeep,
    PageTooSlow,
    PageUnreadable,
)
from service.text.errors import PageUndecodable, TextError, TooManyParts

ERRORS = (
    NoArticleFound(),
    PageTooComplex(20_000, "nodes"),
    PageTooDeep(512),
    PageTooSlow(2.5),
    PageUndecodable(),
    PageUnreadable(),
    PageTextTooLong(1_000_001, 1_000_000),
    TooManyParts("lines", 20_000),
)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling(error: TextError, protocol: int) -> None:
    """A copy made by pickle, as between processes, has the same class and message."""
    found = pickle.loads(pickle.dumps(error, protocol))
    assert type(found) is type(error)
    assert str(found) == str(error)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_survives_being_copied_twice(error: TextError) -> None:
    """A copy of a copy still has the message, so an error may cross two processes."""
    assert str(copy.copy(copy.deepcopy(error))) == str(error)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_the_message_is_sentences_that_say_what_to_do(error: TextError) -> None:
    """Every message ends as a sentence and tells the client what to send instead."""
    assert isinstance(error, TextError)
    assert str(error).endswith(".")
    assert "send" in str(error).lower()


def test_limits_are_named_with_separators() -> None:
    """A limit in the thousands can be read, and what it counts is said."""
    assert "more than 20,000 nodes; the limit is 20,000" in str(PageTooComplex(20_000, "nodes"))
    assert "more than 1,500 levels deep; the limit is 1,500" in str(PageTooDeep(1_500))
    assert "10,001 characters; the limit is 10,000" in str(PageTextTooLong(10_001, 10_000))


@pytest.mark.parametrize(("seconds", "said"), [(5.0, "5 s"), (0.05, "0.05 s"), (2.5, "2.5 s")])
def test_a_page_too_slow_names_the_time(seconds: float, said: str) -> None:
    """The limit is in the message without needless digits."""
    assert f"longer than {said} and" in str(PageTooSlow(seconds))


def test_no_article_names_the_option_that_takes_all() -> None:
    """Who has sent an article all the same reads that `clean=false` is the way."""
    assert "clean=false" in str(NoArticleFound())
