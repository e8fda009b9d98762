"""Tests of `service.articles.html.rendering.document`: text as a browser shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement

from service.articles.errors import (
    NoArticleFound,
    PageTextTooLong,
    PageTooComplex,
    PageTooDeep,
    PageUnreadable,
)
from service.articles.html.parsing import PageLimits, clean_markup, read_tree
from service.articles.html.rendering.document import Rendering, render
from service.articles.html.rendering.elements import HIDDEN
from tests.growth import check_growth

MOST = PageLimits(nodes=20_000, attributes=60_000, nesting=512, characters=2_000_000)
INLINE = (
    "a abbr b bdi bdo big button cite code data del dfn em font i ins kbd label mark math meter-box"
    " nobr output q s samp slot small span strike strong sub sup time tt u var x-price"
)
# Elements that cannot stand in a paragraph, or cannot hold anything.
NEVER_HELD = {"area", "base", "embed", "link", "meta", "param", "title"}
BLOCKS = (
    "address article aside blockquote center dd details dialog~open div dl dt fieldset figcaption"
    " figure footer form h1 h2 h6 header hgroup legend li main menu nav ol p pre section summary ul"
    " search"
)
# What a rendering leaves out although it is in the text: it shows nothing.
NOTHING = str.maketrans("", "", "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u034f\u061c\u180e")


def rendered(html: str, limits: PageLimits = MOST) -> Rendering:
    """The page as a document."""
    return render(clean_markup(html), limits)


def text(html: str) -> str:
    """The page's text."""
    return rendered(html).text


@pytest.mark.parametrize("head", ["<title>Ferry</title>", "<script>x</script>", "<head><meta>"])
@pytest.mark.parametrize("tag", ["article", "main", "section", "div", "p"])
def test_what_ends_the_head_is_shown(head: str, tag: str) -> None:
    """A page without `body` begins with the first element that is none of the head's."""
    assert text(f"<html>{head}<{tag}>The tug left.</{tag}></html>") == "The tug left."


@pytest.mark.parametrize(
    "tag",
    INLINE.split(),
)
def test_inline_text_stays_in_its_sentence(tag: str) -> None:
    """What is marked up within a sentence is neither cut out nor parted from what it touches."""
    page = f"<p>The tug left at <{tag} class=x>5.52</{tag}>, two <{tag}>hour</{tag}>s late.</p>"
    assert text(page) == "The tug left at 5.52, two hours late."


@pytest.mark.parametrize(
    "tag",
    BLOCKS.split(),
)
def test_a_block_is_a_line_of_its_own(tag: str) -> None:
    """A block is parted from the text before and behind it, whatever stands there."""
    opened = tag.replace("~", " ")
    page = f"<div>Harbour <b>news</b><{opened}>Pier <i>shut</i></{opened.split()[0]}>by noon</div>"
    assert rendered(page).lines == ("Harbour news", "Pier shut", "by noon")


def test_white_space_collapses_as_in_a_browser() -> None:
    """Blanks, tabs and line ends are one blank; blanks that are meant to stay, stay."""
    page = "<p>  A \n\t<b> pier </b> \r\n of\xa0\xa0oak,&nbsp;&emsp;said&#8232;she \n</p>"
    assert text(page) == "A pier of\xa0\xa0oak,\xa0\u2003said she"


def test_preformatted_text_keeps_its_lines_and_blanks() -> None:
    """In `<pre>` and by style each line stays one, with the blanks before it."""
    assert text("<pre>\n  low  tide\n\n high\ttide\n</pre>") == "  low  tide\n\n high\ttide"
    page = "<div style='white-space: pre-wrap'>one\n two <b>and</b>\nthree</div><p>four\nfive"
    assert text(page) == "one\n two and\nthree\n\nfour five"


def test_a_break_ends_a_line_and_two_a_paragraph() -> None:
    """`<br>` parts lines of a block; a second one leaves a line blank, more leave no more."""
    page = "<div>one<br>two<br> <br/>three<b><br>four</b><br></div>five<br><br><br>six<br>"
    assert text(page) == "one\ntwo\n\nthree\nfour\nfive\n\nsix"


