"""Requests of Label Studio: tasks as submissions, annotations as corrections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from service.analysis import Submission
from service.contract.json_article import load_object, parse_article, parse_fields, parse_object
from service.contract.problems import INVALID, Problem
from service.contract.submissions import field_problem
from service.feedback.correction import Sent
from service.http.contract.corrections import CorrectionRequest
from service.http.contract.label_studio import (
    AnnotationEvent,
    EventRequest,
    PredictionRequest,
    SentTask,
    SetupRequest,
)
from service.http.requests.corrections import correction_of
from service.interchange.label_config import Control, Interface, WrongInterface, read_interface
from service.interchange.label_studio import read_task
from service.settings import Settings

_ANNOTATED = frozenset({"ANNOTATION_CREATED", "ANNOTATION_UPDATED"})
_EXAMPLE = '{"action": "ANNOTATION_CREATED", ...}'


class NothingSaid(Exception):
    """An event that says of no article which topic is right; the text says why."""


def parse_setup(body: bytes) -> Interface:
    """Return the interface of a project; raises a 422 problem for one that does not fit."""
    asked = parse_object(body, SetupRequest, "a set-up", '{"schema": "<View>...</View>"}')
    return _interface("schema", asked.label_schema)


def parse_tasks(body: bytes) -> tuple[tuple[SentTask, ...], Interface]:
    """Return the tasks to predict, and their interface; raises a 422 problem."""
    example = '{"tasks": [...], "label_config": "<View>...</View>"}'
    asked = parse_object(body, PredictionRequest, "a request for predictions", example)
    return tuple(asked.tasks), _interface("label_config", asked.label_config)


class Said(NamedTuple):
    """The correction that an event is, its article, and whether nobody else annotated it."""

    sent: Sent
    submission: Submission
    is_only: bool


def parse_event(body: bytes, topics: Sequence[str], settings: Settings) -> Said:
    """Return what an event says of an article.

    Raises `NothingSaid` for an event that is none, and a problem for one that could be and is
    wrong.
    """
    stated = load_object(body, "an event", _EXAMPLE)
    action = parse_fields(stated, EventRequest, "an event").action
    if action not in _ANNOTATED:
        raise NothingSaid(f"Nothing follows here from {action}.")
    event = parse_fields(stated, AnnotationEvent, "an event")
    interface = _interface("project", event.project.label_config)
    fields = {
        **_article(event.task, interface),
        "topic": _topic(event, interface, topics),
        "id": f"label-studio/{event.project.id}/{event.task.id}"[:200],
    }
    asked = parse_fields(fields, CorrectionRequest, "a correction")
    return Said(*correction_of(asked, settings), is_only=event.task.total_annotations == 1)


def submission_of(task: SentTask, interface: Interface, settings: Settings) -> Submission:
    """Return the article of a task; raises a problem where it has none, or too long a one."""
    return parse_article({**_article(task, interface), "explain": False}, settings)


def _article(task: SentTask, interface: Interface) -> dict[str, Any]:
    content, title = task.data.get(interface.field), task.data.get("title")
    if not isinstance(content, str):
        detail = f"The task has no text as data.{interface.field}, which the interface shows."
        raise Problem(INVALID, detail, errors=[field_problem("data", "has no article")])
    headline = {"title": title} if isinstance(title, str) and interface.field != "title" else {}
    return {"html" if interface.is_html else "text": content, **headline}


def _topic(event: AnnotationEvent, interface: Interface, topics: Sequence[str]) -> str:
    """The topic that was chosen: what the model calls it, or else the choice in lower case."""
    control = _control(interface, topics)
    task = read_task({"data": event.task.data, "annotations": [event.annotation]})
    if not task.annotations:
        raise NothingSaid("The annotation says no topic, for it was skipped.")
    chosen = task.annotations[0].get(control.name, ())
    if len(chosen) != 1:
        raise NothingSaid(f"The annotation has {len(chosen)} topics; a correction takes one.")
    option = control.find(chosen[0])
    names = (chosen[0], option.alias or "", option.value) if option else (chosen[0],)
    lower = [name.strip().lower() for name in names]
    return next((name for name in lower if name in topics), lower[0])


def _control(interface: Interface, topics: Sequence[str]) -> Control:
    """What a topic is chosen with: what has topics of the model, or the only choices there are."""
    control = interface.choices_for(topics)
    if control is None and len(interface.choices) == 1:
        (control,) = interface.choices
    if control is None:
        raise NothingSaid("The labelling interface has no choices that are known to be of topics.")
    return control


def _interface(field: str, xml: str) -> Interface:
    try:
        return read_interface(xml)
    except WrongInterface as error:
        detail = f"The labelling interface does not fit: {error}."
        raise Problem(INVALID, detail, errors=[field_problem(field, str(error))]) from None
