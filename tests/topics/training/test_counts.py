"""Documents as term counts, in memory and in files."""

from __future__ import annotations

import gc
import gzip
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from service.topics.errors import TrainingDataError
from service.topics.training.counts import (
    Counts,
    Sections,
    build_vocabulary,
    digest,
    read_counts,
    read_terms,
    stack,
    to_matrix,
    write_counts,
    write_terms,
)
from service.topics.training.readings import Reading

_TERMS = ["ferry", "soup", "star", "the ferry"]
_BAGS = [Counter(ferry=3, star=1), Counter[str](), Counter({"the ferry": 1, "soup": 2})]


def _counts(bags: list[Counter[str]], terms: list[str]) -> Counts:
    size = len(bags)
    return Counts(
        np.array([f"id-{number}" for number in range(size)], dtype=str),
        np.array([f"desk-{number % 2}" for number in range(size)], dtype=str),
        np.array(["harbour", "kitchen", "sky"] * size, dtype=str)[:size],
        np.array([number % 2 == 0 for number in range(size)], dtype=bool),
        np.array(["", "", "harbour"] * size, dtype=str)[:size],
        to_matrix(bags, terms),
    )


def _store(path: Path, **changes: Any) -> Path:
    """Write three documents, then exchange some of the file's arrays."""
    write_counts(path, _counts(_BAGS, _TERMS))
    with np.load(path) as stored:
        arrays = dict(stored) | changes
    np.savez_compressed(path, **{k: v for k, v in arrays.items() if v is not None})
    return path


def test_vocabulary_is_the_frequent_terms_first() -> None:
    """Terms in too few documents are left out; the rest stand by documents, then by name."""
    bags = [Counter(b=1, a=9, c=1), Counter(b=1, a=1, c=1, rare=50), Counter(c=1)]
    assert build_vocabulary(bags, 2) == ["c", "a", "b"]


def test_matrix_has_a_row_a_document_and_a_column_a_term() -> None:
    """Counts stand in their document's row and their term's column; other terms nowhere."""
    matrix = to_matrix([*_BAGS, Counter(unlisted=5)], _TERMS)
    assert matrix.toarray().tolist() == [[3, 0, 1, 0], [0, 0, 0, 0], [0, 2, 0, 1], [0, 0, 0, 0]]


def test_no_documents_make_an_empty_matrix() -> None:
    """No documents give a matrix without rows, not an error."""
    assert to_matrix([], _TERMS).shape == (0, 4)


def test_taking_documents_keeps_their_parts_together() -> None:
    """Documents taken by mask or index keep id, source, label, reader's mark and counts."""
    taken = _counts(_BAGS, _TERMS).take(np.array([False, False, True]))
    assert (taken.ids.tolist(), taken.labels.tolist()) == (["id-2"], ["sky"])
    assert (taken.sources.tolist(), taken.read.tolist()) == (["desk-0"], [True])
    assert taken.matrix.toarray().tolist() == [[0, 2, 0, 1]]
    assert _counts(_BAGS, _TERMS).take(np.array([2, 0])).ids.tolist() == ["id-2", "id-0"]


def test_what_readers_found_overrides_what_sources_say() -> None:
    """A reader's label replaces the source's and marks the document as read; no other changes."""
    before = _counts(_BAGS, _TERMS)
    after = before.relabelled({"id-1": Reading("harbour", "sky"), "elsewhere": Reading("sky")})
    assert after.labels.tolist() == ["harbour", "harbour", "sky"]
    assert after.also.tolist() == ["", "sky", "harbour"]
    assert after.read.tolist() == [True, True, True]
    assert (before.labels[1], bool(before.read[1])) == ("kitchen", False)


def test_a_section_read_alone_leaves_the_topic_to_the_source() -> None:
    """A document whose section alone was read keeps its source's topic, which nobody read."""
    before = _counts(_BAGS, _TERMS)
    after = before.relabelled({"id-1": Reading("", section="shipping")})
    assert after.labels.tolist() == before.labels.tolist()
    assert after.read.tolist() == before.read.tolist()
    assert after.sections is not None
    assert after.sections.labels.tolist() == ["", "shipping", ""]
    assert after.sections.read.tolist() == [False, True, False]


def test_a_longer_label_is_not_cut() -> None:
    """A reader's label may be longer than every label of the source."""
    after = _counts(_BAGS, _TERMS).relabelled({"id-1": Reading("international-shipping")})
    assert after.labels.tolist()[1] == "international-shipping"


def test_stacked_documents_stand_behind_each_other() -> None:
    """Parts stacked give all documents in order."""
    part = _counts(_BAGS, _TERMS)
    both = stack([part, part.take(np.array([1]))])
    assert both.ids.tolist() == ["id-0", "id-1", "id-2", "id-1"]
    assert both.matrix.toarray().tolist()[:3] == part.matrix.toarray().tolist()
    assert len(both) == 4


