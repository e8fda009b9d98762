"""Everything that a model is trained on: the folder `training_data/`, read and checked.

articles/<topic>/*.txt   articles written for this project, headline first
yours/                   the user's own: *.jsonl, *.csv, or <topic>/*.txt
counts/                  real sources as term counts, and their vocabulary
labels.tsv               what readers found those sources' documents to be about
evaluation.npz           documents that a model is measured on, never trained on

What is said about the sources, in SOURCES.md and sources.toml, is no part of it.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from service.topics.counts import (
    TERMS,
    Counts,
    build_vocabulary,
    digest,
    read_counts,
    read_terms,
    stack,
    to_matrix,
)
from service.topics.errors import TrainingDataError
from service.topics.rows import Row, check_topic, read_articles, read_rows
from service.topics.sources import SOURCES
from service.topics.terms import Words, count_terms, opening_words

# Own and users' articles are few, so a term of theirs that the sources lack needs fewer of them.
_LEAST_DOCUMENTS = 3


@dataclass(frozen=True)
class Corpus:
    """The training documents and the evaluation documents over one vocabulary.

    `unknown_words` is the share of words in the openings of the texts that the vocabulary would
    lack, were it made without the text that is looked at: what a new text may be compared with.
    """

    terms: list[str]
    training: Counts
    evaluation: Counts
    digest: str
    warnings: tuple[str, ...]
    unknown_words: float


def read_corpus(folder: Path) -> Corpus:
    """Read all of `training_data/`; raises `TrainingDataError` naming the file, row and field."""
    if not (folder / "counts" / TERMS).is_file():
        raise TrainingDataError(
            f"There is no training data in {folder}: counts/{TERMS} is missing. A checkout has it"
            " in training_data/; name another folder with --data."
        )
    source_terms = read_terms(folder / "counts" / TERMS)
    files = sorted((folder / "counts").glob("*.npz*"))
    if not files:
        raise TrainingDataError(f"There are no term counts in {folder / 'counts'}.")
    labels = _read_labels(folder / "labels.tsv")
    sources = stack([read_counts(path, len(source_terms)) for path in files]).relabelled(labels)
    own = read_articles(folder / "articles", "dateline")
    users = read_rows(folder / "yours")
    kept, warnings = _without_conflicts([*own, *users])
    counted = [count_terms(row.title, row.text) for row in kept]
    terms = [*source_terms, *_new_terms(counted, source_terms)]
    evaluation = read_counts(_evaluation(folder), len(source_terms))
    return Corpus(
        terms,
        stack([_widened(sources, len(terms)), _counts_of(kept, counted, terms)]),
        _widened(evaluation, len(terms)),
        digest(folder, _files(folder)),
        warnings,
        _unknown_words(kept, counted, source_terms),
    )


def _unknown_words(rows: list[Row], counted: list[Counter[str]], source_terms: list[str]) -> float:
    frequency: Counter[str] = Counter()
    for counts in counted:
        frequency.update(counts.keys())
    from_sources = set(source_terms)
    openings = (opening_words([Words.of(row.text)]) for row in rows)
    # A text's own words stood in one text more than they would without it.
    known = [
        word in from_sources or frequency[word] > _LEAST_DOCUMENTS
        for opening in openings
        for word in opening
    ]
    return round(1 - sum(known) / len(known), 4) if known else 0.0


def _read_labels(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            labels = {row["id"]: row["read"] for row in csv.DictReader(file, delimiter="\t")}
    except (KeyError, UnicodeDecodeError, csv.Error) as error:
        raise TrainingDataError(f"{path.name} is not a table with id and read: {error}") from error
    for name, topic in labels.items():
        check_topic(topic, f"{path.name}, {name}")
    return labels


def _evaluation(folder: Path) -> Path:
    found = sorted(folder.glob("evaluation.npz*"))
    return found[0] if found else folder / "evaluation.npz.xz"


def _files(folder: Path) -> list[Path]:
    """What a model is trained from; what is only said about it changes no model."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    return [path for path in found if path != folder / SOURCES]


def _new_terms(counted: list[Counter[str]], known: list[str]) -> list[str]:
    already = set(known)
    return [term for term in build_vocabulary(counted, _LEAST_DOCUMENTS) if term not in already]


def _without_conflicts(rows: list[Row]) -> tuple[list[Row], tuple[str, ...]]:
    """Drop repeated texts, and texts that stand under two topics; say which."""
    by_text: dict[str, list[Row]] = {}
    for row in rows:
        by_text.setdefault(" ".join(row.text.lower().split()), []).append(row)
    kept, warnings = [], []
    for group in by_text.values():
        places = ", ".join(row.place for row in group)
        if len({row.topic for row in group}) > 1:
            warnings.append(f"left out, the same text under different topics: {places}")
            continue
        if len(group) > 1:
            warnings.append(f"used once, the same text {len(group)} times: {places}")
        kept.append(group[0])
    return kept, tuple(warnings)


def _counts_of(rows: list[Row], counted: list[Counter[str]], terms: list[str]) -> Counts:
    return Counts(
        np.array([row.place for row in rows]),
        np.array([row.source for row in rows]),
        np.array([row.topic for row in rows]),
        np.ones(len(rows), dtype=bool),
        to_matrix(counted, terms),
    )


def _widened(counts: Counts, terms: int) -> Counts:
    matrix = counts.matrix.copy()
    matrix.resize(matrix.shape[0], terms)
    return Counts(counts.ids, counts.sources, counts.labels, counts.read, matrix)
