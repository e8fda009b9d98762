"""Tests of `service.articles.furniture.find_furniture`: the quick look at many blocks."""

from __future__ import annotations

import pytest

from service.articles.furniture import count_words, find_furniture, name_furniture
from tests.conftest import ROOT

BLOCKS = (
    "The council met on Monday to settle the budget of the harbour for the year to come at last.",
    "Photo: A. Lund",
    "© 2026 Ellery Courier",
    "Monday, 3 May 2026",
    "Updated 12:30",
    "By Odile Marchetti-Crane",
    "Sign up for our newsletter",
    "Read more: the pier that nobody wanted",
    "The pier is shut […]",
    "The mayor spoke to the crew for an hour about the storm, and then, said the crew, for more",
    "Additional reporting by Ann Lund in Sund.",
    "* Home",
    "Tags",
    "Odile Marchetti-Crane, harbour correspondent",
    "He arrived at 9.30 on Monday.",
    "From: ann@ellery.example",
    "She waited (for an hour) at the pier of Ellery for the ferry that never came to fetch her.",
    "",
    "...",
)


@pytest.mark.parametrize("kept", [BLOCKS, *((block,) for block in BLOCKS)])
def test_it_finds_what_has_a_name(kept: tuple[str, ...]) -> None:
    """Alone or together, the same blocks are furniture as one by one."""
    words = [count_words(block) for block in kept]
    named = [name_furniture(*block) is not None for block in zip(kept, words, strict=True)]
    assert find_furniture(kept, words) == named


def test_it_finds_the_same_on_pages() -> None:
    """On the lines of all pages of ours, a page at a time and line by line."""
    for path in sorted((ROOT / "training_data" / "pages").glob("*.txt")):
        lines = [line.partition("\t")[2] for line in path.read_text("utf-8").splitlines()]
        words = [count_words(line) for line in lines]
        named = [name_furniture(*line) is not None for line in zip(lines, words, strict=True)]
        assert find_furniture(lines, words) == named
        assert [
            find_furniture([line], [n])[0] for line, n in zip(lines, words, strict=True)
        ] == named
