"""The graph is that of all pairs, however it is found."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from service.summaries.errors import TooAlike
from service.summaries.sumy import similarity
from service.summaries.sumy.similarity import Similarity
from service.summaries.term_counts import Floats


def make_rows(height: int, width: int, words: int, *, numbered: int = 0, seed: int = 5) -> Floats:
    """Rows of length one of so many random words; `numbered` gives each a heavy one of its own."""
    chance = np.random.default_rng(seed)
    rows = np.zeros((height, width + numbered))
    for place, row in enumerate(rows):
        row[chance.choice(width, words)] = chance.uniform(0.5, 1.5, words)
        if numbered:
            row[width + place] = 12.0
    rows[height // 2] = 0.0
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    np.divide(rows, lengths, out=rows, where=lengths > 0.0)
    return rows


def make_pairs(count: int) -> Floats:
    """Two rows each with a rare word that carries them to 0.08, and common words."""
    chance = np.random.default_rng(8)
    rows = np.zeros((2 * count, 6 + 3 * count))
    for place, row in enumerate(rows):
        row[chance.choice(6, 3, replace=False)] = 0.015**0.5
        row[6 + place // 2] = 0.08**0.5
        row[6 + count + place] = 0.875**0.5
    return rows


CASES = {
    "pairs that common words decide": make_pairs(150),
    "few like pairs": make_rows(300, 900, 8),
    "nearly all alike": make_rows(300, 12, 6),
    "lines that differ by a number": make_rows(300, 8, 3, numbered=300),
    "numbers, and some lines without": np.vstack(
        (
            make_rows(250, 8, 3, numbered=300),
            np.pad(make_rows(50, 8, 3, seed=6), ((0, 0), (0, 300))),
        )
    ),
    "long tail and common words": make_rows(300, 400, 9) * 0.8
    + make_rows(300, 400, 2, seed=7) * (np.arange(400) < 5) * 0.6,
}


@pytest.mark.parametrize("block", [None, 3_000, 100])
@pytest.mark.parametrize("rows", CASES.values(), ids=CASES)
def test_sums_are_those_of_all_pairs(
    rows: Floats, block: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one block or many, by all words or by rare ones first, no pair is missed or invented."""
    if block is not None:
        monkeypatch.setattr(similarity, "_BLOCK_SHARED", block)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0.0)
    alike = rows @ rows.T > 0.1
    found = Similarity(csr_array(rows), 0.1)
    for values in (np.ones(len(rows)), np.arange(len(rows), dtype=np.float64) ** 2):
        assert found.sums(values) == pytest.approx(alike @ values, rel=1e-12)


def test_numbered_lines_are_compared_by_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list in which every line shares words with every other costs no more than its lines."""
    rows = csr_array(CASES["lines that differ by a number"])
    monkeypatch.setattr(similarity, "_BLOCK_SHARED", 1_000)
    monkeypatch.setattr(similarity, "MAX_SHARED", 1_000)
    assert Similarity(rows, 0.1).sums(np.ones(300)).sum() == 299.0


def test_like_pairs_are_kept_in_bits_where_there_are_many() -> None:
    """All pairs of 2,000 rows take a bit each, a few pairs five bytes each."""
    many = Similarity(csr_array(make_rows(2_000, 12, 8)), 0.1)
    assert sum(pairs.size for pairs in many._pairs) <= 2_000 * 2_000 / 8
    few = Similarity(csr_array(make_rows(2_000, 9_000, 8)), 0.1)
    linked = few.sums(np.ones(2_000)).sum()
    assert sum(pairs.size for pairs in few._pairs) <= 5 * linked < 2_000 * 2_000 / 8


@pytest.mark.parametrize(("name", "limit"), [("MAX_SHARED", 10_000), ("MAX_BYTES", 1_000_000)])
def test_too_many_pairs_are_refused(name: str, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the time or memory that there is, the limit and another method are named."""
    monkeypatch.setattr(similarity, "_BLOCK_SHARED", 10_000)
    monkeypatch.setattr(similarity, name, limit)
    rows = make_rows(4_000, 200, 3)
    with pytest.raises(TooAlike, match=r"at most (10,000 words|1 MB of pairs).*Use textrank"):
        Similarity(csr_array(rows), 0.1)
