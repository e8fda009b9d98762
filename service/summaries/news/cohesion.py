"""Which sentences cannot stand alone: danglers, pieces of a quotation, stubs and furniture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex

from service.summaries.document import RankableSentence
from service.summaries.news.quotations import find_broken_quotes
from service.summaries.news.sentence_features import find_whole
from service.summaries.term_counts import Booleans, Floats
from service.text.languages.registry import find_language
from service.text.sentences.sentence import Sentence

_QUESTIONS = ("?", "？", "؟")
_CLOSING = "\"'”’“»«」)"
_SMALL = regex.compile(r"[\"“„«»‘…—–. ]{0,4}+\p{Ll}[\p{Ll}\p{M}]*+(?![\p{Lu}\p{N}.@/:_-])")


@dataclass(frozen=True, slots=True)
class Cohesion:
    """Which sentences need the one before them, and which are no whole sentence anywhere."""

    dangling: Booleans
    partial: Booleans


def read_cohesion(
    sentences: Sequence[RankableSentence], described: Floats, language: str
) -> Cohesion:
    """Return what the sentences need, given their features."""
    read = [item.sentence for item in sentences]
    partial = find_broken_quotes(read) | find_fragments(read) | ~find_whole(described)
    return Cohesion(find_danglers(sentences, language), partial)


def find_danglers(sentences: Sequence[RankableSentence], language: str) -> Booleans:
    """Return which sentences need the one before: they point back to it, or answer its question.

    The first never does. Languages without a list of openings that point back have only answers.
    """
    dangling = np.zeros(len(sentences), np.bool_)
    openings = find_language(language).openings
    asked = False
    for place, item in enumerate(sentences):
        text = item.sentence.text
        dangling[place] = asked
        if place and not asked:
            first, second, *_ = (*(word.lower() for word in item.words[:2]), "", "")
            dangling[place] = openings.point_back(first, second, text)
        asked = text.rstrip(_CLOSING).endswith(_QUESTIONS)
    return dangling


def find_fragments(sentences: Sequence[Sentence]) -> Booleans:
    """Return which sentences begin with a small letter, as the rest of a cut one does.

    None do where three in four or more begin so: then it is the writer's way. Names like
    iPhone have a capital in their first word.
    """
    small = np.array([_SMALL.match(item.text) is not None for item in sentences], np.bool_)
    return small if 4 * np.count_nonzero(small) < 3 * len(small) else np.zeros_like(small)
