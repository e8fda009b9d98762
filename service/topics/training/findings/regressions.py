"""Whether topics of the users' are found less often than before, which stops a promotion.

No evaluation document is on them, and a model finds the articles that it has seen. So candidate and
champion are compared on what neither had seen: each article trained on was answered in turn, by a
fit that had not seen it, and a model's manifest keeps these answers. Others it answers now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from service.topics.store.bundle import OwnTopicRecord
from service.topics.training.measuring.comparison import LEVEL, compare_shares
from service.topics.training.measuring.gate import RELATION, PartVerdict
from service.topics.training.measuring.truth import Labels

#: Of fewer articles two models' answers tell nothing.
MIN_COMPARED = 10


@dataclass(frozen=True)
class Unseen:
    """Articles, an entry an article: their topics, and what a model that had not seen them gives.

    A digest tells an article from others; it is empty where the article is held out for good.
    """

    digests: Labels
    labels: Labels
    answers: Labels

    def records(self, topic: str) -> dict[str, str]:
        """Return the answers to the articles on a topic, by their digests."""
        own = (self.labels == topic) & (self.digests != "")
        return dict(zip(self.digests[own].tolist(), self.answers[own].tolist(), strict=True))


def judge_own_topics(
    names: Sequence[str], records: Mapping[str, OwnTopicRecord], champion: Labels, found: Unseen
) -> PartVerdict:
    """Say which of the topics a candidate finds less often than the champion does, by resampling.

    `found` is what the candidate gives, `champion` what the champion gives the same articles now,
    and `records` what its manifest says of those that it was trained on.
    """
    faults, told = [], []
    for name in names:
        own = found.labels == name
        articles = int(own.sum())
        if name not in records:
            told.append(f"; {name} not compared: the current model has no held-out answers on it")
            continue
        if articles < MIN_COMPARED:
            told.append(f"; {name} not compared: it takes {MIN_COMPARED} articles, not {articles}")
            continue
        kept = records[name].answers
        before = np.array(
            [
                kept.get(digest, now)
                for digest, now in zip(
                    found.digests[own].tolist(), champion[own].tolist(), strict=True
                )
            ]
        )
        recall = compare_shares(before == name, found.answers[own] == name, LEVEL / len(names))
        of = f"recall {recall} in {articles} articles that it had not seen"
        if recall.verdict == "worse":
            faults.append(f"your topic {name} is found less often: {of}")
        else:
            told.append(f"; {name} {RELATION[recall.verdict]}: {of}")
    return PartVerdict(tuple(faults), "".join(told))
