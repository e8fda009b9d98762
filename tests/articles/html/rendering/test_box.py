"""Tests of the boxes of `service.articles.html.rendering`: the facts beside each line."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from service.articles.html.parsing import PageLimits, clean_markup
from service.articles.html.rendering.box import LineBox
from service.articles.html.rendering.document import Rendering, render
from service.articles.html.rendering.elements import BLOCKS, Within
from service.articles.html.rendering.naming import Named

MOST = PageLimits(nodes=20_000, attributes=60_000, nesting=512, characters=2_000_000)
PAGE = """<html><body class="single-post">
<header><nav><ul class="main-menu"><li><a href="/">Home</a><li><a href="/w">World</a></ul></nav>
</header><main><article itemprop="articleBody"><h2>Pier <b>shut</b></h2>
<p class="byline"><a href="/m">Mo Ek</a>, <time>noon</time></p>
<figure><img src="a.jpg"><figcaption>The pier</figcaption></figure>
<p>Divers found cracks.<br>They <strong>closed</strong> it, <a href="/b">the board</a> said.</p>
<div><p>Nobody was hurt.</p></div><button>Share</button></article></main>
<aside role="complementary" class="relatedPosts"><div class="card"><h3>One</h3></div>
<div class="card"><h3>Two</h3></div><div class="card"><h3>Three</h3></div></aside>
<footer id="colophon"><p>Imprint</p></footer></body></html>"""


@pytest.fixture(scope="module")
def page() -> Rendering:
    """A page with a menu, an article, teasers and a footer."""
    return render(clean_markup(PAGE), MOST)


def box(page: Rendering, line: str) -> LineBox:
    """The box of a line."""
    return page.boxes[page.lines.index(line)]


def test_each_line_has_a_box_that_says_where_it_stands(page: Rendering) -> None:
    """Boxes stand in the order of the lines and cover every character that is not blank."""
    assert [page.text[b.offset : b.offset + b.length] for b in page.boxes] == list(page.lines)
    assert "".join("".join(page.lines).split()) == "".join(page.text.split())
    indented = render(clean_markup("<pre>\n  a \n\n b</pre>"), MOST)
    assert indented.lines == ("a", "b")
    assert indented.text == "  a\n\n b"


@pytest.mark.parametrize(
    ("line", "within"),
    [
        ("Home", Within.HEADER | Within.NAV | Within.LIST | Within.LINK),
        ("Pier shut", Within.MAIN | Within.ARTICLE | Within.HEADING | Within.STRONG),
        ("Mo Ek, noon", Within.MAIN | Within.ARTICLE | Within.LINK | Within.TIME),
        ("The pier", Within.MAIN | Within.ARTICLE | Within.FIGURE | Within.FIGCAPTION),
        ("Nobody was hurt.", Within.MAIN | Within.ARTICLE),
        ("Share", Within.MAIN | Within.ARTICLE | Within.CONTROL),
        ("One", Within.ASIDE | Within.HEADING),
        ("Imprint", Within.FOOTER),
    ],
)
def test_a_box_says_what_the_line_stands_in(page: Rendering, line: str, within: Within) -> None:
    """Elements around a line and within it each set their bit, by tag or role."""
    assert Within(box(page, line).within) == within


@pytest.mark.parametrize(
    ("line", "tag", "heading", "parted"),
    [
        ("Home", "li", 0, 0),
        ("World", "li", 0, 2),
        ("Pier shut", "h2", 2, 3),
        ("The pier", "figcaption", 0, 3),
        ("They closed it, the board said.", "p", 0, 1),
        ("Share", "article", 0, 3),
        ("Two", "h3", 3, 3),
    ],
)
def test_a_box_says_what_block_it_is(
    page: Rendering, line: str, tag: str, heading: int, parted: int
) -> None:
    """The nearest block, the level of a heading, and what parts it from the line before."""
    found = box(page, line)
    assert (BLOCKS[found.tag], found.heading, found.parted) == (tag, heading, parted)


def test_a_box_counts_what_is_in_links_and_in_bold_print(page: Rendering) -> None:
    """Characters and links are counted by line, so that shares can be had of them."""
    whole, part = box(page, "Home"), box(page, "They closed it, the board said.")
    none = box(page, "Divers found cracks.")
    assert (whole.linked, whole.links) == (whole.length, 1) == (4, 1)
    assert (part.linked, part.links, part.strong) == (len("the board"), 1, len("closed"))
    assert (none.linked, none.links, none.strong) == (0, 0, 0)
    assert box(page, "Share").control == len("Share")
    assert box(page, "Pier shut").strong == len("shut")


def test_a_link_counts_once_however_it_is_marked_up() -> None:
    """Pieces of one link are one, two links are two, an anchor is none."""
    page = render(clean_markup("<p><a href=x>a<b>b</b>c</a> <a href=y>d</a><a name=z>e</a>"), MOST)
    assert (page.boxes[0].links, page.boxes[0].linked) == (2, 4)
    assert not render(clean_markup("<p><a name=z>e</a>"), MOST).boxes[0].within & Within.LINK


def test_a_box_says_what_the_line_and_its_surroundings_are_called(page: Rendering) -> None:
    """The line's own names, those of the two blocks around it, and those of all blocks around."""
    body = Named(box(page, "Nobody was hurt.").named_near)
    assert body == Named.ARTICLE | Named.BODY | Named.ARTICLE_BODY
    assert Named(box(page, "Nobody was hurt.").named_around) == body | Named.POST
    assert Named(box(page, "Mo Ek, noon").named) == Named.BYLINE
    teaser = box(page, "One")
    assert teaser.named == 0
    assert Named(teaser.named_near) >= Named.CARD | Named.RELATED | Named.POST


def test_pictures_are_counted_with_the_line_behind_them(page: Rendering) -> None:
    """A caption stands behind its picture."""
    assert box(page, "The pier").images == 1
    assert sum(found.images for found in page.boxes) == 1


def test_a_box_says_how_often_the_like_stands_beside_it(page: Rendering) -> None:
    """Siblings of a line's block are counted, and those of the blocks around it."""
    assert (box(page, "World").position, box(page, "World").alike) == (2, 2)
    assert (box(page, "Two").alike, box(page, "Two").repeated) == (1, 3)
    assert box(page, "Nobody was hurt.").repeated == 1


def test_blocks_can_be_climbed(page: Rendering) -> None:
    """From a line's block one comes to each block around it, up to the page."""
    first, last = box(page, "Divers found cracks."), box(page, "They closed it, the board said.")
    assert first.block == last.block
    article = page.parents[first.block]
    assert page.parents[page.parents[box(page, "Nobody was hurt.").block]] == article
    assert page.parents[0] == 0
    assert all(parent < number for number, parent in enumerate(page.parents) if number)


def test_boxes_are_a_small_table_of_whole_numbers(page: Rendering) -> None:
    """They become a table as they are, and come back from another process as they went."""
    assert np.array(page.boxes, dtype=np.int64).shape == (len(page.lines), len(LineBox._fields))
    data = pickle.dumps(page, pickle.HIGHEST_PROTOCOL)
    assert pickle.loads(data) == page
    assert len(data) < 200 * len(page.boxes) + len(page.text) + 1_000
