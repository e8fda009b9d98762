"""Sentences that are pulled out of a paragraph are found, and nothing else said twice is."""

from __future__ import annotations

import pytest

from service.articles.lines.line import read_lines
from service.articles.lines.repeats import find_pulled
from service.text.document import read_document

LEAD = "The old mill of Tarnby will be a school from next autumn, the council said on Monday."
QUOTED = (
    "“We have waited forty years for a roof that keeps the rain out,” said Mira Holt, who teaches"
    " there. She will move in with ninety pupils."
)
END = "The work will cost four million crowns, most of which the county will pay."


def pulled(*parts: str) -> list[str]:
    """The lines of a text that are found."""
    document = read_document("\n\n".join(parts))
    lines = read_lines(document)
    return [lines[index].text for index in sorted(find_pulled(document, lines))]


@pytest.mark.parametrize(
    "line",
    [
        "“ We have waited forty years for a roof that keeps the rain out ”",
        "We have waited forty years for a roof that keeps the rain out",
        "She will move in with ninety pupils.",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_sentence_of_a_paragraph_is_found(line: str, above: bool) -> None:
    """Where it stands, and with which marks, makes no difference."""
    parts = [LEAD, line, QUOTED, END] if above else [LEAD, QUOTED, line, END]
    assert pulled(*parts) == [line]


@pytest.mark.parametrize(
    "parts",
    [
        [LEAD, QUOTED, END],
        [LEAD, QUOTED, END, QUOTED],
        [LEAD, QUOTED, f"{LEAD} {END}"],
        [LEAD, "She said no.", QUOTED, "Asked again, she said no.", END],
        [LEAD, "We have waited forty years for a roof, and for a door.", QUOTED, END],
    ],
    ids=["nothing", "a paragraph twice", "the lead in a longer line", "few words", "other words"],
)
def test_nothing_else_is_found(parts: list[str]) -> None:
    """A lead is never one; nor are paragraphs that stand twice, and few or other words."""
    assert pulled(*parts) == []
