"""Which sentences cannot stand alone: danglers, pieces of a quotation, stubs and furniture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.articles.article import Sentence
from service.summaries.document import RankableSentence
from service.summaries.openings import OPENINGS
from service.summaries.sentence_features import find_whole
from service.summaries.terms import Booleans, Floats

# Sentences between the mark that opens a quotation and the one that closes it.
_LONGEST_QUOTATION = 6
# Marks that open and that close, where the two differ; German “ closes what „ opens.
_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"))
_GERMAN = (("„", "“"), ("»", "«"))


@dataclass(frozen=True, slots=True)
class Cohesion:
    """Which sentences need the one before them, and which are no whole sentence anywhere."""

    dangling: Booleans
    partial: Booleans


def read_cohesion(
    sentences: Sequence[RankableSentence], described: Floats, language: str
) -> Cohesion:
    """Return what the sentences need, given their features."""
    partial = find_broken_quotes([item.sentence for item in sentences]) | ~find_whole(described)
    return Cohesion(find_danglers(sentences, language), partial)


def find_danglers(sentences: Sequence[RankableSentence], language: str) -> Booleans:
    """Return which sentences open with a reference to the one before; never the first.

    Languages without a list of such openings have none.
    """
    dangling = np.zeros(len(sentences), np.bool_)
    openings = OPENINGS.get(language)
    if openings is None:
        return dangling
    for place, sentence in enumerate(sentences):
        first, second, *_ = (*(word.lower() for word in sentence.words[:2]), "", "")
        dangling[place] = place > 0 and openings.point_back(first, second)
    return dangling


def find_broken_quotes(sentences: Sequence[Sentence]) -> Booleans:
    """Return which sentences are a piece of a quotation whose marks stand in others."""
    broken = np.zeros(len(sentences), np.bool_)
    opened: int | None = None
    for place, sentence in enumerate(sentences):
        state = _balance(sentence.text)
        if state == 0:
            continue
        broken[place] = True
        if state > 0:
            opened = place
        elif opened is not None:
            # Between the marks every sentence is quoted, though it has none itself.
            if (
                place - opened <= _LONGEST_QUOTATION
                and sentences[opened].paragraph == sentence.paragraph
            ):
                broken[opened:place] = True
            opened = None
    return broken


def _balance(text: str) -> int:
    """Return 1 where a quotation stays open, -1 where one from before is closed, else 0."""
    straight = text.count('"')
    if straight % 2:
        last = text.rindex('"')
        opens = straight == 1 and (last == 0 or text[last - 1].isspace())
        return 1 if opens or text.startswith('"') else -1
    if not straight and text.isascii():
        return 0
    for begin, end in _GERMAN if "„" in text else _PAIRS:
        difference = text.count(begin) - text.count(end)
        if difference:
            return 1 if difference > 0 else -1
    return 0
