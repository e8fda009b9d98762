"""Tests of `service.articles.html.metadata.page_dates`: when an article was published."""

from __future__ import annotations

from typing import Any

import pytest

from tests.articles.html.metadata.pages import HEADLINE, article, page, read, script


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("1911-11-03", "1911-11-03"),
        ("1994-12-31T23:05:00Z", "1994-12-31T23:05:00+00:00"),
        ("2024-03-05T09:10+01:00", "2024-03-05T09:10:00+01:00"),
        ("2024-03-05T09:10:11.123Z", "2024-03-05T09:10:11+00:00"),
        ("2024-03-05 09:10:11 +0530", "2024-03-05T09:10:11+05:30"),
        ("2024-03-05T09:10:00-08", "2024-03-05T09:10:00-08:00"),
        ("Tue, 05 Mar 2024 09:10:00 GMT", "2024-03-05T09:10:00+00:00"),
        ("Tue, 5 Mar 2024 09:10:00 -0500", "2024-03-05T09:10:00-05:00"),
        ("Tue Mar 05 2024 09:10:00 GMT+0100 (CET)", "2024-03-05T09:10:00+01:00"),
        ("March 5, 2024, 9:10 p.m. EST", "2024-03-05T21:10:00-05:00"),
        ("20240305T091000Z", "2024-03-05T09:10:00+00:00"),
        ("20240305", "2024-03-05"),
        ("1709629800", "2024-03-05T09:10:00+00:00"),
        ("1709629800000", "2024-03-05T09:10:00+00:00"),
        (["2024-03-05"], "2024-03-05"),
        ({"@type": "Date", "@value": "2024-03-05"}, "2024-03-05"),
        ("0001-01-01T00:00:00", None),
        ("1970-01-01T00:00:00Z", None),
        ("two hours ago", None),
        ("5 March", None),
        ("2024-02-30", None),
        ("", None),
        (None, None),
    ],
)
def test_the_date_of_a_node_has_many_forms(stated: Any, date: str | None) -> None:
    """With its time and zone as stated; what is relative or has no year is no date."""
    assert read(page(head=script(article(datePublished=stated)))).date == date


@pytest.mark.parametrize(
    ("lang", "printed", "date"),
    [
        ("en", "5 March 2024", "2024-03-05"),
        ("en", "Tuesday 5th March 2024, 9.10am", "2024-03-05T09:10:00"),
        ("en", "Mar. 5, 2024 | 9:10 PM", "2024-03-05T21:10:00"),
        ("en", "9:10 p.m., March 5, 2024", "2024-03-05T21:10:00"),
        ("en-US", "3/5/2024", "2024-03-05"),
        ("en-US", "Posted: 03/05/2024 - 9:10 am", "2024-03-05T09:10:00"),
        ("en-GB", "05/03/2024 09:10", "2024-03-05T09:10:00"),
        ("en-AU", "5/3/2024", "2024-03-05"),
        ("en", "25/03/2024", "2024-03-25"),
        ("en", "03/25/2024", "2024-03-25"),
        ("en", "03/05/2024", None),
        ("en-GB", "05/03/24", "2024-03-05"),
        ("de", "05.03.24, 09:10", "2024-03-05T09:10:00"),
        ("en-GB", "Tue 5 Mar 2024 09.10 GMT", "2024-03-05T09:10:00+00:00"),
        ("en", "10-12-24", None),
        ("de", "5. März 2024, 09:10 Uhr", "2024-03-05T09:10:00"),
        ("de", "Veröffentlicht am 05.03.2024 um 9.10 Uhr", "2024-03-05T09:10:00"),
        ("de", "Di., 5. Mrz. 2024", "2024-03-05"),
        ("de", "Dienstag, 5. Dezember 2024", "2024-12-05"),
        ("fr", "Publié le 1er août 2024 à 9h10", "2024-08-01T09:10:00"),
        ("fr", "Le 05/03/2024 à 09:10", "2024-03-05T09:10:00"),
        ("fr", "5 févr. 2024", "2024-02-05"),
        ("es", "5 de marzo de 2024 a las 9:10", "2024-03-05T09:10:00"),
        ("es", "Martes, 5 marzo 2024, 09:10 h", "2024-03-05T09:10:00"),
        ("es", "05/03/2024", "2024-03-05"),
        ("it", "martedì 5 marzo 2024 alle ore 9.10", "2024-03-05T09:10:00"),
        ("it", "Pubblicato il 5 gen 2024", "2024-01-05"),
        ("pt", "5 de março de 2024 às 9h10", "2024-03-05T09:10:00"),
        ("pt", "05/03/2024 09h10", "2024-03-05T09:10:00"),
        ("nl", "dinsdag 5 maart 2024 om 9.10 uur", "2024-03-05T09:10:00"),
        ("nl", "5 mrt. 2024", "2024-03-05"),
        ("sv", "Publicerad 5 mars 2024 kl. 09.10", "2024-03-05T09:10:00"),
        ("ru", "5 марта 2024, 09:10", "2024-03-05T09:10:00"),
        ("pl", "5 marca 2024", "2024-03-05"),
        ("en", "Yesterday at 9:10", None),
        ("en", "5 March", None),
        ("en", "3 days ago", None),
    ],
)
def test_a_printed_date_is_read_in_the_page_s_language(
    lang: str, printed: str, date: str | None
) -> None:
    """In words or figures; figures in an order that may be either are no date."""
    assert read(page(behind=f'<p class="date">{printed}</p>', lang=lang)).date == date
    assert read(page(behind=f"<div>{printed}</div>", lang=lang)).date == date


