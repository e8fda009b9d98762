"""What a model was made of, as its card states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

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
    reading, and `used` is how many the model was fitted to in the end.
    """

    documents: int
    read: int
    used: int
    sources: tuple[Part, ...]
    digest: str
    seed: int
    libraries: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, card: Mapping[str, Any]) -> Origin | None:
        """Read it off a model's card; None for a card that does not say it all."""
        try:
            training = card["training"]
            # Cards did not always say what their sources are.
            told = training.get("origins", {})
            sources = [
                Part(str(name), int(count), **told.get(name, asdict(UNSTATED)))
                for name, count in training["sources"].items()
            ]
            return cls(
                documents=int(training["documents"]),
                read=int(training["read"]),
                used=int(training["used"]),
                sources=tuple(sorted(sources, key=lambda part: (-part.documents, part.name))),
                digest=str(card["data_digest"]),
                seed=int(card["seed"]),
                libraries=tuple(
                    (str(name), str(number)) for name, number in card["libraries"].items()
                ),
            )
        except (LookupError, TypeError, ValueError, AttributeError):
            return None
