"""Which corrections are asked for, in which order, a page at a time."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from service.feedback.correction import Correction, State
from service.feedback.errors import WrongCursor

#: A state, or `open`: those on which nobody has decided yet.
Wanted = Literal[State, "open"]
Order = Literal["newest", "disputed", "uncertain"]
ORDERS: tuple[Order, ...] = get_args(Order)
MAX_PAGE = 100
#: Where a page ends, by the values that its order compares: a rank, a time, a key.
Place = tuple[float, datetime, str]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for: all, or those of a state or topic, from behind a cursor on.

    `newest` first; `disputed`: those first, then `new` ones, newest first; `uncertain`: what the
    model was least sure of first, newest first.
    """

    state: Wanted | None = None
    topic: str | None = None
    order: Order = "newest"
    limit: int = 20
    cursor: str | None = None

    def place(self) -> Place | None:
        """Return where the page begins, behind which place; raises `WrongCursor`."""
        return None if self.cursor is None else _read(self.cursor, self.order)


@dataclass(frozen=True, slots=True)
class Page:
    """Some corrections, and the cursor of those that follow, if any do."""

    corrections: tuple[Correction, ...]
    next: str | None


def cursor_behind(order: Order, place: Place) -> str:
    """Return the cursor of what follows a place, as text that can stand in an address."""
    rank, moment, key = place
    content = json.dumps([order, rank, moment.isoformat(), key]).encode()
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _read(cursor: str, order: Order) -> Place:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        content = json.loads(base64.b64decode(padded, b"-_", validate=True))
        named, rank, moment, key = content
        place = float(rank), datetime.fromisoformat(moment), str(key)
    except (ValueError, TypeError):
        raise WrongCursor from None
    if named != order or place[1].tzinfo is None:
        raise WrongCursor
    return place
