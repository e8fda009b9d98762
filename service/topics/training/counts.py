"""Documents as term counts: what a model is trained on when the texts may not be passed on."""

from __future__ import annotations

import gzip
import hashlib
import lzma
import os
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Literal
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from service.topics.errors import TrainingDataError
from service.topics.training.readings import Reading

TERMS = "terms.txt.gz"
_MAX_COUNT = 255  # what a byte holds
# What gzip, zipfile and NumPy raise for a file that is missing, cut off or something else.
_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    BadZipFile,
    zlib.error,
    lzma.LZMAError,
)


@dataclass(frozen=True)
class Sections:
    """The sections of documents, an entry a document; `labels` is empty where none is known.

    `also` has a second section that would be right as well, and is empty where there is none;
    `read` marks those that a person gave by reading the document.
    """

    labels: npt.NDArray[np.str_]
    also: npt.NDArray[np.str_]
    read: npt.NDArray[np.bool_]

    @classmethod
    def unknown(cls, documents: int) -> Sections:
        """Return the sections of so many documents of which none is known."""
        nothing = np.full(documents, "")
        return cls(nothing, nothing, np.zeros(documents, dtype=bool))

    def take(self, rows: npt.NDArray[np.intp] | npt.NDArray[np.bool_]) -> Sections:
        """Return those of some of the documents, by index or mask."""
        return Sections(self.labels[rows], self.also[rows], self.read[rows])


@dataclass(frozen=True)
class Counts:
    """Labelled documents as counts.

    `matrix` is (documents x terms) in CSR form; `ids`, `sources` and `labels` have an entry a
    document. `read` marks the labels that a person gave by reading the document, as against
    those that its source gave. `also` has a second topic that would be right as well, and is
    empty where there is none. `sections` is None where no document has one.
    """

    ids: npt.NDArray[np.str_]
    sources: npt.NDArray[np.str_]
    labels: npt.NDArray[np.str_]
    read: npt.NDArray[np.bool_]
    also: npt.NDArray[np.str_]
    matrix: sp.csr_matrix
    sections: Sections | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: npt.NDArray[np.intp] | npt.NDArray[np.bool_]) -> Counts:
        """Return some of the documents, by index or mask."""
        return Counts(
            self.ids[rows],
            self.sources[rows],
            self.labels[rows],
            self.read[rows],
            self.also[rows],
            self.matrix[rows],
            None if self.sections is None else self.sections.take(rows),
        )

    def by_section(self) -> Counts:
        """Return the documents that have a section, with it in place of their topic."""
        if self.sections is None:
            return self.take(np.zeros(len(self), dtype=bool))
        known = self.sections.labels != ""
        found = self.sections.take(known)
        return replace(
            self.take(known), labels=found.labels, also=found.also, read=found.read, sections=None
        )

    def relabelled(self, readings: Mapping[str, Reading]) -> Counts:
        """Return the documents with what readers found in place of what their sources say."""
        before = zip(self.labels.tolist(), self.also.tolist(), strict=True)
        stated = [Reading(topic, also) for topic, also in before]
        found = [readings.get(name) for name in self.ids.tolist()]
        filed = [new if new and new.topic else None for new in found]
        now = [new or old for new, old in zip(filed, stated, strict=True)]
        return replace(
            self,
            labels=np.array([reading.topic for reading in now], dtype=np.str_),
            also=np.array([reading.also for reading in now], dtype=np.str_),
            read=self.read | np.array([new is not None for new in filed], dtype=bool),
            sections=self._with_sections_read([new.section if new else "" for new in found]),
        )

    def _with_sections_read(self, found: list[str]) -> Sections | None:
        if not any(found):
            return self.sections
        stated = self.sections or Sections.unknown(len(self))
        read = np.array(found, dtype=np.str_)
        new = read != ""
        return Sections(
            np.where(new, read, stated.labels), np.where(new, "", stated.also), stated.read | new
        )


def build_vocabulary(documents: Sequence[Counter[str]], min_documents: int) -> list[str]:
    """Return the terms in at least `min_documents` documents, the most frequent first.

    The order makes the column numbers of common terms small, so that files compress well.
    """
    frequency: Counter[str] = Counter()
    for counts in documents:
        frequency.update(counts.keys())
    return sorted(
        (t for t, n in frequency.items() if n >= min_documents), key=lambda t: (-frequency[t], t)
    )


def to_matrix(documents: Sequence[Counter[str]], terms: Sequence[str]) -> sp.csr_matrix:
    """Return the counts as a (documents x terms) matrix; terms not listed are left out."""
    columns = {term: column for column, term in enumerate(terms)}
    indptr, indices, data = [0], [], []
    for counts in documents:
        row = sorted((columns[term], n) for term, n in counts.items() if term in columns)
        indices += [column for column, _ in row]
        data += [min(n, _MAX_COUNT) for _, n in row]
        indptr.append(len(indices))
    shape = (len(documents), len(terms))
    arrays = (np.array(data, np.float64), np.array(indices, np.int32), np.array(indptr, np.int32))
    return sp.csr_matrix(arrays, shape=shape)