def test_paragraphs_have_a_blank_line_between_them() -> None:
    """Blocks with a margin are parted by a blank line, others by the end of the line."""
    assert text("<h1>a</h1><div>b</div><div>c</div><p>d</p><div><p>e</p></div>f") == (
        "a\n\nb\nc\n\nd\n\ne\n\nf"
    )


def test_places_where_a_word_may_be_broken_are_nothing() -> None:
    """Soft hyphens and `<wbr>` do not part a word, and lines that show nothing are none."""
    assert text("<p>har&shy;bour<wbr>master</p><p>\u200b&zwj;</p><p>&nbsp;</p><p>b") == (
        "harbourmaster\n\nb"
    )


@pytest.mark.parametrize("tag", sorted(HIDDEN - NEVER_HELD))
def test_what_a_browser_never_shows_is_not_there(tag: str) -> None:
    """Scripts, frames, drawings and what stands in for them leave nothing, not even a line end."""
    page = f"<body><p>before<{tag}>SECRET</{tag}>hand</p><p>after</p>"
    assert text(page) == "beforehand\n\nafter"


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        "hidden=''",
        "style='display:none'",
        "style='color:red; DISPLAY : None !important'",
        "style='display:block;display:none'",
        "style='visibility: hidden'",
    ],
)
@pytest.mark.parametrize("tag", ["div", "span", "p", "li", "x-y"])
def test_what_says_that_it_is_hidden_is_not_there(tag: str, attribute: str) -> None:
    """Neither is anything in it, however it is displayed itself."""
    page = (
        f"<div>seen <{tag} {attribute}>SECRET<b style='display:block'>SECRET</b></{tag}>too</div>"
    )
    assert text(page) == "seen too"


@pytest.mark.parametrize(
    "attribute",
    ["style='visibility:visible'", "style='background:url(none);display:block'", "aria-hidden=true",
     "style='--display:none-such; display: grid'", "class=hidden", "style"],
)  # fmt: skip
def test_what_only_looks_hidden_is_shown(attribute: str) -> None:
    """A class says nothing without its style sheet, and `aria-hidden` is for readers of screens."""
    assert text(f"<div {attribute}>seen</div>") == "seen"


def test_the_page_itself_is_shown_whatever_it_says() -> None:
    """Pages hide `<body>` until their scripts have run, against flickering."""
    assert text("<html style='display:none'><body hidden style='visibility:hidden'>x") == "x"


def test_a_style_makes_blocks_of_inline_elements_and_the_other_way_round() -> None:
    """`display` in an element's own style holds."""
    page = "<span style='display:block'>a</span><span style='display: flex'>b</span>"
    assert text(page + "c<div style='display:inline'>d</div><p style='display:inline-block'>e") == (
        "a\nb\ncde"
    )


def test_html_in_a_drawing_is_shown_and_ends_it() -> None:
    """A drawing whose end was forgotten does not swallow the article behind it."""
    page = "<p>a</p><svg><title>LOGO</title><text>LABEL</text><path d='M0'><p>b</p><div>c</div>"
    assert rendered(page).lines == ("a", "b", "c")


def test_forms_show_what_browsers_show() -> None:
    """Options are lines, the text of a field is kept as it is, values and pictures are not text."""
    page = (
        "<form><label>Port</label> <input value=SECRET><select><optgroup label=SECRET>"
        "<option>Orla<option selected>Tarnby</optgroup></select><textarea>a\n b</textarea>"
        "<img alt=SECRET><button>Send</button></form><datalist><option>SECRET</datalist>"
    )
    assert rendered(page).lines == ("Port", "Orla", "Tarnby", "a", "b", "Send")


def test_a_dialog_is_shown_once_it_is_open_and_details_are_shown() -> None:
    """What a reader can open without scripts is there."""
    page = "<dialog>SECRET</dialog><dialog open>Hello</dialog><details><summary>More</summary>tide"
    assert rendered(page).lines == ("Hello", "More", "tide")


