"""What labelling tools export is read as articles, and what is none of it is counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.topics.training.reading.own import brief, put, read, refusal


def _lines(*objects: dict[str, Any]) -> str:
    return "".join(json.dumps(one) + "\n" for one in objects)


def _task(number: int, *chosen: str | None, kind: str = "topic", **data: Any) -> dict[str, Any]:
    """A task; None is an annotation that was cancelled."""
    annotations = [
        {
            "id": 100 + place,
            "completed_by": place,
            "was_cancelled": choice is None,
            "result": []
            if choice is None
            else [{"from_name": kind, "type": "choices", "value": {"choices": choice.split("+")}}],
        }
        for place, choice in enumerate(chosen)
    ]
    data = {"text": f"Text {number}.", **data}
    return {"id": number, "data": data, "annotations": annotations, "predictions": []}


def test_doccanos_json_lines_are_read(tmp_path: Path) -> None:
    """Old and new ones: `text` or `data`, `label` or `labels`; what nobody labelled is counted."""
    lines = _lines(
        {"id": 1, "text": "Fog.", "label": ["Harbour"], "Comments": [], "title": "Grey"},
        {"id": 2, "data": "Mist.", "label": ["harbour"]},
        {"id": 3, "text": "Soup.", "labels": ["kitchen"]},
        {"id": 4, "text": "Bread.", "label": []},
    )
    articles = read(put(tmp_path, "all.jsonl", lines))
    assert [(row.topic, row.title, row.text) for row in articles.rows] == [
        ("harbour", "Grey", "Fog."),
        ("harbour", None, "Mist."),
        ("kitchen", None, "Soup."),
    ]
    assert articles.told == (
        "all.jsonl (labels as doccano exports them): 3 articles (harbour 2, kitchen 1); passed"
        " over: 1 without a label (row 4)",
    )


def test_doccanos_json_and_csv_are_read(tmp_path: Path) -> None:
    """A list of objects, and a table with `id`, `data` or `text`, and `label`."""
    put(tmp_path, "a.json", json.dumps([{"id": 1, "text": "Fog.", "label": ["harbour"]}]))
    put(tmp_path, "b.csv", "id,data,label\n7,Mist.,harbour\n8,Soup.,\n")
    put(tmp_path, "c.csv", "id,text,label,Comments\n7,Bread.,kitchen,\n")
    assert brief(tmp_path) == [("harbour", "Fog."), ("harbour", "Mist."), ("kitchen", "Bread.")]
    assert "passed over: 1 without a label (row 3)" in read(tmp_path).told[1]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (
            "own.jsonl",
            _lines({"text": "Fog.", "label": ["a"]}, {"text": "Mist.", "label": ["a", "b"]}),
            ["own.jsonl row 2 has 2 labels, a and b", "one topic"],
        ),
        ("own.csv", "id,text,label\n1,Fog.,a#b\n", ["own.csv row 2 has 2 labels, a and b"]),
        (
            "own.jsonl",
            _lines({"text": "Fog.", "labels": [[0, 2, "a"]]}),
            ["own.jsonl row 1", "parts of the text"],
        ),
        (
            "own.jsonl",
            _lines({"text": "Fog.", "annotations": [{"label": 3, "user": 1}], "meta": {}}),
            ["own.jsonl row 1", "numbers"],
        ),
        ("own.json", json.dumps([_task(7, "a+b")]), ["article 1, task 7 has 2 labels, a and b"]),
        ("own.json", json.dumps([_task(7, "a", text=None)]), ["task 7", "'text' is missing"]),
        (
            "own.json",
            json.dumps([_task(7, "a") | {"annotations": [1]}]),
            ["task 7", "annotations"],
        ),
        (
            "own.csv",
            'id,annotation_id,text,topic\n1,1,Fog.,"{""choices"": [""a"", ""b""]}"\n',
            ["2 labels"],
        ),
        ("own.csv", "id,annotation_id,text,mood\n1,1,Fog.,a\n", ["no column for topic", "'mood'"]),
        ("own.jsonl", '[{"topic": "a", "text": "Fog."}]', ["own.jsonl row 1", "name it .json"]),
    ],
)
def test_what_says_no_single_topic_is_refused(
    tmp_path: Path, name: str, content: str, words: list[str]
) -> None:
    """Several labels, labels of parts, numbers without names: with file, row and task."""
    said = refusal(put(tmp_path, name, content))
    for word in words:
        assert word in said


def test_label_studios_tasks_are_read(tmp_path: Path) -> None:
    """What all agree on is an article; what was skipped, left or disagreed on is told by task."""
    tasks = [
        _task(11, "harbour", title="Grey", source="wire"),
        _task(12, "harbour", None, "harbour"),
        _task(13, "harbour", "kitchen"),
        _task(14, None),
        _task(15),
        _task(16, "Kitchen"),
    ]
    articles = read(put(tmp_path, "project.json", json.dumps(tasks)))
    assert [(row.topic, row.title, row.place) for row in articles.rows] == [
        ("harbour", "Grey", "project.json article 1, task 11"),
        ("harbour", None, "project.json article 2, task 12"),
        ("kitchen", None, "project.json article 6, task 16"),
    ]
    assert articles.told == (
        "project.json (Label Studio): 3 articles (harbour 2, kitchen 1); passed over: 1 labelled"
        " differently by different people (article 3, task 13), 1 skipped or cancelled by who"
        " labelled (article 4, task 14), 1 without a label (article 5, task 15); not read:"
        " 'source'",
    )
    assert articles.warnings == ()


def test_a_choice_of_any_name_is_the_topic_where_it_is_the_only_one(tmp_path: Path) -> None:
    """Of several kinds of choices the one that is named is the topic, and none is guessed."""
    put(tmp_path, "a.json", json.dumps([_task(1, "harbour", kind="mood", body="Fog.", text=None)]))
    assert brief(tmp_path, "text=body") == [("harbour", "Fog.")]
    two = _task(2, "harbour", kind="mood")
    two["annotations"][0]["result"] += _task(3, "kitchen", kind="desk")["annotations"][0]["result"]
    put(tmp_path, "a.json", json.dumps([two]))
    assert "'mood', 'desk'" in refusal(tmp_path)
    assert brief(tmp_path, "topic=desk") == [("kitchen", "Text 2.")]


def test_label_studios_flat_exports_are_read(tmp_path: Path) -> None:
    """Of JSON-MIN, CSV and TSV the rows of a task are one article, or none where they disagree."""
    beside = {"annotator": "a@example.org", "lead_time": 2.5, "created_at": "2026-11-28"}
    rows: list[dict[str, Any]] = [
        {"id": 1, "annotation_id": 5, "text": "Fog.", "topic": "harbour", **beside},
        {"id": 1, "annotation_id": 6, "text": "Fog.", "topic": "harbour", **beside},
        {"id": 2, "annotation_id": 7, "text": "Mist.", "topic": "harbour", **beside},
        {"id": 2, "annotation_id": 8, "text": "Mist.", "topic": "kitchen", **beside},
        {"id": 3, "annotation_id": None, "text": "Soup.", **beside},
    ]
    said = "1 article (harbour 1); passed over: 1 labelled differently by different people"
    articles = read(put(tmp_path, "min.json", json.dumps(rows)))
    assert [(row.topic, row.text) for row in articles.rows] == [("harbour", "Fog.")]
    assert said in articles.told[0]
    assert "task 2), 1 without a label (article 5)" in articles.told[0]
    assert articles.warnings == ()
    (tmp_path / "min.json").unlink()
    for name, delimiter in (("own.csv", ","), ("own.tsv", "\t")):
        table = "\n".join(
            delimiter.join(f'"{row.get(column) or ""}"' for column in rows[0]) for row in rows
        )
        header = delimiter.join(f'"{column}"' for column in rows[0])
        articles = read(put(tmp_path, name, f"{header}\n{table}\n"))
        assert said in articles.told[-1]
    assert len(articles.rows) == 2
