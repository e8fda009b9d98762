"""Tests of `service.articles.lines.rendered.body`: the article in a page of any mark-up."""

from __future__ import annotations

import numpy as np
import pytest

from service.articles.article import Article
from service.articles.errors import NoArticleFound
from service.articles.html.page import read_page
from service.articles.html.parsing import PageLimits
from service.articles.html.rendering.box import LineBox
from service.articles.lines.rendered.body import choose_rendered
from service.articles.lines.rendered.box_features import Boxes
from service.articles.reading import read_rendered
from tests.articles.strategies import uncovered

LIMITS = PageLimits(nodes=20_000, attributes=60_000, nesting=512, characters=2_000_000)
PARAGRAPHS = (
    "Divers found eleven cracks in the pier at Port Ellery on Tuesday, and the harbour authority"
    " stopped all ferries to Marrow Island until further notice.",
    "The longest of them reaches forty centimetres, said Maren Holt, who led the dive, and it was"
    " not there when the pillars were looked at in spring.",
    "Some four hundred islanders work on the mainland; a tug will take them across twice a day, and"
    " the fishing cooperative will carry food and medicine.",
    "Repairs are to begin in August and to cost two million crowns, of which the county will pay"
    " half, its treasurer told the council on Wednesday.",
)
LEAD, SECOND, THIRD, LAST = PARAGRAPHS


def read(markup: str, title: str = "Ferries to Marrow Island stopped") -> Article:
    """The article in a page that states its title."""
    page = f"<html><head><title>{title}</title></head><body>{markup}</body></html>"
    article = read_rendered(read_page(page, LIMITS))
    spans = [*article.body, *(item.span for item in article.removed)]
    assert uncovered(article.document, spans) == []
    return article


def marked(*lines: str) -> str:
    """Lines as paragraphs."""
    return "".join(f"<p>{line}</p>" for line in lines)


H1 = "<h1>Ferries to Marrow Island stopped</h1>"
WHOLE = {
    "two containers": f"<main>{H1}<div class=story>{marked(LEAD, SECOND)}</div>"
    f"<div class=ad></div><div class=story>{marked(THIRD, LAST)}</div></main>",
    "a lead in a div": f"<article>{H1}<div class=standfirst>{LEAD}</div>"
    f"{marked(SECOND, THIRD, LAST)}</article>",
    "a lead in bold print": f"<article>{H1}<div><div><b>{LEAD}</b></div></div>"
    f"{marked(SECOND, THIRD, LAST)}</article>",
    "a div in the middle": f"<article>{H1}{marked(LEAD, SECOND)}<div>{THIRD}</div>{marked(LAST)}"
    "</article>",
    "a section of its own": f"<article>{H1}{marked(LEAD)}<section>{marked(SECOND, THIRD)}</section>"
    f"{marked(LAST)}</article>",
    "a table that lays out": f"<table><tr><td>{H1}</td></tr>"
    + "".join(f"<tr><td>{line}</td></tr>" for line in PARAGRAPHS)
    + "</table>",
    "line breaks": f"<div>{H1}{'<br><br>'.join(PARAGRAPHS)}</div>",
    "no container": f"{H1}{marked(*PARAGRAPHS)}",
    "a quotation": f"<article>{H1}{marked(LEAD)}<blockquote>{marked(SECOND)}</blockquote>"
    f"{marked(THIRD, LAST)}</article>",
}


@pytest.mark.parametrize("markup", WHOLE.values(), ids=list(WHOLE))
def test_an_article_is_whole_however_it_is_marked_up(markup: str) -> None:
    """No paragraph is lost, the order is the page's, and the headline is none of them."""
    article = read(markup)
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.title == "Ferries to Marrow Island stopped"


OTHERS = {
    "links": ("<div class=related><a href=/1>Oak falls on bus shelter</a><br>"
              "<a href=/2>Harbour dues rise again</a></div>", "Harbour dues"),
    "a comment": ("<section class=comments><h3>Comments</h3><div><b>Reed</b>"
                  "<p>High time! My cousin told them so years ago.</p></div></section>", "cousin"),
    "a caption": ("<figure><img src=a.jpg><figcaption>Ferries wait in the harbour of Port Ellery."
                  "</figcaption></figure>", "Ferries wait"),
    "a newsletter": ("<aside class=newsletter><p>Sign up for our morning newsletter and never miss"
                     " a story.</p></aside>", "Sign up"),
    "a footer": ("<footer><p>© 2031 The Ellery Courier. All rights reserved.</p></footer>",
                 "Ellery Courier"),
    "a menu": ("<nav><ul><li><a href=/>Home</a><li><a href=/w>Weather</a></ul></nav>", "Weather"),
}  # fmt: skip


