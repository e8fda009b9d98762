"""The formats that corrections are exchanged in, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from service.feedback.correction import Correction
from service.feedback.exchange.decision import Decided
from service.feedback.exchange.doccano import read_lines, write_lines
from service.feedback.exchange.label_studio import read_tasks, write_tasks
from service.feedback.exchange.record import read_records, write_records

FormatName = Literal["jsonl", "label-studio", "doccano"]
NAMES: tuple[FormatName, ...] = get_args(FormatName)


@dataclass(frozen=True, slots=True)
class Format:
    """What writes and reads a format; only `jsonl` has all that is kept.

    `write` gives pieces of text. `read` gives from lines whole corrections, or what was decided on
    those that are kept here; it raises `WrongExchange`.
    """

    media_type: str
    ending: str
    write: Callable[[Iterable[Correction]], Iterator[str]]
    read: Callable[[Iterable[str]], Iterator[Correction | Decided]]


FORMATS: dict[FormatName, Format] = {
    "jsonl": Format("application/x-ndjson", ".jsonl", write_records, read_records),
    "label-studio": Format("application/json", ".json", write_tasks, read_tasks),
    "doccano": Format("application/x-ndjson", ".jsonl", write_lines, read_lines),
}
