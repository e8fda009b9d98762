"""Tests of `service.articles.lines.body`: the article told from the rest of a pasted page."""

from __future__ import annotations

from itertools import pairwise
from textwrap import wrap

import pytest
from hypothesis import given

from service.articles.furniture.kinds import Kind
from service.articles.lines.body import Body, find_body, whole
from service.text.blocks import split_blocks
from service.text.document import read_document
from tests.articles.strategies import DOCUMENTS, uncovered
from tests.growth import check_growth, repeat

HEADLINE = "Ferry service to Marrow Island stopped after cracks found in pier"
CAPTION = (
    "Passengers wait on the quay at Port Ellery on Tuesday morning, hours after the last ferry to"
    " Marrow Island was cancelled and the pier was fenced off."
)
ARTICLE = (
    "PORT ELLERY — Ferry service to Marrow Island was stopped on Tuesday after divers found cracks"
    " in three of the pillars that hold up the pier, leaving 1,400 residents without a regular"
    " crossing.",
    "The harbour authority said the pier would stay closed for at least three weeks while"
    " engineers decide whether the pillars can be repaired where they stand.",
    "“We would rather be blamed for caution than for a funeral,” said Odile Marchetti-Crane, who"
    " has run the authority since 2016.",
    "The cracks were noticed during a routine dive on Sunday. A second team, sent down on Monday"
    " with cameras, counted eleven of them, the longest reaching 40 centimetres.",
    "Islanders were told by text message shortly after 5 a.m., an hour before the first boat.",
    "Some had already left their homes.",
    "Bram Tolliver, a baker who sends 300 loaves to the mainland each day, gave them away at the"
    " quay instead. “They were going to be stale by noon, and people were standing there in the"
    " cold,” he said.",
    "The island's school asked four teachers who live on the mainland to give their lessons by"
    " video. Two pupils with hospital appointments were flown out in a fisheries helicopter.",
    "A private boat owner offered crossings at $45 a head, more than five times the ferry's fare."
    " The authority warned that the boat has no licence to carry passengers.",
    "It is the third closure in six years. In 2019 a storm tore away the gangway, and two years"
    " later a dredger struck the pier and bent a beam.",
    "After the second accident the council set aside $2.6 million for a new pier, but the money"
    " was spent on the sea wall when the winter floods came.",
    "A decision on repairs is expected by Friday. Until then the fishing cooperative will carry"
    " food, medicine and post, its chairwoman said, and nobody will be asked to pay.",
)
TEASERS = (
    "Council delays vote on parking charges",
    "3 hours ago",
    "The vote was put off for a third time after two members left the chamber in protest. […]",
    "Seal pup found asleep in a bus shelter",
    "5 hours ago",
    "Wardens carried the animal back to the beach in a laundry basket on Monday evening. […]",
    "Old cannery to become a music school",
    "8 hours ago",
    "The building has stood empty since the last tin of mackerel left it in spring 1998. […]",
    "Bakers strike over night shifts",
    "1 day ago",
    "Ovens at four large bakeries stayed cold as staff asked for a bonus for working nights. […]",
    "Lighthouse keeper retires after 41 years",
    "2 days ago",
    "He says that he will miss the gulls least of all and the silence rather more. […]",
    "Snow closes the mountain road again",
    "3 days ago",
    "Drivers were dug out by a farmer with a tractor before the ploughs could reach them. […]",
)
TEASER_KINDS: tuple[Kind, ...] = ("teaser", "timestamp", "teaser")
#: A page as it is pasted, line by line, and the kind of each line; None is the article.
PAGE: tuple[tuple[str, Kind | None], ...] = (
    ("Skip to content", "navigation"),
    ("Menu", "navigation"),
    ("Sign up for our daily newsletter", "promotion"),
    (HEADLINE, "heading"),
    ("By Lena Harrowgate", "byline"),
    ("Published: March 5, 2024 at 9:14 a.m.", "timestamp"),
    ("Updated: March 5, 2024 at 11:40 a.m.", "timestamp"),
    (CAPTION[:90] + "...", "caption"),
    (CAPTION, "caption"),
    ("Photo: Ivo Brandt/Ellery Courier", "credit"),
    *((paragraph, None) for paragraph in ARTICLE[:6]),
    ("Read more: How the pier was built in a single summer", "teaser"),
    *((paragraph, None) for paragraph in ARTICLE[6:]),
    ("Lena Harrowgate reported from Port Ellery.", "signoff"),
    ("Copyright 2024 The Ellery Courier. All rights reserved.", "copyright"),
    ("Related stories", "heading"),
    *((line, TEASER_KINDS[i % 3]) for i, line in enumerate(TEASERS)),
    ("Sponsored", "promotion"),
    ("Dentists are amazed by this simple trick", "teaser"),
    ("Homeowners born before 1970 should read this", "promotion"),
    (HEADLINE, "heading"),
)
GAPS = pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n", " \u00a0\n\t"], ids=repr)


