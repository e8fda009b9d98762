"""Tests of `service.text.blocks`: lines, and hard-wrapped lines put together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from service.text.blocks import split_blocks
from tests.articles.strategies import DOCUMENTS, uncovered
from tests.growth import check_growth, repeat

# As a mail program sends it: broken at 72 columns, paragraphs apart by a blank line.
FIRST = (
    "The council of Brackwater met on Monday to discuss the repair of the\n"
    "harbour wall, which gave way in the storm of last winter and has been\n"
    "propped up with timber ever since. Members heard from two engineers\n"
    "that the work would take at least a year."
)
SECOND = (
    "It would also cost more than the town had put aside. The treasurer,\n"
    "Ilmo Varga, said the difference could be borrowed, but only if the\n"
    "county agreed to stand behind the loan."
)
WRAPPED = f"{FIRST}\n\n{SECOND}\n"


def blocks(document: str) -> list[str]:
    """The blocks as text."""
    return [span.of(document) for span in split_blocks(document)]


def test_each_line_of_unwrapped_text_is_a_block() -> None:
    """Lines that are paragraphs stay apart, with or without blank lines between."""
    document = "One paragraph ends here.\nAnother begins.\n\n\nA third."
    assert blocks(document) == ["One paragraph ends here.", "Another begins.", "A third."]


@pytest.mark.parametrize(
    "ending", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"], ids=repr
)
def test_every_line_ending_ends_a_block(ending: str) -> None:
    """Each of Unicode's mandatory breaks parts two lines, alone and doubled."""
    assert blocks(f"First line.{ending}Second line.") == ["First line.", "Second line."]
    assert blocks(f"First line.{ending * 2}Second line.") == ["First line.", "Second line."]


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0", "\u3000", "\u2003", " \u00a0\t"], ids=repr)
def test_blocks_are_trimmed_of_blanks(blank: str) -> None:
    """Blanks around a line, no-break ones among them, belong to no block; those inside stay."""
    document = f"{blank}Ten{blank}tonnes.{blank}\n{blank}\nNext."
    spans = split_blocks(document)
    assert [span.of(document) for span in spans] == [f"Ten{blank}tonnes.", "Next."]
    assert spans[0].offset == len(blank)


@pytest.mark.parametrize("document", ["", " ", "\n\n\n", "\r\n \u00a0\t\r\n", "\u2028\u2029"])
def test_a_blank_document_has_no_blocks(document: str) -> None:
    """Where there is nothing but blanks and line ends, there is no block."""
    assert split_blocks(document) == ()


def test_hard_wrapped_lines_make_paragraphs() -> None:
    """The lines of a wrapped paragraph are one block, line breaks and all; paragraphs are two."""
    assert blocks(WRAPPED) == [FIRST, SECOND]


@pytest.mark.parametrize("ending", ["\r", "\u2028"], ids=repr)
def test_hard_wrapped_lines_may_end_in_other_ways(ending: str) -> None:
    """A wrapped paragraph is put together whatever single character ends its lines."""
    document = FIRST.replace("\n", ending)
    assert blocks(document) == [document]


def test_hard_wrapped_lines_may_end_in_crlf() -> None:
    """A wrapped text from Windows or from mail is put together like any other."""
    document = WRAPPED.replace("\n", "\r\n")
    assert blocks(document) == [FIRST.replace("\n", "\r\n"), SECOND.replace("\n", "\r\n")]


def test_a_block_of_wrapped_lines_has_exact_offsets() -> None:
    """The second paragraph starts where it stands in the document, all breaks counted."""
    spans = split_blocks(WRAPPED)
    assert [span.offset for span in spans] == [0, len(FIRST) + 2]
    assert spans[1].end == len(WRAPPED) - 1


def test_a_bulleted_list_is_not_put_together() -> None:
    """In wrapped text, a line that begins with a bullet begins a block."""
    items = "\n".join(f"- the {name} wall, with its stairs and railings" for name in ("old", "new"))
    found = blocks(f"{FIRST}\n{items}")
    assert found[1:] == items.split("\n")


def test_verse_and_short_lines_stay_apart() -> None:
    """Lines too short to have been wrapped are blocks, however regular."""
    document = "\n".join(["Sunny, 21 degrees", "cloudy, 18 degrees", "rain, 11 degrees"] * 4)
    assert blocks(document) == document.split("\n")


