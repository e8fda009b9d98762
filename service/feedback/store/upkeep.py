"""What is done to the corrections without being asked: what is too old is deleted, and counted."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic

from service.feedback.errors import FeedbackError
from service.feedback.store.store import Counts, Store

_log = logging.getLogger(__name__)
_COUNT_SECONDS = 10.0
_EXPIRE_SECONDS = 3_600.0


class Upkeep:
    """Looks after a store; each worker may, for what one has done the others find done."""

    def __init__(self, store: Store, days: int) -> None:
        """`days` is how long a correction is kept; 0 means until somebody deletes it."""
        self._store, self._days = store, days
        self._expires_at = 0.0
        self._failure = ""

    def expire(self) -> None:
        """Delete what is too old; raises as the store does."""
        if self._days:
            gone = self._store.expire(datetime.now(UTC) - timedelta(days=self._days))
            if gone:
                _log.info("%d corrections were older than %d days and are gone", gone, self._days)

    def look(self, report: Callable[[Counts], None]) -> None:
        """Do what is due, and report what is kept; a failure is logged once."""
        now = monotonic()
        try:
            if now >= self._expires_at:
                self.expire()
                self._expires_at = now + _EXPIRE_SECONDS
            self._store.database.scrub()
            report(self._store.count())
        except FeedbackError as error:
            if str(error) != self._failure:
                _log.warning("no feedback: %s", error)
            self._failure = str(error)
            return
        if self._failure:
            _log.info("the database of the feedback is back")
        self._failure = ""

    def watch(self, report: Callable[[Counts], None]) -> threading.Thread:
        """Look every so often, in a thread that ends with the process."""

        def go_on() -> None:
            while True:
                try:
                    self.look(report)
                except Exception:
                    # Articles are analysed whatever is wrong here.
                    _log.exception("looking after the feedback failed")
                pause.wait(_COUNT_SECONDS)

        pause = threading.Event()
        thread = threading.Thread(target=go_on, name="feedback-upkeep", daemon=True)
        thread.start()
        return thread