def text_of(document: str, found: Body) -> list[str]:
    """The body's blocks as text."""
    return [span.of(document) for span in found.body]


@GAPS
def test_the_body_of_a_messy_page_is_exactly_the_article(gap: str) -> None:
    """Of a page with captions, teasers, adverts and menus, the twelve paragraphs are left."""
    document = gap.join(line for line, _ in PAGE)
    assert text_of(document, find_body(read_document(document))) == list(ARTICLE)


@GAPS
def test_what_is_removed_from_a_messy_page_is_named(gap: str) -> None:
    """Every other line is given back in order, with the kind of furniture that it is.

    Whether a headline in a list leads to a story or to an offer, its words alone do not tell.
    """
    document = gap.join(line for line, _ in PAGE)
    found = [
        (item.span.of(document), item.kind) for item in find_body(read_document(document)).removed
    ]
    assert [line for line, _ in found] == [line for line, kind in PAGE if kind is not None]
    links = {"teaser", "promotion"}
    for (line, kind), wanted in zip(found, (kind for _, kind in PAGE if kind), strict=True):
        assert kind == wanted or {kind, wanted} == links, line


def test_the_title_is_the_headline_above_the_article() -> None:
    """The headline that stands before the article is the title, not its copy at the foot."""
    document = "\n".join(line for line, _ in PAGE)
    title = find_body(read_document(document)).title
    assert title is not None
    assert title.of(document) == HEADLINE
    assert title.offset == document.index(HEADLINE)


def test_without_a_headline_there_is_no_title() -> None:
    """An article that begins with its first paragraph has none."""
    assert find_body(read_document("\n\n".join(ARTICLE))).title is None


@pytest.mark.parametrize(
    "document",
    ["", " \n\u00a0\n", "Home\nNews\nSport\nWeather", "Sign up\n3 hours ago\nShare", "12 | 14 | 9"],
)
def test_where_nothing_reads_like_an_article_the_body_is_empty(document: str) -> None:
    """A menu, a table or a blank has no body, and everything in it is removed."""
    found = find_body(read_document(document))
    assert found.body == ()
    assert uncovered(document, (item.span for item in found.removed)) == []


@pytest.mark.parametrize(
    "count",
    [
        4,
        9,
    ],
)
def test_teasers_behind_a_copyright_line_are_not_the_article(count: int) -> None:
    """Teasers in whole sentences do not take the place of a short article above them."""
    teasers = [f"Item {i}: wardens took the seal back to the beach at noon." for i in range(count)]
    lines = [*ARTICLE[:3], "© 2031 The Ellery Courier", "Related stories", *teasers]
    document = "\n".join(lines)
    assert text_of(document, find_body(read_document(document))) == list(ARTICLE[:3])


