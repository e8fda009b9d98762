"""The history of models: every version that there is or was, with its scores."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from service.topics.card.scores import Scores
from service.topics.errors import ModelError
from service.topics.store.bundle import read_card, read_manifest
from service.topics.store.registry import Promotion, Registry

# Shown to readers; whoever wants more has the folder.
_MAX_RELEASES = 50


@dataclass(frozen=True)
class Release:
    """A version: when it was trained and promoted, and how good it was found.

    `trained_at` is None where its folder is gone, `scores` also where its card does not have them.
    """

    version: str
    trained_at: str | None
    promotions: tuple[Promotion, ...]
    scores: Scores | None


def releases(registry: Registry) -> tuple[Release, ...]:
    """Return the versions, the newest first, 50 at most.

    Read again when the folder or its history has changed, so that a visit costs two looks at it.
    """
    return _read(registry, registry.stamp())


@lru_cache(maxsize=4)
def _read(registry: Registry, _: tuple[int, ...]) -> tuple[Release, ...]:
    promotions: dict[str, list[Promotion]] = {}
    for promotion in registry.history():
        promotions.setdefault(promotion.version, []).append(promotion)
    kept = list(reversed(registry.versions()))
    gone = [version for version in reversed(promotions) if version not in kept]
    return tuple(
        _release(registry.folder / version, tuple(promotions.get(version, ())))
        for version in (*kept, *gone)[:_MAX_RELEASES]
    )


def _release(folder: Path, promotions: tuple[Promotion, ...]) -> Release:
    try:
        trained_at = read_manifest(folder).trained_at
    except (ModelError, OSError):
        return Release(folder.name, None, promotions, None)
    try:
        scores = Scores.of(read_card(folder))
    except (ModelError, OSError):
        scores = None
    return Release(folder.name, trained_at, promotions, scores)
