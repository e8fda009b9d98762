"""What requests may say and what answers say: parsing, shaping and OpenAPI come from these."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from service.articles.article import Source
from service.articles.furniture.kinds import Kind
from service.summaries.methods import ALGORITHMS, METHODS, names_of
from service.text.language_detection import LANGUAGES
from service.text.offsets import OffsetUnit
from service.topics.topic import Abstention

if TYPE_CHECKING:
    Algorithm = str
else:
    Algorithm = Literal[ALGORITHMS]


def _known_language(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"is not a language known here; known are {' '.join(sorted(LANGUAGES))}")
    return code


def _well_formed(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("has half of a surrogate pair; send well-formed Unicode") from None
    return text


def _up_to(most: int, remedy: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if len(text) > most:
            raise ValueError(f"has {len(text):,} characters; the limit is {most:,}. {remedy}")
        return text

    return check


def _not_blank(text: str) -> str:
    if not text or text.isspace():
        raise ValueError("is empty; send the article")
    return text


def _with_news(focus: str, info: ValidationInfo) -> str:
    # A name that is no algorithm's is missing here, and is told of by itself.
    method = METHODS.get(info.data.get("algorithm", ""))
    if focus and method is not None and not method.takes_focus:
        names = " or ".join(names_of(takes_focus=True))
        raise ValueError(f"leans {names} alone; use the algorithm {names}, or leave focus out")
    return focus


def _wire_boolean(value: object) -> bool:
    if value not in ("true", "false"):
        raise ValueError("is neither true nor false")
    return value == "true"


def _wire_integer(value: object) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,9}", value):
        raise ValueError("is not a whole number")
    return int(value)


Language = Annotated[
    str,
    AfterValidator(_known_language),
    WithJsonSchema({"type": "string", "enum": sorted(LANGUAGES)}),
]
Text = Annotated[str, AfterValidator(_well_formed)]
Content = Annotated[str, AfterValidator(_well_formed), AfterValidator(_not_blank)]
Title = Annotated[
    Text,
    AfterValidator(_up_to(1_000, "Send the headline alone, and the article in text or html")),
    WithJsonSchema({"type": "string", "maxLength": 1_000}),
]
Focus = Annotated[
    Text,
    AfterValidator(_up_to(300, "Send a question or name, and the article in text or html")),
    AfterValidator(_with_news),
    WithJsonSchema({"type": "string", "maxLength": 300}),
]
_CONTENT_SCHEMA = {"minLength": 1, "pattern": r"\S"}


class Options(BaseModel):
    """What a client may ask for; the same in JSON and in the query string."""

    model_config = ConfigDict(extra="forbid")

    title: Title | None = Field(
        None, description="headline, if you have it apart; used for topic and ranking"
    )
    sentences: int = Field(3, ge=1, le=50, description="sentences wanted in the summary")
    max_words: int | None = Field(
        None, ge=1, le=100_000, description="ceiling on the summary's words; one sentence is given"
    )
    algorithm: Algorithm = Field(ALGORITHMS[0], description="news, lead, or one of sumy's methods")
    focus: Focus | None = Field(
        None, description="question or name that the summary leans towards; with news alone"
    )
    clean: bool = Field(True, description="strip what is not the article")
    language: Language | None = Field(None, description="ISO 639-1; detected by default")
    explain: bool = Field(True, description="give the evidence for the topic")
    offsets: OffsetUnit = Field("code_point", description="unit of offsets; browsers use utf16")


class QueryOptions(Options):
    """Options in a query string, where every value is text."""

    sentences: Annotated[int, BeforeValidator(_wire_integer), Field(ge=1, le=50)] = 3
    max_words: Annotated[int, BeforeValidator(_wire_integer), Field(ge=1, le=100_000)] | None = None
    clean: Annotated[bool, BeforeValidator(_wire_boolean)] = True
    explain: Annotated[bool, BeforeValidator(_wire_boolean)] = True


def _one_of(schema: dict[str, Any]) -> None:
    for name in ("text", "html"):
        title = schema["properties"][name].get("description", "")
        schema["properties"][name] = {"type": "string", "description": title, **_CONTENT_SCHEMA}
    schema["oneOf"] = [{"required": ["text"]}, {"required": ["html"]}]


class ArticleRequest(Options):
    """One article as JSON: exactly one of `text` and `html`, and options beside it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_one_of)

    text: Content | None = Field(None, description="the article, or a page pasted as text")
    html: Content | None = Field(None, description="an HTML page")

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.text is None) == (self.html is None):
            raise ValueError("send exactly one of text and html")
        return self