def test_a_caption_and_its_shortened_twin_are_both_captions() -> None:
    """A caption that the page prints whole and cut short is removed twice, in any order."""
    for pair in ([CAPTION, CAPTION[:70] + "…"], [CAPTION[:70] + " ...", CAPTION]):
        document = "\n".join([*ARTICLE[:2], *pair, *ARTICLE[2:4]])
        found = find_body(read_document(document))
        assert [item.kind for item in found.removed] == ["caption", "caption"]
        assert text_of(document, found) == list(ARTICLE[:4])


def test_a_subheading_does_not_cut_the_article_off() -> None:
    """A short line without a full stop in an article is a heading, and all around it is kept."""
    document = "\n".join([*ARTICLE[:3], "What the divers saw", *ARTICLE[3:6]])
    found = find_body(read_document(document))
    assert text_of(document, found) == list(ARTICLE[:6])
    assert [item.kind for item in found.removed] == ["heading"]


@pytest.mark.parametrize("label", ["Advertisement", "Share this article", "Sponsored"])
@pytest.mark.parametrize("every", [6, 3])
def test_labels_between_paragraphs_do_not_cut_the_article_off(label: str, every: int) -> None:
    """Where an advert's label stands after every few paragraphs, all paragraphs are kept."""
    lines: list[str] = []
    for first in range(0, len(ARTICLE), every):
        lines += [label, *ARTICLE[first : first + every]]
    document = "\n".join(lines)
    assert text_of(document, find_body(read_document(document))) == list(ARTICLE)


@pytest.mark.parametrize("link", ["Read more: How it was built", "Related: The storm of 2019"])
def test_a_link_between_paragraphs_does_not_cut_the_article_off(link: str) -> None:
    """The last paragraph is kept when a link to another article stands above it."""
    document = "\n".join([*ARTICLE[:3], link, ARTICLE[3]])
    assert text_of(document, find_body(read_document(document))) == list(ARTICLE[:4])


def test_a_quoted_mail_is_an_article_without_its_empty_lines() -> None:
    """Its wrapped paragraphs are the body, margins inside; a margin with nothing behind is not."""
    paragraphs = ["> " + "\n> ".join(wrap(text, 66)) for text in ARTICLE[:8]]
    document = "\n>\n".join(paragraphs)
    found = find_body(read_document(document))
    assert text_of(document, found) == paragraphs
    assert {(item.span.of(document), item.kind) for item in found.removed} == {(">", "other")}


def test_whole_takes_every_block() -> None:
    """Who has cleaned the text gets all of it as the body, and no title is guessed."""
    document = "\n".join(line for line, _ in PAGE)
    assert whole(read_document(document)) == Body(split_blocks(document), (), None)


@given(document=DOCUMENTS)
def test_body_and_removed_cover_every_character_once(document: str) -> None:
    """Together they leave out no character but blanks, and share none; each is in order."""
    found = find_body(read_document(document))
    removed = [item.span for item in found.removed]
    assert uncovered(document, [*found.body, *removed]) == []
    for spans in (found.body, removed):
        assert all(one.end <= two.offset for one, two in pairwise(spans))
    assert found.title is None or found.title in removed


@pytest.mark.parametrize(
    "piece",
    [
        "x",
        "x\n",
        "Run.\n",
        "© \n",
        "“",
        "3 hours ago\n",
        "Related stories\n",
        "The board met on Monday and put off its decision for a week. ",
        "The board met on Monday and put off its decision for a week.\n\n",
        "The board met on Monday and put off its decision...\n\n",
    ],
)
def test_a_body_is_found_in_linear_time(piece: str) -> None:
    """Whatever a page repeats, its time grows as its length does."""
    check_growth(
        lambda text: find_body(read_document(text)), repeat(piece, 12_500), repeat(piece, 100_000)
    )


def test_many_shortened_captions_are_found_in_linear_time() -> None:
    """Different lines that end in dots take a time that grows as their number does."""
    lines = [f"{i:06d}: passengers wait on the quay at Port Ellery..." for i in range(5_000)]
    check_growth(
        lambda text: find_body(read_document(text)), "\n\n".join(lines[:625]), "\n\n".join(lines)
    )
