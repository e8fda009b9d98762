"""Sentences of the body, with their spans in the document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from service.text.errors import TooManyParts
from service.text.language_detection import UNDETERMINED
from service.text.languages.registry import find_language
from service.text.sentences import english, rules
from service.text.sentences.joints import find_joints, may_have_joints
from service.text.sentences.points import join_points
from service.text.sentences.sentence import Sentence
from service.text.spans import Span

# A text too short to tell its language is mostly English.
_ENGLISH = frozenset({"en", UNDETERMINED})


def split_sentences(
    document: str, body: Iterable[Span], language: str, max_sentences: int | None = None
) -> tuple[Sentence, ...]:
    """Return the sentences of the body's spans, in document order.

    No sentence crosses from one span into the next; `text` is the document's own characters,
    line breaks of a hard-wrapped text included. Raises `TooManyParts` where there are more than
    `max_sentences`.
    """
    sentences: list[Sentence] = []
    known = find_language(language)
    for paragraph, span in enumerate(body):
        text = span.of(document)
        joined = may_have_joints(text)
        for start, end in _find_boundaries(text, language):
            sentence = text[start:end].strip()
            if not sentence:
                continue
            offset = span.offset + text.index(sentence, start)
            if joined and (joints := find_joints(sentence, known)):
                sentences.extend(
                    Sentence(Span(offset + begun, len(part)), part, paragraph)
                    for part, begun in _part(sentence, joints)
                )
            else:
                sentences.append(Sentence(Span(offset, len(sentence)), sentence, paragraph))
            if max_sentences is not None and len(sentences) > max_sentences:
                raise TooManyParts("sentences", max_sentences)
    return tuple(sentences)


def _find_boundaries(text: str, language: str) -> Iterable[tuple[int, int]]:
    in_english = language in _ENGLISH
    found = english.find_boundaries(text) if in_english else rules.find_boundaries(text, language)
    return join_points(text, found)


def _part(sentence: str, joints: Sequence[tuple[int, int]]) -> list[tuple[str, int]]:
    """Return the sentences that meet at the joints of one, and where each begins."""
    starts = [0, *(following for _, following in joints)]
    stops = [*(end for end, _ in joints), len(sentence)]
    return [(sentence[begun:end], begun) for begun, end in zip(starts, stops, strict=True)]