def test_the_same_terms_give_the_same_bytes(tmp_path: Path) -> None:
    """A vocabulary file depends on its terms only, not on its name or the time."""
    write_terms(tmp_path / "one.gz", _TERMS)
    write_terms(tmp_path / "other.gz", _TERMS)
    content = (tmp_path / "one.gz").read_bytes()
    assert content == (tmp_path / "other.gz").read_bytes()
    assert content[4:8] == b"\0\0\0\0", "no time of writing in the gzip header"


def test_terms_round_trip(tmp_path: Path) -> None:
    """A vocabulary comes back from its file as it was, letters of all kinds included."""
    terms = [*_TERMS, "u.s", "didn't", "émile", "東京", "0"]
    write_terms(tmp_path / "terms.gz", terms)
    assert read_terms(tmp_path / "terms.gz") == terms
    with gzip.open(tmp_path / "terms.gz") as file:
        assert file.read() == "\n".join(terms).encode()


@settings(max_examples=40)
@given(st.lists(st.dictionaries(st.sampled_from(_TERMS), st.integers(1, 400)), max_size=6))
def test_counts_round_trip_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, bags: list[dict[str, int]]
) -> None:
    """Documents come back from their file as they were, and write the same bytes again."""
    folder = tmp_path_factory.mktemp("counts")
    before = _counts([Counter(bag) for bag in bags], _TERMS)
    write_counts(folder / "one.npz", before)
    after = read_counts(folder / "one.npz", len(_TERMS))
    write_counts(folder / "other.npz", after)
    assert (folder / "one.npz").read_bytes() == (folder / "other.npz").read_bytes()
    for name in ("ids", "sources", "labels", "read", "also"):
        assert getattr(after, name).tolist() == getattr(before, name).tolist()
    assert (after.matrix != before.matrix).nnz == 0
    assert after.matrix.shape == before.matrix.shape
    assert sp.isspmatrix_csr(after.matrix)


@pytest.mark.parametrize("content", [b"not an archive\n" * 9, b"PK", b"\x80\x04."])
def test_files_that_are_no_archive_are_refused(tmp_path: Path, content: bytes) -> None:
    """A file that is no archive is refused by name."""
    path = tmp_path / "harbour.npz"
    path.write_bytes(content)
    with pytest.raises(TrainingDataError, match=r"harbour\.npz"):
        read_counts(path, 4)


@pytest.mark.parametrize("damage", ["truncated", "empty", "overwritten", "single array"])
def test_damaged_archives_are_refused(tmp_path: Path, damage: str) -> None:
    """A truncated, empty or overwritten archive is refused, and its file is closed."""
    path = _store(tmp_path / "harbour.npz")
    content = bytearray(path.read_bytes())
    if damage == "truncated":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "overwritten":
        data = content.index(b"ids.npy") + len("ids.npy")
        content[data : data + 60] = b"\xff" * 60
        path.write_bytes(content)
    else:
        with path.open("wb") as file:
            np.save(file, np.zeros(3))
    error: type[Exception] | None = None
    try:
        read_counts(path, 4)
    except Exception as caught:
        error = type(caught)
    gc.collect()  # a file left open is to be found here, not in another test
    assert error is TrainingDataError


@pytest.mark.parametrize("array", ["ids", "sources", "labels", "read", "lengths", "steps", "data"])
def test_missing_arrays_are_refused(tmp_path: Path, array: str) -> None:
    """An archive without one of its arrays is refused, and the array is named."""
    path = _store(tmp_path / "harbour.npz", **{array: None})
    with pytest.raises(TrainingDataError, match=array):
        read_counts(path, 4)


@pytest.mark.parametrize(
    "changes",
    [
        {"data": np.ones(2, np.uint8)},
        {"steps": np.ones(3, np.uint32)},
        {"lengths": np.array([2, 0, 3], np.uint16)},
        {"ids": np.array([None, "x", "y"], dtype=object)},
    ],
    ids=["counts missing", "columns missing", "lengths too long", "pickled objects"],
)
def test_arrays_that_do_not_fit_are_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    """An archive whose arrays do not fit each other, or hold pickles, is refused."""
    with pytest.raises(TrainingDataError):
        read_counts(_store(tmp_path / "harbour.npz", **changes), 4)


def test_files_without_second_topics_have_none(tmp_path: Path) -> None:
    """Archives older than second topics are read, and documents without one are written so."""
    path = _store(tmp_path / "harbour.npz", also=None)
    counts = read_counts(path, len(_TERMS))
    assert counts.also.tolist() == ["", "", ""]
    write_counts(path, counts)
    with np.load(path) as stored:
        assert "also" not in stored


