"""Which sentences are the rest of a cut one."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from service.text.sentences.sentence import Sentence

_SMALL = regex.compile(r"[\"“„«»‘…—–.+*& ]{0,4}+\p{Ll}[\p{Ll}\p{M}]*+(?![\p{Lu}\p{N}.@/:_-])")


def find_fragments(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return which sentences begin with a small letter, as the rest of a cut one does.

    None do where three in four or more begin so: then it is the writer's way.
    """
    small = [place for place, sentence in enumerate(sentences) if begins_small(sentence.text)]
    return frozenset(small if 4 * len(small) < 3 * len(sentences) else ())


def begins_small(text: str) -> bool:
    """Say whether a text begins with a word in small letters.

    Names like iPhone have a capital in their first word.
    """
    return not text[:1].isupper() and _SMALL.match(text) is not None
