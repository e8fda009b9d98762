"""Everything that a model is trained on: the folder `training_data/`, read and checked.

articles/<topic>/*.txt   articles written for this project, headline first
yours/                   the user's own: texts in a topic's folder, JSON and tables, at any depth
counts/                  real sources as term counts, and their vocabulary
labels.tsv               what readers found those sources' documents to be about, with a second
                         topic where two would be right, and the sections of some
codes.toml, yours/codes.toml  what topics and sections are called in public vocabularies
evaluation.npz           documents that a model is measured on, never trained on
evaluation-sections.npz  more of them, which measure the sections alone

What is said about the sources, in SOURCES.md and sources.toml, is no part of it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from service.topics.codes import Codes
from service.topics.errors import TrainingDataError
from service.topics.terms import count_terms, opening_words
from service.topics.training.counts import (
    TERMS,
    Counts,
    Sections,
    build_vocabulary,
    digest,
    read_counts,
    read_terms,
    stack,
    to_matrix,
)
from service.topics.training.house.corrections import Corrections, choose
from service.topics.training.house.phrases import repeated_phrases
from service.topics.training.reading.columns import Columns
from service.topics.training.readings import Reading, read_readings
from service.topics.training.rows import USERS_SOURCE, Row, read_articles
from service.topics.training.vocabularies import code_files, read_codes

#: The source that the articles written for this project are counted under.
OWN_SOURCE = "dateline"

# Own and users' articles are few, so a term of theirs that the sources lack needs fewer of them.
_MIN_DOCUMENTS = 3


@dataclass(frozen=True)
class Corpus:
    """The training documents and the evaluation documents over one vocabulary.

    `filed` are the evaluation documents that have a section: more than those that topics are
    measured on. `left_out` are the articles whose text stands there already, or under another
    topic too, and `warnings` name them and every file that was not read. `unknown_words` is the
    share of words in the openings of the texts that the vocabulary would lack, were it made without
    the text that is looked at: what a new text may be compared with.
    """

    terms: list[str]
    training: Counts
    evaluation: Counts
    filed: Counts
    digest: str
    left_out: tuple[Row, ...]
    warnings: tuple[str, ...]
    unknown_words: float
    codes: Codes = field(default_factory=Codes)
    #: The corrections that are held out for good.
    house: Counts | None = None
    #: A line on each file of the user's, and one on all texts in folders.
    told: tuple[str, ...] = ()
    #: What tells each article from others, by its id; of documents that are counts there is none.
    digests: Mapping[str, str] = field(default_factory=dict)


def read_corpus(
    folder: Path, corrections: Corrections | None = None, columns: Columns | None = None
) -> Corpus:
    """Read all of `training_data/`, and add corrections.

    `columns` are those of the user's tables that have other names. Raises `TrainingDataError`
    naming the file, row and field.
    """
    if not (folder / "counts" / TERMS).is_file():
        raise TrainingDataError(
            f"There is no training data in {folder}: counts/{TERMS} is missing. A checkout has it"
            " in training_data/; name another folder with --data."
        )
    source_terms = read_terms(folder / "counts" / TERMS)
    files = sorted((folder / "counts").glob("*.npz*"))
    if not files:
        raise TrainingDataError(f"There are no term counts in {folder / 'counts'}.")
    readings = read_readings(folder / "labels.tsv")
    sources = stack([read_counts(path, len(source_terms)) for path in files]).relabelled(readings)
    own = read_articles(folder / "articles", OWN_SOURCE)
    users = read_articles(folder / "yours", USERS_SOURCE, columns)
    kept, left_out, warnings = _without_conflicts([*_sectioned(own.rows, readings), *users.rows])
    measuring = [
        read_counts(path, len(source_terms))
        for path in (_evaluation(folder), *_for_sections(folder))
    ]
    chosen = choose(corrections, kept, sources, measuring[0], source_terms)
    kept = [*kept, *chosen.taught]
    counted = [count_terms(row.title, row.text) for row in kept]
    terms = [*source_terms, *_new_terms(counted, source_terms)]
    evaluation, *for_sections = (_widened(counts, len(terms)) for counts in measuring)
    return Corpus(
        terms,
        stack([_widened(sources, len(terms)), _counts_of(kept, counted, terms)]),
        evaluation,
        stack([evaluation, *for_sections]).by_section(),
        _digest_with(
            digest(
                folder, [*files, *_others(folder), *code_files(folder), *own.files, *users.files]
            ),
            chosen.taught,
            columns,
        ),
        left_out,
        (
            *(*own.warnings, *users.warnings, *warnings),
            *repeated_phrases(kept),
            *chosen.warnings,
        ),
        _unknown_words(kept, counted, source_terms),
        read_codes(folder),
        _counts_of(
            [*chosen.held_out],
            [count_terms(row.title, row.text) for row in chosen.held_out],
            terms,
        )
        if chosen.held_out
        else None,
        tuple(f"yours/{line}" for line in users.told),
        {row.place: row.digest for row in kept},
    )


def _digest_with(files: str, taught: Iterable[Row], columns: Columns | None) -> str:
    """The digest of the files, of how they are read, and of the corrections where there are any."""
    said = sorted(f"{row.topic}\0{row.title}\0{row.text}" for row in taught)
    said += [str(columns)] if columns else []
    return hashlib.sha256("\0".join([files, *said]).encode()).hexdigest() if said else files


def _sectioned(rows: list[Row], readings: Mapping[str, Reading]) -> list[Row]:
    """Our own articles with the sections that were read; they lie in folders by topic."""
    found = ((row, readings.get(row.place)) for row in rows)
    return [replace(row, section=new.section) if new else row for row, new in found]


def _unknown_words(rows: list[Row], counted: list[Counter[str]], source_terms: list[str]) -> float:
    frequency: Counter[str] = Counter()
    for counts in counted:
        frequency.update(counts.keys())
    from_sources = set(source_terms)
    openings = (opening_words(row.text) for row in rows)
    # A text's own words stood in one text more than they would without it.
    known = [
        word in from_sources or frequency[word] > _MIN_DOCUMENTS
        for opening in openings
        for word in opening
    ]
    return round(1 - sum(known) / len(known), 4) if known else 0.0


def _evaluation(folder: Path) -> Path:
    found = sorted(folder.glob("evaluation.npz*"))
    return found[0] if found else folder / "evaluation.npz.xz"


def _for_sections(folder: Path) -> list[Path]:
    return sorted(folder.glob("evaluation-sections.npz*"))


def _others(folder: Path) -> list[Path]:
    paths = (
        folder / "counts" / TERMS,
        folder / "labels.tsv",
        _evaluation(folder),
        *_for_sections(folder),
    )
    return [path for path in paths if path.is_file()]


def _new_terms(counted: list[Counter[str]], known: list[str]) -> list[str]:
    already = set(known)
    return [term for term in build_vocabulary(counted, _MIN_DOCUMENTS) if term not in already]


def _without_conflicts(
    rows: list[Row],
) -> tuple[list[Row], tuple[Row, ...], tuple[str, ...]]:
    """Drop repeated texts, and texts that stand under two topics; say which."""
    by_text: dict[str, list[Row]] = {}
    for row in rows:
        by_text.setdefault(row.folded, []).append(row)
    kept, left_out, warnings = [], [], []
    for group in by_text.values():
        places = ", ".join(row.place for row in group)
        if len({row.topic for row in group}) > 1:
            warnings.append(f"left out, the same text under different topics: {places}")
            left_out += group
            continue
        if len(group) > 1:
            warnings.append(f"used once, the same text {len(group)} times: {places}")
        kept.append(group[0])
        left_out += group[1:]
    return kept, tuple(left_out), tuple(warnings)


def _counts_of(rows: list[Row], counted: list[Counter[str]], terms: list[str]) -> Counts:
    sections = np.array([row.section for row in rows], dtype=np.str_)
    nothing = np.full(len(rows), "")
    return Counts(
        np.array([row.place for row in rows]),
        np.array([row.source for row in rows]),
        np.array([row.topic for row in rows]),
        np.ones(len(rows), dtype=bool),
        nothing,
        to_matrix(counted, terms),
        Sections(sections, nothing, sections != "") if any(sections) else None,
    )


def _widened(counts: Counts, terms: int) -> Counts:
    matrix = counts.matrix.copy()
    matrix.resize(matrix.shape[0], terms)
    return replace(counts, matrix=matrix)
