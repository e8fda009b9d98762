"""A sentence, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from service.text.spans import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article's body; `paragraph` counts the body's paragraphs from 0."""

    span: Span
    text: str
    paragraph: int
