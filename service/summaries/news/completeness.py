"""Which sentences can stand alone, and which are a piece of something or no sentence at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex

from service.summaries.news.antecedents import find_without_antecedent
from service.summaries.news.quotations import find_broken_quotes
from service.summaries.news.sentence_features import find_whole
from service.summaries.news.word_features import Vocabulary
from service.summaries.term_counts import Booleans, Floats
from service.text.sentences.sentence import Sentence

_SMALL = regex.compile(r"[\"“„«»‘…—–. ]{0,4}+\p{Ll}[\p{Ll}\p{M}]*+(?![\p{Lu}\p{N}.@/:_-])")


@dataclass(frozen=True, slots=True)
class Completeness:
    """Which sentences need the one before them, and which are no whole sentence anywhere."""

    without_antecedent: Booleans
    incomplete: Booleans


def assess_completeness(
    sentences: Sequence[Sentence], described: Floats, vocabulary: Vocabulary, language: str
) -> Completeness:
    """Return what the sentences need, given their features and words."""
    incomplete = find_broken_quotes(sentences) | find_fragments(sentences) | ~find_whole(described)
    waiting = find_without_antecedent(sentences, vocabulary.openings, language)
    return Completeness(waiting, incomplete)


def find_fragments(sentences: Sequence[Sentence]) -> Booleans:
    """Return which sentences begin with a small letter, as the rest of a cut one does.

    None do where three in four or more begin so: then it is the writer's way. Names like
    iPhone have a capital in their first word.
    """
    small = np.array([_SMALL.match(item.text) is not None for item in sentences], np.bool_)
    return small if 4 * np.count_nonzero(small) < 3 * len(small) else np.zeros_like(small)