@pytest.mark.parametrize(
    "elsewhere",
    [
        '<aside><time datetime="2019-01-02">2 January 2019</time></aside>',
        '<div class="related"><span class="date">2 January 2019</span></div>',
        '<div class="comments"><time datetime="2030-01-02T10:00Z">2 Jan</time></div>',
        '<li><h4><a href="/x">Boats come home</a></h4><time datetime="2019-01-02"></time></li>',
        '<section id="read-next"><p class="date">2 January 2019</p></section>',
        "<nav><time>2 January 2019</time></nav>",
        "<header><span class='date'>Saturday, 28 November 2026</span></header>",
        "<div class='topbar'><p class='date'>Saturday, 28 November 2026</p></div>",
        "<span class='date current-date'>Saturday, 28 November 2026</span>",
    ],
)
def test_the_date_of_something_else_is_not_the_article_s(elsewhere: str) -> None:
    """Of a teaser, a comment or the page's frame, before the headline or behind it."""
    stamp = '<time datetime="2024-03-05">5 March</time>'
    before = page(behind=stamp).replace("<article>", f"{elsewhere}<article>")
    assert read(before).date == "2024-03-05"
    assert read(page().replace("<article>", f"{elsewhere}<article>")).date is None
    if elsewhere.startswith("<header>"):
        return
    assert read(page(behind=elsewhere + stamp)).date == "2024-03-05"
    assert read(page(behind=elsewhere)).date is None


@pytest.mark.parametrize(
    "head",
    [
        script(article(datePublished="2024-03-05", dateModified="2024-03-09T10:00:00Z")),
        script(
            article(dateModified="2024-03-09", dateCreated="2024-03-01", datePublished="2024-03-05")
        ),
        script(
            article(
                datePublished="2024-03-05",
                video={"@type": "VideoObject", "datePublished": "2019-01-02"},
                comment=[{"@type": "Comment", "datePublished": "2024-03-06"}],
                liveBlogUpdate=[{"@type": "BlogPosting", "datePublished": "2024-03-07"}],
            )
        ),
        script(
            [
                {"@type": "WebSite", "datePublished": "2001-01-01"},
                article(datePublished="2024-03-05"),
            ]
        ),
        script([{"@type": "NewsArticle", "headline": "Boats", "datePublished": "2019-01-02"}])
        + script(article(datePublished="2024-03-05")),
        '<meta property="article:modified_time" content="2024-03-09">'
        '<meta property="article:published_time" content="2024-03-05">',
        '<meta name="date" content="5 March 2024">',
        '<meta name="DC.date.issued" content="2024-03-05">',
        '<meta name="parsely-pub-date" content="2024-03-05">'
        '<meta name="last-modified" content="Sat, 09 Mar 2024 10:00:00 GMT">',
    ],
)
def test_the_date_is_of_the_article_and_not_of_a_change(head: str) -> None:
    """Nor of a video, a comment, an entry, the page, or another article."""
    assert read(page(head=head)).date == "2024-03-05"


