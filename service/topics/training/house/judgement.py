"""The corrections that are held out for good, as judges of a candidate beside the champion."""

from __future__ import annotations

from contextlib import suppress

from service.topics.card.card import HouseScore
from service.topics.errors import ModelError
from service.topics.store.bundle import read_card
from service.topics.store.registry import Registry
from service.topics.training.measuring.comparison import compare_shares
from service.topics.training.measuring.gate import RELATION, PartVerdict
from service.topics.training.measuring.truth import Labels

#: Of fewer corrections held out, two models' answers tell nothing.
MIN_MEASURED = 10


def judge_by_corrections(
    labels: Labels, before: Labels | None, after: Labels, *, taught: int, judged: int
) -> tuple[HouseScore, PartVerdict]:
    """Say whether a candidate does worse on what the house holds out than the champion does.

    `labels` are what the corrections say, and `before` and `after` what the two models do: `before`
    is None where no champion can be measured. The candidate was `taught` so many corrections, and
    `judged` candidates came before it. Worse is what resampling finds worse: docs/decisions/0047.
    """
    documents = len(labels)
    if documents < MIN_MEASURED:
        return HouseScore(taught, documents, judged), PartVerdict(found=_not_measured(documents))
    # Topics are not weighed alike, as for evaluation documents: corrections are of the kinds that
    # came up, and a topic that one of them is on would count as much as all others.
    right = compare_shares((after if before is None else before) == labels, after == labels)
    judged += 1
    score = HouseScore(
        taught,
        documents,
        judged,
        round(right.after, 4),
        None if before is None else round(right.before, 4),
    )
    by = f"{documents} held-out corrections, which have judged {judged} candidates"
    if before is None:
        return score, PartVerdict(found=f"; {right.after:.0%} right on {by}")
    if right.verdict == "worse":
        return score, PartVerdict((f"fewer are right of {by}: {right}",))
    return score, PartVerdict(found=f"; {RELATION[right.verdict]}, share right {right}, on {by}")


def _not_measured(held_out: int) -> str:
    """The words for so few corrections that they judge nothing."""
    return f"; not measured on corrections: {held_out} are held out, and it takes {MIN_MEASURED}"


def judged_before(registry: Registry) -> int:
    """Return how many candidates of a registry were judged by corrections, as their cards count."""
    found = [0]
    for version in registry.versions():
        with suppress(ModelError, OSError):
            house = read_card(registry.path(version)).house
            found.append(house.judged if house else 0)
    return max(found)
