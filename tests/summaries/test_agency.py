"""Tests of `service.summaries.agency`: the agency that a report begins with."""

from __future__ import annotations

import pytest

from service.summaries.methods import ALGORITHMS
from tests.summaries.stories import make, summarize

REST = "\n\nIslanders now depend on boats.\n\nThe council meets on Friday at noon."


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize(
    "tag", ["(CNN)", "(CNN) -- ", "Ellery (CNN)", "ELLERY, Lund (AP) — ", "(Reuters) - "]
)
def test_place_and_agency_are_cut_off_the_first_sentence(tag: str, algorithm: str) -> None:
    """Its span begins where its text does, by every method."""
    news = "Five divers found cracks in the pier of Ellery on Tuesday."
    article = make(tag + news + REST)
    summary = summarize(article, algorithm=algorithm, sentences=3)
    first = summary.sentences[0].sentence
    assert first.text == news
    assert first.span.of(article.document) == news


@pytest.mark.parametrize(
    "sentence",
    [
        "Divers of the harbour board (AP) found cracks in it on Tuesday.",
        "The Lund Academy (LA) closed on Tuesday.",
        "ELLERY — Five divers found cracks in the pier on Tuesday.",
        "(Some) divers found cracks in the pier on Tuesday.",
    ],
)
def test_other_brackets_stay(sentence: str) -> None:
    """Only an agency behind a place, or none, is a tag."""
    assert summarize(make(sentence + REST), sentences=3).sentences[0].sentence.text == sentence
