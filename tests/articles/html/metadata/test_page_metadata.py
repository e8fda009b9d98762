"""Tests of `service.articles.html.metadata`: what a page states about its article."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml.html import document_fromstring

from service.articles.html.metadata import page_metadata
from service.articles.html.metadata.page_metadata import Metadata, read_metadata

BODY = "<p>Ferry service to Marrow Island was stopped after divers found cracks in the pier.</p>"
SITE = '<meta property="og:site_name" content="The Ellery Courier">'
CANONICAL = '<link rel="canonical" href="https://www.ellery-courier.example/news/pier">'


def read(head: str, body: str = BODY) -> Metadata:
    """What a page with this head states."""
    return read_metadata(
        document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    )


def meta(name: str, content: str) -> str:
    """A `<meta>` of a name, as Open Graph or as HTML has it."""
    kind = "property" if name.startswith(("og:", "article:")) else "name"
    return f'<meta {kind}="{name}" content="{content}">'


def linked(**fields: Any) -> str:
    """A news article in JSON-LD."""
    article = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def test_open_graph_and_meta_are_read() -> None:
    """Headline, author, time and site as most news pages state them."""
    found = read(
        meta("og:title", "Pier closed after divers find cracks")
        + SITE
        + meta("author", "Tam Orrin")
        + meta("article:published_time", "2021-05-04T09:12:30+02:00")
    )
    assert found == Metadata(
        title="Pier closed after divers find cracks",
        author="Tam Orrin",
        published="2021-05-04T09:12:30+02:00",
        site="The Ellery Courier",
    )


def test_json_ld_is_read() -> None:
    """The same in JSON-LD, with two authors, joined."""
    found = read(
        linked(
            headline="Pier closed",
            author=[{"@type": "Person", "name": n} for n in ("Tam Orrin", "Ilse Quarn")],
            datePublished="2021-05-04T09:12:30Z",
            publisher={"@type": "Organization", "name": "The Ellery Courier"},
        )
    )
    assert found == Metadata(
        "Pier closed", "Tam Orrin; Ilse Quarn", "2021-05-04T09:12:30+00:00", "The Ellery Courier"
    )


def test_a_page_that_states_nothing_has_nothing() -> None:
    """What is not stated is None, not an empty text."""
    assert read("") == Metadata()


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("2021-05-04", "2021-05-04"),
        ("May 4, 2021", "2021-05-04"),
        ("2021-05-04T09:12:30", "2021-05-04T09:12:30"),
        ("2021-05-04T09:12:30Z", "2021-05-04T09:12:30+00:00"),
        ("2021-05-04T09:12:30-0330", "2021-05-04T09:12:30-03:30"),
        ("2021-05-04T00:00:00+02:00", "2021-05-04T00:00:00+02:00"),
        ("2031-05-04", "2031-05-04"),
        ("2021-13-45", None),
        ("yesterday", None),
    ],
)
def test_a_date_is_a_day_or_a_time_as_stated(stated: str, date: str | None) -> None:
    """ISO 8601; a time only where the page has one, and the answer of tomorrow is today's."""
    assert read(meta("article:published_time", stated)).date == date


@pytest.mark.parametrize("separator", [" - ", " | ", "|", " – ", " — ", " · ", " » ", ": "])
@pytest.mark.parametrize("name", ["The Ellery Courier", "Ellery Courier", "ELLERY-COURIER"])
def test_the_site_s_name_is_no_part_of_the_title(name: str, separator: str) -> None:
    """Behind the headline or before it, with or without its article."""
    for title in (f"Pier shut - for now{separator}{name}", f"{name}{separator}Pier shut - for now"):
        assert read(SITE + meta("og:title", title)).title == "Pier shut - for now"


@pytest.mark.parametrize(
    "title",
    [
        "Pier shut - Marrow Island",
        "Courier loses parcel: the pier again",
        "The Ellery Courier",
        "Ellery Courier wins prize - and closes",
        "Talks - a summary",
    ],
)
def test_what_is_not_the_site_s_name_stays_in_the_title(title: str) -> None:
    """A part of a headline is not cut for looking like a suffix."""
    assert read(SITE + meta("og:title", title)).title == title


def test_a_site_s_name_with_a_separator_is_taken_out_whole() -> None:
    """Some sites' names have a slogan in them."""
    head = meta("og:site_name", "Courier | News of the isles") + CANONICAL
    title = "Courier | News of the isles: Pier shut"
    assert read(head + meta("og:title", title)).title == "Pier shut"


