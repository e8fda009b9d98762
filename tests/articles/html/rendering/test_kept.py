"""Tests of `service.articles.html.rendering.kept`: which lines an extractor took."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.html.rendering.kept import find_kept
from tests.growth import check_growth

LINES = (
    "Home",
    "Pier closed after divers find cracks",
    "Ferry service to Marrow Island was stopped on Tuesday at 5.40 by the harbour board.",
    "Share",
    "The pier will stay closed for at least three weeks, its head said.",
    "Read more",
    "Islanders were told by text message an hour before the first boat.",
    "Share",
    "Pier closed after divers find cracks",
)


def chosen(extracted: str, lines: tuple[str, ...] = LINES) -> list[int]:
    """The places of the lines of which at least half was found."""
    return [index for index, share in enumerate(find_kept(lines, extracted)) if share >= 50]


@pytest.mark.parametrize("wanted", [[1, 2, 4, 6], [2], [2, 3, 4], [4, 6, 7], [6, 8], [], [0, 1]])
def test_lines_that_were_extracted_are_found(wanted: list[int]) -> None:
    """Lines that stand several times are found next to the others that were extracted."""
    assert chosen("\n".join(LINES[index] for index in wanted)) == wanted


def test_another_order_hides_nothing() -> None:
    """What the extractor puts first is found where the page has it."""
    assert chosen("\n".join(LINES[index] for index in (6, 2, 4))) == [2, 4, 6]


def test_a_sentence_whose_words_are_missing_is_found() -> None:
    """Inline elements that the extractor cut out leave the rest of the line."""
    share = find_kept(LINES, LINES[2].replace(" at 5.40", ""))
    assert 75 < share[2] < 100
    assert not any(share[:2] + share[3:])


def test_lines_that_were_put_together_or_cut_are_found() -> None:
    """A line of the extractor's may be two of the page's, or a part of one."""
    assert chosen(f"{LINES[2]} {LINES[4]}") == [2, 4]
    assert chosen("The pier will stay closed\nfor at least three weeks, its head said.") == [4]


def test_what_the_extractor_writes_around_lists_and_tables_is_nothing() -> None:
    """Marks of items and bars of cells are not the page's."""
    assert chosen("- fares stay low\n| Reeds | 11 | 2 |", ("fares stay low", "Reeds\t11\t2")) == [
        0,
        1,
    ]


def test_blanks_make_no_difference() -> None:
    """White space may differ in kind and number."""
    assert chosen(
        "Ferry\xa0service  stopped , they said", ("Ferry service stopped, they said",)
    ) == [0]


@given(st.lists(st.sampled_from(LINES)), st.lists(st.sampled_from(LINES)), st.text())
def test_anything_gets_a_share_a_line(lines: list[str], extracted: list[str], more: str) -> None:
    """Shares are percents; lines all of whose copies were extracted are found whole."""
    shares = find_kept(lines, "\n".join([*extracted, more]))
    assert len(shares) == len(lines)
    assert all(0 <= share <= 100 for share in shares)
    assert find_kept(lines, "\n".join(lines)) == [100] * len(lines)


@pytest.mark.parametrize(
    ("line", "extracted"),
    [
        ("a b c d e f", "a b c d e f"),
        ("a b c d e f", "a b c x"),
        ("a a a a a a a", "a a a a a a a a b"),
        ("a b", "b a"),
    ],
)
def test_the_time_grows_with_the_page_alone(line: str, extracted: str) -> None:
    """Lines and words that repeat thousands of times cost no more than others."""

    def work(count: int) -> object:
        return (
            find_kept([line] * count, "\n".join([extracted] * count)),
            find_kept([" ".join([line] * count)], " ".join([extracted] * count)),
        )

    check_growth(work, 300, 2_400)
