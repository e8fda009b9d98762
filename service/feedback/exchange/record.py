"""A correction as JSON: what the API answers, and what an export has a line of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from service.feedback.correction import Correction, Given, Sent, State, is_held_out
from service.feedback.errors import WrongExchange

_Topic = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
_Name = Annotated[str, Field(min_length=1, max_length=64)]
_SENT = ("text", "html", "title", "language", "clean", "id", "note")


class GivenRecord(BaseModel):
    """What the serving model said of the article."""

    model_config = ConfigDict(extra="forbid")

    label: str | None = Field(max_length=40)
    confidence: float | None = Field(ge=0, le=1)
    version: str = Field(max_length=100)


class CorrectionRecord(BaseModel):
    """A correction as it is kept."""

    model_config = ConfigDict(extra="forbid")

    key: str = Field(pattern=r"^[0-9a-f]{32}$")
    state: State
    topic: _Topic
    given: GivenRecord
    held_out: bool = Field(description="whether it is for measuring models, never trained on")
    sent_topic: _Topic = Field(description="the topic as it was sent")
    text: str | None = Field(description="the article, where it was sent as text")
    html: str | None = Field(description="the page, where it was sent as HTML")
    article: str | None = Field(description="the article's text, where a page was sent")
    title: str | None
    language: str | None = Field(max_length=3)
    clean: bool
    id: str | None = Field(max_length=200)
    note: str | None
    sender: _Name = Field(description="a key's name, or an address where there are no keys")
    created_at: AwareDatetime
    reviewer: _Name | None = Field(description="who decided")
    reviewed_at: AwareDatetime | None
    digest: str = Field(
        pattern=r"^[0-9a-f]{64}$", description="tells the article from others; copies have the same"
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.text is None) == (self.html is None):
            raise ValueError("it takes exactly one of text and html")
        if (self.html is None) != (self.article is None):
            raise ValueError("article is the text of a page, and stands beside html alone")
        if self.held_out != is_held_out(self.digest):
            raise ValueError("held_out does not follow from digest")
        return self

    @classmethod
    def of(cls, correction: Correction) -> Self:
        """Return the record of a correction."""
        sent, given = correction.sent, correction.given
        return cls(
            **{name: getattr(sent, name) for name in _SENT},
            key=correction.key,
            state=correction.state,
            topic=correction.topic,
            given=GivenRecord(
                label=given.label, confidence=given.confidence, version=given.version
            ),
            held_out=correction.held_out,
            sent_topic=sent.topic,
            article=correction.body,
            sender=correction.sender,
            created_at=correction.created_at,
            reviewer=correction.reviewer,
            reviewed_at=correction.reviewed_at,
            digest=correction.digest,
        )

    def correction(self) -> Correction:
        """Return the correction that it is the record of."""
        given = Given(self.given.label, self.given.confidence, self.given.version)
        return Correction(
            key=self.key,
            state=self.state,
            topic=self.topic,
            held_out=self.held_out,
            given=given,
            sent=Sent(topic=self.sent_topic, **{name: getattr(self, name) for name in _SENT}),
            sender=self.sender,
            created_at=self.created_at.astimezone(UTC),
            digest=self.digest,
            body=self.article,
            reviewer=self.reviewer,
            reviewed_at=_in_utc(self.reviewed_at),
        )


def write_records(corrections: Iterable[Correction]) -> Iterator[str]:
    """Give a line of JSON for each correction, with all that is kept of it."""
    for correction in corrections:
        yield CorrectionRecord.of(correction).model_dump_json() + "\n"


def read_records(lines: Iterable[str]) -> Iterator[Correction]:
    """Give the correction of each line that is not blank; raises `WrongExchange` at a wrong one."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield CorrectionRecord.model_validate_json(line).correction()
            except ValidationError as error:
                first = error.errors(include_url=False, include_input=False)[0]
                field = ".".join(map(str, first["loc"]))
                place = f"line {number}: {field}" if field else f"line {number}"
                raise WrongExchange(place, first["msg"]) from None


def read_json(text: str, place: str) -> object:
    """Return what JSON says; raises `WrongExchange`."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WrongExchange(place, f"it is not JSON: {str(error)[:100]}") from None


def _in_utc(moment: datetime | None) -> datetime | None:
    return moment and moment.astimezone(UTC)
