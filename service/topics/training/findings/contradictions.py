"""Corrections that wait and speak against what reviewers accepted: they are not trained on.

A linear model fits whatever single articles say, so that a smaller weight for those at which nobody
has looked would not keep one sender from undoing what others corrected: docs/decisions/0071.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from service.topics.training.corpus import Corpus
from service.topics.training.counts import Counts
from service.topics.training.files import listed
from service.topics.training.fit import fit_read, predict
from service.topics.training.rows import ACCEPTED_SOURCE, CORRECTIONS, UNREVIEWED_SOURCE

# By so much the accepted corrections raise the log-odds of another topic over the one that is said.
# Those of articles of other kinds they raise by less: docs/decisions/0071.
_RAISED = 0.4


def without_contradictions(corpus: Corpus, seed: int) -> Corpus:
    """Return the corpus without the waiting corrections that accepted ones speak against.

    Where there are both, it takes two fits of the read documents. Those left out are named.
    """
    found = _contradicted(corpus.training, seed)
    if not found.any():
        return corpus
    told = (
        "corrections left out, they wait and say of a kind what accepted ones speak against; accept"
        f" those that are right: {listed(corpus.training.ids[found].tolist())}"
    )
    return replace(corpus, training=corpus.training.take(~found), warnings=(*corpus.warnings, told))


def _contradicted(documents: Counts, seed: int) -> npt.NDArray[np.bool_]:
    """Which documents they are."""
    sources = documents.sources
    waiting = sources == UNREVIEWED_SOURCE
    if not waiting.any() or not (sources == ACCEPTED_SOURCE).any():
        return np.zeros(len(documents), dtype=bool)
    without = fit_read(documents.take(~np.isin(sources, CORRECTIONS)), seed)
    accepted = fit_read(documents.take(~waiting), seed)
    topics = without.named_steps["logistic"].classes_.tolist()
    if accepted.named_steps["logistic"].classes_.tolist() != topics:
        return np.zeros(len(documents), dtype=bool)
    waiting &= np.isin(documents.labels, topics)
    judged = documents.take(waiting)
    raised = np.log(predict(accepted, 1.0, judged.matrix)) - np.log(
        predict(without, 1.0, judged.matrix)
    )
    said = np.searchsorted(topics, judged.labels)
    over = raised - raised[np.arange(len(judged)), said][:, None]
    found = np.zeros(len(documents), dtype=bool)
    found[np.flatnonzero(waiting)] = over.max(axis=1) > _RAISED
    return found
