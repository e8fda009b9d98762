"""The corrections that are held out for good, as judges of a candidate beside the champion."""

from __future__ import annotations

from contextlib import suppress

from service.topics.card.card import HouseScore
from service.topics.errors import ModelError
from service.topics.store.bundle import read_card
from service.topics.store.registry import Registry
from service.topics.training.measuring.comparison import Difference, compare
from service.topics.training.measuring.gate import RELATION, PartVerdict, worse
from service.topics.training.measuring.truth import Labels, Truth

#: Of fewer corrections held out, two models' answers tell nothing.
MIN_MEASURED = 20


def judge_by_house(
    truth: Truth, before: Labels | None, after: Labels, *, taught: int, judged: int
) -> tuple[HouseScore, PartVerdict]:
    """Say whether a candidate does worse on what the house holds out than the champion does.

    `truth` is what the corrections say, and `before` and `after` what the two models do: `before`
    is None where no champion can be measured. The candidate was `taught` so many corrections, and
    `judged` candidates came before it. Worse is what resampling finds worse: docs/decisions/0047.
    """
    documents = len(truth)
    if documents < MIN_MEASURED:
        return HouseScore(taught, documents, judged), PartVerdict(found=not_measured(documents))
    compared = compare(truth, after if before is None else before, after)
    judged += 1
    faults = () if before is None else tuple(worse(compared))
    score = HouseScore(
        taught,
        documents,
        judged,
        round(compared.overall.after, 4),
        round(float((after == truth.labels).mean()), 4),
        None if before is None else round(compared.overall.before, 4),
        faults,
    )
    by = f"{documents} held-out corrections, which have judged {judged} candidates"
    if faults:
        return score, PartVerdict(tuple(f"on {by}: {fault}" for fault in faults))
    return score, PartVerdict(found=f"; {_told(compared.overall, before is None)} on {by}")


def not_measured(held_out: int) -> str:
    """Return the words for so few corrections that they judge nothing."""
    return f"; not measured on corrections: {held_out} are held out, and it takes {MIN_MEASURED}"


def judged_before(registry: Registry) -> int:
    """Return how many candidates of a registry were judged by corrections, as their cards count."""
    found = [0]
    for version in registry.versions():
        with suppress(ModelError, OSError):
            house = read_card(registry.path(version)).house
            found.append(house.judged if house else 0)
    return max(found)


def _told(overall: Difference, alone: bool) -> str:
    if alone:
        return f"macro-F1 {overall.after:.4f}"
    return f"{RELATION[overall.verdict]}, macro-F1 {overall}"
