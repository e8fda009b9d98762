"""The model that a process serves with."""

from __future__ import annotations

from service.articles.reading import read_text
from service.topics.classifier import Classifier
from service.topics.errors import ModelError, NoModel
from service.topics.registry import Registry

# Written for this purpose; a model that misfiles any of them is broken, not merely weak.
_PROBES = {
    "diplomacy": (
        "Foreign ministers of the two countries signed a treaty at the summit and agreed to lift"
        " sanctions, reopen embassies and resume negotiations with the United Nations envoy."
    ),
    "crime": (
        "Police arrested a man on suspicion of murder after the robbery. Prosecutors charged him,"
        " and a judge sentenced his accomplice to twelve years in prison."
    ),
    "politics": (
        "The opposition party won the election after a long campaign. Voters in the state gave"
        " its candidate for governor a majority, and the senator conceded."
    ),
}


class ServedModel:
    """Holds the classifier of this process, loaded once and checked before it serves."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._classifier: Classifier | None = None

    @property
    def classifier(self) -> Classifier:
        """The classifier; raises `NoModel` where none has been loaded."""
        if self._classifier is None:
            raise NoModel("No topic model is loaded.")
        return self._classifier

    def peek(self) -> Classifier | None:
        """Return the classifier if there is one."""
        return self._classifier

    def load(self) -> None:
        """Load the current model and try it; raises `ModelError` and keeps what served before."""
        classifier = Classifier(self._registry.load())
        if not classifies(classifier):
            raise ModelError(f"{classifier.manifest.version} misfiles the texts it is tried on.")
        self._classifier = classifier


def classifies(classifier: Classifier) -> bool:
    """Say whether the classifier files the known texts rightly, those of its own topics."""
    for label, text in _PROBES.items():
        if label in classifier.manifest.classes:
            topic = classifier.classify(read_text(text, language="en"), explain=False)
            if topic.scores is None or max(topic.scores, key=topic.scores.__getitem__) != label:
                return False
    return True
