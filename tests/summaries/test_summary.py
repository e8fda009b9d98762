"""Tests of `service.summaries.summary`."""

from __future__ import annotations

import dataclasses

import pytest

from service.summaries.summary import RankedSentence, Summary
from service.text.sentences.sentence import Sentence
from service.text.spans import Span
from tests.summaries.stories import make, summarize

WRAPPED = (
    "The council of Brackwater met on Monday to discuss the repair of the\r\n"
    "harbour wall, which gave way in the storm.  Nobody came."
)


def build(*texts: str) -> Summary:
    """A summary of the given sentences."""
    return Summary(
        "lead",
        tuple(
            RankedSentence(Sentence(Span(0, len(text)), text, 0), rank, 1.0)
            for rank, text in enumerate(texts, start=1)
        ),
    )


def test_the_text_is_the_sentences_with_a_blank_between() -> None:
    """Sentences are joined in the order they stand in."""
    assert build("It sank.", "Nobody saw.").text == "It sank. Nobody saw."


@pytest.mark.parametrize("gap", ["\n", "\r\n", " \n ", "\u00a0", "\t", "\u2028", "  "], ids=repr)
def test_the_text_is_one_line(gap: str) -> None:
    """Line breaks inside a hard-wrapped sentence, and runs of blanks, become one blank."""
    assert build(f"It{gap}sank.", "Nobody saw.").text == "It sank. Nobody saw."


def test_a_sentence_keeps_the_document_s_characters_where_the_text_does_not() -> None:
    """The text is for reading; the sentence itself still is the slice of the document."""
    article = make(WRAPPED.replace("\r\n", "\n"))
    summary = summarize(article, sentences=1)
    (item,) = summary.sentences
    assert "of the\nharbour" in item.sentence.text
    assert item.sentence.text == item.sentence.span.of(article.document)
    assert "of the harbour" in summary.text


def test_the_margin_of_quoted_mail_is_not_read_out() -> None:
    """Its marks go with the line breaks; a mark in the middle of a line stays."""
    assert build("> It sank\n> off Ellery\r\n>> at noon.").text == "It sank off Ellery at noon."
    assert build("Losses of 3 > 2 boats.").text == "Losses of 3 > 2 boats."


def test_an_empty_summary_has_no_text() -> None:
    """Without sentences the text is empty."""
    assert build().text == ""


def test_a_summary_cannot_be_changed() -> None:
    """What was handed on stays what it is."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        build("It sank.").algorithm = "news"  # type: ignore[misc]
