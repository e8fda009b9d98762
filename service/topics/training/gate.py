"""Whether a candidate may take the champion's place."""

from __future__ import annotations

from dataclasses import dataclass

from service.topics.card.card import Evaluation

# The evaluation set has 545 documents, so one document more or less of a small topic moves its F1
# by 0.007, and a retraining on the same data with a term more or less moves macro-F1 by 0.004.
# What is beyond these is worse, not noise.
EPSILON_OVERALL = 0.006
EPSILON_TOPIC = 0.015
# A new topic has no evaluation documents yet; its own articles, each predicted by a model that
# had not seen it, have to be found at least so well.
NEW_TOPIC_RECALL = 0.25
# Users may see a topic otherwise than the sources do, but not in most of their articles.
MOST_CONTRADICTED = 0.4
_FEW_ARTICLES = 20


@dataclass(frozen=True)
class Verdict:
    """Whether to promote, and the sentence that says why or why not."""

    promote: bool
    reason: str


def judge(
    champion: Evaluation | None,
    candidate: Evaluation,
    *,
    new_topics: dict[str, float],
    contradicted: tuple[int, int],
) -> Verdict:
    """Compare two evaluations on the same documents.

    `champion` and `candidate` are what `evaluate` gives; `new_topics` has the held-out recall of
    each topic that the champion does not know; `contradicted` is how many of the users' articles
    the champion files elsewhere, and how many there are.
    """
    if champion is None:
        return Verdict(True, "there was no model before")
    worse = _worse(champion, candidate)
    worse += [
        f"the new topic {name} is found in only {recall:.0%} of its own articles"
        for name, recall in new_topics.items()
        if recall < NEW_TOPIC_RECALL
    ]
    against, articles = contradicted
    if articles >= _FEW_ARTICLES and against > MOST_CONTRADICTED * articles:
        worse.append(
            f"{against} of your {articles} articles contradict what is known of their topics"
        )
    if worse:
        return Verdict(False, "not promoted: " + "; ".join(worse))
    gain = candidate.macro_f1 - champion.macro_f1
    added = f", and it adds {', '.join(sorted(new_topics))}" if new_topics else ""
    return Verdict(
        True,
        f"promoted: macro-F1 {candidate.macro_f1:.4f} against {champion.macro_f1:.4f}"
        f" ({gain:+.4f}), and no topic is worse by more than {EPSILON_TOPIC}{added}",
    )


def _worse(champion: Evaluation, candidate: Evaluation) -> list[str]:
    found = []
    if candidate.macro_f1 < champion.macro_f1 - EPSILON_OVERALL:
        found.append(
            f"macro-F1 is {candidate.macro_f1:.4f}, the current model's {champion.macro_f1:.4f}"
        )
    for name, scores in champion.topics.items():
        theirs = candidate.topics.get(name)
        # A topic that a user added has no evaluation documents: it cannot be worse, but be gone.
        if theirs is None:
            found.append(
                f"the topic {name} is gone, because no article under it was used: put its articles"
                " back where they are read, or go without it by --force"
            )
        elif scores.documents and theirs.f1 < scores.f1 - EPSILON_TOPIC:
            found.append(f"F1 of {name} is {theirs.f1:.4f}, was {scores.f1:.4f}")
    return found
