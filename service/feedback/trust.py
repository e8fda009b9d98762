"""Which corrections models may be trained on and measured by, and how many may be a sender's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from service.feedback.correction import Correction

#: Of all that is trained on, so much may be what one sender says and nobody else has looked at:
#: docs/decisions/0070.
SHARE = 0.02
#: Of all that measures a model, so much may be what one sender says and nobody else has looked at.
MEASURING_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Usable:
    """Corrections to use, and how many are left out because their sender sent so many."""

    corrections: tuple[Correction, ...]
    over_share: int


def usable(corrections: Iterable[Correction], beside: int, share: float = SHARE) -> Usable:
    """Return the corrections that may be trained on, one an article, in the order of their keys.

    `beside` is how many other documents are trained on. None is held out, rejected, or disputed
    and not accepted. What a reviewer accepted counts always; of what nobody has decided on, each
    sender has `share` of the whole at most. An article of which different things are said, and
    nothing is accepted, is left out.
    """
    return _within(*_by_article(item for item in corrections if not item.held_out), beside, share)


def measurable(corrections: Iterable[Correction], share: float = MEASURING_SHARE) -> Usable:
    """Return the corrections that models may be measured by, one an article, by their keys.

    Each is held out, and accepted, or waits and was not disputed; of an article of which different
    things are said there is none, as in `usable`. What a reviewer accepted counts always; of what
    nobody has decided on, each sender has `share` of the whole at most, so that nobody who is
    wrong can keep every model from being promoted.
    """
    return _within(*_by_article(item for item in corrections if item.held_out), 0, share)


def _within(
    accepted: list[Correction], waiting: list[Correction], beside: int, share: float
) -> Usable:
    """All that was accepted, and of what waits no more than a share of each sender's."""
    by_sender: dict[str, list[Correction]] = defaultdict(list)
    for item in waiting:
        by_sender[item.sender].append(item)
    limit = _limit([len(sent) for sent in by_sender.values()], beside + len(accepted), share)
    # Keys are drawn at random: none is preferred.
    taken = [item for sent in by_sender.values() for item in sorted(sent, key=_key)[:limit]]
    return Usable(tuple(sorted([*accepted, *taken], key=_key)), len(waiting) - len(taken))


def _limit(counts: list[int], others: int, share: float) -> int:
    """How many of a sender's are at most `share` of the whole, which is less where some are cut."""
    while True:
        limit = int(share * (others + sum(counts)))
        if max(counts, default=0) <= limit:
            return limit
        counts = [min(count, limit) for count in counts]


def _by_article(corrections: Iterable[Correction]) -> tuple[list[Correction], list[Correction]]:
    """One correction of each article: what was accepted last, or what all say who said anything."""
    accepted: dict[str, Correction] = {}
    waiting: dict[str, list[Correction]] = defaultdict(list)
    for item in corrections:
        if item.state == "new":
            waiting[item.digest].append(item)
        elif item.state == "accepted":
            before = accepted.get(item.digest)
            if before is None or _decided_at(before) < _decided_at(item):
                accepted[item.digest] = item
    agreed = [
        min(said, key=_key)
        for digest, said in waiting.items()
        if digest not in accepted and len({item.topic for item in said}) == 1
    ]
    return list(accepted.values()), agreed


def _key(correction: Correction) -> str:
    return correction.key


def _decided_at(correction: Correction) -> tuple[float, str]:
    at = correction.reviewed_at or correction.created_at
    return at.timestamp(), correction.key
