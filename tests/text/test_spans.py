"""Tests of `service.text.spans`."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.spans import Span


def test_a_span_covers_its_characters_and_no_more() -> None:
    """`of` gives the characters from the offset up to, but without, the end."""
    assert Span(4, 5).of("The ferry sank.") == "ferry"


def test_a_span_counts_code_points() -> None:
    """A character beyond U+FFFF counts as one, and a combining mark counts as one of its own."""
    document = "\U0001f6a2 cafe\u0301 opens"
    assert Span(2, 5).of(document) == "cafe\u0301"


def test_the_end_is_where_the_next_span_may_begin() -> None:
    """`end` is the offset just past the last character."""
    document = "harbour wall"
    first = Span(0, 7)
    assert first.end == 7
    assert first.of(document) + Span(first.end, 5).of(document) == document


@given(document=st.text(), data=st.data())
def test_a_span_is_the_slice_it_says(document: str, data: st.DataObject) -> None:
    """For any document and place, `of` gives `length` characters: those of the slice."""
    start = data.draw(st.integers(0, len(document)))
    length = data.draw(st.integers(0, len(document) - start))
    found = Span(start, length).of(document)
    assert len(found) == length
    assert document[:start] + found + document[start + length :] == document


def test_equal_places_are_equal_spans_and_cannot_be_moved() -> None:
    """Spans compare by value, so they can be looked up, and are frozen."""
    span = Span(3, 4)
    assert {span: "here"}[Span(3, 4)] == "here"
    with pytest.raises(dataclasses.FrozenInstanceError):
        span.offset = 5  # type: ignore[misc]
