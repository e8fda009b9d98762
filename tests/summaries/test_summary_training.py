"""Tests of `service.summaries.news.training`: the command that makes the news ranker."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import numpy as np
import pytest

from service.summaries.news.ranker import shipped
from service.summaries.news.training import hold_out, main, measure, prepare
from tests.conftest import ROOT


def make_rows(articles: int = 24) -> list[dict[str, object]]:
    """Articles of ours in two sources; one's summaries are its last sentences."""
    rows: list[dict[str, object]] = []
    paths = sorted((ROOT / "training_data" / "articles").rglob("*.txt"))
    for number, path in enumerate(paths[:: len(paths) // articles][:articles]):
        paragraphs = path.read_text("utf-8").partition("\n")[2].strip().split("\n")
        kept = [paragraph for paragraph in paragraphs if paragraph.strip()]
        reference = kept[-1:] if number % 2 else kept[:1]
        source = "last" if number % 2 else "first"
        rows.append({"source": source, "text": "\n\n".join(kept), "references": [reference]})
    return rows


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    """The rows as a file that the command reads."""
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return path


@pytest.fixture(scope="module")
def summaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small file of summaries."""
    return write(tmp_path_factory.mktemp("summaries") / "own.jsonl.gz", make_rows())


def test_an_example_says_what_each_set_gains() -> None:
    """The lead gains nothing; the set that the reference was made of gains the most."""
    text = "\n\n".join(f"{word * 3} sank off Lund in a storm." for word in ("Wa", "Ro", "Mi", "Su"))
    row = {"source": "own", "text": text, "references": [text.split("\n\n")[1:]]}
    example = prepare(row)
    assert example is not None
    assert example.sets.tolist() == [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]]
    assert example.gains[0] == 0.0
    assert example.gains.argmax() == 3
    assert example.gain([1, 2, 3]) == pytest.approx(example.gains[3])
    assert example.gain([0, 1, 2]) == 0.0


def test_sets_that_may_not_be_chosen_are_not_learned_from() -> None:
    """No sentence without its antecedent and no stub, but the lead always."""
    text = "Boats left Lund at noon. They sank off Sund in a storm. Wow! " + " ".join(
        f"Divers {word} found {word} near an old pier." for word in ("Wa", "Ro")
    )
    example = prepare({"source": "own", "text": text, "references": [["Boats sank."]]})
    assert example is not None
    assert [example.standing.needs(place) for place in range(5)] == [(), ((0,),), (), (), ()]
    assert [example.standing.flaw(place) for place in range(5)] == [None, None, "stub", None, None]
    assert example.sets.tolist() == [[0, 1, 2], [0, 1, 3], [0, 1, 4], [0, 3, 4]]
    assert len(example.gains) == 4


def test_a_row_without_a_sentence_is_no_example() -> None:
    """Nothing can be learned from it."""
    assert prepare({"source": "own", "text": " \n", "references": [["Boats ran."]]}) is None


def test_a_long_article_s_later_sentences_are_drawn_the_same_each_time() -> None:
    """A training twice is the same training."""
    text = " ".join(f"Boat {number} sank off Lund in a storm." for number in range(90))
    row = {"source": "own", "text": text, "references": [["A boat sank."]]}
    one, two = prepare(row), prepare(row)
    assert one is not None
    assert two is not None
    assert one.candidates.tolist() == two.candidates.tolist()
    assert len(one.candidates) == 22
    assert one.candidates[:14].tolist() == list(range(14))
    assert one.candidates[-1] > 22


def test_each_source_is_measured_by_a_ranker_that_has_not_seen_it() -> None:
    """The table has each source and all together."""
    examples = [found for row in make_rows(12) if (found := prepare(row))]
    rankers = hold_out(examples)
    assert set(rankers) == {"first", "last"}
    assert not np.allclose(rankers["first"].coverage, rankers["last"].coverage)
    table = measure(examples, rankers)
    assert list(table) == ["first", "last", "all"]
    assert table["all"]["articles"] == 12


def test_the_command_writes_parameters_and_prints_the_table(
    summaries: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The figures that are printed stand with the parameters."""
    path = tmp_path / "ranker.json"
    assert main([str(summaries), "--to", str(path)]) == 0
    printed = capsys.readouterr().out
    figures = shipped(path).figures
    assert list(figures) == ["first", "last", "all"]
    for source, row in figures.items():
        line = re.search(rf"^{source} +\d+ +(\S+)", printed, re.MULTILINE)
        assert line is not None
        # Those that are kept are rounded once more.
        assert float(line[1]) == pytest.approx(row["gain"], abs=0.011)


def test_worse_parameters_are_refused_unless_forced(
    summaries: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that are there stay, to the byte; --force replaces them."""
    path = tmp_path / "ranker.json"
    shipped().save(path)
    content = json.loads(path.read_text("utf-8"))
    content["figures"]["all"]["gain"] = 90.0
    path.write_text(json.dumps(content), "utf-8")
    before = path.read_bytes()
    assert main([str(summaries), "--to", str(path)]) == 1
    assert path.read_bytes() == before
    assert "+90.00; --force replaces" in capsys.readouterr().out
    shipped.cache_clear()
    assert main([str(summaries), "--to", str(path), "--force"]) == 0
    assert path.read_bytes() != before
    shipped.cache_clear()
