"""The corrections that are kept: added once, found, changed, and really forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Select,
    and_,
    case,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from service.feedback.correction import OPEN, STATES, Change, Correction, State
from service.feedback.errors import (
    DatabaseAway,
    DatabaseBusy,
    DatabaseUnusable,
    NoSuchCorrection,
    TooManyCorrections,
)
from service.feedback.listing import MAX_PAGE, Order, Page, Place, Query, cursor_behind
from service.feedback.store.database import Database
from service.feedback.store.rows import from_row, to_row
from service.feedback.store.tables import CORRECTIONS

_c = CORRECTIONS.c
# Deleted in one transaction, which others wait for, and some 10 ms each; one at least.
_AT_ONCE, _CHARACTERS_AT_ONCE = 25, 500_000
_KEY = re.compile(r"[0-9a-f]{32}")
_NO_RANK = literal(0.0)
_KEPT = select(func.count()).select_from(CORRECTIONS)
# What an order compares before the time; the least comes first.
_RANKS: dict[Order, ColumnElement[Any]] = {
    "disputed": case((_c.state == "disputed", 0.0), (_c.state == "new", 1.0), else_=2.0),
    # A model that cannot score the article at all is the least sure.
    "uncertain": func.coalesce(_c.given_confidence, -1.0),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How many corrections are kept: at all, and of one sender while they wait for a decision."""

    rows: int
    waiting_of_sender: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many corrections are kept, by state; and when the oldest came that waits for somebody."""

    by_state: Mapping[State, int]
    oldest: datetime | None


class Store:
    """The corrections in a database; methods raise `DatabaseUnusable` and `DatabaseBusy`."""

    def __init__(self, database: Database, limits: Limits) -> None:
        self.database = database
        self._limits = limits

    def add(self, correction: Correction, *, replacing: bool = False) -> tuple[Correction, bool]:
        """Keep a correction, and return it and True, or the one that says so already and False.

        With `replacing`, what the sender said otherwise of the article, under the same id, is
        deleted for good, unless somebody has decided on it. Raises `TooManyCorrections`.
        """
        added, gone = self._add(correction, replacing)
        if gone:
            self._scrub()
        return added

    def _add(self, correction: Correction, replacing: bool) -> tuple[tuple[Correction, bool], int]:
        """The answer of `add`, and how many were deleted."""
        gone = 0
        try:
            with self.database.writing() as connection:
                if replacing:
                    gone = connection.execute(_replaced(correction)).rowcount
                if gone:
                    self.database.note_deletion(connection)
                # One question and one statement: while articles compute in other threads, each may
                # wait for the interpreter, and others for the lock.
                if key := self._asked_before(connection, correction):
                    return (_find(connection, key), False), gone
                connection.execute(CORRECTIONS.insert(), to_row(correction))
        except IntegrityError:
            # PostgreSQL has writers at once: the other one was first.
            with self.database.reading() as connection:
                found = self._same(connection, correction)
            if found is None:
                raise DatabaseAway from None
            return (found, False), 0
        return (correction, True), gone

    def find(self, key: str) -> Correction:
        """Return the correction of a key; raises `NoSuchCorrection`."""
        with self.database.reading() as connection:
            return _find(connection, key)

    def change(self, key: str, change: Change) -> Correction:
        """Change a correction and return it; raises `NoSuchCorrection` and `NotYours`."""
        with self.database.writing() as connection:
            changed = _find(connection, key).changed(change)
            connection.execute(update(CORRECTIONS).where(_c.key == key), to_row(changed))
        return changed

    def forget(self, key: str) -> None:
        """Delete a correction for good; raises `NoSuchCorrection`."""
        if not _KEY.fullmatch(key):
            raise NoSuchCorrection(key)
        with self.database.writing() as connection:
            if not connection.execute(delete(CORRECTIONS).where(_c.key == key)).rowcount:
                raise NoSuchCorrection(key)
            self.database.note_deletion(connection)
        self._scrub()

    def expire(self, before: datetime) -> int:
        """Delete for good what came before a moment, a few at a time; return how many."""
        gone = 0
        while keys := self._oldest(before):
            with self.database.writing() as connection:
                expired = delete(CORRECTIONS).where(_c.key.in_(keys))
                gone += connection.execute(expired).rowcount
                self.database.note_deletion(connection)
        if gone:
            self._scrub()
        return gone

    def _scrub(self) -> None:
        # It is deleted, whatever comes of this: what is noted is done at the next look.
        with suppress(DatabaseBusy, DatabaseUnusable):
            self.database.scrub()

    def _oldest(self, before: datetime) -> list[str]:
        """The keys of a few that came before a moment, as many as are soon deleted."""
        lengths = [func.coalesce(func.length(_c[name]), 0) for name in ("text", "html", "body")]
        asked = select(_c.key, *lengths).where(_c.created_at < before).limit(_AT_ONCE)
        with self.database.reading() as connection:
            found = connection.execute(asked).all()
        before_each = accumulate((sum(row[1:]) for row in found), initial=0)
        return [
            row.key
            for row, characters in zip(found, before_each, strict=False)
            if characters < _CHARACTERS_AT_ONCE
        ]

    def put(self, correction: Correction) -> bool:
        """Keep a correction as it was kept elsewhere; say whether it was not there already.

        Raises `TooManyCorrections`.
        """
        with self.database.writing() as connection:
            there = connection.execute(select(_c.key).where(_c.key == correction.key)).first()
            if there or self._same(connection, correction):
                return False
            self._check_rows(connection.execute(_KEPT).scalar_one())
            connection.execute(CORRECTIONS.insert(), to_row(correction))
        return True

    def count(self, topic: str | None = None) -> Counts:
        """Return how many there are in each state, of all or of a topic."""
        asked = select(_c.state, func.count(), func.min(_c.created_at)).group_by(_c.state)
        if topic is not None:
            asked = asked.where(_c.topic == topic)
        with self.database.reading() as connection:
            found = {state: (count, oldest) for state, count, oldest in connection.execute(asked)}
        kept = {state: found.get(state, (0, None))[0] for state in STATES}
        waiting = [found[state][1] for state in OPEN if state in found]
        return Counts(kept, min(waiting, default=None))

    def page(self, query: Query) -> Page:
        """Return a page of corrections; raises `WrongCursor`."""
        rank, place, limit = _RANKS.get(query.order), query.place(), min(query.limit, MAX_PAGE)
        ranked = (_NO_RANK if rank is None else rank).label("rank")
        asked = _matching(select(_c.key, _c.created_at, ranked), query)
        if place is not None:
            asked = asked.where(_behind(rank, place))
        first = () if rank is None else (rank,)
        asked = asked.order_by(*first, _c.created_at.desc(), _c.key.desc()).limit(limit + 1)
        with self.database.reading() as connection:
            found = connection.execute(asked).all()
            keys = [row.key for row in found[:limit]]
            rows = connection.execute(select(CORRECTIONS).where(_c.key.in_(keys))).all()
        by_key = {row.key: from_row(row) for row in rows}
        cursor = None
        if len(found) > limit:
            last = found[limit - 1]
            cursor = cursor_behind(query.order, (last.rank, last.created_at, last.key))
        return Page(tuple(by_key[key] for key in keys if key in by_key), cursor)

    def all(self, query: Query) -> Iterator[Correction]:
        """Give all that a query asks for, a page at a time: no reader holds up who writes."""
        while True:
            page = self.page(query)
            yield from page.corrections
            if page.next is None:
                return
            query = replace(query, cursor=page.next)

    def _asked_before(self, connection: Connection, correction: Correction) -> str | None:
        """The key of the correction that says so already; raises `TooManyCorrections`."""
        limits, sender = self._limits, correction.sender
        same = select(_c.key).where(*_sameness(correction))
        waiting = select(func.count()).where(_c.sender == sender, _c.state.in_(OPEN))
        asked = select(same.scalar_subquery(), waiting.scalar_subquery(), _KEPT.scalar_subquery())
        found, waits, kept = connection.execute(asked).one()
        if found is None and waits >= limits.waiting_of_sender:
            raise TooManyCorrections(
                f"{limits.waiting_of_sender:,} corrections of this sender wait for a decision,"
                " which is the limit. Accept, reject or delete some, or raise"
                " DATELINE_FEEDBACK_WAITING."
            )
        if found is None:
            self._check_rows(kept)
        return cast(str | None, found)

    def _same(self, connection: Connection, correction: Correction) -> Correction | None:
        row = connection.execute(select(CORRECTIONS).where(*_sameness(correction))).one_or_none()
        return from_row(row) if row else None

    def _check_rows(self, kept: int) -> None:
        if kept >= self._limits.rows:
            raise TooManyCorrections(
                f"{self._limits.rows:,} corrections are kept, which is the limit. Export and delete"
                " some, or raise DATELINE_FEEDBACK_ROWS."
            )


def _sameness(correction: Correction) -> tuple[ColumnElement[bool], ...]:
    """What a correction has that says the same of the same article for the same sender."""
    return (
        _c.digest == correction.digest,
        _c.sent_topic == correction.sent.topic,
        _c.sender == correction.sender,
    )


def _replaced(correction: Correction) -> Delete:
    """Delete what its sender said otherwise before, and nobody has decided on."""
    return delete(CORRECTIONS).where(
        _c.digest == correction.digest,
        _c.sent_topic != correction.sent.topic,
        _c.sender == correction.sender,
        _c.id == correction.sent.id,
        _c.state.in_(OPEN),
    )


def _find(connection: Connection, key: str) -> Correction:
    # PostgreSQL takes no text that has U+0000 in it, not even to look for.
    asked = select(CORRECTIONS).where(_c.key == key)
    row = connection.execute(asked).one_or_none() if _KEY.fullmatch(key) else None
    if row is None:
        raise NoSuchCorrection(key)
    return from_row(row)


def _matching(asked: Select[Any], query: Query) -> Select[Any]:
    if query.state == "open":
        asked = asked.where(_c.state.in_(OPEN))
    elif query.state is not None:
        asked = asked.where(_c.state == query.state)
    if query.topic is not None:
        asked = asked.where(_c.topic == query.topic)
    return asked


def _behind(rank: ColumnElement[Any] | None, place: Place) -> ColumnElement[bool]:
    """What stands behind a place, so that rows which come meanwhile shift no page."""
    at, moment, key = place
    older = or_(_c.created_at < moment, and_(_c.created_at == moment, _c.key < key))
    return older if rank is None else or_(rank > at, and_(rank == at, older))