def test_one_broken_line_among_whole_paragraphs_is_mended() -> None:
    """A line that stops in mid-sentence goes on in the next one, if that begins in lower case."""
    broken = (
        "The ferry, which had been due at seven in the evening, turned back\nwhen the wind rose."
    )
    whole = "Nobody on board was hurt, and the passengers were put up in the school. " * 3
    assert blocks(f"{whole}\n{broken}\n{whole}") == [whole.strip(), broken, whole.strip()]


@pytest.mark.parametrize("margin", ["> ", ">", ">> ", "> > "], ids=repr)
def test_the_wrapped_lines_of_a_quoted_mail_make_paragraphs(margin: str) -> None:
    """Behind a margin lines are put together as they are without; empty quoted lines part them."""
    first, second = (margin + text.replace("\n", f"\n{margin}") for text in (FIRST, SECOND))
    empty = margin.rstrip()
    assert blocks(f"{first}\n{empty}\n{second}\n{empty}") == [first, empty, second, empty]


@pytest.mark.parametrize(("above", "below"), [("> ", ""), ("", "> "), ("> ", ">> ")])
def test_an_answer_is_not_put_together_with_what_it_answers(above: str, below: str) -> None:
    """Where the margin changes, another person speaks."""
    quoted = f"{above}The ferry, which had been due at seven in the evening, turned back"
    answer = f"{below}when the wind rose."
    assert blocks(f"{quoted}\n{answer}") == [quoted, answer]
    assert blocks(f"{quoted}\n{above}when the wind rose.") != [
        quoted,
        f"{above}when the wind rose.",
    ]


def test_a_quoted_list_is_not_put_together() -> None:
    """A bullet behind a margin begins a block, as one without does."""
    items = "\n".join(
        f"> - the {name} wall, with its stairs and railings" for name in ("old", "new")
    )
    quoted = "> " + FIRST.replace("\n", "\n> ")
    assert blocks(f"{quoted}\n{items}")[1:] == items.split("\n")


HEADLINE = "School board keeps the short week, loses its superintendent"


@pytest.mark.parametrize(
    "byline",
    [
        "by Wade Ostrander",
        "by Wade Ostrander, Plain Speaker staff",
        "by Wade OSTRANDER-HALE and Élodie O'Hara",
        "di Ginevra Tassinari | Il Ponte",
        "von Jörg Lind",
    ],
)
@pytest.mark.parametrize("below", ["", "\nThursday, 9 February", "\n\nThe vote was close."])
def test_a_byline_in_small_letters_is_no_part_of_the_headline(byline: str, below: str) -> None:
    """A line of nothing but names under a headline is a block of its own."""
    assert blocks(f"{HEADLINE}\n{byline}{below}")[:2] == [HEADLINE, byline]


@pytest.mark.parametrize(
    "line",
    [
        "by Wade Ostrander.",
        "by Wade Ostrander, who had drawn it up",
        "by Wade Ostrander of the county",
        "by Monday the river was back in its bed.",
        "by Wade Ostrander and Ida Lum\nof the county board.",
    ],
)
def test_a_sentence_that_goes_on_with_a_name_is_put_together(line: str) -> None:
    """The end of a sentence, or more words than names, are no byline."""
    broken = f"The plan for the school was turned down in secret\n{line}"
    assert blocks(broken)[0].startswith(broken.rpartition("\n")[0])


@given(document=DOCUMENTS)
def test_blocks_cover_every_non_blank_character_once(document: str) -> None:
    """Whatever the document, its blocks are in order, trimmed, and cover it without overlap."""
    spans = split_blocks(document)
    assert uncovered(document, spans) == []
    assert all(one.end <= two.offset for one, two in pairwise(spans))
    assert all(span.of(document) == span.of(document).strip() != "" for span in spans)


@pytest.mark.parametrize(
    "piece", ["\n", "\r\n", " ", "a\n", "x", "a \n\n", "- \n", "> ", ">\n", WRAPPED]
)
def test_blocks_are_split_in_linear_time(piece: str) -> None:
    """Whatever a document repeats, its time grows as its length does."""
    check_growth(split_blocks, repeat(piece, 12_500), repeat(piece, 100_000))