@pytest.mark.parametrize(
    ("stated", "site"),
    [
        (meta("og:site_name", "@ellerynews"), "ellery-courier.example"),
        (meta("twitter:site", "@ellerynews"), "ellery-courier.example"),
        (meta("twitter:site", "@ElleryCourier"), "ElleryCourier"),
        (meta("og:site_name", "https://www.ellery-courier.example/"), "ellery-courier.example"),
        (meta("og:site_name", "www.Courier.example"), "Courier.example"),
        (meta("og:site_name", "9to5 ferries"), "9to5 ferries"),
        (meta("og:site_name", "St. Ellery Courier"), "St. Ellery Courier"),
        (meta("copyright", "© 2031 Ellery Media"), "ellery-courier.example"),
        (meta("og:site_name", "x" * 101), "ellery-courier.example"),
        ("<title>Fire in the U.S. embassy - Courier</title>", "ellery-courier.example"),
        (linked(publisher={"name": "St. Ellery Post"}), "St. Ellery Post"),
        (
            meta("og:site_name", "ellerypost") + linked(publisher={"name": "The Ellery Post"}),
            "The Ellery Post",
        ),
        (meta("og:site_name", "Post") + linked(publisher={"name": "Tarn Agency"}), "Post"),
        ("", "ellery-courier.example"),
    ],
)
def test_a_site_s_name_is_as_stated_or_its_domain(stated: str, site: str) -> None:
    """Handles, addresses, copyright lines and pieces of headlines are no names."""
    assert read(CANONICAL + stated).site == site


@pytest.mark.parametrize(
    ("title", "headline", "site"),
    [
        ("Pier shut for now | Ellery Courier", "Pier shut for now", "Ellery Courier"),
        ("Ellery Courier - Pier shut for now", "Pier shut for now", "Ellery Courier"),
        ("Courier | Pier shut | www.courier.example", "Pier shut", "courier.example"),
        ("Pier shut for now", "Pier shut for now", None),
    ],
)
def test_the_site_s_name_is_found_in_the_title(title: str, headline: str, site: str | None) -> None:
    """Where nothing else names it: beside the headline, or as its address."""
    found = read(f"<title>{title}</title>" + meta("og:title", headline))
    assert (found.title, found.site) == (headline, site)


def test_a_handle_is_better_than_nothing() -> None:
    """Where the page's address is not known either, the handle is given without its sign."""
    assert read(meta("twitter:site", "@ElleryNews")).site == "ElleryNews"


@pytest.mark.parametrize(
    ("stated", "author"),
    [
        ("By Tam Orrin", "Tam Orrin"),
        ("Tam Orrin and Ilse Quarn", "Tam Orrin; Ilse Quarn"),
        ("Tam Orrin Monday, November", "Tam Orrin"),
        ("Tam Orrin, Tam Orrin", "Tam Orrin"),
        ("Ilse May", "Ilse May"),
        ("admin", None),
        ("https://ellery-courier.example/orrin", None),
        ("tam.orrin@ellery-courier.example", None),
    ],
)
def test_authors_are_names_and_nothing_else(stated: str, author: str | None) -> None:
    """Prefixes, dates, addresses and accounts are taken off."""
    assert read(linked(author={"@type": "Person", "name": stated})).author == author


def test_long_values_are_cut_at_a_word_or_a_name() -> None:
    """A title is 300 characters at most, and names are whole."""
    words = "pier " * 100
    title = read(meta("og:title", words)).title
    assert title is not None
    assert len(title) <= 300
    assert title.endswith("pier…")
    names = [f"Tam{chr(97 + n // 26)}{chr(97 + n % 26)} Orrin" for n in range(100)]
    author = read(linked(author=[{"@type": "Person", "name": n} for n in names])).author
    assert author is not None
    assert len(author) <= 300
    *told, more = author.split("; ")
    assert told == names[:23]
    assert more == "…"


@pytest.mark.parametrize("cut", ["Lena Vand…", "Lena Vand..."])
def test_a_name_that_the_page_has_cut_is_no_author(cut: str) -> None:
    """Nobody knows what it was; those before it are authors."""
    assert read(linked(author=f"Tam Orrin, Jo Marsh, {cut}")).author == "Tam Orrin; Jo Marsh"
    assert read(linked(author=cut)).author is None


def test_control_characters_are_collapsed() -> None:
    """A title is one line, without marks that turn the direction of what follows."""
    title = "Pier&#10;&#9; closed\u202e \u200b\u2028after&#160;storm"
    assert read(meta("og:title", title)).title == "Pier closed after storm"


@pytest.mark.parametrize(
    "broken",
    [
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">{"@type": 7, "author": {"name": [1, {}]}}</script>',
        linked(author={"name": {"name": {"name": []}}}, headline=[1], publisher={"name": 5}),
        linked(datePublished=10**400, headline={"a": 1}),
        meta("article:published_time", "9" * 5_000),
        meta("og:title", "| " * 5_000),
        meta("author", "May " * 5_000),
        CANONICAL.replace("https://www.ellery-courier.example", "http://[::1"),
    ],
)
def test_whatever_a_page_states_is_text_or_nothing(broken: str) -> None:
    """Nonsense in the metadata is left out, or shown as text, and never an error."""
    found = read(SITE + broken)
    for value in (found.title, found.author, found.date, found.site):
        assert value is None or (isinstance(value, str) and value.strip() == value != "")


def test_a_search_that_breaks_costs_the_metadata_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What trafilatura tries on a page may raise anything; the page is read all the same."""

    def fail(*_: object, **__: object) -> None:
        raise KeyError("unforeseen")

    monkeypatch.setattr(page_metadata, "read_head", fail)
    assert read(SITE) == Metadata()
