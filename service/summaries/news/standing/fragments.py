"""Which sentences are the rest of a cut one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import regex

from service.summaries.term_counts import Booleans
from service.text.sentences.sentence import Sentence

_SMALL = regex.compile(
    r"[\"“„«»'‘’…—–.,;:)+*& -]{0,4}+\p{Ll}[\p{Ll}\p{M}]*+(?![\p{Lu}\p{N}.@/:_-])"
)


def find_fragments(sentences: Sequence[Sentence]) -> Booleans:
    """Return which sentences begin with a small letter, as the rest of a cut one does.

    None do where three in four or more begin so: then it is the writer's way. Names like
    iPhone have a capital in their first word.
    """
    small = np.array(
        [not item.text[:1].isupper() and _SMALL.match(item.text) is not None for item in sentences],
        np.bool_,
    )
    return small if 4 * np.count_nonzero(small) < 3 * len(small) else np.zeros_like(small)
