"""Tests of `service.articles.reading`: from what was submitted to an article."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.article import Article
from service.articles.errors import NoArticleFound
from service.articles.html.page import Page, read_page
from service.articles.html.parsing import PageLimits
from service.articles.reading import read_rendered, read_text
from service.text.errors import TextError, TooManyParts
from tests.articles.strategies import DOCUMENTS, uncovered
from tests.growth import FLAT, check_growth

HEADLINE = "Ferry service to Marrow Island stopped"
FIRST = (
    "Ferry service to Marrow Island was stopped on Tuesday after divers found cracks in the pier."
    " Nobody was hurt."
)
SECOND = "The harbour authority said that the pier would stay closed for at least three weeks."
THIRD = "Repairs will cost two million pounds, most of which the ministry will pay."
PAGE = "\r\n".join((HEADLINE, "3 hours ago", FIRST, "Sign up for our newsletter", SECOND))
LIMITS = PageLimits(nodes=20_000, attributes=60_000, nesting=512, characters=2_000_000)
MENU = "Home\nNews\nSport\nWeather"
GERMAN = "Der Rat sperrt die Brücke für sechs Monate. Ihre Pfeiler haben seit dem Winter Risse."


def test_a_text_is_read_into_body_removed_and_sentences() -> None:
    """A pasted page gives its paragraphs, what was taken out with its kind, and its sentences."""
    article = read_text(PAGE)
    assert article.source == "submitted"
    assert article.document == PAGE
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert [item.kind for item in article.removed] == ["heading", "timestamp", "promotion"]
    assert [item.paragraph for item in article.sentences] == [0, 0, 1]
    assert article.sentences[1].text == "Nobody was hurt."


def test_the_headline_found_is_the_title_and_says_where() -> None:
    """The headline above the article is its title, and the span leads to it."""
    article = read_text(PAGE)
    assert article.title == HEADLINE
    assert article.title_span is not None
    assert article.title_span.of(PAGE) == HEADLINE


def test_a_title_that_was_given_counts_before_one_found() -> None:
    """The client's headline is the title; as it is not in the document, there is no span."""
    article = read_text(PAGE, title="Pier shut")
    assert (article.title, article.title_span) == ("Pier shut", None)


def test_without_cleaning_everything_is_the_body() -> None:
    """`clean=False` keeps every line, and looks for no headline."""
    article = read_text(PAGE, clean=False)
    assert [span.of(PAGE) for span in article.body] == PAGE.split("\r\n")
    assert (article.removed, article.title, article.title_span) == ((), None, None)


def test_a_menu_is_no_article_unless_it_is_sent_as_one() -> None:
    """Where nothing reads like an article there is an error, which `clean=False` avoids."""
    with pytest.raises(NoArticleFound):
        read_text(MENU)
    assert [span.of(MENU) for span in read_text(MENU, clean=False).body] == MENU.split("\n")


@pytest.mark.parametrize("document", ["Pier shut", "Pier shut\nNobody hurt", "A\n\nB\n\nC"])
def test_a_few_lines_are_taken_as_they_are(document: str) -> None:
    """Up to three blocks are what the client means, however little they read like an article."""
    article = read_text(document)
    lines = [line for line in document.split("\n") if line]
    assert [span.of(document) for span in article.body] == lines
    assert article.removed == ()


def test_the_language_is_that_of_the_body() -> None:
    """English furniture does not make a German article English."""
    page = f"Skip to content\nSign up for our daily newsletter\n{GERMAN}\nAll rights reserved."
    assert read_text(page).language == "de"


def test_a_language_that_was_given_is_taken() -> None:
    """The client's language counts, and decides how sentences are split."""
    document = "第一句。第二句。"
    assert read_text(document, language="zh").language == "zh"
    assert len(read_text(document, language="zh").sentences) == 2
    assert len(read_text(document, language="en").sentences) == 1


def make(*lines: str, title: str | None = None) -> Page:
    """A page of paragraphs in an article, below a menu and above a footer."""
    head = "" if title is None else f"<title>{escape(title)}</title>"
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return read_page(
        f"<html><head>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article>{paragraphs}</article></body></html>",
        LIMITS,
    )


def removed(article: Article) -> dict[str, str]:
    """What was removed, and as what."""
    return {item.span.of(article.document): item.kind for item in article.removed}


def test_a_page_is_a_document_of_all_its_lines() -> None:
    """All that the page shows is what offsets count into, and its headline is the title."""
    page = make(FIRST, "Photo: Ivo Brandt", SECOND, "© 2031 Ellery Media", title=HEADLINE)
    article = read_rendered(page)
    assert (article.source, article.document) == ("rendered", page.text)
    assert (article.title, article.title_span) == (HEADLINE, None)
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert removed(article) == {
        "Home": "navigation",
        "Photo: Ivo Brandt": "credit",
        "© 2031 Ellery Media": "copyright",
    }
    check(article)


def test_a_headline_of_a_page_that_states_none_is_found_as_in_a_text() -> None:
    """It is the title, and the span leads to it."""
    page = read_page(f"<h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p>", LIMITS)
    article = read_rendered(replace(page, stated=replace(page.stated, title=None)))
    assert article.title == HEADLINE
    assert article.title_span is not None
    assert article.title_span.of(page.text) == HEADLINE
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_the_options_hold_for_pages_too() -> None:
    """A given title and language count, and `clean=False` takes everything."""
    page = make(FIRST, "© 2031 Ellery Media", title=HEADLINE)
    article = read_rendered(page, title="Pier shut", clean=False, language="fr")
    assert (article.title, article.language, article.removed) == ("Pier shut", "fr", ())
    assert len(article.body) == 3


