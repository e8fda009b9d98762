"""Corrections for the tests."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

from service.feedback.correction import Correction, Given, Sent

_numbers = count(1)


def correction(
    topic: str = "crime",
    text: str | None = None,
    *,
    label: str | None = "crime",
    confidence: float | None = 0.7,
    sender: str = "desk",
    **more: Any,
) -> Correction:
    """A correction of an article that nobody has sent yet; `more` are other fields of it."""
    text = text or f"The council met on Monday for the {next(_numbers)}th time in the old hall."
    made = Correction.of(Sent(topic, text), text, Given(label, confidence, "1"), sender)
    return replace(made, **more)
