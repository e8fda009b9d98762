"""Tests of `service.articles.lines.labelled.evaluation`: how much of an article was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.lines.labelled.evaluation import Score, compare, mean, words_of

WORDS = st.lists(st.sampled_from(["ferry", "pier", "Ellery", "harbour", "."]), max_size=20)
TEXTS = WORDS.map(" ".join)


def test_the_same_text_is_found_whole() -> None:
    """A text against itself has precision and recall of one."""
    text = "The ferry stopped on Tuesday after divers found cracks in the pier."
    assert compare(text, text) == Score(1.0, 1.0)


def test_case_and_marks_do_not_count() -> None:
    """Only the words are compared, without case, quotes and line breaks."""
    assert compare("“THE FERRY,” she\nsaid, — stopped!", "the ferry she said stopped").f1 == 1.0


def test_runs_of_four_words_are_counted() -> None:
    """Of two runs found one is wanted, of three wanted one is found."""
    score = compare("one two three four nine", "one two three four five six")
    assert score == Score(1 / 2, 1 / 3)
    assert score.f1 == pytest.approx(0.4)


def test_the_same_words_in_another_order_are_not_the_text() -> None:
    """Words alone are not enough; they have to stand in a row."""
    assert compare("six five four three two one", "one two three four five six").f1 == 0.0


def test_a_text_of_fewer_than_four_words_is_one_run() -> None:
    """A short text is found whole or not at all."""
    assert compare("Boats sail.", "boats sail") == Score(1.0, 1.0)
    assert compare("Boats sail.", "boats sail late") == Score(0.0, 0.0)


def test_what_is_found_twice_counts_once() -> None:
    """A repeated run is right as often as it is wanted, and wrong beyond that."""
    once = "one two three four"
    assert compare(f"{once} {once}", once) == Score(1 / 5, 1.0)


@pytest.mark.parametrize("nothing", ["", " \n", "— …"])
def test_nothing_found_scores_nothing(nothing: str) -> None:
    """Where an article is wanted and no word was found, precision and recall are nought."""
    assert compare(nothing, "The ferry stopped on Tuesday.") == Score(0.0, 0.0)


@given(one=TEXTS, other=TEXTS)
def test_precision_one_way_is_recall_the_other(one: str, other: str) -> None:
    """Both lie between nought and one, and change places with the texts."""
    score, swapped = compare(one, other), compare(other, one)
    assert (score.precision, score.recall) == (swapped.recall, swapped.precision)
    assert 0.0 <= score.precision <= 1.0
    assert min(score.precision, score.recall) <= score.f1 + 1e-12
    assert score.f1 <= max(score.precision, score.recall) + 1e-12


@given(text=TEXTS | st.text(max_size=80))
def test_words_stand_where_their_spans_say(text: str) -> None:
    """Every word is that of its span in lower case, and they follow one another."""
    end = 0
    for word, span in words_of(text):
        assert word == span.of(text).lower()
        assert span.offset >= end
        end = span.end


def test_every_page_counts_the_same_in_the_mean() -> None:
    """Precision and recall are averaged, and F1 is that of the averages."""
    found = mean([Score(1.0, 0.5), Score(0.5, 0.5), Score(0.0, 0.5)])
    assert found == Score(0.5, 0.5)
    assert found.f1 == 0.5
    assert mean([Score(1.0, 0.0), Score(0.0, 1.0)]).f1 == 0.5


def test_the_mean_of_no_pages_is_nought() -> None:
    """Without a page there is nothing to average, and nothing to divide by."""
    assert mean([]) == Score(0.0, 0.0)
    assert mean([]).f1 == 0.0
