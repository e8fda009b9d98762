"""The model that serves now, as far as a candidate can be compared with it.

Of one that cannot be loaded its topics are compared all the same: docs/decisions/0045.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from service.topics.errors import ModelError, NoModel
from service.topics.store.bundle import Bundle, read_card, read_manifest
from service.topics.store.registry import Registry


@dataclass(frozen=True)
class BrokenChampion:
    """A current model that cannot be loaded, and the topics it had; None where these are lost."""

    version: str
    topics: tuple[str, ...] | None


def read_champion(registry: Registry) -> Bundle | BrokenChampion | None:
    """Return the current model, or what can still be read of it; None where none was promoted."""
    try:
        version = registry.current()
    except NoModel:
        return None
    try:
        return registry.load(version)
    except (ModelError, OSError):
        return BrokenChampion(version, _topics(registry, version))


def _topics(registry: Registry, version: str) -> tuple[str, ...] | None:
    try:
        folder = registry.path(version)
    except NoModel:
        return None
    return _topics_of_manifest(folder) or _topics_of_card(folder)


def _topics_of_manifest(folder: Path) -> tuple[str, ...] | None:
    try:
        return tuple(read_manifest(folder).classes) or None
    except (ModelError, OSError):
        return None


def _topics_of_card(folder: Path) -> tuple[str, ...] | None:
    try:
        return read_card(folder).classes or None
    except (ModelError, OSError):
        return None
