"""Tests of `service.articles.lines.features`: a page's lines as a matrix."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from service.articles.lines.feature_names import FIRST_FEATURES, KINDS, SECOND_FEATURES
from service.articles.lines.features import PageFeatures, add_beliefs, extract_features
from service.articles.lines.line import densest_run, look_over, read_lines
from service.articles.lines.vocabulary import Array
from service.text.document import read_document
from tests.articles.strategies import DOCUMENTS
from tests.growth import check_growth
from tests.messy import PAGE, PARAGRAPHS

SENTENCE = "The harbour board met on Monday and put off its decision for a week."


def features_of(document: str) -> PageFeatures:
    """The features of a document, before the first pass."""
    read = read_document(document)
    lines = read_lines(read)
    return extract_features(read, lines, look_over(read.text, lines))


def beliefs(count: int) -> list[Array]:
    """What the first pass may have believed of so many lines, with both extremes."""
    return [np.zeros(count), np.ones(count), np.linspace(0.0, 1.0, count)]


# Columns of what a line says of itself: length, three ends, marks, words, kinds.
OWN = 1 + 3 + 19 + 10 + 11
FIRST, SECOND = len(FIRST_FEATURES), len(SECOND_FEATURES)


@given(document=DOCUMENTS.filter(lambda text: bool(read_lines(read_document(text)))))
def test_any_page_has_a_finite_row_for_each_line(document: str) -> None:
    """Both passes give as many columns as for any other page, one row a line, all finite."""
    first = features_of(document)
    count = len(read_lines(read_document(document)))
    assert first.matrix.shape == (count, FIRST)
    assert first.words.shape == (count,)
    assert np.isfinite(first.matrix).all()
    for belief in beliefs(count):
        again = add_beliefs(first, belief)
        assert again.shape == (count, SECOND)
        assert np.isfinite(again).all()


def test_every_feature_has_a_name_of_its_own() -> None:
    """No two columns share a name, of which the parameters say what weight each has."""
    assert len(set(SECOND_FEATURES)) == SECOND
    assert SECOND_FEATURES[:FIRST] == FIRST_FEATURES


def test_a_column_holds_what_its_name_says() -> None:
    """The names of some features of each group are those of the numbers in their columns."""
    lines = read_lines(read_document(PAGE))
    belief = np.linspace(0.1, 0.9, len(lines))
    matrix = add_beliefs(features_of(PAGE), belief)
    column = {name: matrix[:, index] for index, name in enumerate(SECOND_FEATURES)}
    start, end = densest_run(lines)
    assert column["log words"] == pytest.approx(np.log1p([line.words for line in lines]))
    assert column["heads a list"].tolist() == [line.section for line in lines]
    assert column["log words 2 before"][2:] == pytest.approx(column["log words"][:-2])
    assert column["ended 3 after"][:-3] == pytest.approx(column["ended"][3:])
    assert column["in densest run"].nonzero()[0].tolist() == list(range(start, end))
    assert column["lines from run start"][start] == column["lines from headline"][0] == 0.0
    assert column["belief"] == pytest.approx(belief)
    assert column["belief 4 after"][:-4] == pytest.approx(belief[4:])
    for kind in KINDS:
        assert column[kind].tolist() == [line.kind == kind for line in lines]


def test_the_second_pass_keeps_the_first_and_adds_what_was_believed() -> None:
    """The first pass's columns come first, then the belief itself."""
    first = features_of(PAGE)
    belief = np.linspace(0.1, 0.9, len(first.words))
    again = add_beliefs(first, belief)
    assert np.array_equal(again[:, :FIRST], first.matrix)
    assert np.array_equal(again[:, FIRST], belief)


def test_the_features_depend_on_the_belief() -> None:
    """Two pages that differ only in what was believed of a line differ in its neighbours' rows."""
    first = features_of(PAGE)
    belief = np.full(len(first.words), 0.2)
    raised = belief.copy()
    raised[5] = 0.9
    changed = (add_beliefs(first, belief) != add_beliefs(first, raised)).any(axis=1)
    assert changed[4:7].all()


@pytest.mark.parametrize("document", ["1 2 3\n4 5 6\n7 8 9", "?\n\n!\n\n—", "橋。\n\n橋は。\n\n9"])
def test_a_page_without_words_of_content_has_no_terms(document: str) -> None:
    """An empty vocabulary gives the same columns as any other, and no numbers out of range."""
    first = features_of(document)
    assert len(first.vocabulary.terms) == 0
    assert first.matrix.shape == (3, FIRST)
    again = add_beliefs(first, np.array([0.2, 0.5, 0.8]))
    assert again.shape == (3, SECOND)
    assert np.isfinite(again).all()


@pytest.mark.parametrize("document", [SENTENCE, "Menu", "7", "…"])
def test_a_page_of_one_line_has_one_row(document: str) -> None:
    """A single line has no neighbours, and a row all the same."""
    first = features_of(document)
    assert first.matrix.shape == (1, FIRST)
    for belief in (0.0, 0.5, 1.0):
        again = add_beliefs(first, np.array([belief]))
        assert again.shape == (1, SECOND)
        assert np.isfinite(again).all()


def test_repeated_lines_differ_only_by_their_places() -> None:
    """Lines with the same words have the same features of their own, and finite ones."""
    document = "\n\n".join([SENTENCE] * 40)
    first = features_of(document)
    assert np.isfinite(first.matrix).all()
    assert (first.matrix[:, :OWN] == first.matrix[0, :OWN]).all()
    assert len({row.tobytes() for row in first.matrix}) == 40


def test_a_line_that_recurs_is_told_from_one_that_stands_once() -> None:
    """The same line gets another row where it is printed again elsewhere on the page."""
    one = features_of("\n\n".join([SENTENCE, "Weather"]))
    two = features_of("\n\n".join([SENTENCE, "Weather", "Weather"]))
    repeats = OWN + 6
    assert one.matrix[:, repeats].tolist() == [1.0, 1.0]
    assert two.matrix[:, repeats].tolist() == [1.0, 2.0, 2.0]


def test_the_headline_is_told_to_the_lines_that_share_its_words() -> None:
    """A line is told the share of the headline's words that it has, and without one none."""
    given_one, without = (
        features_of("\n\n".join([first, *PARAGRAPHS]))
        for first in ("Ministers reopen the two embassies", "Weather forecast for Sunday")
    )
    of_title = FIRST_FEATURES.index("share of headline's words")
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
        first = features_of(document)
        again = add_beliefs(first, np.linspace(0.0, 1.0, len(first.words)))
        assert again.shape == (count, SECOND)

    check_growth(look_twice, 625, 5_000)
