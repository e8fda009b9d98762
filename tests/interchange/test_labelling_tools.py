"""What doccano and Label Studio export is taken for what was labelled, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from service.interchange.doccano import WrongLabels, labels_of
from service.interchange.label_studio import NotChosen, choices_in_cell, choices_of, read_task


@pytest.mark.parametrize(
    ("found", "labels"),
    [
        (["crime"], ["crime"]),
        (["a", "b"], ["a", "b"]),
        ([], []),
        (None, []),
        ("", []),
        ("crime", ["crime"]),
        ("a#b", ["a", "b"]),
    ],
)
def test_doccanos_labels_are_a_list_or_joined(found: object, labels: list[str]) -> None:
    """JSON has a list, CSV joins the names by #; none is none."""
    assert labels_of(found) == labels


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([[0, 2, "crime"]], "parts of the text"),
        ([{"label": "crime", "start_offset": 0}], "parts of the text"),
        ([3], "numbers"),
        (3, "not text"),
    ],
)
def test_labels_that_are_none_of_a_text_are_refused(found: object, said: str) -> None:
    """Spans of another kind of project, and numbers without names, are told apart."""
    with pytest.raises(WrongLabels, match=said):
        labels_of(found)


def _annotation(*choices: str, name: str = "topic", **more: Any) -> dict[str, Any]:
    value = {"choices": list(choices)}
    return {"result": [{"from_name": name, "type": "choices", "value": value}], **more}


def test_a_task_has_what_was_chosen_in_each_annotation() -> None:
    """Cancelled and skipped ones are counted; what is no choice is left alone."""
    rating = {"result": [{"from_name": "stars", "type": "rating", "value": {"rating": 3}}]}
    given = [_annotation("a"), _annotation(was_cancelled=True), {"skipped": True}, rating]
    task = read_task({"data": {"text": "Fog."}, "annotations": given})
    assert task.annotations == ({"topic": ("a",)}, {})
    assert (task.cancelled, dict(task.data)) == (2, {"text": "Fog."})
    old = read_task({"data": {}, "completions": [_annotation("b")]})
    assert old.annotations == ({"topic": ("b",)},)


@pytest.mark.parametrize(
    "found",
    [
        None,
        [],
        {},
        {"data": {}},
        {"data": "x", "annotations": []},
        {"data": {}, "annotations": {}},
        {"data": {}, "annotations": [1]},
    ],
)
def test_what_is_no_task_is_refused(found: object) -> None:
    """It takes data, and a list of annotations."""
    with pytest.raises(NotChosen):
        read_task(found)


def test_choices_are_taken_by_name_or_where_there_is_one() -> None:
    """A preferred name decides; of several others none is guessed."""
    both = {"mood": ("glad",), "topic": ("crime",)}
    assert choices_of(both, "topic") == ("crime",)
    assert choices_of(both, "mood", "topic") == ("glad",)
    assert choices_of({"mood": ("glad",)}, "topic") == ("glad",)
    assert choices_of({}, "topic") == ()
    with pytest.raises(NotChosen, match="'mood', 'topic'"):
        choices_of(both, "kind")


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        ("crime", ["crime"]),
        ("", []),
        (None, []),
        ({"choices": ["a", "b"]}, ["a", "b"]),
        ('{"choices": ["a", "b"]}', ["a", "b"]),
        (["a"], ["a"]),
    ],
)
def test_a_flat_export_has_a_name_or_several(cell: object, choices: list[str]) -> None:
    """JSON-MIN has them as JSON, CSV as JSON in a cell."""
    assert choices_in_cell(cell) == choices


@pytest.mark.parametrize("cell", [7, [7], '{"choices"', [{"rectanglelabels": ["x"]}]])
def test_a_cell_without_a_choice_is_refused(cell: object) -> None:
    """What was drawn or rated is no topic."""
    with pytest.raises(NotChosen):
        choices_in_cell(cell)
