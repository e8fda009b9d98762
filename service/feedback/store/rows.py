"""Corrections as rows of the table, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast

from sqlalchemy import Row

from service.feedback.correction import Correction, Given, Sent, State

_SENT = ("text", "html", "title", "language", "clean", "id", "note")


def to_row(correction: Correction) -> dict[str, Any]:
    """Return the columns of a correction."""
    sent, given = asdict(correction.sent), correction.given
    return {
        **{name: sent[name] for name in _SENT},
        "sent_topic": correction.sent.topic,
        "given_label": given.label,
        "given_confidence": given.confidence,
        "given_version": given.version,
        "key": correction.key,
        "state": correction.state,
        "topic": correction.topic,
        "held_out": correction.held_out,
        "sender": correction.sender,
        "created_at": correction.created_at,
        "reviewer": correction.reviewer,
        "reviewed_at": correction.reviewed_at,
        "digest": correction.digest,
        "body": correction.body,
    }


def from_row(row: Row[Any]) -> Correction:
    """Return the correction of a row."""
    found = row._mapping
    return Correction(
        key=found["key"],
        state=cast(State, found["state"]),
        topic=found["topic"],
        held_out=found["held_out"],
        given=Given(found["given_label"], found["given_confidence"], found["given_version"]),
        sent=Sent(topic=found["sent_topic"], **{name: found[name] for name in _SENT}),
        sender=found["sender"],
        created_at=found["created_at"],
        digest=found["digest"],
        body=found["body"],
        reviewer=found["reviewer"],
        reviewed_at=found["reviewed_at"],
    )
