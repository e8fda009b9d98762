"""Tests of `service.articles.html`: the article in an HTML page, whatever the page is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.articles.errors import ArticleError, NoArticleFound, PageTooComplex, PageUnreadable
from service.articles.html import Page, read_page

PARAGRAPHS = (
    "Ferry service to Marrow Island was stopped on Tuesday after divers found cracks in the pier.",
    "The harbour authority said that the pier would stay closed for at least three weeks.",
    "Islanders were told by text message at five in the morning, an hour before the first boat.",
    "The fishing cooperative will carry food, medicine and post until the pier has been repaired.",
)
MOST = 20_000


def make(extra: str = "", head: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    """A page with a menu, the article, something extra behind it, and a footer."""
    return (
        f"<!DOCTYPE html><html><head><title>Pier closed</title>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>"
        f"<article><h1>Pier closed</h1>{''.join(f'<p>{text}</p>' for text in paragraphs)}</article>"
        f"{extra}<footer><p>© 2031 The Ellery Courier</p></footer></body></html>"
    )


def test_the_article_is_found_without_its_surroundings() -> None:
    """Each paragraph is a line of the text; the menu and the footer are not in it."""
    lines = read_page(make(), MOST).text.splitlines()
    assert [line for line in lines if line in PARAGRAPHS] == list(PARAGRAPHS)
    assert not {"Home", "World"} & set(lines)
    assert "Ellery Courier" not in "".join(lines)


def test_the_title_is_the_page_s() -> None:
    """The headline comes with the text, in one line."""
    page = make(head="<meta property='og:title' content='Pier\n closed'>")
    assert read_page(page, MOST).title == "Pier closed"


def test_comments_and_scripts_are_not_text() -> None:
    """What browsers do not show is not part of the article."""
    text = read_page(make("<!-- secret --><script>var secret = 1;</script>"), MOST).text
    assert "secret" not in text


def test_a_page_over_the_limit_of_nodes_is_refused() -> None:
    """At the limit a page is read, one element over it is too complex; both numbers are named."""
    page = make("<i></i>" * 1_000)
    with pytest.raises(PageTooComplex, match="limit is 10\\.") as caught:
        read_page(page, 10)
    nodes = int(str(caught.value).split()[3].replace(",", ""))
    assert nodes > 1_000
    assert read_page(page, nodes).text
    with pytest.raises(PageTooComplex):
        read_page(page, nodes - 1)


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
    assert " ".join(text.split()).endswith(" ".join(PARAGRAPHS))
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


@pytest.mark.parametrize(
    "deep",
    [
        "<div>" * 100_000 + "</div>" * 100_000,
        "<div>" * 100_000,
        "<span>" * 100_000 + "x",
        "</p>" * 100_000,
        "<table><tr><td>" * 33_000,
    ],
    ids=["closed", "open", "inline", "ends", "tables"],
)
def test_nesting_of_a_hundred_thousand_is_survived(deep: str) -> None:
    """Markup nested so deep behind an article does not hide it, and takes under five seconds."""
    begun = time.perf_counter()
    assert PARAGRAPHS[0] in read_page(make(deep), 200_000).text
    assert time.perf_counter() - begun < 5.0


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


@settings(deadline=None, max_examples=200)
@given(page=SOUP)
def test_any_soup_is_a_page_or_an_error_for_the_client(page: str) -> None:
    """Whatever the markup, the answer is a text that is not blank, or one of our errors."""
    try:
        found = read_page(page, MOST)
    except ArticleError:
        return
    assert isinstance(found, Page)
    assert found.text.strip()
    assert "\x00" not in found.text
