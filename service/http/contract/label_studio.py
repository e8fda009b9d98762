"""What Label Studio sends, and what it is answered with, by its protocol of ML backends.

It sends more than is read here, and other releases send other things: what is not known is passed
over. Its protocol sends a login and tokens of its own too, which are not read.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.contract.problems import ProblemDocument

#: One request holds a thread until all are predicted.
MAX_TASKS = 1_000


class _Sent(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class SentTask(_Sent):
    """A task: what it has as data, under the names that the interface shows."""

    id: int | str | None = Field(None, description="its number in Label Studio")
    data: dict[str, Any] = Field(description="the article, where the interface has it")


class PredictionRequest(_Sent):
    """The tasks that predictions are wanted for, and the labelling interface."""

    tasks: list[SentTask] = Field(max_length=MAX_TASKS, description="the tasks")
    label_config: str = Field(description="the labelling interface, as XML")


class SetupRequest(_Sent):
    """The labelling interface of a project that wants predictions."""

    label_schema: str = Field(alias="schema", description="the labelling interface, as XML")


class SentProject(_Sent):
    """The project that something happened in."""

    id: int | str | None = Field(None, description="its number in Label Studio")
    label_config: str = Field(description="the labelling interface, as XML")


class AnnotatedTask(SentTask):
    """A task that somebody has annotated."""

    total_annotations: int | None = Field(None, description="how many, those skipped aside")


class AnnotationEvent(_Sent):
    """An annotation that was made or changed."""

    annotation: dict[str, Any] = Field(description="the annotation, with its `result`")
    task: AnnotatedTask = Field(description="the task that it is of")
    project: SentProject = Field(description="the project")


class EventRequest(_Sent):
    """Something that happened in Label Studio; of most events nothing is read but the name."""

    action: str = Field(max_length=100, description="what happened: `ANNOTATION_CREATED`, ...")
    annotation: Any = Field(None, description="the annotation, with its `result`")
    task: Any = Field(None, description="the task that it is of")
    project: Any = Field(None, description="the project, with its `label_config`")


class HealthAnswer(BaseModel):
    """That the model can be asked."""

    status: Literal["UP"] = Field(description="there is a model to ask")
    model_class: Literal["Dateline"] = Field(description="what answers")


class SetupAnswer(BaseModel):
    """The version that predictions will have."""

    model_version: str


class VersionsAnswer(BaseModel):
    """The versions that can be asked: the one that serves."""

    versions: list[str]


class ChoiceValue(BaseModel):
    """What is chosen."""

    choices: list[str]


class LabelValue(BaseModel):
    """A span of the text, from `start` to before `end` in code points, and its label."""

    start: int
    end: int
    text: str
    labels: list[str]


class ResultAnswer(BaseModel):
    """A topic among the choices, or a labelled span."""

    from_name: str = Field(description="the control")
    to_name: str = Field(description="the text")
    type: Literal["choices", "labels"]
    value: ChoiceValue | LabelValue


class PredictionAnswer(BaseModel):
    """What is predicted for a task."""

    model_version: str
    score: float | None = Field(None, description="the confidence in the likeliest topic")
    result: list[ResultAnswer]


class TaskProblem(BaseModel):
    """Why a task has no prediction."""

    task: int | str | None = Field(None, description="the number that it was sent with")
    problem: ProblemDocument


class PredictionsAnswer(BaseModel):
    """A prediction for each task, in their order; an empty list for one that has a problem."""

    results: list[PredictionAnswer | list[PredictionAnswer]]
    problems: list[TaskProblem] = Field(description="those of the tasks without a prediction")


class EventAnswer(BaseModel):
    """What became of an event."""

    status: Literal["kept", "known", "ignored"]
    detail: str = Field(description="what was kept, or why nothing was")
    key: str | None = Field(None, description="the correction's")
