"""A correction: an article, the topic that somebody says is right, and what the model said."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal, get_args
from uuid import uuid4

from service.feedback.errors import NotYours
from service.text.headlines import fold_words

State = Literal["disputed", "new", "accepted", "rejected"]
STATES: tuple[State, ...] = get_args(State)
#: Those on which no person has decided yet.
OPEN: tuple[State, ...] = ("disputed", "new")
Decision = Literal["accepted", "rejected"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)
#: A model that is so sure of another topic is contradicted only by a person who looks at both.
SURE = 0.95
#: One article of so many is held out of training, to measure models by.
_HELD_OUT_OF = 5


@dataclass(frozen=True, slots=True)
class Given:
    """What the model that served said of the article: as the members of its `Topic`."""

    label: str | None
    confidence: float | None
    version: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent: the topic that is right, of one of text and html, and what helps."""

    topic: str
    text: str | None = None
    html: str | None = None
    title: str | None = None
    language: str | None = None
    clean: bool = True
    #: The sender's own name for the article.
    id: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who looks at a correction; `is_known` where a key tells so, and not an address."""

    name: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What a reviewer makes of a correction: another topic, a decision, or both."""

    topic: str | None
    decision: Decision | None
    reviewer: Reviewer


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction as it is kept.

    `topic` is `sent.topic` until a reviewer changes it. `digest` tells the article from others,
    and is the same for copies of it. `body` is the article's own text, of HTML alone: a text is
    kept as it was sent. `sender` is the name of a key, or an address; `reviewer` is who decided,
    at `reviewed_at`, and both are None while nobody has. Times are in UTC.
    """

    key: str
    state: State
    topic: str
    held_out: bool
    given: Given
    sent: Sent
    sender: str
    created_at: datetime
    digest: str
    body: str | None = None
    reviewer: str | None = None
    reviewed_at: datetime | None = None

    @classmethod
    def of(cls, sent: Sent, article: str, given: Given, sender: str) -> Correction:
        """Return a new correction; `article` is the article's own text, found in what was sent."""
        digest = digest_of(article)
        return cls(
            key=uuid4().hex,
            state=first_state(sent.topic, given),
            topic=sent.topic,
            held_out=is_held_out(digest),
            given=given,
            sent=sent,
            sender=sender,
            created_at=datetime.now(UTC),
            digest=digest,
            body=None if sent.html is None else article,
        )

    @property
    def text(self) -> str:
        """The article's text: as it was sent, or as it was found in a page."""
        return self.sent.text or self.body or ""

    def changed(self, change: Change) -> Correction:
        """Return it as a reviewer changes it.

        Another topic alone is judged as one that has just come, and waits for a decision again.
        Raises `NotYours` where the sender accepts what the model is sure is wrong.
        """
        topic, reviewer = change.topic or self.topic, change.reviewer
        undecided = first_state(topic, self.given)
        if change.decision is None:
            return replace(self, topic=topic, state=undecided, reviewer=None, reviewed_at=None)
        is_own = reviewer.is_known and reviewer.name == self.sender
        if is_own and change.decision == "accepted" and undecided == "disputed":
            raise NotYours
        return replace(
            self,
            topic=topic,
            state=change.decision,
            reviewer=reviewer.name,
            reviewed_at=datetime.now(UTC),
        )


def first_state(topic: str, given: Given) -> State:
    """Return the state of a correction on which nobody has decided."""
    if given.label in (None, topic) or (given.confidence or 0.0) < SURE:
        return "new"
    return "disputed"


def digest_of(article: str) -> str:
    """Return what tells an article from others: the SHA-256 of its words, in hexadecimal.

    Case, accents, punctuation and blanks do not matter, so that copies have the same.
    """
    words = " ".join(fold_words(article)) or article.strip()
    return hashlib.sha256(words.encode()).hexdigest()


def is_held_out(digest: str) -> bool:
    """Say whether the article of this digest is for measuring; one in five is, always the same."""
    return int(digest[:16], 16) % _HELD_OUT_OF == 0
