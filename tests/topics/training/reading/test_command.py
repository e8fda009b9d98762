"""What `dateline train` says of a user's own articles, and of how far it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.cli import main
from service.topics.store.registry import Registry
from service.topics.training.corpus import read_corpus
from service.topics.training.reading.columns import read_columns
from tests.topics.newsroom import write_article
from tests.topics.training.reading.own import put

_COLUMNS = "text=Body,topic=Category,title=Headline"


@pytest.fixture
def own(data: Path, empty: Registry, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom with a spreadsheet of its own and an export of doccano, and no model yet."""
    monkeypatch.setenv("DATELINE_MODELS", str(empty.folder))
    monkeypatch.setenv("DATELINE_DATABASE_URL", "none")
    articles = [write_article("harbour", 900 + number) for number in range(6)]
    table = "".join(f"Harbour;Late;{text};desk\r\n" for text in articles[:4])
    put(data / "yours", "own.csv", f"sep=;\r\nCategory;Headline;Body;Author\r\n{table};;;\r\n")
    lines = [{"id": number, "text": text, "label": []} for number, text in enumerate(articles[4:])]
    lines[0]["label"] = ["harbour"]
    put(data / "yours", "all.jsonl", "\n".join(map(json.dumps, lines)))
    return data


_TOLD = (
    "yours/all.jsonl (labels as doccano exports them): 1 article (harbour 1); passed over:"
    " 1 without a label (row 2)",
    "yours/own.csv: 4 articles (harbour 4); passed over: 1 empty; not read: 'Author'",
)


def test_a_dry_run_tells_of_each_file(
    own: Path, empty: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    """The articles by topic, what is passed over and why, and what is not read."""
    assert main(["train", "--data", str(own), "--dry-run", "--columns", _COLUMNS]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[:2] == list(_TOLD)
    assert "step 1 of 1: reading the training data" in printed.err
    assert empty.versions() == []


def test_a_training_tells_the_same_and_how_far_it_is(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Off a terminal each step is a line, and the model can be measured on the same data."""
    assert main(["train", "--data", str(own), "--columns", _COLUMNS]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[:2] == list(_TOLD)
    steps = [line.partition(" step ")[2] for line in printed.err.splitlines() if " step " in line]
    assert steps[0].startswith("1 of ")
    assert any("fitting" in step for step in steps)
    assert steps[-1].endswith("measuring")
    assert main(["evaluate", "--data", str(own), "--columns", _COLUMNS]) == 0


def test_without_its_columns_a_table_is_refused_with_those_it_has(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And with how to say which is which."""
    for command in ("train", "evaluate"):
        assert main([command, "--data", str(own)]) == 2
    said = capsys.readouterr().err
    assert "own.csv has no column for topic and text" in said
    assert "'Category', 'Headline', 'Body', 'Author'" in said
    assert "--columns topic=NAME,text=NAME" in said


def test_a_dry_run_tells_where_a_training_would_stop(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A topic of too few articles is a warning before it is a refusal."""
    put(own / "yours", "few.jsonl", '{"topic": "galley", "text": "Soup on board."}')
    assert main(["train", "--data", str(own), "--dry-run", "--columns", _COLUMNS]) == 0
    assert "a training would stop here: The topic galley has 1 articles" in capsys.readouterr().err


def test_how_the_files_are_read_is_part_of_their_digest(own: Path) -> None:
    """The same files with other columns are other data."""
    put(own / "yours", "own.csv", "topic,text,Body\nharbour,Fog.,Mist.\n")
    found = {
        read_corpus(own, None, columns).digest for columns in (None, read_columns("text=Body"))
    }
    assert len(found) == 2
