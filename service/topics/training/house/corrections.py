"""Corrections as articles to train on and to measure by, and which of them are left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
import scipy.sparse as sp

from service.topics.terms import count_terms
from service.topics.training.counts import Counts, to_matrix
from service.topics.training.files import listed
from service.topics.training.rows import Row

# Texts of fewer terms may have the same ones by chance.
_TELLING_TERMS = 20


@dataclass(frozen=True)
class Taught:
    """Articles to train on, or to measure by, and sentences on those that are not."""

    rows: tuple[Row, ...]
    warnings: tuple[str, ...] = ()


class Corrections(Protocol):
    """What a house's corrections teach; no article is both trained on and measured by."""

    def to_train_on(self, beside: int) -> Taught:
        """Return those that may be trained on, where so many other documents are."""
        ...

    def to_measure_by(self) -> Taught:
        """Return those that are held out for good and may judge."""
        ...


@dataclass(frozen=True)
class Chosen:
    """The articles to train on, those to measure by, and sentences on what is neither."""

    taught: tuple[Row, ...] = ()
    held_out: tuple[Row, ...] = ()
    warnings: tuple[str, ...] = ()


def choose(
    corrections: Corrections | None,
    files: Sequence[Row],
    sources: Counts,
    evaluation: Counts,
    terms: Sequence[str],
) -> Chosen:
    """Choose among corrections, beside all else that is trained on and measured by.

    `files` are the articles of files and `sources` the counted documents, which are trained on, and
    `evaluation` is what measures; both are counted over `terms`. A correction takes nothing from
    them: of an article that is there already, or on a topic that nothing else is on, it is left
    out and named.
    """
    if corrections is None:
        return Chosen()
    taught = corrections.to_train_on(len(files) + len(sources))
    judges = corrections.to_measure_by()
    rows, held_out = taught.rows, judges.rows
    texts = {row.folded for row in files}
    topics = {*(row.topic for row in files), *sources.labels.tolist()}
    prints = _prints((*rows, *held_out), terms)
    learned = _doubles(prints, sources)
    sieve = _Sieve()
    rows = sieve.without(
        rows,
        [row for row in rows if row.topic not in topics],
        "under a topic that nothing else is on; fifty articles of it in yours/ add it",
    )
    doubles = _doubles(prints, evaluation)
    measured = [row for row in rows if row in doubles]
    rows = sieve.without(rows, measured, "the same article is an evaluation document")
    in_files = [row for row in rows if row.folded in texts]
    rows = sieve.without(rows, in_files, "the same text stands in a file")
    trained_on = [row for row in held_out if row in learned or row.folded in texts]
    held_out = sieve.without(held_out, trained_on, "held out, but trained on from elsewhere")
    again = [row.place for row in rows if row in learned]
    if again:
        sieve.told.append(
            f"corrections trained on beside the same counted article: {listed(again)}"
        )
    return Chosen(rows, held_out, (*taught.warnings, *judges.warnings, *sieve.told))


class _Sieve:
    """Leaves rows out, and keeps a sentence for each reason."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def without(self, rows: tuple[Row, ...], out: Collection[Row], reason: str) -> tuple[Row, ...]:
        """Return the rows but those that are out."""
        gone = {row.place for row in out}
        if gone:
            self.told.append(f"corrections left out, {reason}: {listed(sorted(gone))}")
        return tuple(row for row in rows if row.place not in gone)


def _prints(rows: tuple[Row, ...], terms: Sequence[str]) -> dict[Row, set[bytes]]:
    """What tells each row from others, counted with its headline and without."""
    found: dict[Row, set[bytes]] = {row: set() for row in rows}
    for counted in (
        [count_terms(row.title, row.text) for row in rows],
        [count_terms(None, row.text) for row in rows],
    ):
        for row, one in zip(rows, _fingerprints(to_matrix(counted, terms)), strict=True):
            found[row].add(one)
    return found


def _doubles(prints: Mapping[Row, set[bytes]], documents: Counts) -> set[Row]:
    """The rows that are one of the documents."""
    known = {*_fingerprints(documents.matrix)} - {b""}
    return {row for row, own in prints.items() if own & known}


def _fingerprints(matrix: sp.csr_matrix) -> list[bytes]:
    """What tells each document from others; nothing where it has too few terms for that."""
    matrix = matrix.sorted_indices()
    return [
        matrix.indices[start:end].astype(np.int32).tobytes()
        + matrix.data[start:end].astype(np.float64).tobytes()
        if end - start >= _TELLING_TERMS
        else b""
        for start, end in pairwise(matrix.indptr.tolist())
    ]
