"""The routes that Label Studio asks, as those of an ML backend."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from time import monotonic

from flask import Blueprint, Response, g, request
from pydantic import BaseModel

from service.contract.problems import TOO_BUSY, Problem
from service.http.app_state import app_state
from service.http.contract.label_studio import (
    EventAnswer,
    EventRequest,
    HealthAnswer,
    PredictionAnswer,
    PredictionRequest,
    PredictionsAnswer,
    SentTask,
    SetupAnswer,
    SetupRequest,
    TaskProblem,
    VersionsAnswer,
)
from service.http.contract.operation import READ, TEACH, Body, operation
from service.http.contract.request_problems import problem_of
from service.http.middleware.errors import document_of_part
from service.http.middleware.observation import record_document
from service.http.requests.bodies import read_json
from service.http.requests.label_studio import (
    NothingSaid,
    parse_event,
    parse_setup,
    parse_tasks,
    submission_of,
)
from service.http.responses.label_studio import prediction
from service.http.routes.articles import analysed
from service.http.routes.feedback import keep, kept_feedback
from service.interchange.label_config import Interface

_JSON = "application/json"
# Proxies, ours too, wait 60 s and would ask again, Label Studio 100 s, and has then nothing of what
# was found; the last task takes its time too.
SECONDS = 45.0
_AWAY = (HTTPStatus.SERVICE_UNAVAILABLE,)
_INTERFACE = (
    '<View><Text name="article" value="$text"/><Choices name="topic" toName="article">'
    '<Choice value="crime"/><Choice value="politics"/></Choices></View>'
)
_TASK = {"id": 1, "data": {"text": "Police in Arnsbeck arrested two men on Monday."}}
_EVENT = {
    "action": "ANNOTATION_CREATED",
    "project": {"id": 1, "label_config": _INTERFACE},
    "task": _TASK,
    "annotation": {
        "result": [
            {
                "from_name": "topic",
                "to_name": "article",
                "type": "choices",
                "value": {"choices": ["crime"]},
            }
        ]
    },
}

blueprint = Blueprint("label_studio", __name__, url_prefix="/label-studio")


@blueprint.get("/health")
@operation(
    right=None,
    id="checkBackend",
    summary="Is there a model to ask",
    answer={_JSON: HealthAnswer},
    problems=_AWAY,
)
def health() -> Response:
    """Say that there is a model to ask."""
    app_state().model.classifier  # noqa: B018 - without one it is 503
    return _answer(HealthAnswer(status="UP", model_class="Dateline"))


@blueprint.post("/setup")
@operation(
    right=READ,
    key_as_password=True,
    id="setUpBackend",
    summary="Does the labelling interface fit, and which model answers",
    bodies={_JSON: Body(SetupRequest, {"project": "1.1764309000", "schema": _INTERFACE})},
    body_description="A project's labelling interface.",
    answer={_JSON: SetupAnswer},
)
def set_up() -> Response:
    """Look at the interface, and give the version that predictions will have."""
    body = read_json(request, app_state().settings.max_body_bytes)
    # Parsed in a place, as articles are: a wrong body of some megabytes takes a second.
    with app_state().requests.admit():
        parse_setup(body)
    return _answer(SetupAnswer(model_version=_version()))


@blueprint.get("/versions")
@operation(
    right=READ,
    key_as_password=True,
    id="listBackendVersions",
    summary="Which model answers",
    answer={_JSON: VersionsAnswer},
    problems=_AWAY,
)
def versions() -> Response:
    """Give the version that serves, for no other can be asked."""
    return _answer(VersionsAnswer(versions=[_version()]))


@blueprint.post("/predict")
@operation(
    right=READ,
    key_as_password=True,
    id="predictTasks",
    summary="Topic and spans of each task",
    bodies={_JSON: Body(PredictionRequest, {"tasks": [_TASK], "label_config": _INTERFACE})},
    body_description="Tasks, and the labelling interface that says where their articles are.",
    answer={_JSON: PredictionsAnswer},
)
def predict() -> Response:
    """Answer with a prediction for each task."""
    body = read_json(request, app_state().settings.max_body_bytes)
    with app_state().streams.admit():
        tasks, interface = parse_tasks(body)
        _version()
        found = [*_predictions(tasks, interface)]
    return _answer(
        PredictionsAnswer(
            results=[one if isinstance(one, PredictionAnswer) else [] for one in found],
            problems=[one for one in found if isinstance(one, TaskProblem)],
        )
    )


@blueprint.post("/webhook")
@operation(
    right=TEACH,
    key_as_password=True,
    changes=True,
    id="sendEvent",
    summary="Take the topic of an annotation as a correction",
    bodies={_JSON: Body(EventRequest, _EVENT)},
    body_description="Something that happened in Label Studio.",
    answer={_JSON: EventAnswer},
    answer_description="What became of it: 201 for a new correction, 200 for all else",
    statuses=(HTTPStatus.OK, HTTPStatus.CREATED),
)
def webhook() -> Response:
    """Keep the topic of an annotation, and pass over other events."""
    settings, model = app_state().settings, app_state().model.loaded
    body = read_json(request, settings.max_body_bytes)
    try:
        with app_state().requests.admit():
            said = parse_event(body, model.manifest.classes if model else (), settings)
    except NothingSaid as error:
        return _answer(EventAnswer(status="ignored", detail=str(error), key=None))
    kept_feedback()
    with app_state().pace.admit():
        # A task with one annotation has one topic: what the annotation said before is no more.
        kept, is_new = keep(said.sent, said.submission, replacing=said.is_only)
    told = EventAnswer(status="kept" if is_new else "known", detail=kept.topic, key=kept.key)
    return _answer(told, HTTPStatus.CREATED if is_new else HTTPStatus.OK)


def _predictions(
    tasks: tuple[SentTask, ...], interface: Interface
) -> Iterator[PredictionAnswer | TaskProblem]:
    """What is predicted for each task, or why nothing is."""
    end, count = monotonic() + SECONDS, g.get("count")
    for index, task in enumerate(tasks):
        try:
            if count is not None:
                count()
            if monotonic() > end:
                raise _no_time_left()
            found = _predict(task, interface)
        except Exception as error:
            document = document_of_part(problem_of(error), index)
            yield TaskProblem(task=task.id, problem=document)
        else:
            yield found


def _predict(task: SentTask, interface: Interface) -> PredictionAnswer:
    submission = submission_of(task, interface, app_state().settings)
    with analysed(submission, topic=True, summary=False) as (found, manifest):
        record_document(found.topic, manifest)
        assert manifest is not None
        return prediction(found, manifest, interface)


def _no_time_left() -> Problem:
    detail = f"The tasks before it took {SECONDS:.0f} s. Ask for its prediction again, with fewer."
    return Problem(TOO_BUSY, detail)


def _version() -> str:
    return app_state().model.classifier.manifest.version


def _answer(said: BaseModel, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(said.model_dump_json(exclude_none=True), status, content_type=_JSON)
