"""Tests of `service.articles.html.rendering.tables`: rows of data, and tables that lay out."""

from __future__ import annotations

from service.articles.html.parsing import PageLimits, clean_markup
from service.articles.html.rendering.document import Rendering, render
from service.articles.html.rendering.elements import BLOCKS, Within

MOST = PageLimits(nodes=20_000, attributes=60_000, nesting=512, characters=2_000_000)
SENTENCE = "Divers found cracks in the pier of Marrow Island on Tuesday, the harbour board said."


def rendered(html: str) -> Rendering:
    """The page as a document."""
    return render(clean_markup(html), MOST)


def test_a_row_of_data_is_a_line() -> None:
    """Cells are parted by tabs, as where a table is copied from a browser; headings are a row."""
    page = rendered(
        "<table><caption>Votes</caption><thead><tr><th>Party<th>For</thead>"
        "<tr><td>Reeds<td><b>11</b><tr><td><p>Gulls</p><td></td></table>"
    )
    assert page.lines == ("Votes", "Party\tFor", "Reeds\t11", "Gulls")
    assert BLOCKS[page.boxes[2].tag] == "tr"
    assert page.boxes[2].strong == 2
    assert [bool(box.within & Within.DATA_TABLE) for box in page.boxes] == [False, True, True, True]


def test_a_table_that_lays_out_paragraphs_leaves_them_lines() -> None:
    """One cell a row, long cells, or cells of several lines are no data."""
    assert rendered(f"<table><tr><td>{SENTENCE}<tr><td>{SENTENCE}</table>").lines == (SENTENCE,) * 2
    long = f"<tr><td>{SENTENCE}<td>{SENTENCE}"
    assert rendered(f"<table>{long}{long}</table>").lines == (SENTENCE,) * 4
    menu = "<tr><td><ul><li>Home<li>World</ul><td><p>Pier</p><p>shut</p>"
    assert rendered(f"<table>{menu}{menu}</table>").lines == ("Home", "World", "Pier", "shut") * 2


def test_a_table_around_a_table_lays_out() -> None:
    """Of nested tables only the innermost may hold data."""
    data = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
    page = rendered(f"<table><tr><td>x<td>y<tr><td>{data}<td>z</table>")
    assert page.lines == ("x", "y", "a\tb", "c\td", "z")


def test_a_table_whose_author_says_that_it_lays_out_does() -> None:
    """`role=presentation` is believed."""
    row = "<tr><td>a<td>b"
    assert rendered(f"<table role=presentation>{row}{row}</table>").lines == ("a", "b", "a", "b")
    assert rendered(f"<table>{row}</table>").lines == ("a", "b")


def test_cells_are_longer_under_headings() -> None:
    """A table with headings may have sentences in its cells."""
    row = f"<tr><td>Monday<td>{SENTENCE}"
    assert rendered(f"<table>{row}{row}</table>").lines == ("Monday", SENTENCE) * 2
    headed = f"<table><tr><th>Day<th>News{row}{row}</table>"
    assert rendered(headed).lines == ("Day\tNews", *(f"Monday\t{SENTENCE}",) * 2)
