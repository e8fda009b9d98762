"""The labels in doccano's exports of a text classification.

JSON and JSON Lines have them as a list, under `label` or, in old ones, `labels`; CSV joins them by
`#`. The text is `text`, or `data` in some releases. An export that has `annotations` numbers its
labels, and names none.
"""

from __future__ import annotations

#: What the label, and the text, are called in one release or another.
LABEL, TEXT = ("label", "labels"), ("text", "data")
#: What old exports have in place of labels that are named, and a sentence on it.
NUMBERED = "annotations"
NUMBERS = "its labels are numbers, and it is not said what they are called"

_JOINED_BY = "#"


class WrongLabels(ValueError):
    """What stands for labels is not the names of a whole text's."""


def labels_of(found: object) -> list[str]:
    """Return the names of the labels, of which there may be none; raises `WrongLabels`."""
    if found is None or found == "":
        return []
    if isinstance(found, str):
        return [name.strip() for name in found.split(_JOINED_BY)]
    if not isinstance(found, list):
        raise WrongLabels("its label is not text")
    if any(isinstance(label, list | dict) for label in found):
        raise WrongLabels("its labels are on parts of the text, not on the whole of it")
    if not all(isinstance(label, str) for label in found):
        raise WrongLabels(NUMBERS)
    return list(found)
