"""Tests of `service.summaries.news.editing.training`: the command that makes the editor."""

from __future__ import annotations

import gzip
import json
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from service.articles.reading import read_text
from service.summaries.news.editing.editor import shipped
from service.summaries.news.editing.judgements import prepare
from service.summaries.news.editing.set_features import SET_FEATURES
from service.summaries.news.editing.training import (
    JUDGEMENTS,
    PICKS,
    hold_out,
    main,
    measure,
    train,
)
from tests.conftest import ROOT


def make_rows(articles: int = 16) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Articles of ours, and judgements of readers who print what stands near the first sentence."""
    rows: list[dict[str, Any]] = []
    judgements: list[dict[str, Any]] = []
    paths = sorted((ROOT / "training_data" / "articles").rglob("*.txt"))
    for number, path in enumerate(paths[:: len(paths) // articles][:articles]):
        title, _, text = path.read_text("utf-8").partition("\n")
        height = len(read_text(text, title=title, language="en").sentences)
        sets = [
            {"places": list(places), "printable": [places[-1] < 5, places[-1] < 4], "faults": []}
            for places in combinations(range(min(height, 9)), 3)
            if places[0] == 0
        ]
        rows.append({"id": f"own-{number}", "title": title, "text": text})
        judged = {"id": f"own-{number}", "group": f"{number % 5}", "sentences": height}
        judgements.append({**judged, "sets": sets})
    return rows, judgements


def as_picks(judgement: dict[str, Any]) -> dict[str, Any]:
    """The same reader's picks: the sets that are printable."""
    kept = {name: value for name, value in judgement.items() if name != "sets"}
    return kept | {"picked": [one["places"] for one in judgement["sets"] if one["printable"][0]]}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The articles, the judgements and the picks as files that the command reads."""
    folder = tmp_path_factory.mktemp("judgements")
    rows, judgements = make_rows()
    articles, judged = folder / "articles.jsonl.gz", folder / "judgements.jsonl"
    articles.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    picks = folder / "picks.jsonl"
    judged.write_text("\n".join(map(json.dumps, judgements[:12])), "utf-8")
    picks.write_text("\n".join(json.dumps(as_picks(one)) for one in judgements[12:]), "utf-8")
    return articles, judged, picks


def test_an_article_has_what_was_judged_and_what_is_offered() -> None:
    """The share of readers who print a set; not a number where nobody read it."""
    rows, judgements = make_rows(1)
    judgements[0]["sets"] = judgements[0]["sets"][:3]
    found = prepare(judgements[0], rows[0])
    assert found is not None
    assert found.offered[0]
    assert np.count_nonzero(~np.isnan(found.printable)) == 3
    assert found.features.shape == (len(found.printable), len(SET_FEATURES))
    assert found.printable[found.first].tolist() == [1.0]


def test_what_was_picked_is_told_of_the_sets_that_are_offered() -> None:
    """Nobody was asked about any of them by itself."""
    rows, judgements = make_rows(1)
    found = prepare(as_picks(judgements[0]), rows[0])
    assert found is not None
    assert found.picked.any()
    assert not found.picked.all()
    assert np.isnan(found.printable).all()


def test_an_article_that_is_split_otherwise_now_is_left_out() -> None:
    """Its numbers would be of other sentences."""
    rows, judgements = make_rows(1)
    judgements[0]["sentences"] += 1
    assert prepare(judgements[0], rows[0]) is None


def test_the_editor_learns_what_readers_print() -> None:
    """Of sets that readers print when they stand near, nearer ones are worth more."""
    rows, judgements = make_rows()
    examples = [found for pair in zip(judgements, rows, strict=True) if (found := prepare(*pair))]
    editor = train(examples)
    average = editor.printable.mean
    further = average.copy()
    further[SET_FEATURES.index("log last")] += 1.0
    near, far = editor.printable.log_odds(np.array([average, further])).tolist()
    assert near > far
    assert len(list(hold_out(examples))) == len(examples)
    picks = [
        found
        for pair in zip(map(as_picks, judgements), rows, strict=True)
        if (found := prepare(*pair))
    ]
    both = train([*examples, *picks])
    near, far = both.printable.log_odds(np.array([average, further])).tolist()
    assert near > far
    figures = measure(examples)
    assert figures["first"] == 1.0
    assert figures["chosen"] >= figures["before"]


def test_the_command_writes_parameters_and_prints_the_figures(
    files: tuple[Path, Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The figures that are printed stand with the parameters."""
    articles, judged, picks = map(str, files)
    path = tmp_path / "editor.json"
    told = ["--judgements", judged, "--picks", picks]
    arguments = [articles, *told, "--to", str(path), "--weight", "2"]
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert "16 of 16 articles" in printed
    found = shipped(path)
    assert found.weight == 2.0
    assert f"{found.figures['chosen']:.3f}" in printed


def test_without_the_articles_nothing_is_written(
    files: tuple[Path, Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says what to name."""
    path = tmp_path / "editor.json"
    assert main([str(files[0]), "--to", str(path)]) == 1
    assert "name the files that have these articles" in capsys.readouterr().out
    assert not path.exists()


def test_what_was_picked_is_kept_as_facts() -> None:
    """Ids and numbers of three sentences, rising, and no set twice."""
    for line in PICKS.read_text("utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"id", "group", "sentences", "picked"}
        assert len(set(map(tuple, row["picked"]))) == len(row["picked"])
        for places in row["picked"]:
            assert len(set(places)) == 3
            assert places == sorted(places)
            assert 0 <= places[0] <= places[2] < row["sentences"]


def test_what_was_judged_is_kept_as_facts() -> None:
    """Ids and numbers of sentences alone, every set with a verdict and none of them twice."""
    for line in JUDGEMENTS.read_text("utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"id", "group", "sentences", "sets"}
        places = [tuple(judged["places"]) for judged in row["sets"]]
        assert len(set(places)) == len(places)
        for judged in row["sets"]:
            assert set(judged) == {"places", "printable", "faults"}
            assert judged["printable"]
            assert all(0 <= place < row["sentences"] for place in judged["places"])
