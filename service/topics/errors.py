"""What can be wrong with a model or with training data; each message says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class ModelError(Exception):
    """A stored model cannot be used."""


class NoModel(ModelError):
    """There is no model, or the pointer names none."""


class ModelBroken(ModelError):
    """A model's files are incomplete, changed or of a format this version does not read."""

    def __init__(self, place: str, fault: str) -> None:
        super().__init__(f"{place} {fault}. Restore it, promote another version, or retrain.")


class CardIncomplete(ModelError):
    """A model's card lacks what its pages tell."""

    def __init__(self, version: str, lacking: Sequence[str]) -> None:
        super().__init__(
            f"The card of {version} lacks {', '.join(lacking)}, which its page tells: an older"
            " release wrote it. Train a model with this one: dateline train (in a checkout"
            " bin/retrain)."
        )


class ModelUntrusted(ModelBroken):
    """A model holds types that are not on the list of those safe to load."""


class TrainingDataError(Exception):
    """A training file cannot be used as it is."""


class NotStored(OSError):
    """A model or the pointer to it could not be written; what served before goes on serving."""

    def __init__(self, folder: Path, error: OSError) -> None:
        super().__init__(
            f"The model could not be stored in {folder} ({error}). The one that served goes on"
            " serving. See to the disk, and train or promote again."
        )


class RegistryBusy(Exception):
    """Another training or promotion is at work."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Another training or promotion is at work in {folder}. Wait for it to end."
        )
