"""What a model was made of, as its card states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.topics.card.card import Card, TopicUse
from service.topics.card.sources import UNSTATED


@dataclass(frozen=True)
class Part:
    """The documents of one source, what they are, and the licence as the source states it."""

    name: str
    documents: int
    what: str
    licence: str


@dataclass(frozen=True)
class Origin:
    """The documents that a model was trained on, and how to make it again.

    `sources` are the largest first. Of `documents`, `read` had a topic that somebody gave by
    reading, and `used` is how many the model was fitted to in the end; `topics` has the used ones
    by topic. What the card does not state is None or empty.
    """

    documents: int | None
    read: int | None
    used: int | None
    sources: tuple[Part, ...]
    topics: tuple[TopicUse, ...]
    digest: str | None
    seed: int | None
    libraries: Mapping[str, str]

    @classmethod
    def of(cls, card: Card) -> Origin | None:
        """Read it off a model's card; None for a card that says nothing of the training."""
        training = card.training
        if training is None:
            return None
        sources = [
            Part(name, documents, source.what, source.licence)
            for name, documents in training.sources.items()
            # Cards did not always say what their sources are.
            for source in (training.origins.get(name, UNSTATED),)
        ]
        return cls(
            documents=training.documents,
            read=training.read,
            used=training.used,
            sources=tuple(sorted(sources, key=lambda part: (-part.documents, part.name))),
            topics=training.topics,
            digest=card.data_digest,
            seed=card.seed,
            libraries=card.libraries,
        )
