"""What can be wrong with a model or with training data; each message says what to do."""

from __future__ import annotations


class ModelError(Exception):
    """A stored model cannot be used."""


class NoModel(ModelError):
    """There is no model, or the pointer names none."""


class ModelBroken(ModelError):
    """A model's files are incomplete, changed or of a format this version does not read."""


class ModelUntrusted(ModelError):
    """A model holds types that are not on the list of those safe to load."""


class TrainingDataError(Exception):
    """A training file cannot be used as it is."""
