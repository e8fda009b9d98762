"""Tests of `service.articles.html.page`: the article in an HTML page, whatever the page is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.errors import (
    NoArticleFound,
    PageTextTooLong,
    PageTooComplex,
    PageTooDeep,
    PageUnreadable,
)
from service.articles.html.page import Page, read_page
from service.articles.html.parsing import PageLimits
from service.text.errors import PageUndecodable, TextError

PARAGRAPHS = (
    "Ferry service to Marrow Island was stopped on Tuesday after divers found cracks in the pier.",
    "The harbour authority said that the pier would stay closed for at least three weeks.",
    "Islanders were told by text message at five in the morning, an hour before the first boat.",
    "The fishing cooperative will carry food, medicine and post until the pier has been repaired.",
)
MOST = PageLimits(nodes=20_000, attributes=60_000, nesting=512, characters=2_000_000)


def make(extra: str = "", head: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    """A page with a menu, the article, something extra behind it, and a footer."""
    return (
        f"<!DOCTYPE html><html><head><title>Pier closed</title>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>"
        f"<article><h1>Pier closed</h1>{''.join(f'<p>{text}</p>' for text in paragraphs)}</article>"
        f"{extra}<footer><p>© 2031 The Ellery Courier</p></footer></body></html>"
    )


def test_all_of_the_page_is_its_text() -> None:
    """Each paragraph is a line of the text, and so are the menu and the footer."""
    lines = [line for line in read_page(make(), MOST).text.splitlines() if line]
    assert lines == ["Home", "World", "Pier closed", *PARAGRAPHS, "© 2031 The Ellery Courier"]


def test_the_title_is_the_page_s() -> None:
    """The headline comes with the text, in one line."""
    page = make(head="<meta property='og:title' content='Pier\n closed'>")
    assert read_page(page, MOST).stated.title == "Pier closed"


def test_comments_and_scripts_are_not_text() -> None:
    """What browsers do not show is not part of the article."""
    text = read_page(make("<!-- secret --><script>var secret = 1;</script>"), MOST).text
    assert "secret" not in text


@pytest.mark.parametrize("markup", ["<i></i>", "<br>", "<p>a", "<li><b>"])
def test_a_page_over_the_limit_of_nodes_is_refused(markup: str) -> None:
    """At the limit a page is read, one element over it is too complex; the limit is named."""
    page = make(markup * 50)
    nodes = next(n for n in range(50, 200) if not refuses(page, replace(MOST, nodes=n)))
    assert nodes > 50 * markup.count("<i") + 10
    with pytest.raises(PageTooComplex, match=f"limit is {nodes - 1}\\."):
        read_page(page, replace(MOST, nodes=nodes - 1))


def refuses(page: str, limits: PageLimits) -> bool:
    """Say whether the page is over the limits in nodes or attributes."""
    try:
        read_page(page, limits)
    except PageTooComplex:
        return True
    return False


def test_a_page_over_the_limit_of_attributes_is_refused() -> None:
    """Attributes are counted over the whole page, and at the limit it is read."""
    page = make("<p a=1 b=2>x</p>" * 100)
    count = 200 + page.count("href=")
    assert read_page(page, replace(MOST, attributes=count)).text
    with pytest.raises(PageTooComplex, match=f"limit is {count - 1}\\."):
        read_page(page, replace(MOST, attributes=count - 1))


def test_a_tag_of_a_thousand_attributes_is_read_and_of_one_more_is_not() -> None:
    """One tag's attributes take quadratic time to parse, so a tag has a limit of its own."""
    names = [f"a{index}" for index in range(1_001)]
    assert read_page(make(f"<p {' '.join(names[1:])}>"), MOST).text
    with pytest.raises(PageTooComplex, match="1,000 attributes in one tag"):
        read_page(make(f"<p {' '.join(names)}>"), MOST)


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote", "font"])
def test_an_article_nested_to_the_limit_is_read_whole_and_deeper_refused(tag: str) -> None:
    """Nothing is lost without a word: libxml2 by itself drops what is behind the 256th level."""
    opened = tag.split("><")
    levels = 500 // len(opened)
    closed = "".join(f"</{name}>" for name in reversed(opened))
    page = make(f"<{tag}>" * levels + "x" + closed * levels)
    behind = page.replace("<nav>", f"{'<span>' * 500}</span>{'</span>' * 499}<nav>")
    assert PARAGRAPHS[3] in read_page(page, MOST).text
    assert PARAGRAPHS[3] in read_page(behind, MOST).text
    with pytest.raises(PageTooDeep, match=r"limit is 400\."):
        read_page(page, replace(MOST, nesting=400))


