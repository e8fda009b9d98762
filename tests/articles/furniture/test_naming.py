"""Tests of `service.articles.furniture.naming`: what a block says it is by its own wording."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.furniture.kinds import FURNITURE, Kind
from service.articles.furniture.naming import ClueFinder, name_furniture
from service.articles.furniture.promotions import opens_section
from service.articles.furniture.rule import Rule, phrase_rules
from service.articles.furniture.wording import count_words
from service.articles.lines.labelled.pages import read_folder
from service.text.document import read_document
from service.text.spans import Span
from service.text.words import read_words
from tests.articles.strategies import DOCUMENTS
from tests.growth import check_growth, repeat


def kind_of(text: str) -> Kind | None:
    """The kind of a block, its words counted."""
    return name_furniture(text, count_words(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("© 2031 The Ellery Courier", "copyright"),
        ("Copyright 2024 Ellery Media. All rights reserved.", "copyright"),
        ("This material may not be published, broadcast or rewritten.", "copyright"),
        ("March 5, 2024, 9:14 AM", "timestamp"),
        ("Published: 5 March 2024 at 09:14 GMT", "timestamp"),
        ("Tue, 5 Mar 2024 | Updated 11:40 a.m.", "timestamp"),
        ("2024-03-05T09:14:00Z", "timestamp"),
        ("3 hours ago", "timestamp"),
        ("an hour ago", "timestamp"),
        ("Yesterday at 17:05", "timestamp"),
        ("4 min read", "timestamp"),
        ("FILE - The pier at Port Ellery, as seen from the sea.", "caption"),
        ("Pictured above: the gangway after the storm of 2019.", "caption"),
        ("From left: Odile Marchetti-Crane, Bram Tolliver and Lena Harrowgate.", "caption"),
        ("Divers prepare to inspect the pillars. (AP Photo/Ivo Brandt)", "caption"),
        ("Photo: Ivo Brandt/Ellery Courier", "credit"),
        ("(AP Photo/Ivo Brandt)", "credit"),
        ("Reuters", "byline"),
        ("By Lena Harrowgate", "byline"),
        ("von Jörg Lind und Ida Lum", "byline"),
        ("Di Ginevra Tassinari-Lodi", "byline"),
        ("Lena Harrowgate, harbour correspondent", "byline"),
        ("Reporting by Lena Harrowgate; editing by Tam Orrin", "signoff"),
        ("Lena Harrowgate reported from Port Ellery.", "signoff"),
        ("(Reporting by Ida Lum in Ostrel; Editing by Boro Lind)", "signoff"),
        ("This story has been updated with the harbour authority's answer.", "signoff"),
        ("This article was originally published by The Marrow Islander.", "signoff"),
        ("Our Standards: The Ellery Principles of Reporting.", "signoff"),
        ("Do you have a story for us? Email the newsroom.", "promotion"),
        ("We may earn a small commission when you buy what we link to.", "promotion"),
        ("If you buy a lamp, the shop may pay us a share of it.", "promotion"),
        ("The pier was closed on Monday. Photo: Ida Lum/Gazette", "caption"),
        ("The pier was closed on Monday. Picture: Ida Lum", "caption"),
        ("“It held,” she said. Photograph by Ida Lum", "caption"),
        ("Credit: Ida Lum", "credit"),
        ("Eds: LEADS with the board's answer; RECASTS 2nd graf.", "other"),
        ("^Eds: UPDATES throughout. Will be led.", "other"),
        ("^PM-Pier-Marrow, 3rd Take", "other"),
        ("With AM-MRR--Pier Closed-Glance.", "other"),
        ("Ivo Brandt in Sund contributed to this report.", "signoff"),
        ("Related stories", "heading"),
        ("You may also like", "heading"),
        ("Leave a comment", "heading"),
        ("Sponsored", "promotion"),
        ("The vote was put off for a third time after two members left in protest. […]", "teaser"),
        ("Read more: How the pier was built in a single summer", "teaser"),
        ("Sign up for our weekly newsletter", "promotion"),
        ("Subscribe to keep reading", "paywall"),
        ("By clicking this you agree to our terms of use.", "promotion"),
        ("Skip to content", "navigation"),
        ("» World", "navigation"),
        ("Share on many networks", "navigation"),
    ],
)
def test_furniture_is_named_by_its_wording(text: str, kind: Kind) -> None:
    """A block that says what it is gets that kind."""
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ferry service to Marrow Island stopped after cracks found in pier",
        "The harbour authority said the pier would stay closed for at least three weeks.",
        "By Monday the river had reached the school.",
        "Von Lind says the board was warned twice",
        "Di Marco e il sindaco di Marrow",
        "This story has been told on the island for 200 years.",
        "This article of the treaty was first applied in the spring.",
        "Our standards are not theirs, the skipper said.",
        "Do you have a story that nobody believes? The skipper has eleven.",
        "The broker may earn a commission on each berth, the auditors found.",
        "The board paid for them on credit: Ellery had no other way.",
        "He drew the right conclusion from the photo: Ida had been there first.",
        "With AM radio silent, the crew listened to the harbour's own channel.",
        "In 2019 a storm tore away the gangway.",
        "Share prices fell on Friday, the sharpest fall since the strike.",
        "Home is where the mould is, tenants told the inquiry.",
        "Two years ago the same beam was bent by a dredger.",
        "She has written for the newsletter of the rowing club since May 2019.",
        "Around the web of canals there are forty bridges, and all of them are shut.",
        "Recommended doses were halved after the trial.",
        "Reuters and three other agencies were refused entry to the hall on Monday.",
    ],
)
def test_prose_is_not_furniture(text: str) -> None:
    """A sentence or headline that merely begins like furniture is not named as any."""
    assert kind_of(text) is None


def test_an_offer_to_advertisers_is_a_promotion() -> None:
    """What invites advertisers is named as the promotion it is."""
    assert kind_of("Advertise with us") == "promotion"


def test_a_long_block_is_prose_however_it_begins() -> None:
    """A caption's opening or a photo credit does not make a caption of a page of text."""
    share = "If you buy a lamp, the shop may pay us a share of it. " + "We test them all. " * 14
    assert kind_of(share) == "promotion"
    assert kind_of(share * 2) is None
    prose = "Reporting by the commission was late, and the auditors said so in their letter. " * 8
    assert kind_of(prose) is None
    assert kind_of("FILE - " + "the pier at Port Ellery " * 200) is None


