"""Sentences of the body, with their spans in the document."""

from __future__ import annotations

from collections.abc import Iterable

from service.text.errors import TooManyParts
from service.text.language_detection import UNDETERMINED
from service.text.languages.registry import find_language
from service.text.sentences import english, rules
from service.text.sentences.boundaries import mend_boundaries
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
        in_english = language in _ENGLISH
        found = (
            english.find_boundaries(text) if in_english else rules.find_boundaries(text, language)
        )
        for start, end in mend_boundaries(text, found, known):
            place = Span(span.offset + start, end - start)
            sentences.append(Sentence(place, text[start:end], paragraph))
            if max_sentences is not None and len(sentences) > max_sentences:
                raise TooManyParts("sentences", max_sentences)
    return tuple(sentences)
