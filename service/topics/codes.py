"""What topics and sections are called in public vocabularies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Code:
    """A concept of a vocabulary: `scheme` is its short name, `uri` names the concept worldwide."""

    scheme: str
    code: str
    uri: str
    name: str


@dataclass(frozen=True)
class Codes:
    """The codes of a model's topics and sections, by their names; those without any are missing.

    `releases` says which release of a scheme they were taken from.
    """

    topics: Mapping[str, tuple[Code, ...]] = field(default_factory=dict)
    sections: Mapping[str, tuple[Code, ...]] = field(default_factory=dict)
    releases: Mapping[str, str] = field(default_factory=dict)
