"""Tests of `benchmarks.summaries`: the measure of how good summaries are, and its gate."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from benchmarks import summaries
from benchmarks.summary_plot import draw

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Our own summaries as a file of rows, in two sources."""
    kept = [
        {
            "source": f"desk {number % 2}",
            "text": case.article.text,
            "references": [case.references[0].split("\n")],
        }
        for number, case in enumerate(summaries.read_own())
    ]
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, kept)).encode()))
    return path


def test_our_own_summaries_are_of_our_own_articles() -> None:
    """A dozen and more, each of one to four sentences that do not stand in the article."""
    cases = summaries.read_own()
    assert len(cases) >= 12
    assert len({case.article.document for case in cases}) == len(cases)
    for case in cases:
        for reference in case.references:
            sentences = reference.split("\n")
            assert 1 <= len(sentences) <= 4
            assert not any(sentence in case.article.document for sentence in sentences)


@pytest.mark.parametrize(
    ("floors", "code", "said"),
    [
        ({"own": 0.0, "held out": 0.0}, 0, "all floors are held"),
        ({"own": 90.0, "held out": 0.0}, 1, "own +"),
        ({"own": 0.0, "held out": 90.0}, 1, "held out +"),
    ],
)
def test_the_gate_closes_below_a_floor(
    floors: dict[str, float],
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Too little gained over the lead on our own summaries, or on sources held out: exit code 1."""
    monkeypatch.setattr(summaries, "_FLOORS", floors)
    assert summaries.main(["--gate"]) == code
    printed = capsys.readouterr().out
    assert said in printed
    assert "own: 16 articles" in printed


def test_every_source_has_a_table_and_all_together(
    rows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The lead is always there to compare with, and without an interval."""
    assert summaries.main([str(rows), "luhn"]) == 0
    printed = capsys.readouterr().out
    for heading in ("desk 0: 8 articles", "desk 1: 8 articles", "all: 16 articles"):
        assert heading in printed
    for method, columns in (("luhn", 9), ("lead", 5)):
        found = [line.split() for line in printed.splitlines() if line.startswith(method)]
        assert [len(row) for row in found] == [columns] * 3


def test_held_out_sources_are_ranked_by_the_others(
    rows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The heading says so, and news is not what the shipped parameters make of it."""
    assert summaries.main([str(rows), "news"]) == 0
    shipped = capsys.readouterr().out
    assert summaries.main([str(rows), "news", "--held-out"]) == 0
    held_out = capsys.readouterr().out
    assert "desk 0 (held out): 8 articles" in held_out
    lead, news = (
        [[line.split()[:4] for line in text.splitlines() if line.startswith(name)] for text in
         (shipped, held_out)]
        for name in ("lead", "news")
    )  # fmt: skip
    assert lead[0] == lead[1]
    assert news[0] != news[1]


@pytest.mark.parametrize("file", [True, False])
def test_methods_are_named_with_a_file_and_without(
    rows: Path, file: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """Behind --methods they need no file before them."""
    given = [str(rows)] if file else []
    assert summaries.main([*given, "--methods", "luhn", "kl"]) == 0
    printed = capsys.readouterr().out
    named = {line.split()[0] for line in printed.splitlines() if line and line[-1].isdigit()}
    assert named == {"lead", "luhn", "kl"}


_SHORT = {"source": "a", "text": "The pier at Ellery is shut today.", "references": [["Pier"]]}


def _packed(content: bytes) -> bytes:
    # Without the time in it, so that a case has the same name in every process.
    return gzip.compress(content, mtime=0)


@pytest.mark.parametrize(
    ("content", "arguments", "said"),
    [
        (None, ["news", "lexrank"], "There is no file news. Without one, ours are measured;"),
        (None, ["--held-out"], "--held-out needs the file of summaries"),
        (b'{"source": "a"}', ["FILE"], "is not gzipped JSON Lines"),
        (_packed(b"{"), ["FILE"], "is not gzipped JSON Lines"),
        (_packed(b'{"source": "a"}'), ["FILE"], "is not gzipped JSON Lines"),
        (_packed(b""), ["FILE"], "has no rows"),
        (
            _packed(json.dumps(_SHORT).encode()),
            ["FILE", "news", "--held-out"],
            "no article to learn from has more than 3 sentences",
        ),
    ],
)
def test_wrong_arguments_are_told_the_remedy(
    content: bytes | None,
    arguments: list[str],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One line and exit code 2, no stack trace."""
    path = tmp_path / "rows.jsonl.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit) as left:
        summaries.main([str(path) if word == "FILE" else word for word in arguments])
    assert left.value.code == 2
    assert said in capsys.readouterr().err


def test_the_interval_holds_the_mean_and_narrows_with_agreement() -> None:
    """Zero where nothing differs, wide where articles disagree, the same each time."""
    assert summaries.bootstrap(np.zeros(30)) == (0.0, 0.0)
    chance = np.random.default_rng(1)
    near, far = (1.0 + spread * chance.normal(size=200) for spread in (0.1, 5.0))
    low, high = summaries.bootstrap(near)
    assert low < near.mean() < high
    wide = summaries.bootstrap(far)
    assert wide[1] - wide[0] > 10 * (high - low)
    assert summaries.bootstrap(far) == wide


def test_scores_are_means_over_references() -> None:
    """A summary that is one of two references scores between 100 and what the other gives."""
    case = summaries.read_own()[0]
    both = summaries.Case("own", case.article, (case.references[0], "Nothing alike here"), case.row)
    sentences = case.references[0].split("\n")
    one, two = (
        summaries.measure([found], lambda _: sentences, "news").scores[0] for found in (case, both)
    )
    assert one.tolist() == pytest.approx([100.0] * 3)
    assert two.tolist() == pytest.approx([50.0] * 3)


def test_the_plot_shows_every_method_and_curve(tmp_path: Path) -> None:
    """Well-formed SVG with a point and a name for each, and what was measured."""
    path = tmp_path / "docs" / "summaries.svg"
    differences = {"news": (1.0, 0.5, 1.5), "kl": (-7.0, -9.0, -5.0)}
    times = {"news": [(25, 0.9), (800, 18.0)], "sumy's lexrank": [(25, 4.0), (800, 2_700.0)]}
    draw(path, differences, times, "240 articles of a & b")
    picture = ElementTree.parse(path).getroot()
    texts = {item.text for item in picture.iter(f"{SVG}text")}
    assert {"news", "kl", "sumy's lexrank", "lead", "240 articles of a & b", "800"} <= texts
    assert len(list(picture.iter(f"{SVG}circle"))) == 2
    assert len(list(picture.iter(f"{SVG}polyline"))) == 2