@pytest.mark.parametrize("also", [np.array(["sky", ""]), np.array([1, 2, 3])])
def test_second_topics_that_do_not_fit_are_refused(tmp_path: Path, also: object) -> None:
    """Of second topics there is one a document, empty or a name."""
    with pytest.raises(TrainingDataError, match="also is no name for each of 3 documents"):
        read_counts(_store(tmp_path / "harbour.npz", also=also), len(_TERMS))


_SECTIONS = Sections(
    np.array(["arts", "", "weather"]), np.array(["", "", "arts"]), np.array([True, False, False])
)


def test_sections_round_trip_and_are_read_by_nobody(tmp_path: Path) -> None:
    """A file keeps sections and second ones, but not who gave them; without any it has no array."""
    write_counts(tmp_path / "with.npz", replace(_counts(_BAGS, _TERMS), sections=_SECTIONS))
    found = read_counts(tmp_path / "with.npz", len(_TERMS)).sections
    assert found is not None
    assert found.labels.tolist() == ["arts", "", "weather"]
    assert found.also.tolist() == ["", "", "arts"]
    assert not found.read.any()
    write_counts(tmp_path / "without.npz", _counts(_BAGS, _TERMS))
    assert read_counts(tmp_path / "without.npz", len(_TERMS)).sections is None


@pytest.mark.parametrize("sections", [np.array(["sky", ""]), np.array([1, 2, 3])])
def test_sections_that_do_not_fit_are_refused(tmp_path: Path, sections: object) -> None:
    """Of sections there is one a document, empty or a name."""
    with pytest.raises(TrainingDataError, match="sections is no name for each of 3 documents"):
        read_counts(_store(tmp_path / "harbour.npz", sections=sections), len(_TERMS))


def test_documents_by_section_stand_under_it() -> None:
    """Those that have a section stand under it in place of their topic, and are read if it was."""
    found = replace(_counts(_BAGS, _TERMS), sections=_SECTIONS).by_section()
    assert found.ids.tolist() == ["id-0", "id-2"]
    assert (found.labels.tolist(), found.also.tolist()) == (["arts", "weather"], ["", "arts"])
    assert found.read.tolist() == [True, False]
    assert found.matrix.toarray().tolist() == [[3, 0, 1, 0], [0, 2, 0, 1]]
    assert len(_counts(_BAGS, _TERMS).by_section()) == 0


def test_a_section_that_was_read_overrides_the_sources() -> None:
    """A reading replaces a source's section, second one included, and leaves the others."""
    before = replace(_counts(_BAGS, _TERMS), sections=_SECTIONS)
    after = before.relabelled(
        {"id-1": Reading("sky", section="science"), "id-2": Reading("sky", section="environment")}
    ).sections
    assert after is not None
    assert after.labels.tolist() == ["arts", "science", "environment"]
    assert after.also.tolist() == ["", "", ""]
    assert after.read.tolist() == [True, True, True]


def test_stacked_documents_keep_their_sections() -> None:
    """Documents of a part without sections have none among those of the others."""
    part = _counts(_BAGS, _TERMS)
    both = stack([part, replace(part, sections=_SECTIONS)]).sections
    assert both is not None
    assert both.labels.tolist() == ["", "", "", "arts", "", "weather"]
    assert stack([part, part]).sections is None


@pytest.mark.parametrize("array", ["ids", "sources", "labels", "read"])
def test_documents_without_an_entry_are_refused(tmp_path: Path, array: str) -> None:
    """An archive with fewer ids, sources, labels or marks than documents is refused."""
    full = {"read": np.array([True, False])}.get(array, np.array(["one", "two"]))
    with pytest.raises(TrainingDataError):
        read_counts(_store(tmp_path / "harbour.npz", **{array: full}), 4)


def test_a_column_beyond_the_vocabulary_is_refused(tmp_path: Path) -> None:
    """Counts over a larger vocabulary than the one given are refused."""
    with pytest.raises(TrainingDataError, match=r"harbour\.npz"):
        read_counts(_store(tmp_path / "harbour.npz"), 3)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there is refused by name."""
    with pytest.raises(TrainingDataError, match=r"nowhere\.npz"):
        read_counts(tmp_path / "nowhere.npz", 4)


def test_digest_depends_on_names_and_contents_only(tmp_path: Path) -> None:
    """The digest is the same in any order, and another with any name or content changed."""
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"ferry")
    two.write_bytes(b"soup")
    first = digest(tmp_path, [one, two])
    assert first == digest(tmp_path, [two, one])
    two.write_bytes(b"soups")
    assert first != digest(tmp_path, [one, two])
    two.write_bytes(b"soup")
    assert first != digest(tmp_path, [one, two.rename(tmp_path / "three")])
