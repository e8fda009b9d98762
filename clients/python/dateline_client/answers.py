"""What the service answers, as frozen dataclasses.

Members that are not known here are left out, so that a newer service breaks nothing; `raw` has
them. What may take a value that is added later, such as a kind or a rule, is a plain string.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Span:
    """A run of the document's characters: `document[offset:offset + length]`."""

    offset: int
    length: int


@dataclass(frozen=True)
class Removed(Span):
    """A run that is not the article, and what it is."""

    kind: str


@dataclass(frozen=True)
class Article:
    """Where the article is, and what an HTML page states of itself.

    Offsets index the text that was sent, or of HTML `document`.
    """

    source: str
    body: tuple[Span, ...]
    removed: tuple[Removed, ...]
    title: str | None = None
    title_span: Span | None = None
    author: str | None = None
    date: str | None = None
    site: str | None = None
    document: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class Evidence:
    """A term that spoke for the label, its share, and where it stands."""

    term: str
    weight: float
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Code:
    """What a label is called in a public vocabulary."""

    scheme: str
    code: str
    uri: str
    name: str


@dataclass(frozen=True)
class Section:
    """The section of the news, found apart from the topic."""

    label: str | None
    confidence: float | None = None
    abstained: str | None = None
    scores: Mapping[str, float] | None = field(default=None, hash=False)
    codes: tuple[Code, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    evidence_rest: float | None = None


@dataclass(frozen=True)
class Topic(Section):
    """The topic; `label` is None where the service does not know, and `abstained` says why."""

    candidates: tuple[str, ...] = ()
    section: Section | None = None


@dataclass(frozen=True)
class Reason:
    """Why a sentence was chosen."""

    kind: str
    rank: int | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sentence(Span):
    """A sentence of the summary, in the document's own characters."""

    text: str
    rank: int
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class LeftOut(Span):
    """A sentence that a rule kept out of the summary."""

    text: str
    rule: str


@dataclass(frozen=True)
class Summary:
    """The summary."""

    text: str
    algorithm: str
    sentences: tuple[Sentence, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Model:
    """Which model answered."""

    version: str
    trained_at: str


@dataclass(frozen=True, kw_only=True)
class _Answer:
    language: str
    article: Article
    offset_unit: str
    model: Model | None = None
    id: str | None = None
    #: The answer as it came.
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class TopicAnswer(_Answer):
    """An article's topic."""

    topic: Topic


@dataclass(frozen=True, kw_only=True)
class SummaryAnswer(_Answer):
    """An article's summary."""

    summary: Summary


@dataclass(frozen=True, kw_only=True)
class Analysis(_Answer):
    """Everything about an article."""

    topic: Topic
    summary: Summary


@dataclass(frozen=True)
class Given:
    """What the serving model says of a corrected article."""

    label: str | None
    confidence: float | None
    version: str


@dataclass(frozen=True)
class Receipt:
    """What became of a correction."""

    key: str
    state: str
    topic: str
    given: Given


@dataclass(frozen=True)
class Correction(Receipt):
    """A correction as it is kept; moments are in ISO 8601."""

    held_out: bool
    sent_topic: str
    clean: bool
    sender: str
    created_at: str
    digest: str
    text: str | None = None
    html: str | None = None
    article: str | None = None
    title: str | None = None
    language: str | None = None
    id: str | None = None
    note: str | None = None
    reviewer: str | None = None
    reviewed_at: str | None = None
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True)
class ModelCard:
    """The card of the serving model; `raw` has its scores and all else."""

    version: str
    trained_at: str
    classes: tuple[str, ...]
    languages: tuple[str, ...]
    threshold: float
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
