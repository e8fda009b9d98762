"""Tests of `service.articles.lines.signs`: what tells captions, appeals and lists."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from service.articles.lines.feature_names import SIGNS
from service.articles.lines.line import look_over, read_lines
from service.articles.lines.signs import read_signs
from service.text.document import read_document
from tests.articles.strategies import DOCUMENTS

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
