"""Tests of `service.articles.lines.live_blog`: times and buttons, and the posts between."""

from __future__ import annotations

import pytest

from service.articles.lines.live_blog import (
    find_posts,
    is_post_label,
    is_post_time,
    name_around_posts,
)

POSTS = [f"The lamp on Gull Rock was carried up step {number} of the stair." for number in range(5)]


@pytest.mark.parametrize(
    "line",
    [
        *("10.59", "4.10pm", "4:10 p.m.", "10:59 BST", "10h59", "10.59 Uhr", "22:15 (CET)"),
        *("Tue 5 May 2026 10.59 BST", "5m ago", "vor 5 Minuten", "il y a 5 minutes", "2 h"),
        *("Updated at 11.05 BST", "Aktualisiert um 11.05 Uhr", "Mis à jour à 11h05"),
    ],
)
def test_times_of_posts_are_told(line: str) -> None:
    """By the clock in many ways of writing, ago, and of the last change."""
    assert is_post_time(line)


@pytest.mark.parametrize(
    "line",
    [*("10.59 metres", "25.61", "Version 10.59", "Ten", "", "At 10.59 the lamp was lit.", "2026")],
)
def test_other_figures_are_no_times(line: str) -> None:
    """Measures, hours that no clock has, and sentences."""
    assert not is_post_time(line)


@pytest.mark.parametrize(
    "line",
    ["Share", "SHARE", "Key event", "Teilen", "Partager", "Compartir", "• Copy link", "Delen"],
)
def test_buttons_are_told(line: str) -> None:
    """What one presses under a post, in many languages."""
    assert is_post_label(line)


@pytest.mark.parametrize("line", ["Share of votes", "Share the lamp, she said.", "", "Keyword"])
def test_other_short_lines_are_no_buttons(line: str) -> None:
    """Lines that begin with the same word."""
    assert not is_post_label(line)


def lines_of(*around: list[str]) -> list[str]:
    """A live blog's lines: each post with what stands before and behind."""
    before, behind = around
    return [line for post in POSTS for line in (*before, post, *behind)]


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        (["10.59"], ["Share"]),
        (["10.59"], []),
        ([], ["Share"]),
        (["10.59", "Key event"], ["Share on Facebook", "Copy link"]),
        (["10.59", "A turn in the vote"], ["Share"]),
    ],
)
def test_posts_are_found_between_times_and_buttons(before: list[str], behind: list[str]) -> None:
    """With times above, buttons below, or both, each post is in one range."""
    texts = lines_of(before, behind)
    ranges = find_posts(texts, [text in POSTS for text in texts])
    assert [[text for text in texts[a:b] if text in POSTS] for a, b in ranges] == [
        [post] for post in POSTS
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["18.00", "News", "18.30", "Weather", "19.00", "The quiz", "20.15", "Late film"],
        ["Share", "Tweet", "Share", "Copy link", "Share"],
        [line for post in POSTS for line in (post, "3 hours ago")],
        [POSTS[0], "10.59", POSTS[1], "Share", POSTS[2]],
        POSTS,
        [],
    ],
)
def test_programmes_and_front_pages_have_no_posts(texts: list[str]) -> None:
    """Times with names, rows of buttons, teasers with their age, and articles with one button."""
    assert find_posts(texts, [text in POSTS for text in texts]) == []


def test_what_stands_around_posts_is_named() -> None:
    """Times, buttons and the writer who stands at several posts; not what only one has."""
    texts = ["A heading", *lines_of(["10.59", "Tilda Marsh"], ["Share"])]
    posts = find_posts(texts, [text in POSTS for text in texts])
    named = name_around_posts(texts, posts)
    assert {texts[index]: kind for index, kind in named.items()} == {
        "10.59": "timestamp",
        "Tilda Marsh": "byline",
        "Share": "navigation",
    }
