"""When a request is sent again, and for how long."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic

#: Too slow, too much at once, and a proxy or service that is away for a moment. All that a client
#: sends is safe to repeat: an analysis keeps nothing, and the same correction is kept once.
AGAIN = frozenset({408, 429, 502, 503, 504})
_FIRST, _LONGEST = 0.5, 20.0


@dataclass(frozen=True)
class Retry:
    """How often a request is tried, and for how many seconds all its tries may take together.

    Of many articles it holds for each anew: an answer that came is progress.
    """

    attempts: int = 5
    deadline: float = 120.0


@dataclass
class Effort:
    """The tries of one request."""

    retry: Retry
    tried: int = 0
    _begun: float = field(default_factory=monotonic)

    def begin(self) -> float:
        """Count a try; return the seconds that are left for it.

        Time counts from the first: articles that are slow to come are no fault of the service.
        """
        if self.tried == 0:
            self._begun = monotonic()
        self.tried += 1
        return max(self.left, 0.001)

    @property
    def left(self) -> float:
        """The seconds that are left for all tries."""
        return self.retry.deadline - (monotonic() - self._begun)

    def pause(self, asked: float | None = None) -> float | None:
        """Return the seconds to wait before the next try, or None where there shall be none.

        `asked` is what the service wants at least. Clients that were refused together come back
        spread.
        """
        grown: float = min(_FIRST * 2 ** (self.tried - 1), _LONGEST)
        spread = random.uniform(grown / 2, grown)  # noqa: S311 - nobody has to guess it
        seconds = spread if asked is None else asked + spread / 4
        if self.tried >= self.retry.attempts or seconds >= self.left:
            return None
        return seconds

    def renew(self) -> None:
        """Begin anew, for there was progress."""
        self.tried, self._begun = 0, monotonic()


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that `Retry-After` asks for, as a number or a date; None without one."""
    value = headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)