def test_a_text_over_the_limit_of_characters_is_refused() -> None:
    """What is found is measured, not the page: both lengths are named."""
    length = len(read_page(make(), MOST).text)
    assert read_page(make("<script>" + "x" * length), replace(MOST, characters=length)).text
    with pytest.raises(PageTextTooLong, match=f"{length} characters; the limit is {length - 1}\\."):
        read_page(make(), replace(MOST, characters=length - 1))


@pytest.mark.parametrize("markup", ["", " \n", "\x00", "<!-- -->", "<?xml?>", "\ufeff"])
def test_a_page_of_nothing_has_no_article(markup: str) -> None:
    """Where there is neither markup nor text, there is an error for the client and no crash."""
    with pytest.raises((PageUnreadable, NoArticleFound)):
        read_page(markup, MOST)


@pytest.mark.parametrize("markup", ["<html></html>", "<div>" * 300, "<br>" * 300, "<img src='x'>"])
def test_a_page_without_text_has_no_article(markup: str) -> None:
    """Markup alone is no article."""
    with pytest.raises(NoArticleFound):
        read_page(markup, MOST)


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1f", "\x7f", "\ud800", "\ufffe", "\uffff"],
    ids=ascii,
)
def test_a_forbidden_character_costs_nothing_but_itself(character: str) -> None:
    """A page with a NUL or half a surrogate pair in every paragraph is read all the same."""
    paragraphs = tuple(text.replace(" ", f" {character} ", 1) for text in PARAGRAPHS)
    text = read_page(make(paragraphs=paragraphs), MOST).text
    assert " ".join(PARAGRAPHS) in " ".join(text.split())
    assert character not in text or character.isspace()


@pytest.mark.parametrize("reference", ["&#1;", "&#x8;", "&#xFFFE;"])
def test_a_reference_to_a_forbidden_character_costs_nothing_but_itself(reference: str) -> None:
    """A paragraph that names a control character by number is kept."""
    paragraphs = (*PARAGRAPHS[:2], PARAGRAPHS[2].replace(" ", f" {reference} ", 1), PARAGRAPHS[3])
    assert "an hour before the first boat" in read_page(make(paragraphs=paragraphs), MOST).text


@pytest.mark.parametrize(
    "declaration",
    [
        "<meta charset='iso-8859-1'>",
        "<meta http-equiv='Content-Type' content='text/html; charset=utf-16'>",
        "<meta charset='no-such-charset'>",
    ],
)
def test_what_the_page_says_of_its_charset_no_longer_counts(declaration: str) -> None:
    """A decoded page is text: accents, emoji and right-to-left letters come through."""
    odd = "Zoë Ångström paid 4\u00a0€ to see the ferry \U0001f6a2, a cafe\u0301, שלום and مرحبا."
    text = read_page(make(head=declaration, paragraphs=(odd, *PARAGRAPHS)), MOST).text
    assert " ".join(odd.split()) in " ".join(text.split())


def test_a_declaration_of_xml_is_no_hindrance() -> None:
    """XHTML with an encoding declaration is read like HTML."""
    page = f'<?xml version="1.0" encoding="utf-16"?>\n{make()}'
    assert PARAGRAPHS[3] in read_page(page, MOST).text


FLOODS = {
    "deep, closed": "<div>" * 100_000 + "</div>" * 100_000,
    "deep, open": "<div>" * 800_000,
    "deep, inline": "<b>" * 1_300_000 + "x",
    "deep, tables": "<table><tr><td>" * 100_000,
    "nodes": "<i></i>" * 200_000,
    "empty nodes": "<br>" * 1_000_000,
    "attributes in one": "<p " + " ".join(f"a{n}" for n in range(500_000)) + ">",
    "attributes in all": "<p a=1 b=2 c=3 d=4 e=5 f=6 g=7 h=8 i=9>" * 14_000,
}


