"""Tests of `service.articles.lines.vocabulary`: the words of a page's lines."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pytest
from hypothesis import given

from service.articles.lines.line import REACH, read_lines
from service.articles.lines.vocabulary import Vocabulary, belonging, read_vocabulary, shared_with
from service.text.document import read_document
from tests.articles.strategies import DOCUMENTS, alone
from tests.messy import PAGE

COMMON, SMALL, DIGITS, CAPITALS, LENGTH, DIFFERENT, ATTRIBUTES, WRITER, READER, HOUSE = range(10)


def of(*lines: str) -> Vocabulary:
    """The vocabulary of a document of these lines."""
    document = read_document("\n\n".join(lines))
    return read_vocabulary(document, read_lines(document))


def test_the_terms_are_the_words_of_content() -> None:
    """Common and short words are left out, case is folded, and names are known by capitals."""
    found = of("There was no word from Lena Harrowgate of the Harbour board.")
    # word, lena, harrowgate, harbour, board, in the order of their first appearance.
    assert found.owners.tolist() == [0] * 5
    assert found.names.tolist() == [False, True, True, True, False]


def test_a_word_has_the_same_number_in_every_line_and_stands_once_in_each() -> None:
    """Two lines that share two words of content share two numbers, whatever the capitals."""
    found = of("Boats of the harbour, boats!", "HARBOUR crews mend their boats today.")
    of_line = [set(found.terms[found.owners == line].tolist()) for line in (0, 1)]
    assert len(of_line[0]) == 2
    assert of_line[0] < of_line[1]
    assert len(found.terms) == len(of_line[0]) + len(of_line[1])


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("the of boats and", COMMON, 0.75),
        ("Boats leave Ellery now", SMALL, 0.5),
        ("in 2024 boats left", SMALL, 0.75),
        ("the U.S. boats left", SMALL, 0.75),
        ("12 boats 7 crews", DIGITS, 0.5),
        ("The BBC and ITV", CAPITALS, 0.5),
        ("The U.S. and U.N.", CAPITALS, 0.5),
        ("ab abcd", LENGTH, 3.0),
        ("boats Boats BOATS crews", DIFFERENT, 0.5),
        ("the crew said so", ATTRIBUTES, 1.0),
        ("the crew was paid", ATTRIBUTES, 0.0),
        ("I'm at sea", WRITER, 1.0),
        ("take your boat", READER, 1.0),
        ("tell us more", HOUSE, 1.0),
    ],
)
def test_a_line_is_told_what_its_words_are(text: str, column: int, value: float) -> None:
    """Shares are of the line's words, each word as often as it stands there."""
    assert of("Menu", text).shares[1, column] == value


def test_what_the_believed_lines_are_about_tells_a_line_that_belongs() -> None:
    """A line that shares words with believed lines belongs more than one that does not."""
    found = of(
        "The ferry company raised its fares between the islands of Ellery.",
        "Islands without an airfield depend on the ferry company.",
        "A baker in the capital has won a prize for rye bread.",
    )
    shares = belonging(np.array([1.0, 0.0, 0.0]), found)
    strength, share, matches = shares[:, 0], shares[:, 1], shares[:, 2]
    assert strength[1] > strength[2] == 0.0
    assert share[1] > share[2] == 0.0
    assert matches.tolist() == [0.0, 3.0, 0.0]


def test_lines_share_words_with_a_headline() -> None:
    """The headline has all its words in common with itself, others their part."""
    of_title, of_line = shared_with(0, of("Ferry fares rise", "Fares of the ferry", "Bread"), 3)
    assert of_title.tolist() == pytest.approx([1.0, 2 / 3, 0.0])
    assert of_line.tolist() == [1.0, 1.0, 0.0]


@given(document=DOCUMENTS)
def test_every_line_is_counted_as_it_would_be_alone(document: str) -> None:
    """Reading all lines at once gives the counts and shares of each read by itself."""
    whole = read_document(document)
    lines = read_lines(whole)
    found = read_vocabulary(whole, lines)
    assert found.shares.shape == (len(lines), 10)
    for line, count, row in zip(lines, found.counts, found.shares, strict=True):
        by_itself = read_vocabulary(*alone(line))
        assert by_itself.counts.tolist() == [count]
        assert row.tolist() == pytest.approx(by_itself.shares[0].tolist())


def test_only_the_beginning_of_an_endless_line_is_looked_at() -> None:
    """Words past the reach do not count, and a quoted mail's margin takes nothing from it."""
    found = of("boats " * REACH, "> " + "boats " * REACH, "boats")
    assert found.counts.tolist() == [334, 334, 1]


def test_the_counts_agree_with_counting_by_hand() -> None:
    """On a page, the entries of each line are its different words of content."""
    document = read_document(PAGE)
    lines = read_lines(document)
    found = read_vocabulary(document, lines)
    held = Counter(found.owners.tolist())
    for place, line in enumerate(lines):
        words = {w.lower() for w in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", line.text)}
        assert held[place] <= sum(len(word) > 3 for word in words)
