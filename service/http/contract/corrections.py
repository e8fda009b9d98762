"""What requests and answers say of feedback."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from service.contract.schemas import Content, text_or_html
from service.feedback.correction import Correction, Decision, State
from service.feedback.exchange.formats import FormatName
from service.feedback.exchange.record import CorrectionRecord, GivenRecord
from service.feedback.listing import MAX_PAGE, Order, Wanted
from service.options import Language, Name, Text, Title, YesOrNo
from service.topics.errors import TrainingDataError
from service.topics.training.rows import check_topic

_MAX_NOTE = 1_000


def _topic_name(topic: str) -> str:
    try:
        check_topic(topic, "")
    except TrainingDataError:
        raise ValueError(
            "is no topic; send one that the model knows, or a new name of up to 40 characters in"
            " lower case (letters, digits, - and _, a letter first)"
        ) from None
    return topic


def _storable(text: str) -> str:
    if "\0" in text:
        raise ValueError("has the character U+0000, which no database keeps; leave it out")
    return text


def _short(note: str) -> str:
    if len(note) > _MAX_NOTE:
        raise ValueError(f"has {len(note):,} characters; the limit is {_MAX_NOTE:,}. Shorten it")
    return note


def _number(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 9 else value


_Storable = AfterValidator(_storable)
TopicName = Annotated[
    str,
    AfterValidator(_topic_name),
    WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,39}$"}),
]
Note = Annotated[
    Text,
    AfterValidator(_short),
    _Storable,
    WithJsonSchema({"type": "string", "maxLength": _MAX_NOTE}),
]


class CorrectionRequest(BaseModel):
    """An article, exactly one of `text` and `html`, and the topic that is right."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra=text_or_html("Correction", "An article and the topic that is right"),
    )

    topic: TopicName = Field(description="what is right: a known topic, or a new one in lower case")
    text: Annotated[Content, _Storable] | None = Field(
        None, description="the article, or a page pasted as text"
    )
    html: Annotated[Content, _Storable] | None = Field(None, description="an HTML page")
    title: Annotated[Title, _Storable] | None = Field(
        None, description="headline, if you have it apart"
    )
    language: Language | None = Field(None, description="ISO 639-1; detected by default")
    clean: YesOrNo = Field(True, description="strip what is not the article")
    id: Annotated[Name, _Storable] | None = Field(None, description="your own name for the article")
    note: Note | None = Field(None, description="what you want the reviewer to know")

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.text is None) == (self.html is None):
            raise ValueError("send exactly one of text and html")
        return self


class ChangeRequest(BaseModel):
    """What a reviewer makes of a correction: a decision, another topic, or both."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"minProperties": 1})

    state: Decision | None = Field(None, description="what you decide")
    topic: TopicName | None = Field(
        None,
        description="what is right instead; without `state` it waits for a decision again, as a"
        " correction that has just come does",
    )

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.state is None and self.topic is None:
            raise ValueError("send state, topic, or both")
        return self


class _Which(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    state: Wanted | None = Field(
        None, description="those in this state; `open`: those that nobody has decided on yet"
    )
    topic: TopicName | None = Field(None, description="those of this topic")


class ExportRequest(_Which):
    """Which corrections are exported, and how."""

    format: FormatName = Field(
        "jsonl", description="JSON Lines with all that is kept, or what another tool imports"
    )


class ListRequest(_Which):
    """Which corrections are listed."""

    order: Order = Field(
        "newest",
        description="`newest` first; `disputed` ones first, then `new` ones; or those `uncertain`"
        " to the model first",
    )
    limit: Annotated[int, BeforeValidator(_number)] = Field(
        20, ge=1, le=MAX_PAGE, description="how many at most"
    )
    cursor: str | None = Field(
        None, max_length=300, description="where the page begins; see the header `Link`"
    )


class CorrectionReceipt(BaseModel):
    """What became of a correction."""

    key: str
    state: State
    topic: str
    given: GivenRecord


class CorrectionsAnswer(BaseModel):
    """A page of corrections; the header `Link` leads to the next."""

    corrections: list[CorrectionRecord]
    counts: dict[State, int] = Field(
        description="how many there are in each state, of the topic that is asked for"
    )


def receipt(correction: Correction) -> CorrectionReceipt:
    """Return what the sender of a correction is told."""
    record = CorrectionRecord.of(correction)
    return CorrectionReceipt(
        key=record.key, state=record.state, topic=record.topic, given=record.given
    )
