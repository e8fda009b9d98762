"""Tests of `service.articles.html.metadata.headline`: what an article is called."""

from __future__ import annotations

import pytest

from tests.articles.html.metadata.pages import HEADLINE, PARAGRAPHS, article, read, script

SITE = '<meta property="og:site_name" content="Tarn Herald">'
TEXT = f"<p>{PARAGRAPHS['en']}</p>" * 3


def title(head: str, body: str = TEXT) -> str | None:
    """The headline of a page with this head and body."""
    return read(f'<html lang="en"><head>{head}</head><body>{body}</body></html>').title


@pytest.mark.parametrize(
    "separator", [" | ", " - ", " – ", " — ", " :: ", ": ", " · ", " » ", " / "]
)
@pytest.mark.parametrize("name", ["Tarn Herald", "The Tarn Herald", "TARN HERALD", "tarnherald"])
def test_the_site_s_name_goes_where_the_page_names_the_site(separator: str, name: str) -> None:
    """Before or behind the headline, of `<title>` alone and of `og:title`."""
    for whole in (f"{HEADLINE}{separator}{name}", f"{name}{separator}{HEADLINE}"):
        assert title(f"{SITE}<title>{whole}</title>") == HEADLINE
        assert title(f'{SITE}<meta property="og:title" content="{whole}">') == HEADLINE


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>{HEADLINE}</h1>{TEXT}</article>",
        f"<header><h1><a href='/'>Tarn Herald</a></h1></header><h2>{HEADLINE}</h2>{TEXT}",
        f"<h1><a href='https://tarn.example/'><img>Tarn Herald</a></h1><h2>{HEADLINE}</h2>{TEXT}",
        f"<a href='/'><h1>Tarn Herald</h1></a><main><h3>{HEADLINE}</h3>{TEXT}</main>",
        f"<div class='sidebar'><h1>Most read today</h1></div><h1>{HEADLINE}</h1>{TEXT}",
        f"<h1>{HEADLINE}</h1>{TEXT}<aside><h1>Subscribe to our letter today</h1></aside>",
        f"<div class='headline'>{HEADLINE}</div>{TEXT}",
        f"<h1>Tarn Herald</h1><h2>{HEADLINE}</h2>{TEXT}",
        f"<h1 class='site-title'>All the news of Tarn</h1><h2>{HEADLINE}</h2>{TEXT}",
        f"<div id='logo'><h1>All the news of Tarn</h1></div><h1>{HEADLINE}</h1>{TEXT}",
        f"<h1><a rel='home' href='/tarn'>The Herald of Tarn</a></h1><h2>{HEADLINE}</h2>{TEXT}",
        f"<h1>News</h1><h1>{HEADLINE}</h1>{TEXT}",
        f"<h1>{HEADLINE} <small>The keeper is back</small></h1>{TEXT}",
        f"<h1><span>Harbour</span> <span>{HEADLINE}</span></h1>{TEXT}",
    ],
)
@pytest.mark.parametrize(
    "whole",
    [
        f"{HEADLINE} | Tarn Herald",
        f"{HEADLINE} - Tarn Herald",
        f"Tarn Herald – {HEADLINE}",
        f"{HEADLINE} | News | Tarn Herald",
        f"Tarn Herald :: {HEADLINE}",
    ],
)
def test_what_agrees_with_the_page_s_heading_is_the_headline(body: str, whole: str) -> None:
    """Also where nothing says what the site is called."""
    assert title(f"<title>{whole}</title>", body) == HEADLINE
    both = f'<title>{whole}</title><meta property="og:title" content="{whole}">'
    assert title(both, body) == HEADLINE


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        (f"<title>{HEADLINE} | Tarn Herald</title>", HEADLINE),
        (f"<title>Tarn Herald | {HEADLINE}</title>", HEADLINE),
        ("<title>Lamp lit again | Tarn Herald</title>", "Lamp lit again"),
        (f"<title>{HEADLINE} › Harbour › Tarn Herald</title>", HEADLINE),
        (f"<title>{HEADLINE} - Tarn Herald</title>" + script(article()), HEADLINE),
        (
            f"<title>{HEADLINE} - Tarn Herald</title>"
            + script({"@type": "NewsMediaOrganization", "name": "Tarn Herald"}),
            HEADLINE,
        ),
        (
            f'<title>{HEADLINE} — Herald</title><link rel="canonical" '
            'href="https://www.herald.example/lamp">',
            HEADLINE,
        ),
        (
            f'{SITE}<meta property="og:title" content="Tarn Herald"><title>{HEADLINE}</title>',
            HEADLINE,
        ),
        ("<title>Ferry or bridge - a town decides</title>", "Ferry or bridge - a town decides"),
        ("<title>Lamp, oil, wick: a short history</title>", "Lamp, oil, wick: a short history"),
        ("<title>Tarn Head | Lorn Isle</title>", "Tarn Head | Lorn Isle"),
        (f"{SITE}<title>Tarn Herald</title>", "Tarn Herald"),
        ("<title></title>", None),
        ("", None),
    ],
)
def test_a_title_without_a_heading_is_cut_with_evidence_alone(
    head: str, headline: str | None
) -> None:
    """A bar divides; a dash or a colon may be the headline's own."""
    assert title(head) == headline


@pytest.mark.parametrize(
    "headline",
    [
        "Tarn and Lorn – two lights, one keeper",
        "Keeper: “The lamp is mine”",
        "10-9 | a game for the books at Tarn",
        "Light - at last - at Tarn Head",
        "Who keeps the lamp? – Questions and answers",
    ],
)
def test_marks_within_a_headline_stay(headline: str) -> None:
    """Whether the page names its site or not."""
    body = f"<article><h1>{headline}</h1>{TEXT}</article>"
    for site in ("", SITE):
        assert title(f"{site}<title>{headline} | Tarn Herald</title>", body) == headline
        og = f'<meta property="og:title" content="{headline}">'
        assert title(f"{site}{og}<title>{headline}</title>", body) == headline


def test_the_headline_is_what_most_of_the_page_says() -> None:
    """One statement that differs is overruled; one that is cut off is made whole."""
    longer = "Lighthouse of Tarn Head is lit again after ten years"
    body = f"<h1>{HEADLINE}</h1>{TEXT}"
    assert (
        title(
            f'<meta property="og:title" content="You must see this"><title>{HEADLINE}</title>', body
        )
        == HEADLINE
    )
    cut = '<meta property="og:title" content="Lighthouse of Tarn Head is lit again after…">'
    assert title(cut, f"<h1>{longer}</h1>{TEXT}") == longer
