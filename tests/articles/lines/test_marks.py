"""Tests of `service.articles.lines.marks`: the characters of a page's lines."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given

from service.articles.lines.feature_names import SIGNS
from service.articles.lines.line import REACH, Line, look_over, read_lines
from service.articles.lines.marks import read_marks, read_signs
from service.articles.lines.vocabulary import Array, read_vocabulary
from service.text.document import Document, read_document
from tests.articles.strategies import DOCUMENTS, alone
from tests.growth import check_growth, repeat

LENGTH, DOTS, COLON_END, ASKS, STOPS, STOPS_A_WORD, SMALL, DIGIT, QUOTED, BULLETED = range(10)
QUOTES, COMMAS, BARS, BRACKETS, ADDRESS, AT, MONEY, DASH, LABEL = range(10, 19)


def marks_of(document: Document, lines: Sequence[Line]) -> Array:
    """The marks of the lines, by the number of words that their vocabulary has of each."""
    return read_marks(document, lines, read_vocabulary(document, lines).counts)


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("abc", LENGTH, math.log1p(3)),
        ("The boats left …", DOTS, 1),
        ("The boats left...", DOTS, 1),
        ("The boats left..", DOTS, 0),
        ("Crew of the Ellery:", COLON_END, 1),
        ("Who saw the boats?", ASKS, 1),
        ("Go! Now? Yes.", STOPS, 2),
        ("He paid 3.50 a box.", STOPS, 0),
        ("“Go.” He went. So did she.", STOPS, 2),
        ("Go. We go.", STOPS_A_WORD, 1 / 3),
        ("boats", SMALL, 1),
        ("7 boats", DIGIT, 1),
        ("“Boats,” she said", QUOTED, 1),
        ("* Boats", BULLETED, 1),
        ('"Boats" and “boats”', QUOTES, 4),
        ("Boats, crews, nets", COMMAS, 2 / 3),
        ("News | Sport › Golf", BARS, 2),
        ("Boats (three)", BRACKETS, 0.5),
        ("See www.ellery.example now", ADDRESS, 1),
        ("desk@ellery.example", AT, 1),
        ("It cost €40", MONEY, 1),
        ("Boats - crews", DASH, 1),
        ("well-known boats", DASH, 0),
        ("Boats: the crews", LABEL, 1),
        ("The crews of forty boats had a plan: to leave", LABEL, 0),
    ],
)
@pytest.mark.parametrize("margin", ["", "> "])
def test_a_line_is_told_its_marks(text: str, column: int, value: float, margin: str) -> None:
    """Marks are counted in their own line alone, and not in a quoted mail's margin."""
    document = read_document(f"> . ? | www. @ (\n\n{margin}{text}\n\n… : “ $ – ,")
    assert marks_of(document, read_lines(document))[1, column] == pytest.approx(value)


@given(document=DOCUMENTS)
def test_every_line_has_the_marks_that_it_has_alone(document: str) -> None:
    """Counting all lines at once gives what each gives by itself, and finite numbers."""
    whole = read_document(document)
    lines = read_lines(whole)
    if not lines:
        return
    marks = marks_of(whole, lines)
    assert marks.shape == (len(lines), 19)
    assert np.isfinite(marks).all()
    for line, row in zip(lines, marks, strict=True):
        assert row.tolist() == marks_of(*alone(line))[0].tolist()


def test_only_the_beginning_of_an_endless_line_is_looked_at() -> None:
    """Marks past the reach do not count, nor the line's true end."""
    document = read_document("a" * REACH + " | , ( @ …")
    (row,) = marks_of(document, read_lines(document))
    assert row[LENGTH] == pytest.approx(math.log1p(REACH))
    assert not row[[DOTS, COMMAS, BARS, BRACKETS, AT]].any()


@pytest.mark.parametrize("piece", ["x\n", "| ", "www.", "“. ", ", ", "😀\n"])
def test_marks_are_read_in_linear_time(piece: str) -> None:
    """Whatever marks a document repeats, their time grows as its length does."""
    short, long = (read_document(repeat(piece, length)) for length in (12_500, 100_000))
    lines = {document: read_lines(document) for document in (short, long)}
    check_growth(lambda document: marks_of(document, lines[document]), short, long)


PARAGRAPH = "The council said on Tuesday that the bridge had been shut since the flood in May."


def signs_of(*lines: str) -> dict[str, list[float]]:
    """The signs of some lines, by name."""
    document = read_document("\n\n".join(lines))
    read = read_lines(document)
    table = read_signs(document, read, look_over(document.text, read))
    return {name: column.tolist() for name, column in zip(SIGNS, table, strict=True)}


@given(document=DOCUMENTS)
def test_any_document_has_finite_signs_for_each_line(document: str) -> None:
    """There are as many signs as names, an entry a line, all finite."""
    read = read_document(document)
    lines = read_lines(read)
    table = np.array(read_signs(read, lines, look_over(document, lines)))
    assert table.shape == (len(SIGNS), len(lines))
    assert np.isfinite(table).all()


def test_a_caption_tells_what_is_seen_and_a_report_what_was_said() -> None:
    """Words are counted by what they are of, and their shares of the line's words are told."""
    signs = signs_of("A ferryman waves from the left pier during a rally.", PARAGRAPH)
    assert signs["number of words seen"] == [4.0, 0.0]
    assert signs["number of words told"] == [0.0, 3.0]
    assert signs["words of what is seen"][0] == pytest.approx(4 / 10)


def test_items_behind_a_colon_are_a_list() -> None:
    """The lines behind one that ends in a colon are listed until a paragraph comes."""
    signs = signs_of(PARAGRAPH, "The rules forbid three things:", "Salt", "Oars", PARAGRAPH)
    assert signs["behind a colon"] == [0.0, 0.0, 1.0, 0.0, 0.0]
    assert signs["in a list"] == [0.0, 0.0, 1.0, 1.0, 0.0]
    assert np.expm1(signs["log fragments together"]).round().tolist() == [0, 3, 3, 3, 0]


def test_a_question_between_paragraphs_is_told_from_a_fragment() -> None:
    """A short line between two paragraphs stands alone; at the edge of a text none does."""
    signs = signs_of("Bridge shut", PARAGRAPH, "Who will pay for it?", PARAGRAPH)
    assert signs["short between prose"] == [0.0, 0.0, 1.0, 0.0]
    assert signs["question between prose"] == [0.0, 0.0, 1.0, 0.0]
    assert signs["short fragment"] == [1.0, 0.0, 0.0, 0.0]


def test_a_post_is_told_by_its_handle_or_link() -> None:
    """A line with the handle of its writer, or a link to a picture, was posted."""
    signs = signs_of(PARAGRAPH, "No ferry again! — Odile (@odile_example) May 4, 2031")
    assert signs["post"] == [0.0, 1.0]
