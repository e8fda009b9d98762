"""What somebody decided elsewhere: which topic an article has that was exported."""

from __future__ import annotations

from dataclasses import dataclass

from service.feedback.errors import WrongExchange
from service.topics.errors import TrainingDataError
from service.topics.training.rows import check_topic


@dataclass(frozen=True, slots=True)
class Decided:
    """The correction of this key is right, or would be with this topic."""

    key: str
    topic: str


def decided(key: object, topic: object, place: str) -> Decided:
    """Return a decision; raises `WrongExchange`, or `ValueError` for what is none at all."""
    if not isinstance(key, str) or not isinstance(topic, str):
        raise ValueError(place)
    try:
        check_topic(topic, place)
    except TrainingDataError as error:
        raise WrongExchange(place, str(error)) from None
    return Decided(key, topic)
