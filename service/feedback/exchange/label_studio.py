"""Label Studio's tasks: the article, the topic as an annotation, the model's as a prediction.

The labelling interface that fits has `<Text name="article" value="$text"/>` and
`<Choices name="topic" toName="article">`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from service.feedback.correction import OPEN, Correction
from service.feedback.errors import WrongExchange
from service.feedback.exchange.decision import Decided, decided
from service.feedback.exchange.record import read_json
from service.interchange.label_studio import choices_of, read_task

_CONTROL = "topic"


def write_tasks(corrections: Iterable[Correction]) -> Iterator[str]:
    """Give the pieces of a JSON list, a task for each correction."""
    before = "["
    for correction in corrections:
        yield f"{before}\n{json.dumps(_task(correction), ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def read_tasks(lines: Iterable[str]) -> Iterator[Decided]:
    """Give what was chosen in each task that has an annotation; raises `WrongExchange`."""
    tasks = read_json("".join(lines), "the file")
    if not isinstance(tasks, list):
        raise WrongExchange("the file", "it is no list of tasks; export as JSON, not JSON-MIN")
    for number, found in enumerate(tasks, 1):
        try:
            task = read_task(found)
            if task.annotations:
                (choice,) = choices_of(task.annotations[-1], _CONTROL)
                yield decided(task.data["key"], choice, f"task {number}")
        except (KeyError, ValueError):
            fault = "it has no data.key, or not one choice in its annotation"
            raise WrongExchange(f"task {number}", fault) from None


def _task(correction: Correction) -> dict[str, Any]:
    given, state = correction.given, correction.state
    data = {
        "text": correction.text,
        "title": correction.sent.title or "",
        "key": correction.key,
        "state": state,
        "held_out": correction.held_out,
        "note": correction.sent.note or "",
    }
    said = {"result": [_choice(correction.topic)]}
    # What nobody has decided on is for the annotator to say.
    guesses: list[dict[str, Any]] = [{"model_version": "sender", **said}] if state in OPEN else []
    if given.label is not None:
        told = {"model_version": given.version, "score": given.confidence}
        guesses.append({**told, "result": [_choice(given.label)]})
    annotations = [said] if state == "accepted" else []
    return {"data": data, "annotations": annotations, "predictions": guesses}


def _choice(topic: str) -> dict[str, Any]:
    return {
        "from_name": _CONTROL,
        "to_name": "article",
        "type": "choices",
        "value": {"choices": [topic]},
    }
