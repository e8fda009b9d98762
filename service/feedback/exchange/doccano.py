"""doccano's lines for text classification: the text, its labels, and what it keeps beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from service.feedback.correction import Correction
from service.feedback.errors import WrongExchange
from service.feedback.exchange.decision import Decided, decided
from service.feedback.exchange.record import read_json
from service.interchange.doccano import labels_of


def write_lines(corrections: Iterable[Correction]) -> Iterator[str]:
    """Give a line of JSON for each correction."""
    for correction in corrections:
        line = {
            "text": correction.text,
            "label": [] if correction.state == "rejected" else [correction.topic],
            "key": correction.key,
            "state": correction.state,
            "held_out": correction.held_out,
            "title": correction.sent.title,
            "note": correction.sent.note,
            "given": correction.given.label,
        }
        yield json.dumps(line, ensure_ascii=False) + "\n"


def read_lines(lines: Iterable[str]) -> Iterator[Decided]:
    """Give what each line is labelled with, if it is; raises `WrongExchange`."""
    for number, line in enumerate(lines, 1):
        place = f"line {number}"
        found: Any = read_json(line, place) if line.strip() else {"label": []}
        try:
            labels = labels_of(found["label"])
            if labels:
                (label,) = labels
                beside = found.get("Metadata") or found
                yield decided(beside["key"], label, place)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise WrongExchange(place, "it has no key, or not one label") from None
