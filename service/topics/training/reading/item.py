"""What stands at a place of a file: an article's fields, something passed over, or a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Found:
    """An article's fields, at a place such as `own.csv row 3`.

    Of one that several people labelled, each in a row, `task` tells the article.
    """

    place: str
    fields: Mapping[str, Any]
    task: str | None = None


@dataclass(frozen=True)
class Passed:
    """What is no article to learn from, though nothing is wrong with it; the reason says why."""

    place: str
    reason: str


@dataclass(frozen=True)
class Fault:
    """A sentence on what is wrong, with its place."""

    sentence: str


Item = Found | Passed | Fault

EMPTY_ROW = "empty"
UNLABELLED = "without a label"
CANCELLED = "skipped or cancelled by who labelled"
DISAGREEING = "labelled differently by different people"
HELD_OUT = "held out for measuring, so that no model learns from it"
UNACCEPTED = "accepted by nobody (bin/dateline feedback accept)"
REJECTED = "rejected"


@dataclass
class Notes:
    """What is noted of a file beside its articles.

    `form` is the tool that wrote it, where that is plain. `named` are the fields whose columns
    were named and are there; `unread` are the names of columns that are not read, in their order.
    """

    form: str = ""
    named: set[str] = field(default_factory=set)
    there: dict[str, None] = field(default_factory=dict)
    unread: dict[str, None] = field(default_factory=dict)
