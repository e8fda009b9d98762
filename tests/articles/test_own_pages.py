"""How well the article is found in the labelled pages that Dateline keeps."""

from __future__ import annotations

from functools import cache

import pytest

from service.articles.errors import NoArticleFound
from service.articles.lines.body import Body, find_body
from service.articles.lines.labelled.evaluation import compare, mean
from service.articles.lines.labelled.pages import Page, read_folder
from service.articles.lines.line import read_lines
from service.articles.reading import read_text
from service.text.document import read_document
from tests.articles.strategies import uncovered
from tests.conftest import ROOT

PAGES = read_folder(ROOT / "training_data" / "pages")
WITH = [page for page in PAGES if page.body]
WITHOUT = [page for page in PAGES if not page.body]
# Reached on all of them: F1 0.939, titles 0.79, kinds 0.78.
LEAST_F1, LEAST_TITLES, LEAST_KINDS = 0.915, 0.7, 0.75


@cache
def found_in(page: Page) -> Body:
    """What is found in a page, looked for once."""
    return find_body(read_document(page.text))


def label_at(page: Page, offset: int) -> str:
    """What the page's label calls the line at an offset; a title counts as a heading."""
    (kind,) = (kind for span, kind in page.kinds if span.offset <= offset < span.end)
    return "heading" if kind == "title" else kind


def test_there_are_pages_of_both_sorts() -> None:
    """The figures below are of dozens of pages, some of them without an article."""
    assert len(WITH) >= 50
    assert len(WITHOUT) >= 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_body_and_removed_cover_the_page_once(page: Page) -> None:
    """Every character but blanks is in the body or removed, and none in both."""
    found = found_in(page)
    spans = [*found.body, *(item.span for item in found.removed)]
    assert uncovered(page.text, spans) == []


@pytest.mark.parametrize("page", WITHOUT, ids=lambda page: page.name)
def test_a_page_without_an_article_is_refused(page: Page) -> None:
    """Menus, lists and front pages are refused, and the sentence names the way round it."""
    with pytest.raises(NoArticleFound, match=r"^No article was found .*\bclean=false\b"):
        read_text(page.text)


@pytest.mark.parametrize("page", WITHOUT, ids=lambda page: page.name)
def test_the_way_round_the_refusal_works(page: Page) -> None:
    """With clean=false, as the sentence says, all of the page is used."""
    article = read_text(page.text, clean=False)
    assert uncovered(page.text, article.body) == []
    assert article.removed == ()


def test_the_articles_are_found() -> None:
    """Over the pages that have one, precision and recall hold the floor."""
    scores = [
        compare("\n".join(span.of(page.text) for span in found_in(page).body), page.body)
        for page in WITH
    ]
    assert mean(scores).f1 >= LEAST_F1


def test_every_article_is_found_in_part() -> None:
    """No page that has an article is refused, and none is given back without words of it."""
    for page in WITH:
        assert compare(read_text(page.text).text, page.body).recall > 0.3, page.name


def test_most_headlines_are_found() -> None:
    """Of the pages with a headline, the title is that line exactly on seven in ten."""
    exact = headed = 0
    for page in WITH:
        wanted = {span.of(page.text).strip() for span, kind in page.kinds if kind == "title"}
        title = found_in(page).title
        headed += bool(wanted)
        exact += title is not None and title.of(page.text) in wanted
    assert headed >= 40
    assert exact >= LEAST_TITLES * headed


def test_no_headline_says_that_it_is_something_else() -> None:
    """A desk's note, a bulleted link or a photo's credit is no title, however likely it looks."""
    kinds = [
        line.kind
        for page in PAGES
        for line in read_lines(read_document(page.text))
        if line.span == found_in(page).title
    ]
    assert len(kinds) > 40
    assert set(kinds) == {None}


def test_the_sentence_under_a_headline_is_not_the_headline() -> None:
    """Where a page of news has a summary of the article between the two, that is no title."""
    (page,) = [page for page in PAGES if page.name == "a-metro-telescope"]
    title = found_in(page).title
    assert title is not None
    wanted = [span.of(page.text).strip() for span, kind in page.kinds if kind == "title"]
    assert [title.of(page.text)] == wanted


def test_most_removed_lines_are_named_as_people_name_them() -> None:
    """Of all lines that are removed, three in four have the kind of their label."""
    pairs = [
        (item.kind, label_at(page, item.span.offset))
        for page in PAGES
        for item in found_in(page).removed
    ]
    assert len(pairs) > 1_000
    assert sum(kind == label for kind, label in pairs) >= LEAST_KINDS * len(pairs)
