"""Tests of `service.articles.lines.labelled.texts`: labels joined with the texts they are of."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from pathlib import Path

import pytest

from service.articles.lines.labelled.pages import PageError
from service.articles.lines.labelled.texts import read_labelled_texts
from tests.conftest import ROOT

TEXT = "Bridge shut\n\nThe bridge was shut on Tuesday.\n\nRead also: Tram late\n\nNobody was hurt."
LABEL = {
    "id": "a-1",
    "source": "a",
    "outlet": "The Pell Courier",
    "lines": 7,
    "sha256": sha256(TEXT.encode()).hexdigest(),
    "furniture": {"0": "title", "4": "teaser"},
    "lead": 2,
    "doubt": [6],
    "read": 1,
}
SHIPPED = ROOT / "training_data" / "scraped" / "labels.jsonl"


def write(folder: Path, label: object, text: str = TEXT) -> tuple[Path, Path]:
    """A file of one label and a file of one text."""
    labels, texts = folder / "labels.jsonl", folder / "texts.jsonl.gz"
    labels.write_text(json.dumps(label) + "\n", encoding="utf-8")
    with gzip.open(texts, "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "a-1", "text": text}) + "\n")
    return labels, texts


def test_a_labelled_text_says_what_its_lines_are(tmp_path: Path) -> None:
    """As a page to learn from it has its article, the kinds of its lines, and those in doubt."""
    labels, texts = write(tmp_path, LABEL)
    (text,) = read_labelled_texts(labels, [texts])
    page = text.page()
    assert [span.of(TEXT) for span in page.article] == [
        "The bridge was shut on Tuesday.",
        "Nobody was hurt.",
    ]
    assert [kind for _, kind in page.kinds] == ["title", "body", "teaser", "body"]
    assert [span.of(TEXT) for span in page.doubted] == ["Nobody was hurt."]
    assert (page.site, text.lead) == ("The Pell Courier", 2)


@pytest.mark.parametrize(
    ("label", "text", "says"),
    [
        (LABEL, TEXT + " Or so.", "a-1 is not the text that was read"),
        (LABEL | {"id": "a-2"}, TEXT, "'a-2' is not in the label or"),
        ({"id": "a-1"}, TEXT, "'furniture' is not in the label or"),
    ],
)
def test_a_label_that_does_not_fit_says_where(
    tmp_path: Path, label: object, text: str, says: str
) -> None:
    """A text that has changed or is missing, or a label without its fields, is named."""
    labels, texts = write(tmp_path, label, text)
    with pytest.raises(PageError, match=f"labels.jsonl, line 1: {says}"):
        read_labelled_texts(labels, [texts])


def test_the_shipped_labels_are_facts_without_text() -> None:
    """Each has the fields of a label and no other, and its numbers are of lines that it has."""
    rows = [json.loads(row) for row in SHIPPED.read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) > 100
    for row in rows:
        assert set(row) == set(LABEL)
        numbers = [*map(int, row["furniture"]), row["lead"], *row["doubt"]]
        assert all(0 <= number < row["lines"] for number in numbers)
        assert str(row["lead"]) not in row["furniture"]
