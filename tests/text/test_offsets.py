"""Tests of `service.text.offsets`: places in the unit that the client counts in."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.offsets import OffsetMap, OffsetUnit
from service.text.spans import Span
from tests.growth import check_growth

SHIP = "\U0001f6a2"
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"


def cut_utf16(document: str, span: Span) -> str:
    """What JavaScript's `slice` gives for the span."""
    units = document.encode("utf-16-le", "surrogatepass")
    return units[2 * span.offset : 2 * span.end].decode("utf-16-le", "surrogatepass")


@pytest.mark.parametrize(
    ("document", "span", "expected"),
    [
        ("plain text", Span(6, 4), Span(6, 4)),
        (f"{SHIP} sails", Span(2, 5), Span(3, 5)),
        (f"the {SHIP} sails", Span(4, 1), Span(4, 2)),
        (f"{SHIP}{SHIP}{SHIP}", Span(1, 1), Span(2, 2)),
        (f"{FAMILY} waves", Span(0, 5), Span(0, 8)),
        ("cafe\u0301 opens", Span(6, 5), Span(6, 5)),
        ("שלום עולם", Span(5, 4), Span(5, 4)),
        (f"\r\n{SHIP}\r\nafter", Span(5, 5), Span(6, 5)),
        ("\U00020000の橋", Span(1, 2), Span(2, 2)),
        ("\uffff\U00010000x", Span(2, 1), Span(3, 1)),
        (SHIP, Span(1, 0), Span(2, 0)),
        ("", Span(0, 0), Span(0, 0)),
    ],
)
def test_utf16_counts_two_units_beyond_the_basic_plane(
    document: str, span: Span, expected: Span
) -> None:
    """Each character beyond U+FFFF moves what follows by one, and nothing else does."""
    assert OffsetMap(document, "utf16")(span) == expected


@given(document=st.text(), data=st.data())
def test_a_utf16_span_cuts_the_same_text(document: str, data: st.DataObject) -> None:
    """Cutting UTF-16 units by the mapped span gives what the span covers in code points."""
    start = data.draw(st.integers(0, len(document)))
    span = Span(start, data.draw(st.integers(0, len(document) - start)))
    assert cut_utf16(document, OffsetMap(document, "utf16")(span)) == span.of(document)


@given(document=st.text(), offset=st.integers(0, 50), length=st.integers(0, 50))
def test_code_points_are_left_alone(document: str, offset: int, length: int) -> None:
    """In code points a span stays what it is, whatever the document is made of."""
    span = Span(offset, length)
    assert OffsetMap(document + SHIP, "code_point")(span) is span


@pytest.mark.parametrize("unit", ["code_point", "utf16"])
def test_the_map_knows_its_unit(unit: OffsetUnit) -> None:
    """`unit` is what was asked for, so an answer can repeat it."""
    assert OffsetMap(SHIP, unit).unit == unit


def test_neighbouring_spans_stay_neighbours() -> None:
    """Spans that met still meet, so nothing is lost or doubled between them."""
    document = f"a{SHIP}b{SHIP}{SHIP}c"
    mapped = [OffsetMap(document, "utf16")(Span(index, 1)) for index in range(len(document))]
    assert mapped[0].offset == 0
    assert all(one.end == two.offset for one, two in pairwise(mapped))
    assert mapped[-1].end == len(document.encode("utf-16-le")) // 2


def test_a_document_of_emoji_is_mapped_in_linear_time() -> None:
    """Of 100,000 emoji a span for each is told, in a time that grows as their number does."""

    def convert(document: str) -> list[Span]:
        convert = OffsetMap(document, "utf16")
        return [convert(Span(index, 1)) for index in range(len(document))]

    check_growth(convert, SHIP * 12_500, SHIP * 100_000)
    assert convert(SHIP * 100_000)[-1] == Span(199_998, 2)
