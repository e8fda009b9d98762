"""Tests of `service.articles.lines.features`: a page's lines as a matrix."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from service.articles.lines.body import first_look
from service.articles.lines.features import Look, look, look_again
from service.articles.lines.line import read_lines
from service.articles.lines.vocabulary import Array
from tests.articles.strategies import DOCUMENTS
from tests.growth import check_growth
from tests.messy import PAGE, PARAGRAPHS

SENTENCE = "The harbour board met on Monday and put off its decision for a week."


def seen(document: str) -> Look:
    """The first look at a document."""
    return first_look(document, read_lines(document))


def beliefs(count: int) -> list[Array]:
    """What the first pass may have believed of so many lines, with both extremes."""
    return [np.zeros(count), np.ones(count), np.linspace(0.0, 1.0, count)]


# Columns of what a line says of itself: length, three ends, marks, words, kinds.
OWN = 1 + 3 + 19 + 10 + 11
FIRST = seen(PAGE).matrix.shape[1]
SECOND = look_again(seen(PAGE), np.full(len(read_lines(PAGE)), 0.5)).shape[1]


@given(document=DOCUMENTS.filter(lambda text: bool(read_lines(text))))
def test_any_page_has_a_finite_row_for_each_line(document: str) -> None:
    """Both passes give as many columns as for any other page, one row a line, all finite."""
    first = seen(document)
    count = len(read_lines(document))
    assert first.matrix.shape == (count, FIRST)
    assert first.words.shape == (count,)
    assert np.isfinite(first.matrix).all()
    for belief in beliefs(count):
        again = look_again(first, belief)
        assert again.shape == (count, SECOND)
        assert np.isfinite(again).all()


def test_the_second_pass_keeps_the_first_and_adds_what_was_believed() -> None:
    """The first pass's columns come first, then the belief itself."""
    first = seen(PAGE)
    belief = np.linspace(0.1, 0.9, len(first.words))
    again = look_again(first, belief)
    assert np.array_equal(again[:, :FIRST], first.matrix)
    assert np.array_equal(again[:, FIRST], belief)


def test_the_features_depend_on_the_belief() -> None:
    """Two pages that differ only in what was believed of a line differ in its neighbours' rows."""
    first = seen(PAGE)
    belief = np.full(len(first.words), 0.2)
    raised = belief.copy()
    raised[5] = 0.9
    changed = (look_again(first, belief) != look_again(first, raised)).any(axis=1)
    assert changed[4:7].all()


@pytest.mark.parametrize("document", ["1 2 3\n4 5 6\n7 8 9", "?\n\n!\n\n—", "橋。\n\n橋は。\n\n9"])
def test_a_page_without_words_of_content_has_no_terms(document: str) -> None:
    """An empty vocabulary gives the same columns as any other, and no numbers out of range."""
    first = seen(document)
    assert len(first.vocabulary.terms) == 0
    assert first.matrix.shape == (3, FIRST)
    again = look_again(first, np.array([0.2, 0.5, 0.8]))
    assert again.shape == (3, SECOND)
    assert np.isfinite(again).all()


@pytest.mark.parametrize("document", [SENTENCE, "Menu", "7", "…"])
def test_a_page_of_one_line_has_one_row(document: str) -> None:
    """A single line has no neighbours, and a row all the same."""
    first = seen(document)
    assert first.matrix.shape == (1, FIRST)
    for belief in (0.0, 0.5, 1.0):
        again = look_again(first, np.array([belief]))
        assert again.shape == (1, SECOND)
        assert np.isfinite(again).all()


def test_repeated_lines_differ_only_by_their_places() -> None:
    """Lines with the same words have the same features of their own, and finite ones."""
    document = "\n\n".join([SENTENCE] * 40)
    first = seen(document)
    assert np.isfinite(first.matrix).all()
    assert (first.matrix[:, :OWN] == first.matrix[0, :OWN]).all()
    assert len({row.tobytes() for row in first.matrix}) == 40


def test_a_line_that_recurs_is_told_from_one_that_stands_once() -> None:
    """The same line gets another row where it is printed again elsewhere on the page."""
    one = seen("\n\n".join([SENTENCE, "Weather"]))
    two = seen("\n\n".join([SENTENCE, "Weather", "Weather"]))
    repeats = OWN + 6
    assert one.matrix[:, repeats].tolist() == [1.0, 1.0]
    assert two.matrix[:, repeats].tolist() == [1.0, 2.0, 2.0]


def test_the_headline_is_told_to_the_lines_that_share_its_words() -> None:
    """A line is told the share of the headline's words that it has, and without one none."""
    document = "\n\n".join(["Ministers reopen the two embassies", *PARAGRAPHS])
    lines = read_lines(document)
    given_one, without = look(document, lines, 0), look(document, lines, None)
    of_title = FIRST - 5
    assert given_one.matrix[0, of_title] == 1.0
    assert given_one.matrix[1, of_title] == 1.0
    assert 0.0 < given_one.matrix[2, of_title] < 1.0
    assert not without.matrix[:, of_title].any()


@pytest.mark.parametrize("different", [True, False])
def test_many_lines_are_looked_at_in_linear_time(different: bool) -> None:
    """Both looks at lines, alike or different, take a time that grows as their number does."""

    def look_twice(count: int) -> None:
        document = "\n\n".join(
            f"{i if different else 7} boats of the Ellery{i % 99} fleet sail." for i in range(count)
        )
        first = seen(document)
        again = look_again(first, np.linspace(0.0, 1.0, len(first.words)))
        assert again.shape == (count, SECOND)

    check_growth(look_twice, 625, 5_000)
