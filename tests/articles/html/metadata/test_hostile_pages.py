"""Pages made to take the search for their metadata long, or to break it."""

from __future__ import annotations

import json

import pytest

from tests.articles.html.metadata.pages import HEADLINE, article, page, person, read, script


def _deep(levels: int) -> object:
    node: object = person("Una Mear")
    for _ in range(levels):
        node = {"@type": "NewsArticle", "mainEntity": node, "@graph": [node]}
    return node


@pytest.mark.parametrize(
    "html",
    [
        page(head=script("[" * 200_000)),
        page(head=script('{"@graph":' * 100_000)),
        page(head=script(_deep(12))),
        page(head=script([article(headline=f"Boats {n}") for n in range(20_000)])),
        page(head=script(article(author=[person(f"Orla {n}") for n in range(20_000)]))),
        page(head=script(article(author="Orla Fenn, " * 50_000))),
        page(head=script(article(datePublished="5 March " * 50_000))),
        page(head="<meta name='author' content='Orla Fenn and '>" * 20_000),
        page(head=f"<title>{' | a' * 50_000}</title>"),
        page(behind="<p class='byline'>By</p>" * 20_000),
        page(behind="<time>" * 500),
        page(behind="<span class='author'>" * 500),
        page(behind=f"<p class='byline'>{'By Orla Fenn and ' * 20_000}</p>"),
        page(behind=f"<p class='date'>{'5 March ' * 50_000}</p>"),
        page(behind=f"<p class='{'a-' * 100_000}byline'>By</p>"),
        page(behind=f"<h1>{HEADLINE}</h1>" * 10_000),
        page(behind="<h2><a href='/'>x</a></h2>" * 10_000),
        page(behind="<li><h3><a href='/x'>x</a></h3><b class='author'>" * 400),
    ],
)
def test_a_hostile_page_is_read_all_the_same(html: str) -> None:
    """In less than the time that a test has, and with a headline that is text."""
    found = read(html)
    assert found.title is None or len(found.title) <= 300
    assert found.author is None or len(found.author) <= 300


def test_a_script_of_10_mb_states_nothing() -> None:
    """What is too long for an article's node is not made a tree of."""
    large = article(author=person("Orla Fenn"), articleBody="lamp " * 2_000_000)
    assert read(page(head=script(large))).author is None
    own = article(author=person("Orla Fenn"))
    assert read(page(head=script(large) + script(own))).author == "Orla Fenn"


def test_a_circle_of_references_ends() -> None:
    """Two nodes that are each other's author are nobody."""
    nodes = [
        article(author={"@id": "#a"}),
        {"@id": "#a", "author": {"@id": "#b"}, "name": {"@id": "#b"}},
        {"@id": "#b", "name": {"@id": "#a"}},
    ]
    assert read(page(head=script(nodes))).author is None


def test_what_a_page_states_is_the_same_each_time() -> None:
    """No order of sets or of time is in the answer."""
    graph = {"@graph": [article(author=[person("Orla Fenn"), "Sid Tolland"]), person("Una Mear")]}
    html = page(head=script(json.dumps(graph)), behind="<p class='date'>5 March 2024</p>")
    assert len({read(html) for _ in range(5)}) == 1
