"""What is exported is imported again, and other tools' files are what they take and give."""

from __future__ import annotations

import json
from typing import Any

import pytest

from service.feedback.correction import Correction
from service.feedback.errors import WrongExchange
from service.feedback.exchange.decision import Decided
from service.feedback.exchange.formats import FORMATS, FormatName
from service.feedback.exchange.record import CorrectionRecord
from tests.feedback.corrections import correction
from tests.feedback.released import rows


def written(name: FormatName, corrections: list[Correction]) -> str:
    """What a format writes of them."""
    return "".join(FORMATS[name].write(corrections))


def read(name: FormatName, text: str) -> list[Correction | Decided]:
    """What a format reads in a file."""
    return list(FORMATS[name].read(text.splitlines(keepends=True)))


def test_json_lines_have_all_there_is() -> None:
    """Read again, they are the corrections that were written, and written again the same bytes."""
    made = [*rows(), correction(text="“Zoë” \U0001f600\u2028\r\n")]
    text = written("jsonl", made)
    lines = [line + "\n" for line in text.split("\n")]
    found = list(FORMATS["jsonl"].read(lines))
    assert found == made
    assert written("jsonl", [item for item in found if isinstance(item, Correction)]) == text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"state": "gone"}, "state"),
        ({"key": "x"}, "key"),
        ({"topic": "No"}, "topic"),
        ({"held_out": True}, "held_out does not follow"),
        ({"html": "<p>a</p>"}, "exactly one"),
        ({"article": "a"}, "beside html alone"),
        ({"created_at": "2026-11-28T12:00:00"}, "created_at"),
        ({"more": 1}, "more"),
    ],
)
def test_a_wrong_line_is_named(change: dict[str, Any], said: str) -> None:
    """With its number and what is wrong with it."""
    made = rows()[0]
    good = CorrectionRecord.of(made).model_dump(mode="json")
    lines = [json.dumps(good) + "\n", "\n", json.dumps({**good, **change}) + "\n"]
    reading = FORMATS["jsonl"].read(lines)
    assert next(reading) == made
    with pytest.raises(WrongExchange, match="line 3") as caught:
        next(reading)
    assert said in str(caught.value)


def test_label_studio_gets_tasks() -> None:
    """What was accepted is an annotation; what waits is for the annotator, with both opinions."""
    new, disputed, rejected, accepted = rows()
    tasks = json.loads(written("label-studio", rows()))
    by_key = {task["data"]["key"]: task for task in tasks}

    def choices(results: list[dict[str, Any]]) -> list[str]:
        return [item["result"][0]["value"]["choices"][0] for item in results]

    assert by_key[new.key]["data"]["text"] == new.text
    assert choices(by_key[disputed.key]["predictions"]) == ["crime", "politics"]
    assert by_key[disputed.key]["annotations"] == []
    assert by_key[rejected.key]["annotations"] == by_key[rejected.key]["predictions"] == []
    assert choices(by_key[accepted.key]["annotations"]) == ["other"]
    assert by_key[accepted.key]["data"]["text"] == "Es regnete."
    assert written("label-studio", []) == "[]\n"


def test_label_studios_annotations_come_back() -> None:
    """The last annotation that was not cancelled decides; a task without one is left alone."""
    tasks = json.loads(written("label-studio", rows()))
    chosen = {"result": [{"value": {"choices": ["sport"]}}]}
    tasks[0]["annotations"] = [chosen, {"was_cancelled": True, "result": []}]
    found = read("label-studio", json.dumps(tasks))
    assert found == [Decided(rows()[0].key, "sport"), Decided(rows()[3].key, "other")]


def test_doccanos_lines_come_back() -> None:
    """A label is the topic, none where it was rejected; what doccano keeps as metadata is found."""
    lines = [json.loads(line) for line in written("doccano", rows()).splitlines()]
    assert [line["label"] for line in lines] == [["crime"], ["crime"], [], ["other"]]
    again = [
        {"id": 7, "text": line["text"], "label": ["sport"], "Metadata": {"key": line["key"]}}
        for line in lines[:1]
    ]
    text = "".join(json.dumps(line) + "\n" for line in [*again, *lines[1:]])
    assert read("doccano", text) == [
        Decided(rows()[0].key, "sport"),
        Decided(rows()[1].key, "crime"),
        Decided(rows()[3].key, "other"),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("jsonl", "{"),
        ("label-studio", "{"),
        ("label-studio", "{}"),
        ("label-studio", '[{"annotations": [{"result": []}], "data": {"key": "a"}}]'),
        ("label-studio", '[{"data": {"key": "a"}}]'),
        ("label-studio", "[1]"),
        ("doccano", "{"),
        ("doccano", "[]"),
        ("doccano", '{"label": ["a", "b"], "key": "c"}'),
        ("doccano", '{"label": ["a"]}'),
        ("doccano", '{"label": ["A topic"], "key": "c"}'),
    ],
)
def test_what_no_tool_wrote_is_refused_in_a_sentence(name: FormatName, text: str) -> None:
    """The line, task or file is named."""
    with pytest.raises(WrongExchange, match=r"^(line 1|task 1|the file): .*imported\.$"):
        read(name, text)
