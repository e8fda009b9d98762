"""Tests of `service.articles.lines.surroundings`: what lines are by those around them."""

from __future__ import annotations

import pytest

from service.articles.furniture.kinds import Kind
from service.articles.furniture.naming import name_furniture
from service.articles.furniture.wording import count_words, ends_sentence
from service.articles.lines.surroundings import Surroundings, name_by_surroundings
from tests.growth import check_growth

PROSE = [f"The lamp was carried up step {step} of the stair on Gull Rock." for step in "abcdefgh"]


def named(texts: list[str]) -> dict[str, Kind | None]:
    """What changes, by the line."""
    return {texts[index]: kind for index, kind in changes(texts, plain_kinds(texts)).items()}


def kinds_of(texts: list[str]) -> list[Kind | None]:
    """What the lines are in the end."""
    kinds = plain_kinds(texts)
    for index, kind in changes(texts, kinds).items():
        kinds[index] = kind
    return kinds


def plain_kinds(texts: list[str]) -> list[Kind | None]:
    """What each line is by its own wording."""
    return [name_furniture(text, count_words(text)) for text in texts]


def changes(texts: list[str], kinds: list[Kind | None]) -> dict[int, Kind | None]:
    """What the lines around change, by the line's number."""
    words = [count_words(text) for text in texts]
    prose = [kind is None and ends_sentence(text) for text, kind in zip(texts, kinds, strict=True)]
    return name_by_surroundings(Surroundings(texts, words, kinds, prose))


@pytest.mark.parametrize("bullet", ["•", "*", "-", "·", "▪"])
def test_items_behind_a_colon_are_text(bullet: str) -> None:
    """A list that prose introduces is the article's, a sentence among its items or not."""
    items = [f"{bullet} No bell at night", f"{bullet} Two keepers on duty", f"{bullet} A new rail"]
    sentence = f"{bullet} The lamp must not be lit before the keeper has had his supper."
    texts = [PROSE[0], "The board sets conditions:", items[0], sentence, *items[1:], PROSE[1]]
    assert set(kinds_of(texts)) == {None}


@pytest.mark.parametrize(
    "texts",
    [
        ["• Home", "• News", "• Sport", "Gull Rock is lit again", PROSE[0]],
        ["Penmarrow Mercury:", "• Home", "• News", "• Sport", "Gull Rock is lit again"],
        [PROSE[0], "Read also:", "• Boat aground", "• Mayor under fire", PROSE[1]],
        [PROSE[0], "Lesen Sie auch:", "• Boot auf Grund", "• Streit im Rat", PROSE[1]],
        [PROSE[0], "• Boat aground", "• Mayor under fire", PROSE[1]],
    ],
)
def test_menus_with_bullets_stay_menus(texts: list[str]) -> None:
    """Where nothing introduces a list, or what does leads to other stories, it is none."""
    assert named(texts) == {}


def test_all_headers_of_a_mail_are_told_by_their_neighbours() -> None:
    """Names without an address among a mail's headers are headers."""
    texts = ["From: Tilda Marsh", "To: Desk", "Subject: lamp", PROSE[0], "To: nobody", PROSE[1]]
    assert named(texts) == dict.fromkeys(texts[:3], "quote_header")


def test_who_signs_a_mail_is_told_by_the_closing_above() -> None:
    """Name and job under a closing are the mail's; the prose below is not."""
    foot = "If you are not the intended recipient, please delete this message."
    texts = [PROSE[0], "Kind regards,", "Tilda Marsh", "Harbour Desk", foot, "Alwin Tesch"]
    assert named(texts) == {"Tilda Marsh": "mail", "Harbour Desk": "mail"}
    assert named([PROSE[0], "Best wishes,", "Tilda Marsh"]) == {"Tilda Marsh": "mail"}


def test_a_letter_that_an_article_prints_is_text() -> None:
    """Greeting and closing below and above the article's own prose are part of it."""
    letter = ["Dear Keeper,", PROSE[1], "Sincerely,", "Tilda Marsh"]
    assert named([PROSE[0], *letter, PROSE[2]]) == dict.fromkeys([letter[0], *letter[2:]])
    assert named(["Dear Keeper,", PROSE[1], "Sincerely,", "Tilda"]) == {"Tilda": "mail"}


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        (["Harbour Report|Page 1", "Harbour Report|Page 2", "Harbour Report|Page 3"], True),
        (
            ["The harbour report for 11", "The harbour report for 12", "The harbour report for 13"],
            True,
        ),
        (["Keeper", "Keeper", "Keeper"], False),
        (["Step 1", "Step 2", "Step 3"], False),
        (["The board voted 7 to 2", "The board voted 7 to 2", "The board voted 7 to 2"], False),
    ],
)
def test_heads_of_pages_are_told_by_their_return(heads: list[str], told: bool) -> None:
    """A line that recurs beside a page's number, or with a number that rises, is a page's head."""
    texts = [
        line
        for number, head in enumerate(heads)
        for line in (*head.split("|"), *PROSE[2 * number : 2 * number + 2])
    ]
    assert named(texts) == (
        dict.fromkeys((head.split("|")[0] for head in heads), "page") if told else {}
    )


@pytest.mark.parametrize(
    "texts",
    [["• a", "b:"], ["Best,", "a"], ["To: a", "b"], ["10.59", "Share", "a b."], ["Page 3", "head"]],
)
def test_lines_are_named_in_linear_time(texts: list[str]) -> None:
    """Whatever lines a document repeats, its time grows as their number does."""
    check_growth(named, texts * 500, texts * 4_000)
