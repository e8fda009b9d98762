"""Training a candidate, measuring it beside the champion, and promoting it if it is not worse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from service.topics.card.card import Evaluation, OwnTopic, TopicUse
from service.topics.card.pages import write_pages
from service.topics.card.sources import Source, read_sources
from service.topics.store.bundle import Bundle, Manifest, save_bundle, write_manifest_and_card
from service.topics.store.registry import Registry
from service.topics.training.candidate import (
    answers_of,
    pick_threshold,
    predict_counted,
    recalibrated,
    recall_of_new,
)
from service.topics.training.champion import BrokenChampion, read_champion
from service.topics.training.corpus import Corpus, read_corpus
from service.topics.training.description import (
    SEED,
    add_sections,
    describe_training,
    make_card,
    make_manifest,
)
from service.topics.training.files import listed
from service.topics.training.findings.contradictions import without_contradictions
from service.topics.training.findings.users import find
from service.topics.training.fit import (
    RESIDUAL,
    Report,
    Trained,
    predict,
    train,
)
from service.topics.training.house.corrections import Corrections
from service.topics.training.house.doubts import Doubt
from service.topics.training.measuring.comparison import compare
from service.topics.training.measuring.evaluation import (
    evaluate,
    most_distinctive,
)
from service.topics.training.measuring.gate import (
    FIRST,
    Verdict,
    joined,
    judge,
    judge_beside_broken,
    with_part,
)
from service.topics.training.measuring.threshold import WANTED
from service.topics.training.measuring.truth import Labels, Truth
from service.topics.training.reading.columns import Columns
from service.topics.training.rows import CORRECTIONS, USERS_SOURCE
from service.topics.training.section_candidate import measure_sections
from service.topics.training.sections import train_sections
from service.topics.training.usage import count_use


@dataclass(frozen=True)
class Outcome:
    """What a training came to; a candidate that is not promoted stays in the registry.

    `use` counts the articles that it was made of, by topic.
    """

    version: str
    promoted: bool
    reason: str
    warnings: tuple[str, ...]
    use: tuple[TopicUse, ...]
    #: Corrections, of those trained on and of those held out, that the candidate contradicts.
    doubts: tuple[Doubt, ...] = ()
    #: Topics that no evaluation document is on.
    own_topics: Mapping[str, OwnTopic] = field(default_factory=dict)
    #: A line on each file of the user's.
    told: tuple[str, ...] = ()


def retrain(  # noqa: PLR0913 - what may be left out is named where it is given
    data: Path,
    registry: Registry,
    report: Report,
    *,
    force: bool = False,
    corrections: Corrections | None = None,
    columns: Columns | None = None,
) -> Outcome:
    """Train, add the new version to the registry, and promote it if the gate lets it.

    It learns from `data` and, where corrections are given, from these and is judged by these, too.
    `columns` are those of the user's tables that have other names.
    `force` promotes whatever the gate says, and is recorded in manifest and history. Raises
    `TrainingDataError` for data that cannot be used and `RegistryBusy` where another training is
    at work; `NotStored` where the disk is full, and then nothing has changed.
    """
    with registry.locked():
        report("reading the training data")
        corpus = without_contradictions(read_corpus(data, corrections, columns), SEED)
        described = read_sources(data)
        trained = train(corpus.training, SEED, report)
        filed = train_sections(corpus.training.by_section(), trained.pipeline, SEED, report)
        report("measuring")
        champion = read_champion(registry)
        truth = Truth.of(corpus.evaluation, described)
        trained = recalibrated(trained, corpus.training, corpus.evaluation)
        probabilities = predict(trained.pipeline, trained.temperature, corpus.evaluation.matrix)
        choice, threshold = pick_threshold(corpus.training, trained, truth, probabilities, WANTED)
        evaluation = evaluate(trained.classes, probabilities, truth, threshold)
        answers = answers_of(trained.classes, probabilities)
        sections = measure_sections(corpus, described, filed, champion)
        house = find(corpus, trained, threshold, champion, registry)
        verdict = with_part(
            _judge(champion, corpus, trained, truth, answers),
            joined(sections.verdict, house.verdict),
        )
        use = count_use(corpus.training, corpus.left_out, trained.used)
        forced = force and not verdict.promote
        manifest = make_manifest(corpus, trained, threshold, verdict, forced=forced)
        manifest = add_sections(manifest, sections.manifest, corpus.codes)
        manifest = replace(manifest, own_topics=house.own_topics)
        with registry.unfinished() as folder:
            sha256 = save_bundle(
                folder, corpus.terms, trained.pipeline, filed.pipeline if filed else None
            )
            manifest = replace(manifest, sha256=sha256)
            training = describe_training(corpus, described, trained, use)
            terms = most_distinctive(trained.pipeline, corpus.terms)
            card = make_card(manifest, choice, training, evaluation, terms)
            card = replace(card, sections=sections.card, house=house.score, own_topics=house.scores)
            write_manifest_and_card(folder, manifest, card)
            write_pages(folder, card)
            registry.add(folder, manifest.version)
        if verdict.promote or forced:
            registry.promote(manifest.version, verdict.reason, forced=forced)
    promoted = verdict.promote or forced
    reason = f"promoted by force, although {verdict.reason}" if forced else verdict.reason
    warnings = (*corpus.warnings, *_doubted(corpus, trained), *_uncoded(corpus, manifest))
    return Outcome(
        manifest.version,
        promoted,
        reason,
        warnings,
        use,
        house.doubts,
        house.scores,
        corpus.told,
    )


def evaluate_bundle(bundle: Bundle, corpus: Corpus, described: Mapping[str, Source]) -> Evaluation:
    """Return a stored model's scores on the corpus's evaluation documents."""
    return evaluate(
        bundle.manifest.classes,
        predict_counted(bundle, corpus, corpus.evaluation),
        Truth.of(corpus.evaluation, described),
        bundle.manifest.threshold,
    )


def _uncoded(corpus: Corpus, manifest: Manifest) -> list[str]:
    """Name the codes of what the model does not know, which are left out."""
    known, codes = manifest.codes, corpus.codes
    gone = [
        *(f"topics.{name}" for name in codes.topics if name not in known.topics),
        *(f"sections.{name}" for name in codes.sections if name not in known.sections),
    ]
    if not gone:
        return []
    return [f"{listed(gone)}: codes.toml has a code, and no article is under that name"]


def _doubted(corpus: Corpus, trained: Trained) -> list[str]:
    """Name the user's articles that the training left out, which it does for one reason only."""
    unused = np.ones(len(corpus.training), dtype=bool)
    unused[trained.used] = False
    users = np.isin(corpus.training.sources, (USERS_SOURCE, *CORRECTIONS))
    places = corpus.training.ids[unused & users].tolist()
    if not places:
        return []
    return [f"left out, under {RESIDUAL} but like the articles of a new topic: {listed(places)}"]


