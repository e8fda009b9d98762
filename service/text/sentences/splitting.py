"""Sentences of the body, with their spans in the document."""

from __future__ import annotations

from collections.abc import Iterable

from service.text.errors import TooManyParts
from service.text.language_detection import UNDETERMINED
from service.text.sentences import english, rules
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
    for paragraph, span in enumerate(body):
        text = span.of(document)
        for start, end in _find_boundaries(text, language):
            sentence = text[start:end].strip()
            if sentence:
                begun = text.index(sentence, start)
                found = Span(span.offset + begun, len(sentence))
                sentences.append(Sentence(found, sentence, paragraph))
                if max_sentences is not None and len(sentences) > max_sentences:
                    raise TooManyParts("sentences", max_sentences)
    return tuple(sentences)


def _find_boundaries(text: str, language: str) -> Iterable[tuple[int, int]]:
    if language in _ENGLISH:
        return english.find_boundaries(text)
    return rules.find_boundaries(text, language)
