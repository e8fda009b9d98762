"""Tests of `service.articles.lines.choice`: lists of other stories, in the middle and behind."""

from __future__ import annotations

import pytest

from service.articles.lines.body import find_body
from service.text.document import read_document

BEFORE = (
    "Engineers will empty the lock above Sollen within a month after a fisherman found a hole in"
    " the gate, the harbour board said on Friday.",
    "Some 900 people who live below the lock were told on Thursday evening to keep their cellars"
    " empty, the board's engineer, Ida Lum, said.",
)
BEHIND = (
    "The hole, which is as wide as a hand, was made by a barge that hit the gate in March.",
    "Fishermen fear for their boats, because the harbour falls dry when the lock is empty.",
    "The gate was built in 1931 and last painted in 1990, when the board still had a painter.",
)
OTHERS = ("Boat sinks off Lorn", "Why the harbour smells in May")
BLURBS = (
    *(OTHERS[0], "Four sailors were saved by a ferry on Monday night."),
    *("Bakers strike again", "Ovens stayed cold in eleven towns on Tuesday."),
)


def body_of(*lines: str) -> list[str]:
    """The article's lines of a text."""
    text = "\n".join(lines)
    return [span.of(text) for span in find_body(read_document(text)).body]


@pytest.mark.parametrize(
    "heading", ["TRENDING NOW", "Read more:", "Editors' picks", "In case you missed it", "Related"]
)
@pytest.mark.parametrize("others", [OTHERS, OTHERS[:1]])
def test_an_article_goes_on_behind_a_box(heading: str, others: tuple[str, ...]) -> None:
    """What comes behind headlines and speaks of the same is the article's."""
    assert body_of(*BEFORE, heading, *others, *BEHIND) == [*BEFORE, *BEHIND]


@pytest.mark.parametrize("others", [OTHERS, OTHERS[:1], BLURBS])
def test_a_list_at_the_end_is_no_box(others: tuple[str, ...]) -> None:
    """Headlines at the end, with blurbs or without, are others' stories."""
    assert body_of(*BEFORE, *BEHIND, "Most read", *others) == [*BEFORE, *BEHIND]


def test_a_list_behind_a_colon_may_end_an_article() -> None:
    """Short lines that stand closer together than paragraphs are the items of a list."""
    items = "\n".join(["Four brass bells", "A lamp", "Nine pairs of boots"])
    text = "\n\n".join([*BEFORE, *BEHIND, "Divers brought up from the mud:", items])
    assert len(find_body(read_document(text)).body) == len(BEFORE) + len(BEHIND) + 4


def test_a_headline_of_two_lines_is_one_title() -> None:
    """The second half goes on in small letters."""
    text = "\n\n".join(["Forty years on,\nthe lock runs dry", "By Ida Lum", *BEFORE, *BEHIND])
    title = find_body(read_document(text)).title
    assert title is not None
    assert title.of(text) == "Forty years on,\nthe lock runs dry"


def test_a_question_above_a_name_is_a_title() -> None:
    """It ends as a sentence does, and is the headline all the same."""
    text = "\n".join(["Who made the hole in the gate?", "Ida Lum", *BEFORE, *BEHIND])
    title = find_body(read_document(text)).title
    assert title is not None
    assert title.of(text) == "Who made the hole in the gate?"
