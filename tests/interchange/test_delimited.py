"""What stands between the cells of a table is found in its first line."""

from __future__ import annotations

import csv

import pytest

from service.interchange.delimited import find_delimiter, folded, split_line, stated_delimiter


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("sep=;\r\n", ";"),
        ("SEP=\t", "\t"),
        ('"sep=|"\n', "|"),
        ("sep=;;;;\n", ";"),
        ("sep=x\n", None),
        ("sep=;topic\n", None),
        ("topic;text\n", None),
        ("", None),
    ],
)
def test_a_first_line_may_state_it(line: str, found: str | None) -> None:
    """Excel's `sep=` is read with and without quotes; a row that only begins so is a row."""
    assert stated_delimiter(line) == found


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("topic,text", ","),
        ("topic;text", ";"),
        ("topic\ttext,title", "\t"),
        ("topic|text|title", "|"),
        ('"topic;a;b;c",text', ","),
        ("text", ","),
        ("", ","),
    ],
)
def test_it_is_what_divides_the_names(header: str, found: str) -> None:
    """Of two in a line it is the one with most cells; what stands in quotes divides nothing."""
    assert find_delimiter(header, {"topic", "text"}) == found


def test_a_line_is_split_into_cells_without_blanks_around_them() -> None:
    """A cell may be in quotes, and hold the delimiter."""
    assert split_line(' topic ;"text; all" ', ";") == ["topic", "text; all"]
    assert split_line("", ";") == []


def test_a_line_without_end_is_one_cell() -> None:
    """What csv refuses for its length is no table's header, and no fault of the program."""
    line = "x" * (csv.field_size_limit() + 1)
    assert split_line(f" {line} ", ",") == [line]
    assert find_delimiter(line) == ","


def test_known_names_count_for_more_than_cells() -> None:
    """A name with commas in it does not make a table of semicolons one of commas."""
    header = "Topic;Text (head, body, end)"
    assert find_delimiter(header) == ","
    assert find_delimiter(header, {"topic"}) == ";"


def test_names_are_compared_without_case_and_blanks() -> None:
    """What a spreadsheet shows alike is alike."""
    assert folded("  Main \n Text ") == folded("main text")
