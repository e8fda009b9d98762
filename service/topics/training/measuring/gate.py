"""Whether a candidate may take the champion's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.topics.card.card import Evaluation
from service.topics.training.champion import BrokenChampion

# What is beyond these is worse, not a document or a term more or less: docs/decisions/0042.
EPSILON_OVERALL = 0.006
EPSILON_TOPIC = 0.015
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


#: Where nothing serves, anything is better.
FIRST = Verdict(True, "there was no model before")


def judge(
    champion: Evaluation,
    candidate: Evaluation,
    *,
    gone: Sequence[str],
    new_topics: Mapping[str, float],
    contradicted: tuple[int, int],
) -> Verdict:
    """Compare two evaluations on the same documents.

    `gone` are the champion's topics that the candidate does not know and `new_topics` has the
    held-out recall of each that the champion does not know; `contradicted` is how many of the
    users' articles the champion files elsewhere, and how many there are.
    """
    faults = [*_gone(gone), *_worse(champion, candidate, gone), *_not_found(new_topics)]
    against, articles = contradicted
    if articles >= _MIN_ARTICLES and against > MAX_CONTRADICTED * articles:
        faults.append(
            f"{against} of your {articles} articles contradict what is known of their topics"
        )
    if faults:
        return Verdict(False, "not promoted: " + "; ".join(faults))
    gain = candidate.macro_f1 - champion.macro_f1
    return Verdict(
        True,
        f"promoted: macro-F1 {candidate.macro_f1:.4f} against {champion.macro_f1:.4f}"
        f" ({gain:+.4f}), and no topic is worse by more than {EPSILON_TOPIC}{_added(new_topics)}",
    )


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


def _gone(topics: Sequence[str]) -> list[str]:
    return [
        f"the topic {name} is gone, because no article under it was used: put its articles"
        " back where they are read, or go without it by --force"
        for name in topics
    ]


def _worse(champion: Evaluation, candidate: Evaluation, gone: Sequence[str]) -> list[str]:
    found = []
    if candidate.macro_f1 < champion.macro_f1 - EPSILON_OVERALL:
        found.append(
            f"macro-F1 is {candidate.macro_f1:.4f}, the current model's {champion.macro_f1:.4f}"
        )
    for name, before in champion.topics.items():
        after = candidate.topics.get(name)
        # A topic that a user added has no evaluation documents: it cannot be worse, but be gone.
        if after is None or name in gone or not before.documents:
            continue
        if after.f1 < before.f1 - EPSILON_TOPIC:
            found.append(f"F1 of {name} is {after.f1:.4f}, was {before.f1:.4f}")
    return found


def _not_found(new_topics: Mapping[str, float]) -> list[str]:
    return [
        f"the new topic {name} is found in only {recall:.0%} of its own articles"
        for name, recall in new_topics.items()
        if recall < MIN_NEW_TOPIC_RECALL
    ]


def _added(new_topics: Mapping[str, float]) -> str:
    return f", and it adds {', '.join(sorted(new_topics))}" if new_topics else ""
