"""What the article stage hands on: a document, the article in it, and its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from service.articles.furniture.kinds import Kind
from service.text.sentences.sentence import Sentence
from service.text.spans import Span
from service.text.words import Words

Source = Literal["submitted", "rendered"]


@dataclass(frozen=True, slots=True)
class Removed:
    """A span that is not the article, and what it is instead."""

    span: Span
    kind: Kind


@dataclass(frozen=True, slots=True)
class Article:
    """A document with the article found in it.

    `body` and `removed` together cover every non-blank character of `document` once, each
    in document order. `title` is the client's headline where one was given, else the headline
    found in the document (then `title_span` says where), else None. `words` are those
    of the whole document, `kinds` what its lines are by their wording, as far as it was asked.
    `author`, `published`, `changed`, `date` (the one or the other) and `site` are what an HTML page
    states (see `Metadata`), else None.
    """

    document: str
    source: Source
    language: str
    title: str | None
    title_span: Span | None
    body: tuple[Span, ...]
    removed: tuple[Removed, ...]
    sentences: tuple[Sentence, ...]
    # They follow from the document.
    words: Words = field(repr=False, compare=False)
    kinds: Mapping[str, Kind | None] = field(default_factory=dict, repr=False, compare=False)
    author: str | None = None
    date: str | None = None
    published: str | None = None
    changed: str | None = None
    site: str | None = None

    @property
    def text(self) -> str:
        """The body's paragraphs with a blank line between; offsets do not index this."""
        return "\n\n".join(span.of(self.document) for span in self.body)
