"""Which sentences need the one before: they point back to it, or answer its question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from service.summaries.term_counts import Booleans
from service.text.languages.registry import find_language
from service.text.sentences.sentence import Sentence

_QUESTIONS = ("?", "？", "؟")
_CLOSING = "\"'”’“»«」)"


def find_without_antecedent(
    sentences: Sequence[Sentence], words: Sequence[tuple[str, ...]], language: str
) -> Booleans:
    """Return which sentences need the one before: they point back to it, or answer its question.

    `words` are each sentence's first two, in small letters. The first sentence never does.
    Languages without a list of openings that point back have only answers.
    """
    waiting = np.zeros(len(sentences), np.bool_)
    openings = find_language(language).openings
    asked = False
    for place, (sentence, (first, second)) in enumerate(zip(sentences, words, strict=True)):
        text = sentence.text
        waiting[place] = asked
        if place and not asked:
            waiting[place] = openings.point_back(first, second, text)
        asked = text.rstrip(_CLOSING).endswith(_QUESTIONS)
    return waiting
