"""Tests of `service.summaries.news.editing.set_features`: what tells sets that are printed."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from service.articles.article import Article
from service.summaries.news.editing.set_features import SET_FEATURES, describe_sets
from service.summaries.news.sentence_features import describe_sentences
from service.summaries.news.word_features import read_vocabulary
from service.summaries.term_counts import Floats
from tests.summaries.stories import HARBOUR, make

STORY = (
    "The harbour board closed the pier on Tuesday. The mayor Odile Marchetti told the crowd that a"
    " ferry had struck it. Loaves were given away on the quay. Voters thanked Marchetti for the"
    " ferry at night. She will speak again in May."
)


def describe(article: Article, *sets: tuple[int, int, int]) -> dict[str, list[float]]:
    """The features of sets by their names; each stem is as likely as the next."""
    vocabulary = read_vocabulary(article)
    expected = np.full(vocabulary.counts.width, 0.5)
    described = describe_sentences(article, vocabulary)
    features: Floats = describe_sets(np.array(sets), 0, vocabulary, described, expected)
    assert features.shape == (len(sets), len(SET_FEATURES))
    return dict(zip(SET_FEATURES, features.T.tolist(), strict=True))


def test_places_are_told() -> None:
    """How far down the first and the last stand, and what lies between: nothing in a row."""
    found = describe(make(STORY), (0, 1, 2), (1, 2, 4))
    assert found["log first"] == [0.0, pytest.approx(np.log(2))]
    assert found["log last"] == pytest.approx([np.log(3), np.log(5)])
    assert found["gaps"] == [0.0, pytest.approx(np.log(2))]


def test_a_name_whose_first_mention_is_out_is_counted() -> None:
    """Not where the sentence that names her first is in, nor where the headline has the name."""
    assert describe(make(STORY), (0, 2, 3), (0, 1, 3))["names left out"] == [1.0, 0.0]
    titled = make(STORY, title="Marchetti speaks")
    assert describe(titled, (0, 2, 3))["names left out"] == [0.0]


def test_a_thing_that_was_told_in_a_sentence_left_out_is_counted() -> None:
    """The ferry is known to those who read of a ferry."""
    assert describe(make(STORY), (0, 2, 3), (0, 1, 3))["things left out"] == [1.0, 0.0]


def test_an_opening_pronoun_is_loose_without_the_sentence_before() -> None:
    """Behind the one before it is at home."""
    assert describe(make(STORY), (0, 1, 4), (0, 3, 4))["loose openings"] == [1.0, 0.0]


def test_what_a_set_tells_is_counted_once() -> None:
    """Of the headline's words, and of those that are expected, each counts in one sentence."""
    article = make(STORY, title="Ferry strikes pier")
    found = describe(article, (0, 1, 3), (0, 2, 4))
    assert found["headline"] == pytest.approx([1.0, 0.5])
    assert found["expected"][0] > found["expected"][1]


def test_a_set_that_begins_as_the_article_does_is_told() -> None:
    """The lead is its first sentence here."""
    assert describe(make(STORY), (0, 1, 2), (1, 2, 4))["begins as the article"] == [1.0, 0.0]


def test_the_headline_s_words_in_the_first_sentence_are_counted_beside_the_best() -> None:
    """Nothing is lacking where no other has more of them, and nothing without a headline."""
    titled = make(STORY, title="Marchetti tells crowd of ferry")
    found = describe(titled, (0, 1, 2), (1, 2, 3))["headline in first"]
    assert found == pytest.approx([-1.0, 0.0])
    assert describe(make(STORY), (0, 1, 2))["headline in first"] == [0.0]


def test_sentences_that_say_when_are_counted() -> None:
    """A day of the week, and neither a month that is another word too nor a night."""
    assert describe(make(STORY), (0, 1, 3), (1, 3, 4))["dated"] == [1.0, 0.0]


def test_sets_are_described_one_by_one_as_together() -> None:
    """No set's features depend on the others'."""
    article = make(HARBOUR, title="Board shuts pier")
    sets = list(combinations(range(8), 3))
    together = describe(article, *sets)
    for place, one in enumerate(sets[::7]):
        alone = describe(article, one)
        for name in SET_FEATURES:
            assert alone[name][0] == pytest.approx(together[name][7 * place])