@pytest.mark.parametrize("text", ["Related stories", "MOST READ", "12 Comments", "Up next:"])
def test_a_section_is_opened_by_its_heading(text: str) -> None:
    """The heading of a list of other articles or of comments opens a section, in any case."""
    assert opens_section(text)


@pytest.mark.parametrize(
    "text", ["", "Related", "Comments by the mayor angered the crew.", "More on " + "x" * 80]
)
def test_prose_opens_no_section(text: str) -> None:
    """A sentence about comments, or a line too long for a heading, opens none."""
    assert not opens_section(text)


@given(text=DOCUMENTS, words=st.integers(0, 20))
def test_any_text_is_named_without_error(text: str, words: int) -> None:
    """Whatever the characters and the count, there is an answer, the same for the same text."""
    assert name_furniture(text, words) == name_furniture(text, words)


@pytest.mark.parametrize(
    "piece",
    ["read more ", "[ ", "(", "contributed ", "A ", "our free newsletter ", "(photo ", "reporter "],
)
def test_a_block_is_named_in_linear_time(piece: str) -> None:
    """Blocks that nearly fit a pattern take a time that grows as their length does."""

    def name(text: str) -> None:
        for words in (14, 45, 110, 1_000) * 5:
            name_furniture(text, words)

    check_growth(name, repeat(piece, 249) + "x", repeat(piece, 1_999) + "x")


@pytest.mark.parametrize("piece", ["1-", "12 ", "2012 "])
def test_numbers_that_end_in_no_timestamp_are_told_in_linear_time(piece: str) -> None:
    """Four times as many numbers before a word do not take all ways of grouping them."""

    def name(count: int) -> None:
        text = f"2012 {(piece * count).rstrip(' -')} x"
        for _ in range(200):
            assert kind_of(text) is None

    check_growth(name, 3, 12)