@pytest.mark.parametrize(
    ("behind", "date"),
    [
        ("<p class='dates'>Published 5 March 2024 | Updated 9 March 2024</p>", "2024-03-05"),
        ("<p class='dates'>Updated 9 March 2024 | Published 5 March 2024</p>", "2024-03-05"),
        ("<p>Updated <time datetime='2024-03-09'></time></p>"
         "<p>Published <time datetime='2024-03-05'></time></p>", "2024-03-05"),
        ("<p class='date'>Updated: 9 March 2024</p>", "2024-03-09"),
        ("<time class='modified' datetime='2024-03-09'></time>", "2024-03-09"),
        ("<p itemprop='dateModified' content='2024-03-09'></p>"
         "<p itemprop='datePublished' content='2024-03-05'></p>", "2024-03-05"),
        ("<p class='byline'>By Orla Fenn • March 5, 2024</p>", "2024-03-05"),
        ("<p>By Orla Fenn | 5 March 2024</p>", "2024-03-05"),
    ],
)  # fmt: skip
def test_a_date_of_change_is_taken_where_no_other_is(behind: str, date: str) -> None:
    """The words beside it tell which it is."""
    assert read(page(behind=behind)).date == date


def test_a_sentence_s_date_is_not_the_article_s() -> None:
    """What the article tells of has dates too."""
    sentence = f"<p>{HEADLINE}, as it was until 2 January 2014, when the lamp broke.</p>"
    assert read(page(behind=sentence)).date is None


def test_the_address_has_a_date_where_nothing_else_has() -> None:
    """A whole day in its path; a date of change counts less."""
    link = '<link rel="canonical" href="https://tarn.example/2024/03/05/lit-again">'
    change = '<meta property="article:modified_time" content="2024-03-09">'
    assert read(page(head=link + change)).date == "2024-03-05"
    stamp = '<time datetime="2024-03-04"></time>'
    assert read(page(head=link, behind=stamp)).date == "2024-03-04"


def test_issue_and_change_are_told_apart() -> None:
    """Stated or printed; a change before the issue is none."""
    issue = '<meta property="article:published_time" content="2024-03-05">'
    change = '<meta property="article:modified_time" content="2024-03-09">'
    printed = "<p class='date'>Updated: March 9, 2024</p>"
    for head, behind, published, changed in (
        (issue, "", "2024-03-05", None),
        (issue + change, "", "2024-03-05", "2024-03-09"),
        (change, "", None, "2024-03-09"),
        ("", printed, None, "2024-03-09"),
        (script(article(dateModified="2024-03-09")), "", None, "2024-03-09"),
        (issue + change.replace("03-09", "03-01"), "", "2024-03-05", None),
    ):
        found = read(page(head=head, behind=behind))
        assert (found.published, found.changed) == (published, changed)


def test_the_country_of_a_language_is_taken_from_wherever_it_is() -> None:
    """From the page, its Open Graph or its JSON-LD: it tells the order of day and month."""
    printed = "<p class='date'>03/05/2024</p>"
    assert read(page(behind=printed)).date is None
    for head, date in (
        ('<meta property="og:locale" content="en_US">', "2024-03-05"),
        ('<meta property="og:locale" content="en_GB">', "2024-05-03"),
        (script(article(inLanguage="en-US")), "2024-03-05"),
        (script(article(inLanguage="en-GB")), "2024-05-03"),
    ):
        assert read(page(head=head, behind=printed)).date == date
