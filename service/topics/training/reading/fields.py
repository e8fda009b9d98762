"""An object of JSON, or a row of a table, as an article's fields, whichever program wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from service.interchange import doccano, label_studio
from service.interchange.doccano import WrongLabels, labels_of
from service.interchange.label_studio import NotChosen, choices_in_cell, choices_of, read_task
from service.topics.errors import TrainingDataError
from service.topics.training.reading.columns import NEEDED, Columns, remedy
from service.topics.training.reading.item import (
    CANCELLED,
    DISAGREEING,
    HELD_OUT,
    REJECTED,
    UNACCEPTED,
    UNLABELLED,
    Fault,
    Found,
    Item,
    Notes,
    Passed,
)

# What an export of corrections says beside the article, in each of its formats.
_CORRECTION = {"key", "state", "held_out", "note", "given", "sent_topic", "html", "article"} | {
    *("language", "clean", "id", "sender", "created_at", "reviewer", "reviewed_at", "digest")
}
_COMMENTS = {"id", "Comments", "comments"}


def read_fields(found: object, place: str, columns: Columns, notes: Notes) -> Item:
    """Return what an object is as an article, or why it is none."""
    if not isinstance(found, dict):
        return Fault(f"{place} is not a JSON object with topic and text.")
    if label_studio.is_task(found):
        return _of_task(found, place, columns, notes)
    return of_row(found, place, columns, notes)


def of_row(row: Mapping[str, Any], place: str, columns: Columns, notes: Notes) -> Item:
    """Return what a row is, or an object without others in it."""
    try:
        names = columns.find(row)
    except TrainingDataError as error:
        return Fault(f"{place}: {error}.")
    notes.named |= columns.named(names)
    notes.there |= dict.fromkeys(row)
    passed = _passed_correction(row)
    if passed:
        notes.form = "exported corrections"
        return Passed(place, passed)
    article = {one: row[name] for one, name in names.items()}
    if article.get("text") is None and isinstance(row.get("article"), str) and "html" in row:
        article["text"] = row["article"]
    known = _note_form(row, names.get("topic"), notes)
    notes.unread |= dict.fromkeys(
        name for name in row if name not in known and name not in names.values()
    )
    try:
        labels = _labels(row, names)
    except (WrongLabels, NotChosen) as error:
        return Fault(f"{place}: {error}. It takes one topic, by its name.")
    if labels is None:
        return _checked(Found(place, article), row)
    task = row.get(label_studio.ROW_TASK) if label_studio.ROW_MARK in row else None
    return _labelled(Found(place, article, None if task is None else str(task)), labels, row)


def _labels(row: Mapping[str, Any], names: Mapping[str, str]) -> list[str] | None:
    """The labels that a tool says, of which there may be none; None where it is a plain topic."""
    topic = row.get(names.get("topic", ""))
    if label_studio.ROW_MARK in row:
        if row[label_studio.ROW_MARK] in (None, ""):
            return []
        return choices_in_cell(topic) if "topic" in names else None
    if names.get("topic") in doccano.LABEL or isinstance(topic, list):
        return labels_of(topic)
    if "topic" not in names and isinstance(row.get(doccano.NUMBERED), list):
        raise WrongLabels(doccano.NUMBERS)
    return None


def _of_task(found: dict[str, Any], place: str, columns: Columns, notes: Notes) -> Item:
    notes.form = "Label Studio"
    place = f"{place}, task {found['id']}" if "id" in found else place
    kind = columns.names.get("topic", "topic")
    try:
        task = read_task(found)
        names = columns.find(task.data)
        made = {choices_of(chosen, kind, "topic") for chosen in task.annotations} - {()}
    except (NotChosen, TrainingDataError) as error:
        return Fault(f"{place}: {error}.")
    notes.there |= dict.fromkeys(task.data)
    notes.named |= columns.named(names)
    notes.named |= {"topic"} if any(kind in chosen for chosen in task.annotations) else set()
    if task.data.get("held_out") is True:
        return Passed(place, HELD_OUT)
    if not made:
        return Passed(place, CANCELLED if task.cancelled else UNLABELLED)
    if len(made) > 1:
        return Passed(place, DISAGREEING)
    article = {one: task.data[name] for one, name in names.items()}
    notes.unread |= dict.fromkeys(
        name for name in task.data if name not in {*names.values(), *_CORRECTION}
    )
    return _labelled(Found(place, article), list(made.pop()), task.data)


def _labelled(found: Found, labels: Sequence[str], there: Mapping[str, Any]) -> Item:
    if not labels:
        return Passed(found.place, UNLABELLED)
    if len(labels) > 1:
        several = " and ".join(label[:40] for label in labels[:5])
        return Fault(
            f"{found.place} has {len(labels)} labels, {several}: an article here has one topic."
            " Leave the one that it is about first, or take the article out."
        )
    return _checked(replace(found, fields={**found.fields, "topic": labels[0]}), there)


def _checked(found: Found, there: Mapping[str, Any]) -> Item:
    missing = [one for one in NEEDED if found.fields.get(one) is None]
    if missing:
        return Fault(
            f"{found.place}: field {missing[0]!r} is missing or not text. {remedy(missing, there)}."
        )
    return found


def _passed_correction(row: Mapping[str, Any]) -> str | None:
    """Why an exported correction is no article to learn from."""
    if "key" not in row or "state" not in row:
        return None
    if str(row.get("held_out")).lower() == "true":
        return HELD_OUT
    # What came back from a tool, which numbers what it has, was decided on there.
    if "id" in row and "digest" not in row:
        return None
    if row["state"] == "rejected":
        return REJECTED
    return None if row["state"] == "accepted" else UNACCEPTED


def _note_form(row: Mapping[str, Any], topic: str | None, notes: Notes) -> set[str]:
    """Note which tool a row comes from, and return what the tool says beside the article."""
    known: set[str] = set()
    if "key" in row and "state" in row:
        notes.form = "exported corrections"
        known |= _CORRECTION
    if label_studio.ROW_MARK in row:
        notes.form = "Label Studio"
        known |= label_studio.ROW_NOTES
    elif topic in doccano.LABEL:
        notes.form = notes.form or "labels as doccano exports them"
        known |= _COMMENTS
    return known