@pytest.mark.timeout(60)  # what takes quadratic time takes hours
@pytest.mark.parametrize("flood", FLOODS.values(), ids=list(FLOODS))
def test_a_flood_of_markup_is_refused_before_it_is_built(
    flood: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Megabytes of tags or attributes behind an article end in a limit, and no tree is made."""

    def build(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("service.articles.html.parsing.document_fromstring", build)
    with pytest.raises((PageTooComplex, PageTooDeep)):
        read_page(make(flood), MOST)


@pytest.mark.parametrize(
    "harmless",
    [
        "</p>" * 100_000,
        "<!-- <i> -->" * 50_000,
        "<script>" + "<i>" * 50_000 + "</script>",
        "<" * 9_999,
    ],
    ids=["ends", "comments", "scripts", "signs"],
)
def test_what_only_looks_like_a_flood_is_read(harmless: str) -> None:
    """Tags in comments and scripts, and end tags that end nothing, are no nodes."""
    assert PARAGRAPHS[0] in read_page(make(harmless), MOST).text


def test_a_page_of_bytes_is_read_in_the_charset_that_it_looks_like() -> None:
    """Where no charset is known, it is guessed; what is no text in any is refused."""
    odd = (
        "Zoë Ångström bezahlte für die Fähre nach Größenau 4 Euro, sagte ihr Müller-Brüder-Anwalt."
    )
    page = make(paragraphs=(odd,) * 4)
    assert odd in read_page(page.encode("cp1252"), MOST).text
    with pytest.raises(PageUndecodable):
        read_page(bytes(range(256)) * 40, MOST)


def test_lines_say_what_was_kept_of_them() -> None:
    """Paragraphs are marked as kept, the menu and the footer are there and are not."""
    page = read_page(make(), MOST).rendering
    kept = {line for line, box in zip(page.lines, page.boxes, strict=True) if box.kept == 100}
    assert kept >= set(PARAGRAPHS)
    assert not kept & {"Home", "World", "© 2031 The Ellery Courier"}
    assert page.lines[:2] == ("Home", "World")
    assert page.lines[-1] == "© 2031 The Ellery Courier"


def test_a_page_of_which_nothing_is_kept_is_rendered_all_the_same() -> None:
    """Where no article is found, the document is there, and nothing in it is kept."""
    page = read_page("<footer><p>Imprint</p></footer>", MOST).rendering
    assert [(line, box.kept) for line, box in zip(page.lines, page.boxes, strict=True)] == [
        ("Imprint", 0)
    ]


def test_what_the_extractor_overlooks_is_asked_for_again() -> None:
    """Where it keeps next to nothing at first, its second opinions are heard."""
    paragraphs = "".join(f"<div class='x'>{text}<br><br></div>" for text in PARAGRAPHS * 2)
    page = read_page(f"<body><div><span>{paragraphs}</span></div></body>", MOST).rendering
    assert sum(box.kept for box in page.boxes) > 0


MARKUP = (
    "<p>|</p>|<div class='article'>|</div>|<a href='x'>|</a>|<table>|<td>|<li>|<br/>|<!--|-->|<h1>"
    "|<![CDATA[|<script>|</script>|<svg:x>|<x:y z:w='1'>|&|&amp;|&#0;|&#x110000;|&#55296;|<?|<!|<"
    "|>|'|\"|<title>|</title>|<html>|<body>|<frameset>|<template>|<math>|<p/p>|<=>|</|<meta name>"
)
SOUP = st.lists(
    st.one_of(
        st.sampled_from(MARKUP.split("|")),
        st.sampled_from(PARAGRAPHS),
        st.text(st.characters(exclude_categories=()), max_size=20),
    ),
    max_size=30,
).map(" ".join)


@given(page=SOUP)
def test_any_soup_is_a_page_or_an_error_for_the_client(page: str) -> None:
    """Whatever the markup, the answer is a text that is not blank, or one of our errors."""
    try:
        found = read_page(page, MOST)
    except TextError:
        return
    assert isinstance(found, Page)
    assert found.text.strip()
    assert "\x00" not in found.text
    assert all(0 <= box.kept <= 100 and box.length for box in found.rendering.boxes)