@pytest.mark.parametrize(("markup", "said"), OTHERS.values(), ids=list(OTHERS))
@pytest.mark.parametrize("place", ["middle", "behind"])
def test_what_is_not_the_article_is_named(markup: str, said: str, place: str) -> None:
    """Whether it stands between paragraphs or behind the last one, it is removed as something."""
    first, rest = marked(LEAD, SECOND), marked(THIRD, LAST)
    inside = f"{first}{markup}{rest}" if place == "middle" else f"{first}{rest}{markup}"
    article = read(f"<article>{H1}{inside}</article>")
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert any(said in item.span.of(article.document) for item in article.removed)


@pytest.mark.parametrize("tag", ["time", "button", "label", "cite", "data"])
def test_words_within_a_sentence_stay(tag: str) -> None:
    """Whatever inline element they are marked up with."""
    line = (
        f"The last boat left at <{tag}>half past five</{tag}>, and the pier was closed behind it."
    )
    article = read(f"<article>{H1}{marked(LEAD, line, THIRD, LAST)}</article>")
    assert "left at half past five, and the pier" in article.text


def test_a_list_that_a_colon_introduces_is_the_article_s() -> None:
    """So are its items, however short they are."""
    items = "<ul><li>pumps on both piers</li><li>a second tug</li></ul>"
    lead_in = "The council named two conditions:"
    article = read(f"<article>{H1}{marked(LEAD, SECOND, lead_in)}{items}{marked(LAST)}</article>")
    assert "pumps on both piers" in article.text
    assert "a second tug" in article.text


@pytest.mark.parametrize(
    "h1",
    ["Ferries to Marrow Island stopped.", "No boats: why four hundred people stay at home today"],
)
def test_the_first_heading_is_no_sentence_of_the_article(h1: str) -> None:
    """Whether it is the title but for a mark, or tells the same in other words."""
    article = read(f"<article><h1>{h1}</h1>{marked(*PARAGRAPHS)}</article>")
    assert article.text == "\n\n".join(PARAGRAPHS)


def test_what_stands_above_the_headline_is_no_paragraph() -> None:
    """A masthead in the same table as the article is not the article's."""
    rows = ("The Ellery Courier by mail", H1, *PARAGRAPHS)
    article = read(f"<table>{''.join(f'<tr><td>{row}</td></tr>' for row in rows)}</table>")
    assert article.text == "\n\n".join(PARAGRAPHS)


def test_a_page_of_links_is_no_article() -> None:
    """A menu alone is refused."""
    items = "".join(f"<li><a href=/{word}>{word}</a></li>" for word in ("Home", "World", "Sport"))
    with pytest.raises(NoArticleFound):
        read(f"<nav><ul>{items}</ul></nav>")


def test_of_very_many_lines_what_is_kept_is_the_article() -> None:
    """A page of more lines than the model may be asked of is read all the same."""
    many = "".join(f"<div><a href=/{n}>Item {n}</a></div>" for n in range(5_100))
    article = read(f"<article>{H1}{marked(*PARAGRAPHS)}</article>{many}")
    assert LEAD in article.text
    assert "Item 5099" not in article.text


def boxes(*kept: int) -> Boxes:
    """Boxes of paragraphs of which so much was kept."""
    blank = LineBox(0, 50, *(0,) * (len(LineBox._fields) - 2))
    return Boxes([blank._replace(kept=share, block=1) for share in kept], [0, 0])


@pytest.mark.parametrize(
    ("likely", "kept", "wanted"),
    [
        ([0.9, 0.4, 0.4, 0.6], [100, 100, 0, 0], {0, 1}),
        ([0.9, 0.1, 0.8, 0.2], [100, 100, 0, 0], {0, 2}),
        ([0.4, 0.1, 0.6, 0.2], [100, 100, 0, 0], {0, 1}),
        ([0.1, 0.2, 0.1, 0.1], [0, 0, 0, 0], set()),
    ],
    ids=["agreed or sure", "found by the model", "sure of nothing", "nothing kept"],
)
def test_model_and_extractor_choose_together(
    likely: list[float], kept: list[int], wanted: set[int]
) -> None:
    """A line that is not kept has to be surer; where the model is not sure, what is kept counts."""
    assert choose_rendered(np.array(likely), boxes(*kept), np.full(4, 20.0)) == wanted
