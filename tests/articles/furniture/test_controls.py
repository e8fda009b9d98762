"""Tests of `service.articles.furniture.controls`: buttons, and headings of lists."""

from __future__ import annotations

import pytest

from service.articles.furniture.controls import heads_list, is_control
from tests.growth import check_growth, repeat


@pytest.mark.parametrize(
    "text",
    [
        "Click to enlarge",
        "View this picture in full screen",
        "Share this story on Bluesky",
        "Bild im Vollbild anzeigen",
        "Partagez cet article sur Facebook",
        "Ouça este podcast",
        "Смотреть видео",
    ],
)
def test_a_button_is_told(text: str) -> None:
    """A line of nothing but words of buttons is one, whatever it says."""
    assert is_control(text)


@pytest.mark.parametrize(
    "text",
    [
        "Share prices fall in Corvane",
        "Video shows bus in river",
        "The picture of the queen",
        "She opened the gallery.",
        "Bilder zeigen das Feuer",
    ],
)
def test_a_headline_is_no_button(text: str) -> None:
    """One word that no button has makes another line of it."""
    assert not is_control(text)


@pytest.mark.parametrize(
    "text", ["What others are reading", "Most viewed this month", "Das meistgelesene der Woche"]
)
def test_the_heading_of_a_list_is_told(text: str) -> None:
    """What others read, or the editors recommend, heads a list of other articles."""
    assert heads_list(text)


@pytest.mark.parametrize("text", ["Reading", "Most popular names in Corvane", "Readers write back"])
def test_a_subheading_heads_no_list(text: str) -> None:
    """A word that is the article's own makes a subheading of it."""
    assert not heads_list(text)


@pytest.mark.parametrize("piece", ["click to ", "a-", "x'", "Share "])
def test_it_is_told_in_linear_time(piece: str) -> None:
    """A longer line takes a time that grows as its length does."""
    check_growth(lambda length: is_control(repeat(piece, length)), 1_000, 8_000)