def test_readings_stay_beside_their_characters() -> None:
    """Ruby text follows what it is for, in the brackets that its author gave it."""
    page = "<p><ruby>港<rp>（</rp><rt>みなと</rt><rp>）</rp></ruby>が閉まる</p>"
    assert text(page) == "港（みなと）が閉まる"


def test_lists_and_definitions_are_lines_without_marks() -> None:
    """An item is a line, and nothing is put before it."""
    page = "<ol><li>one<ul><li>two</ul>three<li><p>four</p></ol><dl><dt>tide<dd>low</dl>"
    assert rendered(page).lines == ("one", "two", "three", "four", "tide", "low")


def test_right_to_left_text_keeps_the_order_in_which_it_is_written() -> None:
    """The document has characters in the order of the page, not of the screen."""
    page = "<p dir=rtl>סגר <b>הנמל</b> at <bdo dir=rtl>5.52</bdo> \u200fנעילה</p>"
    assert text(page) == "סגר הנמל at 5.52 \u200fנעילה"


def test_references_are_characters() -> None:
    """Named and numbered references are what they stand for; unknown ones stay."""
    assert (
        text("<p>A&amp;B &lt;c&gt; &eacute;&#x20AC;&#8364; &nosuch; &") == "A&B <c> é€€ &nosuch; &"
    )


def test_markup_that_is_broken_loses_no_text() -> None:
    """Ends that are missing, crossed or too many change lines, not words."""
    page = "<div><p>a<b>b<p>c</b>d</div></div></p>e<a href=x><article><h3>f</h3>g</a></article>h"
    assert "".join(text(page).split()) == "abcdefgh"
    assert rendered("<a href=x><article><h3>f</h3>g</article></a>").lines == ("f", "g")


def test_comments_part_nothing() -> None:
    """A comment or an instruction within a word is not there."""
    assert text("<p>har<!-- x -->bour<?php y ?> pier") == "harbour pier"


def test_text_without_markup_is_a_page() -> None:
    """What has no tag at all is shown in one line, as a browser does."""
    assert text("Pier\nshut") == "Pier shut"


@pytest.mark.parametrize("page", ["<html></html>", "<p> </p>", "<script>x</script>", "<br>" * 50])
def test_a_page_that_shows_nothing_has_no_article(page: str) -> None:
    """An empty document is none."""
    with pytest.raises(NoArticleFound):
        rendered(page)


@pytest.mark.parametrize("page", ["", "\x00", "<!-- -->"])
def test_a_page_of_nothing_is_an_error_for_the_client(page: str) -> None:
    """Where there is nothing to read, there is no crash."""
    with pytest.raises((PageUnreadable, NoArticleFound)):
        rendered(page)


def test_the_limits_hold_while_a_page_is_rendered() -> None:
    """Nodes, attributes, nesting and characters each end it at one over the limit."""
    page = "<html><body>" + "<p a=1>x</p>" * 10 + "</body></html>"
    limits = PageLimits(nodes=12, attributes=10, nesting=3, characters=28)
    assert len(rendered(page, limits).text) == 28
    for name, error in (
        ("nodes", PageTooComplex),
        ("attributes", PageTooComplex),
        ("nesting", PageTooDeep),
        ("characters", PageTextTooLong),
    ):
        lower = replace(limits, **{name: getattr(limits, name) - 1})
        with pytest.raises(error, match=f"limit is {getattr(lower, name)}\\."):
            rendered(page, lower)


def test_lines_that_need_no_node_have_a_limit_too() -> None:
    """Preformatted lines are refused beyond twice the nodes, before they are all built."""
    limits = replace(MOST, nodes=50)
    assert len(rendered("<pre>" + "x\n" * 100, limits).lines) == 100
    with pytest.raises(PageTooComplex, match="limit is 100\\."):
        rendered("<pre>" + "x\n" * 1_000_000, limits)


