"""What writes an answer in one media type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel


@dataclass(frozen=True)
class Writer:
    """How an answer is written in one media type."""

    media_type: str
    write: Callable[[BaseModel], str | bytes]
    #: What the description of the API says of it; None where it is the answer's own model.
    schema: Mapping[str, Any] | None = None
    #: The answers that it can write; None for all. Routes of other answers do not offer it.
    answers: frozenset[type[BaseModel]] | None = None

    def writes(self, answer: type[BaseModel]) -> bool:
        """Say whether it can write an answer of this model."""
        return self.answers is None or answer in self.answers
