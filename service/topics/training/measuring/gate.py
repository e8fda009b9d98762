"""Whether a candidate may take the champion's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.topics.card.sources import REGIONS
from service.topics.training.champion import BrokenChampion
from service.topics.training.measuring.comparison import Comparison

# A new topic has no evaluation documents yet; its own articles, each predicted by a model that
# had not seen it, have to be found at least so well.
MIN_NEW_TOPIC_RECALL = 0.25
# Users may see a topic otherwise than the sources do, but not in most of their articles.
MAX_CONTRADICTED = 0.4
_MIN_ARTICLES = 20


@dataclass(frozen=True)
class Verdict:
    """Whether to promote, and the sentence that says why or why not."""

    promote: bool
    reason: str


#: What a comparison's verdict is called.
RELATION = {
    "worse": "worse than the current model",
    "better": "better than the current model",
    "equal": "equal to the current model",
}
#: Where nothing serves, anything is better.
FIRST = Verdict(True, "there was no model before")


def judge(
    comparison: Comparison,
    *,
    gone: Sequence[str],
    new_topics: Mapping[str, float],
    contradicted: tuple[int, int],
) -> Verdict:
    """Say whether a candidate may replace the champion, which it was compared with.

    It may if it is better, or equal as far as the documents can tell: what has learned from more
    is then to serve. `gone` are the champion's topics that the candidate does not know and
    `new_topics` has the held-out recall of each that the champion does not know; `contradicted` is
    how many of the users' articles the champion files elsewhere, and how many there are.
    """
    faults = [*_gone(gone), *_worse(comparison, gone), *_not_found(new_topics)]
    against, articles = contradicted
    if articles >= _MIN_ARTICLES and against > MAX_CONTRADICTED * articles:
        faults.append(
            f"{against} of your {articles} articles contradict what is known of their topics"
        )
    if faults:
        return Verdict(False, "not promoted: " + "; ".join(faults))
    return Verdict(True, f"promoted: {_found(comparison)}{_added(new_topics)}")


def judge_beside_broken(
    champion: BrokenChampion, *, gone: Sequence[str], new_topics: Mapping[str, float]
) -> Verdict:
    """Say whether a candidate may replace a model that cannot be measured any more.

    It may, if no topic goes with it: `gone` and `new_topics` are as in `judge`.
    """
    if champion.topics is None:
        return Verdict(
            False,
            f"not promoted: the current model {champion.version:.80} cannot be loaded, and which"
            " topics would go with it cannot be read either: restore it or promote another"
            " version, and train again, or go without it by --force",
        )
    faults = [*_gone(gone), *_not_found(new_topics)]
    unmeasured = f"the current model {champion.version} cannot be loaded to be measured"
    if faults:
        return Verdict(False, f"not promoted: {'; '.join(faults)} ({unmeasured})")
    return Verdict(
        True, f"promoted: {unmeasured}, and none of its topics is gone{_added(new_topics)}"
    )


@dataclass(frozen=True)
class PartVerdict:
    """What speaks against a part of what a candidate does, and else what it was found to be."""

    faults: tuple[str, ...] = ()
    found: str = ""


def judge_sections(
    comparison: Comparison | None, *, gone: Sequence[str], new: Mapping[str, float]
) -> PartVerdict:
    """Say whether a candidate's sections may replace the champion's, as `judge` does for topics.

    `comparison` is None where the champion, or the candidate, has no sections.
    """
    faults = [
        *(
            f"the section {name} is gone, because no article under it was used: put its articles"
            " back where they are read, or go without it by --force"
            for name in gone
        ),
        *(f"sections: {fault}" for fault in (_worse(comparison, gone) if comparison else ())),
        *(
            f"the new section {name} is found in only {recall:.0%} of its own articles"
            for name, recall in new.items()
            if recall < MIN_NEW_TOPIC_RECALL
        ),
    ]
    if comparison is None:
        return PartVerdict(tuple(faults))
    return PartVerdict(
        tuple(faults),
        f"; sections {RELATION[comparison.overall.verdict]}: macro-F1 {comparison.overall}"
        + _added(new),
    )


def joined(*parts: PartVerdict) -> PartVerdict:
    """Return one verdict on several parts."""
    return PartVerdict(
        tuple(fault for part in parts for fault in part.faults),
        "".join(part.found for part in parts),
    )


def with_part(verdict: Verdict, part: PartVerdict) -> Verdict:
    """Return the verdict on a model from one on it and one on a part of it."""
    if not verdict.promote:
        return Verdict(False, "; ".join([verdict.reason, *part.faults]))
    if part.faults:
        return Verdict(False, f"not promoted: {'; '.join(part.faults)}")
    return Verdict(True, verdict.reason + part.found)


def _gone(topics: Sequence[str]) -> list[str]:
    return [
        f"the topic {name} is gone, because no article under it was used: put its articles"
        " back where they are read, or go without it by --force"
        for name in topics
    ]


def _worse(comparison: Comparison, gone: Sequence[str]) -> list[str]:
    """A sentence for each score that fell by more than chance, but those of lost topics."""
    scores = [
        ("macro-F1", comparison.overall),
        # A topic that is gone is told already.
        *((f"F1 of {name}", f1) for name, f1 in comparison.topics.items() if name not in gone),
        *((f"macro-F1 {REGIONS[name]}", f1) for name, f1 in comparison.regions.items()),
    ]
    return [f"{name} is worse: {found}" for name, found in scores if found.verdict == "worse"]


def _found(comparison: Comparison) -> str:
    overall = comparison.overall
    regions = "".join(f"; {REGIONS[name]} {found}" for name, found in comparison.regions.items())
    return (
        f"{RELATION[overall.verdict]}, as far as {comparison.documents} documents can tell, and no"
        f" topic is worse: macro-F1 {overall}{regions}"
    )


def _not_found(new_topics: Mapping[str, float]) -> list[str]:
    return [
        f"the new topic {name} is found in only {recall:.0%} of its own articles"
        for name, recall in new_topics.items()
        if recall < MIN_NEW_TOPIC_RECALL
    ]


def _added(new_topics: Mapping[str, float]) -> str:
    return f", and it adds {', '.join(sorted(new_topics))}" if new_topics else ""
