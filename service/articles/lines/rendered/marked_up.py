"""Labelled pages marked up as HTML at random, in ways that pages of the web are.

Pages that people have collected are large and of a hundred sites; the line model of rendered pages
has to know small ones too, in mark-up that none of those has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from operator import itemgetter

import numpy as np

from service.articles.furniture.wording import ends_sentence
from service.articles.lines.labelled.pages import Page

_FIGURE = "<figure><img src='a.jpg'><figcaption>{}</figcaption></figure>"
_BOX = "<div class='{name}'><h4>{head}</h4><ul>{items}</ul></div>"
# How lines of each kind may be marked up; the more usual ones several times.
_MARKED: Mapping[str, Sequence[str]] = {
    "title": ("<h1>{}</h1>", "<h1 class='headline'>{}</h1>", "<header><h1>{}</h1></header>"),
    "caption": (_FIGURE, _FIGURE, "<div class='caption'>{}</div>", "<p class='image-text'>{}</p>"),
    "credit": (_FIGURE, "<span class='credit'>{}</span><br>", "<div class='photo'>{}</div>"),
    "byline": ("<div class='byline'>{}</div>", "<p class='author'>{}</p>", "<address>{}</address>"),
    "timestamp": ("<time>{}</time><br>", "<div class='date'>{}</div>", "<p>{}</p>"),
    "copyright": ("<footer><p>{}</p></footer>", "<div class='copyright'>{}</div>", "<p>{}</p>"),
    "teaser": (
        "<div class='related'><a href='/1'>{}</a></div>",
        "<aside><h3><a href='/1'>{}</a></h3></aside>",
        "<div class='teaser card'><p>{}</p></div>",
        "<p><a href='/1'>{}</a></p>",
    ),
    "promotion": (
        "<div class='newsletter'><p>{}</p></div>",
        "<aside class='promo'><p>{}</p></aside>",
        "<form><label>{}</label></form>",
        "<p><em>{}</em></p>",
    ),
    "navigation": ("<div class='menu'><a href='/'>{}</a></div>", "<span>{}</span> <br>"),
    "heading": ("<h2>{}</h2>", "<h3>{}</h3>", "<div class='section-title'>{}</div>"),
    "signoff": ("<p>{}</p>", "<p><em>{}</em></p>", "<div class='author-bio'>{}</div>"),
    "other": ("<div>{}</div>", "<p>{}</p>", "<div class='widget'>{}</div>"),
}
_PARAGRAPHS = ("<p>{}</p>", "<p>{}</p>", "<p>{}</p>", "<div>{}</div>", "{}<br><br>")
# Paragraphs that are marked up unlike those around them.
_ODD = (
    "<div>{}</div>",
    "<div><img src='b.jpg'>{}</div>",
    "<section><p>{}</p></section>",
    "<p><strong>{}</strong></p>",
    "<blockquote><p>{}</p></blockquote>",
    "<div class='text'><div><p>{}</p></div></div>",
    "<table><tr><td>{}</td></tr></table>",
)
_LEADS = (
    "<div class='lead'>{}</div>",
    "<div class='intro'><div class='text'><strong>{}</strong></div></div>",
    "<p class='standfirst'><b>{}</b></p>",
    "<header><p class='summary'>{}</p></header>",
    "<div><div><strong>{}</strong></div></div>",
    "<h2 class='deck'>{}</h2>",
)
_SUBHEADINGS = ("<h2>{}</h2>", "<h3>{}</h3>", "<p><strong>{}</strong></p>", "<p>{}</p>")
_CONTAINERS = (
    *("<article>|</article>", "<main>|</main>", "<article><div>|</div></article>", "|"),
    *("<div class='article-body'>|</div>", "<div class='content'>|</div>", "<div>|</div>"),
    *("<main><div id='story'>|</div></main>", "<table><tr><td>|</td></tr></table>"),
)
_COMMENTS = (
    "I have lived there for thirty years and nobody ever asked us.",
    "About time somebody said it! My uncle told them so in spring.",
    "What a waste of money. They should resign, all of them.",
    "Thanks for this, I did not know that at all.",
    "Agree with the last speaker. It was the same when we moved here.",
    "Has anyone read the whole report? I doubt it, and so should you.",
)
_COMMENTED = (
    "<section class='comments'><h3>Comments</h3>{}</section>",
    "<div id='discussion'><h4>What readers say</h4>{}</div>",
    "<div class='reactions'>{}</div>",
)
_NAMES = ("related", "more", "read-also", "recommended", "sidebar")
_HEADS = ("Related", "More on this", "Read also", "Most read")
_TEXT_WORDS = 9
# How often: elements have names at all, menus are lists, the lead and other paragraphs are marked
# up unlike the rest, readers' comments stand below; and where a container or box may come between.
_NAMED_SHARE, _LISTED_SHARE, _LEAD_SHARE, _ODD_SHARE, _COMMENTED_SHARE = 0.6, 0.6, 0.4, 0.1, 0.2
_BREAK_REACH = 12
_BULLETS, _ITEM = ("- ", "• ", "* "), "-•* "


_Line = tuple[str, str]


def mark_up(page: Page, others: Sequence[str], chance: np.random.Generator) -> str:
    """Return a page whose lines are named as HTML; `others` are headlines of other articles."""
    lines = [(kind, escape(span.of(page.text))) for span, kind in page.kinds]
    body = [index for index, (kind, _) in enumerate(lines) if kind == "body"]
    first, last = (body[0], body[-1] + 1) if body else (len(lines), len(lines))
    if first and lines[first - 1][0] == "title":
        first -= 1
    title = next((line for kind, line in lines if kind == "title"), "Page")
    opened, _, closed = _pick(_CONTAINERS, chance).partition("|")
    pieces = [
        f"<html><head><title>{title}</title></head><body>",
        *_around(lines[:first], chance),
        opened,
        *_inside(lines[first:last], others, chance, f"{closed}{opened}"),
        _comments(chance) if chance.random() < _COMMENTED_SHARE else "",
        closed,
        *_around(lines[last:], chance),
        "</body></html>",
    ]
    markup = "".join(pieces)
    return markup if chance.random() < _NAMED_SHARE else markup.replace(" class=", " data-x=")


def _inside(
    lines: Sequence[_Line], others: Sequence[str], chance: np.random.Generator, between: str
) -> Iterator[str]:
    """The article: its lead and some paragraphs marked up otherwise, a box, two containers."""
    usual, is_lead = _pick(_PARAGRAPHS, chance), chance.random() < _LEAD_SHARE
    breaks = chance.integers(0, _BREAK_REACH, 2).tolist()
    for index, (kind, line) in enumerate(lines):
        if kind != "body":
            yield _pick(_MARKED.get(kind, _MARKED["other"]), chance).format(line)
            continue
        if line.startswith(_BULLETS):
            yield f"<ul><li>{line.lstrip(_ITEM)}</li></ul>"
            continue
        marked = usual
        if len(line.split()) < _TEXT_WORDS and not ends_sentence(line):
            marked = _pick(_SUBHEADINGS, chance)
        elif is_lead:
            marked = _pick(_LEADS, chance)
        elif chance.random() < _ODD_SHARE:
            marked = _pick(_ODD, chance)
        is_lead = False
        yield marked.format(line)
        if index == breaks[0]:
            yield between
        if index == breaks[1] and others:
            yield _box(others, chance)


def _around(lines: Sequence[_Line], chance: np.random.Generator) -> Iterator[str]:
    """What stands above and below: menus as lists or not, the rest in rows of their own."""
    for kind, group in groupby(lines, key=itemgetter(0)):
        if kind == "navigation" and chance.random() < _LISTED_SHARE:
            items = "".join(f"<li><a href='/'>{line}</a></li>" for _, line in group)
            yield f"<nav><ul>{items}</ul></nav>"
            continue
        marked = _pick(_MARKED.get(kind, _MARKED["other"]), chance)
        yield from (marked.format(line) for _, line in group)


def _box(others: Sequence[str], chance: np.random.Generator) -> str:
    chosen = chance.choice(len(others), min(3, len(others)), replace=False)
    items = "".join(f"<li><a href='/2'>{escape(others[index])}</a></li>" for index in chosen)
    return _BOX.format(name=_pick(_NAMES, chance), head=_pick(_HEADS, chance), items=items)


def _comments(chance: np.random.Generator) -> str:
    chosen = chance.choice(len(_COMMENTS), 2, replace=False)
    said = "".join(f"<div class='item'><p>{_COMMENTS[index]}</p></div>" for index in chosen)
    return _pick(_COMMENTED, chance).format(said)


def _pick(choices: Sequence[str], chance: np.random.Generator) -> str:
    return choices[int(chance.integers(len(choices)))]
