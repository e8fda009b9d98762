"""What is exported of corrections can be put among a user's own articles."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from service.feedback.correction import Correction
from service.feedback.exchange.formats import FORMATS, NAMES, FormatName
from service.topics.training.rows import Articles, read_articles
from tests.feedback.corrections import correction

_STATES = ("new", "disputed", "accepted", "rejected")


@pytest.fixture
def kept() -> list[Correction]:
    """Six corrections of each state, some of them held out."""
    made = [correction("crime", state=state) for state in _STATES for _ in range(40)]
    picked: list[Correction] = []
    for state in _STATES:
        those = [item for item in made if item.state == state]
        picked += [item for item in those if item.held_out][:2]
        picked += [item for item in those if not item.held_out][:4]
    assert len(picked) == 24
    return picked


def _read(folder: Path, name: str, content: str) -> Articles:
    (folder / name).write_text(content, "utf-8")
    return read_articles(folder, "yours")


@pytest.mark.parametrize("name", NAMES)
def test_what_was_accepted_is_read_in_each_format(
    tmp_path: Path, kept: list[Correction], name: FormatName
) -> None:
    """What is held out, rejected, or accepted by nobody teaches nothing, and all of it is told."""
    form = FORMATS[name]
    articles = _read(tmp_path, f"export{form.ending}", "".join(form.write(kept)))
    wanted = {item.text for item in kept if item.state == "accepted" and not item.held_out}
    assert {row.text for row in articles.rows} == wanted
    assert {row.topic for row in articles.rows} == {"crime"}
    (told,) = articles.told
    assert "4 articles (crime 4)" in told
    assert "8 held out" in told
    assert "not read" not in told
    assert articles.warnings == ()


def test_what_somebody_labelled_elsewhere_counts_as_it_is_labelled(
    tmp_path: Path, kept: list[Correction]
) -> None:
    """What doccano gives back has numbers: whatever the state was, its labels decide."""
    lines = [json.loads(line) for line in FORMATS["doccano"].write(kept)]
    back = [{"id": place, **line, "label": ["sport"]} for place, line in enumerate(lines)]
    learned = len([item for item in kept if not item.held_out])
    articles = _read(tmp_path, "all.jsonl", "\n".join(map(json.dumps, back)))
    assert [row.topic for row in articles.rows] == ["sport"] * learned
    text = StringIO(newline="")
    table = csv.DictWriter(text, list(back[0]))
    table.writeheader()
    table.writerows({**line, "label": "sport"} for line in back)
    (tmp_path / "all.jsonl").unlink()
    assert len(_read(tmp_path, "all.csv", text.getvalue()).rows) == learned


def test_a_page_teaches_its_article(tmp_path: Path) -> None:
    """Of a correction of HTML the text that was found in it is what is read."""
    item = correction("crime", "A man was charged.", state="accepted")
    while item.held_out:
        item = correction("crime", state="accepted")
    (line,) = FORMATS["jsonl"].write([item])
    record = json.loads(line) | {"text": None, "html": "<p>A man.</p>", "article": "A man."}
    articles = _read(tmp_path, "export.jsonl", json.dumps(record))
    assert [row.text for row in articles.rows] == ["A man."]
