"""Tests of `benchmarks.scraped`: lines of scraped texts that are taken for what they are not."""

from __future__ import annotations

import gzip
import json
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from benchmarks import scraped
from service.articles.lines.labelled.pages import read_folder
from tests.conftest import ROOT

LINES = (
    "The bridge of Pell was shut on Tuesday after a crack was found in its oldest pier.",
    "Sign up for our weekly newsletter and get the best stories in your inbox.",
    "Nobody was hurt, the county said, and buses will go round by Sund until Friday.",
    "The Pell Courier newsroom moved to the quay in May.",
)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Labels of two texts of two outlets, the second of which calls a paragraph furniture."""
    text = "\n\n".join(LINES)
    digest = sha256(text.encode()).hexdigest()
    labels: list[dict[str, object]] = [
        {"id": "a-1", "outlet": "The Pell Courier", "furniture": {"2": "promotion"}, "doubt": [6]},
        {"id": "a-2", "outlet": "Sund Today", "furniture": {"2": "promotion", "4": "caption"}},
    ]
    common: dict[str, object] = {
        "source": "a",
        "lines": 7,
        "sha256": digest,
        "lead": 0,
        "doubt": [],
        "read": 1,
    }
    (tmp_path / "labels.jsonl").write_text(
        "".join(json.dumps(common | label) + "\n" for label in labels), "utf-8"
    )
    with gzip.open(tmp_path / "texts.jsonl.gz", "wt", encoding="utf-8") as file:
        for label in labels:
            file.write(json.dumps({"id": label["id"], "text": text}) + "\n")
    return [str(tmp_path / "labels.jsonl"), str(tmp_path / "texts.jsonl.gz")]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    """Run the benchmark."""
    monkeypatch.setattr(sys, "argv", ["scraped", *arguments])
    assert scraped.main() == 0


def test_what_is_kept_and_lost_is_counted(
    files: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By source and by kind, with the wrong lines where they are asked for."""
    run(monkeypatch, *files, "--list")
    said = capsys.readouterr().out
    assert "a-2: lost [] kept [4]" in said
    assert "a-1:" not in said
    assert f"caption{'':16}" in said
    caption = len(LINES[2].split())
    assert f"{caption} of {caption}" in said
    assert "0 of 28" in said


def test_texts_may_be_judged_by_models_of_other_outlets(
    files: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each text is read by a model that has learned from others, and both are counted."""
    pages = read_folder(ROOT / "training_data" / "pages")[:12]
    rows = [
        {"url": f"https://{page.name}.example/", "pasted": page.text, "body": page.body}
        for page in pages
    ]
    held = tmp_path / "pages.jsonl.gz"
    held.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    monkeypatch.setattr(scraped, "read_folder", lambda _: pages)
    monkeypatch.setattr("service.articles.lines.training.read_clean", lambda _: [])
    run(monkeypatch, *files, "--held-out", str(held))
    assert "all                          2" in capsys.readouterr().out
