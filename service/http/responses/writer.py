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
