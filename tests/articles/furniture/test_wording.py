"""Tests of `service.articles.furniture.wording`: how long a block is, and how it ends."""

from __future__ import annotations

import pytest

from service.articles.furniture.wording import (
    count_words,
    ends_in_read_more,
    ends_sentence,
    is_cut_short,
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("— … !", 0),
        ("The pier", 2),
        ("don't won’t", 2),
        ("a-b", 2),
        ("_under_score_", 2),
        ("5,000 boats", 3),
        ("橋は", 1),
    ],
)
def test_words_are_counted(text: str, count: int) -> None:
    """Runs of letters and digits are words, with the apostrophes inside them."""
    assert count_words(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "It held.",
        "Why?",
        "Run!",
        "“It held.”",
        "(It held.)",
        "And then…",
        "She said: 'No.'",
        "It held. \u00a0",
        "橋は閉鎖された。",
        "本当？",
    ],
)
def test_a_sentence_end_is_seen(text: str) -> None:
    """A full stop, question mark or the like ends a sentence, with quotes and brackets behind."""
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "The pier", "three things:", "U.S. ferries", "He said, “"])
def test_no_sentence_end_is_seen_where_there_is_none(text: str) -> None:
    """A headline, a colon or an abbreviation in the middle does not end a sentence."""
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        "„Es hält.“",
        "»Es hält.«",
        "« Il tient. »",
        "「橋は閉鎖。」",
        "बंद है।",
        "بند ہے۔",
        "هل انهار؟",
    ],
    ids=["de", "da", "fr", "ja", "hi", "ur", "ar"],
)
def test_a_sentence_end_is_seen_in_other_languages(text: str) -> None:
    """The marks that end a sentence in the languages that are detected are known."""
    assert ends_sentence(text)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("The board met […]", True),
        ("The board met [...] ", True),
        ("The board […] met", False),
        ("The board met [1]", False),
        ("The board met …", False),
        ("", False),
    ],
)
def test_a_text_that_breaks_off_is_told_by_its_end(text: str, cut: bool) -> None:
    """Dots in brackets at the very end say that a text goes on elsewhere."""
    assert is_cut_short(text) is cut


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The pier was closed. Read more", True),
        ("SHOW MORE »", True),
        ("Read more about the pier", False),
        ("There is no more", False),
        ("", False),
    ],
)
def test_a_link_to_the_rest_is_seen_at_the_end(text: str, ends: bool) -> None:
    """`Read more` counts at the very end, in any case, with an arrow or without."""
    assert ends_in_read_more(text) is ends
