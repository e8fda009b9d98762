"""What a training would be made of and judged by, said without training anything."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from service.topics.errors import TrainingDataError
from service.topics.store.bundle import Bundle
from service.topics.store.registry import Registry
from service.topics.training.candidate import answers_of, predict_counted
from service.topics.training.champion import read_champion
from service.topics.training.corpus import Corpus, read_corpus
from service.topics.training.findings.own_topics import MIN_ARTICLES
from service.topics.training.findings.regressions import MIN_COMPARED
from service.topics.training.fit import check
from service.topics.training.house.corrections import Corrections
from service.topics.training.house.doubts import Doubt, find_doubts
from service.topics.training.house.judgement import MIN_MEASURED, judged_before
from service.topics.training.reading.columns import Columns
from service.topics.training.rows import CORRECTIONS


@dataclass(frozen=True)
class Rehearsal:
    """What was found: sentences, warnings, and the corrections that the serving model doubts."""

    told: tuple[str, ...]
    warnings: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def rehearse(
    data: Path,
    registry: Registry,
    corrections: Corrections | None,
    columns: Columns | None = None,
) -> Rehearsal:
    """Read all that a training would read, and say what it is; changes nothing.

    `columns` are those of the user's tables that have other names. Raises `TrainingDataError` for
    data that cannot be used.
    """
    corpus = read_corpus(data, corrections, columns)
    taught = int(np.isin(corpus.training.sources, CORRECTIONS).sum())
    told = [
        *(corpus.told or ["no article of your own in yours/"]),
        f"{len(corpus.training):,} documents to train on, {taught} of them corrections",
        f"the gate measures on {len(corpus.evaluation):,} evaluation documents",
    ]
    champion = read_champion(registry)
    told += _own_topics(corpus, champion)
    doubts: tuple[Doubt, ...] = ()
    if corrections is not None:
        told += [_held_out(corpus, champion), _judged(judged_before(registry))]
        if isinstance(champion, Bundle):
            doubts = _doubts(corpus, champion)
        else:
            told.append("no doubts: there is no model here to compare the corrections with")
    told.append("nothing was trained: this was --dry-run")
    return Rehearsal(tuple(told), (*corpus.warnings, *_refused(corpus)), doubts)


def _refused(corpus: Corpus) -> list[str]:
    """Why a training would stop before it has begun."""
    try:
        check(corpus.training)
    except TrainingDataError as error:
        return [f"a training would stop here: {error}"]
    return []


def _own_topics(corpus: Corpus, champion: object) -> list[str]:
    """What each topic that no evaluation document is on would be measured and compared on."""
    records = champion.manifest.own_topics if isinstance(champion, Bundle) else {}
    articles = Counter(corpus.training.labels.tolist())
    held_out = Counter([] if corpus.house is None else corpus.house.labels.tolist())
    return [
        _own_topic(name, articles[name], held_out[name], known=name in records)
        for name in sorted(articles.keys() - {*corpus.evaluation.labels.tolist()})
    ]


def _own_topic(name: str, articles: int, held_out: int, *, known: bool) -> str:
    measured = (
        f"measured on its own {articles} articles, each held out in turn"
        if articles >= MIN_ARTICLES
        else f"not measured, {articles} articles are too few (it takes {MIN_ARTICLES})"
    )
    compared = known and articles + held_out >= MIN_COMPARED
    return f"{name}: {measured}; {'' if compared else 'not '}compared with the current model"


def _held_out(corpus: Corpus, champion: object) -> str:
    unseen = corpus.house
    count = 0 if unseen is None else len(unseen)
    if unseen is None or count < MIN_MEASURED:
        return f"{count} held-out corrections: not measured, since it takes {MIN_MEASURED}"
    if not isinstance(champion, Bundle):
        return f"{count} held-out corrections judge it"
    answers = answers_of(champion.manifest.classes, predict_counted(champion, corpus, unseen))
    right = int((answers == unseen.labels).sum())
    return f"{count} held-out corrections judge it, of which the serving model has {right} right"


def _judged(count: int) -> str:
    return f"candidates judged by corrections until now: {count}"


def _doubts(corpus: Corpus, champion: Bundle) -> tuple[Doubt, ...]:
    """What the serving model contradicts, which may have learned from some of them already."""
    classes = champion.manifest.classes
    taught = corpus.training.take(np.isin(corpus.training.sources, CORRECTIONS))
    parts = [taught, *([corpus.house] if corpus.house else [])]
    return tuple(
        doubt
        for part in parts
        if len(part)
        for doubt in find_doubts(
            classes, predict_counted(champion, corpus, part), part.labels, part.ids
        )
    )