FLOODS: dict[str, Callable[[int], str]] = {
    "nested blocks": lambda n: "<div class=a>" * n + "x" + "</div>" * n,
    "nested inline": lambda n: "<b><i>" * (n // 2) + "x",
    "nested tables": lambda n: "<table><tr><td>" * (n // 3) + "x",
    "wide table": lambda n: "<table>" + "<tr><td>a<td>b<td>c" * (8 * n) + "</table>",
    "long row": lambda n: "<table><tr><td>a<td>b<tr>" + "<td>c" * (30 * n) + "</table>",
    "siblings": lambda n: "<p class=a>x</p>" * (30 * n),
    "classes": lambda n: "".join(f"<p class='c{i} relatedPosts{i}'>x</p>" for i in range(10 * n)),
    "a long class": lambda n: f"<p class='{'nav-Bar ' * (1_000 * n)}'>x</p>",
    "a long style": lambda n: f"<p style='{'display : ' * (1_000 * n)}'>x</p>",
    "breaks": lambda n: "x<br>" * (30 * n),
    "line ends": lambda n: "<pre>" + " \n" * (2_000 * n) + "x</pre>",
    "references": lambda n: "<a href=x>" + "a&amp;" * (1_000 * n),
    "blanks": lambda n: "<p>x" + " \n" * (5_000 * n) + "y",
    "drawings": lambda n: "<svg><g><p>x" * (n // 3),
}


@pytest.mark.parametrize("name", list(FLOODS))
def test_the_time_grows_with_the_page_alone(name: str) -> None:
    """Whatever a page is made of, 8 times as much of it takes some 8 times as long."""
    make = FLOODS[name]
    check_growth(rendered, make(50), make(400))


def visible(element: HtmlElement) -> str:
    """The text of all that is shown, from the tree: another way than by the parser's events."""
    if element.tag in HIDDEN or "hidden" in element.attrib or "none" in element.get("style", ""):
        return ""
    if element.tag == "dialog" and "open" not in element.attrib:
        return ""
    return (element.text or "") + "".join(visible(child) + (child.tail or "") for child in element)


def squeeze(shown: str) -> str:
    """The characters that show something."""
    return "".join(shown.split()).translate(NOTHING)


MARKUP = (
    "<p>|</p>|<p class='lead x'>|<div class='article'>|</div>|<a href='x'>|</a>|<table>|</table>"
    "|<tr>|<td>|<th>|<li>|<ul>|<br/>|<!-- c -->|<h1>|</h1>|<b>|</b>|<span hidden>|</span>|<q>|<hr>"
    "|<div style='display:none'>|<span style='display:block'>|<pre>|</pre>|<script>|</script>"
    "|<style>|</style>|<select>|<option>|<textarea>|</textarea>|<time>|</time>|<ruby>|<rt>"
    "|<noscript>|</noscript>|<template>|</template>|<iframe>|</iframe>|<object>|</object>|<dialog>"
    "|<dialog open>|</dialog>|<title>|</title>|<x-y>|</x-y>|<button>|</button>|<img>|<form>|</form>"
    "|&amp;|&nbsp;|&shy;|<|>|<html>|<body>|</body>"
)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=8)
SOUP = st.lists(
    st.one_of(st.sampled_from(MARKUP.split("|")), WORDS, st.sampled_from([" ", "\n", "tide"])),
    max_size=40,
).map("".join)


@given(page=SOUP)
def test_every_visible_character_is_there_once_in_order(page: str) -> None:
    """Whatever the markup, the document has what is shown, and boxes have all of the document."""
    try:
        found = rendered(page)
    except (NoArticleFound, PageUnreadable):
        return
    assert squeeze(found.text) == squeeze(visible(read_tree(clean_markup(page))))
    assert rendered(page) == found
    lines = [line.strip() for line in found.text.split("\n")]
    assert tuple(line for line in lines if line) == found.lines
    assert [line for line in found.text.splitlines() if line.strip()] == [
        line for line in found.text.split("\n") if line.strip()
    ]
