"""Documents that hypothesis puts together: any characters, and pieces as pages have them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from service.articles.lines.line import Line
from service.text.document import Document, read_document
from service.text.spans import Span

PIECES = (
    "The harbour board met on Monday and put off its decision for a week. ",
    "Lt. Maren Holt of the U.S. Coast Guard spoke first. ",
    "“Nobody asked us,” she said. ",
    "Rain. ",
    "Read more\n",
    "Related stories\n",
    "3 hours ago\n",
    "© 2031 The Ellery Courier\n",
    "Photo: Ivo Brandt/Ellery Courier\n",
    "Passengers wait on the quay at Port Ellery on Tuesday morning...",
    "Passengers wait on the quay at Port Ellery on Tuesday morning, in the rain.",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u2028",
    "\u2029",
    "\x85",
    "\x0b",
    "\x1c",
    "\t",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\x00",
    "\U0001f6a2 ",
    "\U0001f469\u200d\U0001f692",
    "e\u0301",
    "橋は閉鎖された。",
    "نعم. ",
    "שלום עולם. ",
    "\u202e",
    "and then the wind dropped, and the boats that had waited behind the mole\n",
    "- repair the pier\n",
)
DOCUMENTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)


def alone(line: Line) -> tuple[Document, list[Line]]:
    """A document that is the line and nothing else, as its one block."""
    span = Span(0, line.span.length)
    read = read_document(line.text)
    document = replace(read, blocks=(span,), owners=np.zeros(len(read.words), np.int64))
    return document, [line._replace(span=span)]


def uncovered(document: str, spans: Iterable[Span]) -> list[str]:
    """The non-blank characters of the document that the spans do not cover exactly once."""
    times = [0] * len(document)
    for span in spans:
        for index in range(span.offset, span.end):
            times[index] += 1
    return [
        character
        for character, count in zip(document, times, strict=True)
        if count > 1 or (count == 0 and not character.isspace())
    ]