@pytest.mark.parametrize("lines", [(), ("© 2031 Ellery Media", "3 hours ago")])
def test_a_page_of_furniture_is_no_article(lines: tuple[str, ...]) -> None:
    """Where nothing is left there is an error for the client."""
    with pytest.raises(NoArticleFound):
        read_rendered(make(*lines, title=HEADLINE))


ENDED = pytest.mark.parametrize(
    "headline",
    ["Who pays for the pier?", "Shut the pier now!", "“We would rather be blamed than sorry.”"],
    ids=["question", "exclamation", "quotation"],
)


@ENDED
@pytest.mark.parametrize("above", ["", "PORT ELLERY\n\n"], ids=["first", "behind a kicker"])
def test_a_headline_that_ends_as_a_sentence_is_no_sentence_of_the_text(
    headline: str, above: str
) -> None:
    """Where it equals the title that was given, but for case and blanks, it is removed."""
    document = f"{above}{headline}\n\n{FIRST}\n\n{SECOND}"
    article = read_text(document, title=f" {headline.upper()}".replace(" ", "  "))
    assert article.sentences[-3:][0].text == FIRST.removesuffix(" Nobody was hurt.")
    (found,) = [item for item in article.removed if item.span.of(document) == headline]
    assert found.kind == "heading"
    check(article)


@ENDED
@pytest.mark.parametrize("given", [True, False], ids=["given", "stated by the page"])
def test_such_a_headline_of_a_page_is_removed_too(headline: str, given: bool) -> None:
    """Whether the client gave it as the title or the page states it."""
    page = make(headline, FIRST, SECOND, title="Pier" if given else headline)
    article = read_rendered(page, title=headline if given else None)
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert removed(article)[headline] == "heading"


def test_the_title_is_not_looked_for_below_the_top() -> None:
    """Only the first three paragraphs may be the headline; with `clean=False` none may."""
    document = "\n".join([FIRST, SECOND, THIRD, "Who pays for the pier?", SECOND])
    assert read_text(document, title="Who pays for the pier?").removed == ()
    document = f"Who pays for the pier?\n{FIRST}"
    assert read_text(document, title="Who pays for the pier?", clean=False).removed == ()


def test_a_title_is_not_the_article_unless_there_is_no_other_text() -> None:
    """A first sentence that begins a longer title stays, and so does a text that is its title."""
    page = make("The pier is shut.", FIRST, SECOND, title="The pier is shut. Islanders are angry")
    assert read_rendered(page).text == f"The pier is shut.\n\n{FIRST}\n\n{SECOND}"
    assert read_text("Pier shut!", title="Pier shut!").text == "Pier shut!"


def check(article: Article) -> None:
    """What every article promises of its spans."""
    document = article.document
    others = [item.span for item in article.removed]
    sentences = [item.span for item in article.sentences]
    assert uncovered(document, [*article.body, *others]) == []
    for spans in (article.body, others, sentences):
        assert all(one.end <= two.offset for one, two in pairwise(spans))
    for item in article.sentences:
        assert item.text == item.span.of(document)
        within = article.body[item.paragraph]
        assert within.offset <= item.span.offset < item.span.end <= within.end
    letters = sum(not c.isspace() for span in article.body for c in span.of(document))
    assert sum(not c.isspace() for item in article.sentences for c in item.text) == letters


@given(document=DOCUMENTS, clean=st.booleans())
def test_body_and_removed_cover_every_character_and_sentences_the_body(
    document: str, clean: bool
) -> None:
    """Whatever was sent, no character but blanks is lost or doubled, and offsets are exact."""
    try:
        check(read_text(document, clean=clean))
    except NoArticleFound:
        assert clean or not document.strip()


@given(document=DOCUMENTS, clean=st.booleans())
def test_body_and_removed_cover_every_character_of_a_page(document: str, clean: bool) -> None:
    """Nothing that the page shows vanishes without being named."""
    try:
        page = make(*document.split("\n"))
    except TextError:
        return
    try:
        check(read_rendered(page, clean=clean))
    except NoArticleFound:
        assert clean


def test_a_long_page_is_read_in_linear_time() -> None:
    """A page of prose and furniture without end takes a time that grows as its length does."""

    def read(times: int) -> None:
        # The same page again and again is no article; it is read through all the same.
        with pytest.raises(NoArticleFound):
            read_text((PAGE + "\r\n") * times)

    check_growth(read, 20, 160)


@pytest.mark.parametrize("clean", [True, False])
@pytest.mark.parametrize("piece", ["a\r", "He. \n", "x\n\n", "\u2028y"])
def test_a_text_of_too_many_lines_is_refused_at_once(piece: str, clean: bool) -> None:
    """Half a million lines are no article, and only as many as are allowed are counted."""

    def refuse(times: int) -> None:
        with pytest.raises(TooManyParts, match="more than 20,000 lines"):
            read_text(piece * times, clean=clean, max_parts=20_000)

    check_growth(refuse, 60_000, 480_000, FLAT)


def test_blank_lines_do_not_count() -> None:
    """As many lines as are allowed may stand far apart."""
    document = "\n \n\n".join(["The boats left.", "The crews stayed."])
    assert len(read_text(document, max_parts=2).sentences) == 2
    with pytest.raises(TooManyParts, match="more than 1 lines"):
        read_text(document, max_parts=1)


def test_the_lines_of_a_page_are_limited_too() -> None:
    """What a page shows is a text like any other."""
    with pytest.raises(TooManyParts, match="lines"):
        read_rendered(make("The boats left.", "The crews stayed.", "It rained."), max_parts=2)
