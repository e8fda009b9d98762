"""What a model was made of, as its card states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Origin:
    """The documents that a model was trained on, and how to make it again.

    `sources` are (name, documents), the largest first. Of `documents`, `read` had a topic that
    somebody gave by reading, and `used` is how many the model was fitted to in the end.
    """

    documents: int
    read: int
    used: int
    sources: tuple[tuple[str, int], ...]
    digest: str
    seed: int
    libraries: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, card: Mapping[str, Any]) -> Origin | None:
        """Read it off a model's card; None for a card that does not say it all."""
        try:
            training = card["training"]
            sources = {str(name): int(count) for name, count in training["sources"].items()}
            return cls(
                documents=int(training["documents"]),
                read=int(training["read"]),
                used=int(training["used"]),
                sources=tuple(sorted(sources.items(), key=lambda item: (-item[1], item[0]))),
                digest=str(card["data_digest"]),
                seed=int(card["seed"]),
                libraries=tuple(
                    (str(name), str(number)) for name, number in card["libraries"].items()
                ),
            )
        except (LookupError, TypeError, ValueError, AttributeError):
            return None