def stack(parts: Sequence[Counts]) -> Counts:
    """Return all parts' documents, one behind the other."""
    return Counts(
        np.concatenate([part.ids for part in parts]),
        np.concatenate([part.sources for part in parts]),
        np.concatenate([part.labels for part in parts]),
        np.concatenate([part.read for part in parts]),
        np.concatenate([part.also for part in parts]),
        sp.vstack([part.matrix for part in parts], format="csr"),
        _stacked_sections(parts),
    )


def _stacked_sections(parts: Sequence[Counts]) -> Sections | None:
    if all(part.sections is None for part in parts):
        return None
    stacked = [part.sections or Sections.unknown(len(part)) for part in parts]
    return Sections(
        np.concatenate([sections.labels for sections in stacked]),
        np.concatenate([sections.also for sections in stacked]),
        np.concatenate([sections.read for sections in stacked]),
    )


def write_terms(path: Path, terms: Sequence[str]) -> None:
    """Write a vocabulary, a term a line; the same terms give the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write("\n".join(terms).encode("utf-8"))


def read_terms(path: Path) -> list[str]:
    """Read a vocabulary; raises `TrainingDataError`."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return file.read().split("\n")
    except _BROKEN as error:
        raise TrainingDataError(f"{path} is not a vocabulary: {error}") from error


def write_counts(path: Path, counts: Counts) -> None:
    """Write documents as a NumPy archive, compressed by xz where the name ends in it.

    Column numbers are stored as differences within a row and counts as bytes, which takes the
    least room: docs/decisions/0044. A file of documents without second topics or sections has no
    array of them, as files had none before there were any.
    """
    indptr = counts.matrix.indptr
    steps = np.diff(counts.matrix.indices.astype(np.int64), prepend=0)
    starts = indptr[:-1][np.diff(indptr) > 0]
    steps[starts] = counts.matrix.indices[starts]
    arrays = {
        "ids": counts.ids,
        "sources": counts.sources,
        "labels": counts.labels,
        "read": counts.read,
        "lengths": np.diff(indptr).astype(np.uint16),
        "steps": steps.astype(np.uint32),
        "data": counts.matrix.data.astype(np.uint8),
    }
    if (counts.also != "").any():
        arrays["also"] = counts.also
    if counts.sections is not None:
        arrays["sections"] = counts.sections.labels
        arrays["also_sections"] = counts.sections.also
    with _open(path, "wb") as file:
        np.savez(file, **arrays)


def read_counts(path: Path, terms: int) -> Counts:
    """Read documents over a vocabulary of that many terms; raises `TrainingDataError`."""
    try:
        # Read whole, since seeking in a compressed file starts from its beginning each time.
        with _open(path, "rb") as file:
            content = BytesIO(file.read())
        with np.load(content, allow_pickle=False) as stored:
            return _counts(stored, terms)
    except _BROKEN as error:
        raise TrainingDataError(f"{path} is not a file of term counts: {error}") from error


def _counts(stored: Mapping[str, npt.NDArray[Any]], terms: int) -> Counts:
    indptr = np.concatenate([[0], np.cumsum(stored["lengths"], dtype=np.int64)])
    documents = len(indptr) - 1
    for name in ("ids", "sources", "labels", "read"):
        if len(stored[name]) != documents:
            raise ValueError(f"{name} has {len(stored[name])} entries for {documents} documents")
    also = _names(stored, "also", documents)
    sections = None
    if "sections" in stored:
        sections = Sections(
            _names(stored, "sections", documents),
            _names(stored, "also_sections", documents),
            np.zeros(documents, dtype=bool),
        )
    running = np.cumsum(stored["steps"], dtype=np.int64)
    before = np.concatenate([[0], running])[indptr[:-1]]
    indices = running - np.repeat(before, np.diff(indptr))
    arrays = (stored["data"].astype(np.float64), indices.astype(np.int32), indptr)
    matrix = sp.csr_matrix(arrays, shape=(documents, terms))
    matrix.check_format()
    return Counts(
        stored["ids"],
        stored["sources"],
        stored["labels"],
        stored["read"],
        also,
        matrix,
        sections,
    )


def _names(
    stored: Mapping[str, npt.NDArray[Any]], name: str, documents: int
) -> npt.NDArray[np.str_]:
    """An array of names that a file may lack; empty ones for a file without it."""
    found = stored[name] if name in stored else np.full(documents, "")
    if len(found) != documents or found.dtype.kind != "U":
        raise ValueError(f"{name} is no name for each of {documents} documents")
    return found


def _open(path: Path, mode: Literal["rb", "wb"]) -> IO[bytes]:
    return lzma.open(path, mode) if path.suffix == ".xz" else path.open(mode)


def digest(folder: Path, files: Iterable[Path]) -> str:
    """Return a SHA-256 over the names, from the folder on, and contents of files in it."""
    total = hashlib.sha256()
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in files):
        total.update(os.fsencode(name) + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