def _judge(
    champion: Bundle | BrokenChampion | None,
    corpus: Corpus,
    trained: Trained,
    truth: Truth,
    answers: Labels,
) -> Verdict:
    """Compare the candidate's answers to the evaluation documents with the champion's."""
    if champion is None:
        return FIRST
    if isinstance(champion, BrokenChampion):
        known = list(champion.topics or ())
    else:
        known = champion.manifest.classes
    gone = [name for name in known if name not in trained.classes]
    new_topics = recall_of_new(trained, known)
    if isinstance(champion, BrokenChampion):
        return judge_beside_broken(champion, gone=gone, new_topics=new_topics)
    before = answers_of(known, predict_counted(champion, corpus, corpus.evaluation))
    # The evaluation documents were filed before a new topic was there, so those of it stand under
    # the residual one: given to the new topic they say nothing. Taken from any other, it is wrong.
    kept = ~(np.isin(answers, list(new_topics)) & (truth.labels == RESIDUAL))
    return judge(
        compare(truth.take(kept), before[kept], answers[kept]),
        gone=gone,
        new_topics=new_topics,
        contradicted=_contradicted(champion, corpus),
    )


def _contradicted(champion: Bundle, corpus: Corpus) -> tuple[int, int]:
    """How many of the users' articles the champion files under another topic, and of how many."""
    known = champion.manifest.classes
    users = corpus.training.take(
        (corpus.training.sources == USERS_SOURCE) & np.isin(corpus.training.labels, known)
    )
    if not len(users):
        return 0, 0
    best = answers_of(known, predict_counted(champion, corpus, users))
    return int((best != users.labels).sum()), len(users)
