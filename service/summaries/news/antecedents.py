"""Which sentences need the one before: they point back to it, or answer its question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from service.summaries.document import RankableSentence
from service.summaries.term_counts import Booleans
from service.text.languages.registry import find_language

_QUESTIONS = ("?", "？", "؟")
_CLOSING = "\"'”’“»«」)"


def find_without_antecedent(sentences: Sequence[RankableSentence], language: str) -> Booleans:
    """Return which sentences need the one before: they point back to it, or answer its question.

    The first never does. Languages without a list of openings that point back have only answers.
    """
    waiting = np.zeros(len(sentences), np.bool_)
    openings = find_language(language).openings
    asked = False
    for place, item in enumerate(sentences):
        text = item.sentence.text
        waiting[place] = asked
        if place and not asked:
            first, second, *_ = (*(word.lower() for word in item.words[:2]), "", "")
            waiting[place] = openings.point_back(first, second, text)
        asked = text.rstrip(_CLOSING).endswith(_QUESTIONS)
    return waiting
