"""The model that a process serves with, and its exchange for a newly promoted one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from service.articles.reading import read_text
from service.topics.classifier import Classifier
from service.topics.errors import ModelBroken, ModelError, NoModel
from service.topics.store.bundle import MANIFEST, MODEL
from service.topics.store.registry import Registry
from service.topics.topic import Section, Topic

_log = logging.getLogger(__name__)

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
# The same of sections, which are found apart.
_SECTION_PROBES = {
    "sport": (
        "The striker scored twice in the second half as the champions won the cup final, and the"
        " coach praised his players after the match of the season."
    ),
    "crime-law": _PROBES["crime"],
    "politics": _PROBES["politics"],
}


@dataclass(frozen=True)
class Refusal:
    """A promoted model that this process would not serve with."""

    version: str
    reason: str


class LiveModel:
    """Holds the classifier of this process; a new one is loaded and tried beside it, then swapped.

    Reading `classifier` once gives an answer of one version, whatever is swapped meanwhile.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._classifier: Classifier | None = None
        self._refused_files: tuple[object, ...] = ()
        self.refusal: Refusal | None = None
        self.refusals = 0

    @property
    def classifier(self) -> Classifier:
        """The classifier; raises `NoModel` where none has been loaded."""
        if self._classifier is None:
            raise NoModel("No topic model is loaded.")
        return self._classifier

    @property
    def loaded(self) -> Classifier | None:
        """The classifier, or None where none has been loaded."""
        return self._classifier

    def load(self) -> None:
        """Load the current model and try it; raises `ModelError` and keeps what served before."""
        classifier = Classifier(self._registry.load())
        name = classifier.manifest.version
        if not classifies(classifier):
            raise ModelBroken(name, "misfiles the texts it is tried on")
        self._classifier = classifier
        _log.info("now serving model %s", name)
        self.refusal, self._refused_files = None, ()

    def refresh(self) -> bool:
        """Swap to the version that the pointer names, if it is another; say whether it did.

        One that cannot be used is refused once, with the reason in the log and in `refusal`, and
        tried again when its files have changed.
        """
        try:
            version = self._registry.current()
        except ModelError:
            return False
        serving = self._classifier
        if serving is not None and version == serving.manifest.version:
            self.refusal, self._refused_files = None, ()
            return False
        files = (version, *_changes(self._registry.folder / version))
        if files == self._refused_files:
            return False
        try:
            self.load()
        except (ModelError, OSError) as error:
            self._refused_files = files
            self.refusal = Refusal(version, str(error))
            self.refusals += 1
            _log.error("refused model %s, which was promoted: %s", version, error)
            return False
        return True

    def watch(self, seconds: float, report: Callable[[LiveModel], None]) -> threading.Thread:
        """Refresh every so often, in a thread that ends with the process.

        Calls `report` at once and after every look, whatever came of it.
        """

        def look() -> None:
            report(self)
            while not pause.wait(seconds):
                try:
                    self.refresh()
                    report(self)
                except Exception:
                    # Whatever is wrong with a new model, the old one goes on being served.
                    _log.exception("looking for a new model failed")

        pause = threading.Event()
        thread = threading.Thread(target=look, name="model-watch", daemon=True)
        thread.start()
        return thread


def classifies(classifier: Classifier) -> bool:
    """Say whether the classifier files the known texts rightly, those of its own labels."""
    stated = classifier.manifest.sections
    return all(
        _best(_classify(classifier, text)) == label
        for label, text in _PROBES.items()
        if label in classifier.manifest.classes
    ) and all(
        _best(_classify(classifier, text).section) == label
        for label, text in _SECTION_PROBES.items()
        if stated is not None and label in stated.classes
    )


def _classify(classifier: Classifier, text: str) -> Topic:
    return classifier.classify(read_text(text, language="en"), explain=False)


def _best(found: Topic | Section | None) -> str | None:
    scores = found.scores if found else None
    return max(scores, key=scores.__getitem__) if scores else None


def _changes(folder: Path) -> tuple[object, ...]:
    """What differs once somebody has mended a model's files."""
    marks: list[object] = []
    for name in (MANIFEST, MODEL):
        try:
            status = (folder / name).stat()
        except OSError:
            marks.append(None)
        else:
            marks.append((status.st_mtime_ns, status.st_size))
    return tuple(marks)
