"""The requests with documents made for them: long ones, odd ones, and what pages may state."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from tests.answers.articles import METHODS
from tests.answers.documents import stories, texts
from tests.answers.request import HTML, Request, fields, plain, post
from tests.messy import PARAGRAPHS

_LONG = {"sentences": 10, "clean": False, "language": "en"}
_ODD = {
    "capitals": "THE BRIDGE IS SHUT. THE BRIDGE COST NINE MILLION. NOBODY SANG.",
    "equal": "The bridge is shut. The bridge is shut. The bridge is shut. Boats run.",
    "strangers": "Rain fell overnight. Trains stopped running.",
    "no-words": "... !!! ???\n\n--- ***\n\n\U0001f6a2",
    "stop-words": "It is the. And it was. The and the.",
    "numbers": "1 2 3. 4 5 6. 1 2 9.",
    "wrapped": "The bridge\r\nis shut. Boats\r\nrun. Nobody\r\nsang.",
    "marks": "Shut!!!!!!!!!!!!!! The bridge? Shut!?!?!?!?!?!?!?? Boats run. Nobody sang.",
    "bound": "The pier cost\u00a0nine\u2009crowns.\u2028Boats run\u200b.\u2029Nobody\ufeff sang.",
    "abbreviations": (
        "Lt. Gov. Ann Holt met Sen. J. R. Pell of the U.S. Senate on Jan. 5 at No. 10, St. Mary's"
        " Rd. The U.S. delegation left at 5 p.m. Monday. Dr. Orrin, of Pell Inc. and Holt Co.,"
        " stayed. It cost approx. 2.5 million (see p. 4). Mr. Quarn vs. the board is next, on Fri."
    ),
    "quotations": (
        "“We opened the bridge,” she said. “Nobody came. Then, at noon, ‘the boats’ came.”\n\n"
        "“It was 6'2\" high. It fell.\n\n“It fell again,” he said. The boys' boat and the rest of"
        ' \'em sank. "Nobody sang," he said. "Nobody, "not one," sang. Why? It rained.\n\n'
        "«Personne», dit-il. „Niemand“, sagte er. ‘Nobody,’ said she, ‘and never.’ He also left."
    ),
    "questions": (
        "Who paid for the lighthouse? The county did. But why? It also paid for the pier. However,"
        " that was in 1931. They did not say. This is known: nobody asked. and the rest of it"
    ),
    "quoted-mail": (
        "> The board of Ellery closed the pier on Tuesday after divers found\n> cracks in three of"
        " its pillars.\n>\n> Engineers will decide by Friday whether the pillars can be\n>"
        " repaired, the board said.\n"
    ),
}
_BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
_LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Pier shut",
    "author": [{"@type": "Person", "name": name} for name in ("Tam Orrin", "Ilse Quarn")],
    "datePublished": "2031-05-04T09:12:30Z",
    "publisher": {"@type": "Organization", "name": "The Ellery Courier"},
}
_SCRIPT = '<script type="application/ld+json">'
_HEADS = {
    "open-graph": (
        '<meta property="og:title" content="Pier shut - The Ellery Courier"><meta property='
        '"og:site_name" content="The Ellery Courier"><meta name="author" content="Tam Orrin">'
        '<meta property="article:published_time" content="2031-05-04T09:12:30+02:00">'
    ),
    "linked": f"{_SCRIPT}{json.dumps(_LINKED)}</script>",
    "broken-linked": f'{_SCRIPT}{{"@type": ["NewsArticle", 7], "author": {{</script>',
    "canonical": '<link rel="canonical" href="https://www.ellery-courier.example/news/pier">',
    "title": "<title>Ellery Courier | Pier shut: for now | www.ellery-courier.example</title>",
    "day": '<meta property="article:published_time" content="May 4, 2031">',
    "no-day": '<meta property="article:published_time" content="2031-13-45">',
    "account": '<meta name="author" content="admin"><meta name="twitter:site" content="@courier">',
    "dated-author": '<meta name="author" content="Tam Orrin Published Tuesday; Tam Orrin">',
    "long": f"<title>{'Pier shut for now ' * 60}</title>",
    "long-author": f"<meta name='author' content='{'A B; ' * 300}'>",
    "copyright": '<meta property="og:site_name" content="© 2031 The Ellery Courier">',
}
_BODIES = {
    "article": f"<article>{_BODY}</article>",
    "divs": _BODY.replace("<p>", "<div>").replace("</p>", "</div>"),
    "breaks": "<div>" + "<br><br>".join(PARAGRAPHS) + "</div>",
    "list": f"<article>{_BODY}<ul><li>A pier</li><li>Nine <b>years</b> ago</li></ul></article>",
    "table": f"<article>{_BODY}<table><tr><td>Boats</td><td>300</td></tr></table></article>",
    "quote": f"<article>{_BODY}<blockquote><p>Nobody sang.</p></blockquote></article>",
    "furniture": (
        "<nav><a href='/'>Home</a></nav><aside>Read more</aside><article><h1>Pier shut</h1>"
        "<figure><img><figcaption>FILE - A pier (Meridian/Tam Orrin)</figcaption></figure>"
        f"{_BODY}<p>Read more: Storm closes harbour</p></article>"
        "<footer>© Meridian News. All rights reserved.</footer>"
    ),
    "references": f"<p>&#0; &#x110000; &amp;amp; &nbsp; &eacute; &bogus; &#128674;</p>{_BODY}",
    "unclosed": _BODY.replace("</p>", "") + "<div><span><!-- never closed",
    "scripts": f"<script>var a = '<p>no</p>';</script><style>p {{}}</style>{_BODY}",
    "cdata": f"<![CDATA[ no ]]><?php no ?>{_BODY}",
    "links": f"<p><a href='/a'>Storm</a> <a href='/b'>Harbour</a></p>{_BODY}",
    "headings": f"<h1>Pier shut</h1><h2>Boats run</h2>{_BODY}<h2>What is next</h2>{_BODY}",
    "text": "\n".join(PARAGRAPHS),
    "nothing": "<p></p>" * 20,
}
_GUESSED = {
    "windows-1252": "german",
    "cp1251": "russian",
    "shift_jis": "japanese",
    "euc-kr": "korean",
}


def made() -> Iterator[Request]:
    """Yield the requests, in the groups `long`, `odd` and `made`."""
    yield from chain(_long(), _odd(), _html())


def _long() -> Iterator[Request]:
    joined = "\n\n".join(texts().values())
    numbered = " ".join(f"Boat {number} sank off Pell." for number in range(1_200))
    for method in METHODS:
        wish: dict[str, Any] = {"route": "summary", "algorithm": method, **_LONG}
        yield plain(f"long/{method}/articles", joined, **wish)
        yield plain(f"long/{method}/numbered", numbered, **wish)
    yield plain("long/analysis", joined, offsets="utf16")
    yield plain("long/once", joined.replace("\n\n", " "), route="summary", clean=False)


def _odd() -> Iterator[Request]:
    for name, text in _ODD.items():
        for method in METHODS:
            wish: dict[str, Any] = {"algorithm": method, "clean": False, "language": "en"}
            yield fields(f"odd/{method}/{name}", route="summary", text=text, **wish)
        yield plain(f"odd/clean/{name}", text, offsets="utf16")
    for name, focus in (
        ("chinese", "桥"),
        ("japanese", "ひと"),
        ("german", "Brücke"),
        ("greek", "λιμάνι"),
    ):
        yield fields(f"odd/focus/{name}", text=stories()[name], focus=focus, sentences=2)


def _html() -> Iterator[Request]:
    for name, head in _HEADS.items():
        page = f"<html><head>{head}</head><body><article>{_BODY}</article></body></html>"
        yield plain(f"made/heads/{name}", page, kind=HTML)
    for name, body in _BODIES.items():
        page = f"<html><head><title>Pier shut</title></head><body>{body}</body></html>"
        yield plain(f"made/bodies/{name}", page, kind=HTML)
        yield fields(f"made/bodies/{name}-whole", html=page, clean=False, title="Pier shut")
    yield plain("made/bodies/bare", _BODY, kind=HTML)
    for charset, language in _GUESSED.items():
        lines = "".join(f"<p>{line}</p>" for line in stories()[language].split("\n\n"))
        page = f"<html><body><article>{lines}</article></body></html>"
        sent = page.encode(charset, "ignore")
        yield post(f"made/guessed/{charset}", "/v1/summary", sent, HTML)