class SpanAnswer(BaseModel):
    """A run of the document's characters."""

    offset: int = Field(ge=0)
    length: int = Field(ge=0)


class RemovedAnswer(SpanAnswer):
    """A run that is not the article, and what it is."""

    kind: Kind


class ArticleAnswer(BaseModel):
    """Where the article is."""

    title: str | None
    title_span: SpanAnswer | None = Field(description="where a headline found in the text stands")
    author: str | None = Field(description="names, joined by `; `; as an HTML page states them")
    date: str | None = Field(
        description="ISO 8601: the day, or date and time where an HTML page states the time"
    )
    site: str | None = Field(description="name of the site, or its domain; of an HTML page")
    source: Source
    text: str = Field("", description="the document; only where it was extracted from HTML")
    body: list[SpanAnswer]
    removed: list[RemovedAnswer]


class EvidenceAnswer(BaseModel):
    """A term that spoke for the topic."""

    term: str
    weight: float = Field(description="its share of the log-odds")
    spans: list[SpanAnswer] = Field(description="where it stands, the first 100 places")


class TopicAnswer(BaseModel):
    """The topic."""

    label: str | None
    confidence: float | None = Field(ge=0, le=1)
    abstained: Abstention | None
    scores: dict[str, float] | None
    evidence: list[EvidenceAnswer]
    evidence_rest: float | None = Field(
        description="what all other terms add, function words among them: with the weights, the"
        " log of the best score less the mean log of all scores"
    )


class SentenceAnswer(SpanAnswer):
    """A sentence of the summary; `text` is the document's own characters."""

    text: str
    rank: int = Field(ge=1)
    score: float = Field(ge=0, le=1)


class SummaryAnswer(BaseModel):
    """The summary."""

    text: str
    algorithm: Algorithm
    sentences: list[SentenceAnswer]


class ModelAnswer(BaseModel):
    """Which model answered."""

    version: str
    trained_at: str


class _Answer(BaseModel):
    language: str = Field(description="ISO 639-1, or `und` where it cannot be told")
    article: ArticleAnswer


class AnalysisAnswer(_Answer):
    """Everything about an article."""

    topic: TopicAnswer
    summary: SummaryAnswer
    model: ModelAnswer
    offset_unit: OffsetUnit


class TopicOnlyAnswer(_Answer):
    """An article's topic."""

    topic: TopicAnswer
    model: ModelAnswer
    offset_unit: OffsetUnit


class SummaryOnlyAnswer(_Answer):
    """An article's summary."""

    summary: SummaryAnswer
    model: ModelAnswer | None
    offset_unit: OffsetUnit


class StatusAnswer(BaseModel):
    """Whether the service is alive or ready."""

    status: Literal["ok", "unavailable"]
    detail: str | None = None


class ServiceAnswer(BaseModel):
    """Which release of Dateline answers."""

    version: str


class ModelCardAnswer(BaseModel):
    """The card of the serving model."""

    model_config = ConfigDict(extra="allow")

    version: str
    trained_at: str
    classes: list[str]
    languages: list[str]
    data_digest: str
    threshold: float
    temperature: float
    evaluation: dict[str, Any]
    refused: dict[str, str] | None = Field(description="a promoted model that is not served with")
    service: ServiceAnswer
