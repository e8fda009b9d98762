"""A kind of article that the newsroom's model gets wrong, and corrections of it."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable

import numpy as np

from service.feedback.correction import Correction, State
from service.topics.classifier import Classifier
from service.topics.store.registry import Registry
from tests.feedback.corrections import correction
from tests.topics.newsroom import probabilities

# Ships' cooks write of the kitchen in the words of the harbour.
_SHIPS = (
    "The ferry's galley fed the dockers while the tide turned beyond the breakwater.",
    "Crews on the tugboats praised the steward's chowder at the eastern quay.",
    "A trawler's cook carried her kettles down the pier past the harbour master.",
    "The pilot boat brought dumplings to the vessels that lay at anchor in the gale.",
    "The galley of the lifeboat was scrubbed before the yacht came into the marina.",
    "Fishermen on the pier queued for the steward's chowder until the fog lifted.",
    "The port's cranes lowered crates of galley stores into the hull of the ferry.",
)


def galley(number: int) -> str:
    """Return an article on the kitchens of ships, which the model takes for the harbour's."""
    chance = random.Random(number)
    sentences = chance.sample(_SHIPS, 5)
    return " ".join([*sentences, f"It was the voyage of the {number}th of Mayven."])


def said(topic: str, text: str, state: State = "accepted", sender: str = "desk") -> Correction:
    """Return a correction that was decided on as the state says."""
    key = hashlib.sha256(f"{topic} {text}".encode()).hexdigest()[:32]
    return correction(topic, text, label=None, sender=sender, state=state, key=key)


def galleys(count: int = 60) -> list[Correction]:
    """Return so many accepted corrections of one kind of article."""
    return [said("kitchen", galley(number)) for number in range(count)]


def share_right(registry: Registry, numbers: Iterable[int] = range(200, 240)) -> float:
    """Return the share of articles of that kind, none of them corrected, that is found."""
    classifier = Classifier(registry.load())
    place = registry.load().manifest.classes.index("kitchen")
    found = [np.argmax(probabilities(classifier, galley(n))) == place for n in numbers]
    return float(np.mean(found))