PAGES = Path(__file__).resolve().parents[3] / "training_data" / "pages"
RULES = [
    rule
    for row in FURNITURE
    for rule in (*row.rules, *phrase_rules(row.kind, row.max_words, row.unless))
]


def leads_to(finder: ClueFinder, text: str) -> int:
    """The rules to which something leads in a text that is one block, as bits."""
    clues = finder.find(text, read_words(text), [Span(0, len(text))])
    return clues.opened[0] | clues.hinted[0]


def test_each_block_that_a_rule_takes_has_a_clue_to_it() -> None:
    """On our own pages, no rule takes a block in which nothing leads to it, but for one's start."""
    finder = ClueFinder(RULES)
    taken, missed = 0, []
    for page in read_folder(PAGES):
        document = read_document(page.text)
        clues = finder.find(document.text, document.words, document.blocks)
        for index, block in enumerate(document.blocks):
            text = block.of(document.text)
            for place, rule in enumerate(RULES):
                if rule.looks is None and rule.takes(text):
                    taken += 1
                    if not (clues.opened[index] | clues.hinted[index]) >> place & 1:
                        missed.append((place, text))
    assert taken > 200
    assert missed == []


def test_what_leads_to_a_rule_is_found_as_it_is_declared() -> None:
    """A first word, a number, a mark, a word between blanks, a part of one, and a phrase."""
    finder = ClueFinder(
        [
            Rule(9, openings="photo 0 ["),
            Rule(9, hints=("©", "(c)")),
            Rule(9, words=frozenset({"tickets,", "ad-free"})),
            Rule(9, hints=("letter",)),
            Rule(9, hints=(" not be ",)),
            Rule(9, lines=frozenset({"read on"})),
            Rule(9, words=frozenset({"0"})),
        ]
    )
    assert leads_to(finder, "Photo of a heron") == 1
    assert leads_to(finder, "[heron]") == 1
    assert leads_to(finder, "12 herons") == 1 | 64
    assert leads_to(finder, "The heron’s photo") == 0
    assert leads_to(finder, "All of it © Herons") == 2
    assert leads_to(finder, "Tickets, please, ad-free") == 4
    assert leads_to(finder, "Newsletters of herons") == 8
    assert leads_to(finder, "It may not rest") & 16
    assert leads_to(finder, "» Read on «") == 32
    assert leads_to(finder, "A heron of 1998") == 64
    assert leads_to(finder, "") == 0


def test_a_rule_that_nothing_leads_to_is_tried_on_every_block() -> None:
    """Without openings, hints, words and lines a rule is never passed over."""
    assert leads_to(ClueFinder([Rule(9)]), "Herons") == 1


def test_clues_are_those_of_their_own_block() -> None:
    """What stands between the spans, before the first or behind the last leads to nothing else."""
    finder = ClueFinder([Rule(9, hints=("©",)), Rule(9, words=frozenset({"heron"}))])
    text = "heron ©\nplain\nheron\n©\nplain"
    spans = [Span(8, 5), Span(14, 5), Span(20, 1), Span(22, 5)]
    clues = finder.find(text, read_words(text), spans)
    assert [bits & 1 for bits in clues.hinted] == [0, 0, 1, 0]
    assert clues.hinted[1:] == [2, 1, 0]


@given(st.lists(st.sampled_from(["heron", "©", " ", "\n", "(c)", "ad-free", "é", "\xad"])))
def test_a_mark_is_found_wherever_it_stands(pieces: list[str]) -> None:
    """Each block of any text has the bit of a mark exactly where the mark is in it."""
    text = "".join(pieces)
    document = read_document(text)
    clues = ClueFinder([Rule(9, hints=("©",))]).find(text, document.words, document.blocks)
    found = [bool(bits) for bits in clues.hinted]
    assert found == ["©" in block.of(text) for block in document.blocks]
