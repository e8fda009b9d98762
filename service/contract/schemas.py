"""What requests may say and what answers say: parsing, shaping and OpenAPI come from these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from service.articles.article import Source
from service.articles.furniture.kinds import Kind
from service.contract.problems import ProblemDocument
from service.options import Algorithm, Options, Text
from service.summaries.summary import ReasonKind, Rule
from service.text.offsets import OffsetUnit
from service.topics.topic import Abstention


def _not_blank(text: str) -> str:
    if not text or text.isspace():
        raise ValueError("is empty; send the article")
    return text


Content = Annotated[Text, AfterValidator(_not_blank)]
_CONTENT_SCHEMA = {"minLength": 1, "pattern": r"\S"}


def text_or_html(noun: str, what: str) -> Callable[[dict[str, Any]], None]:
    """Return what makes a schema take exactly one of `text` and `html`.

    Each of the two has a title (`Text` and the noun) and says what it is, so that OpenAPI can name
    them: a client that is generated then has a type for each.
    """

    def complete(schema: dict[str, Any]) -> None:
        alternatives = []
        for name, form in (("text", "text"), ("html", "an HTML page")):
            said = schema["properties"][name]["description"]
            schema["properties"][name] = {"type": "string", "description": said, **_CONTENT_SCHEMA}
            title, description = f"{name.capitalize()}{noun}", f"{what}, as {form}."
            alternatives.append({"title": title, "description": description, "required": [name]})
        schema["oneOf"] = alternatives

    return complete


class ArticleRequest(Options):
    """One article as JSON: exactly one of `text` and `html`, and options beside it."""

    model_config = ConfigDict(
        json_schema_extra=text_or_html("Article", "One article, with options beside it")
    )

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
    # Which of the two the date is, JSON does not tell; other media types do.
    date_published: str | None = Field(default=None, exclude=True)
    date_modified: str | None = Field(default=None, exclude=True)
    site: str | None = Field(description="name of the site, or its domain; of an HTML page")
    source: Source
    document: str = Field(
        default="", description="what offsets index; of an HTML page, all it shows"
    )
    text: str = Field(
        default="",
        description="the body's paragraphs as they stand in the document, with a blank line"
        " between; where `with_text` asks for it",
    )
    body: list[SpanAnswer]
    removed: list[RemovedAnswer]


class EvidenceAnswer(BaseModel):
    """A term that spoke for the topic."""

    term: str
    weight: float = Field(description="its share of the log-odds")
    spans: list[SpanAnswer] = Field(description="where it stands, the first 100 places")


class CodeAnswer(BaseModel):
    """What a label is called in a public vocabulary."""

    scheme: str = Field(description="the vocabulary's short name; `medtop` is IPTC's Media Topics")
    code: str
    uri: str
    name: str


class SectionAnswer(BaseModel):
    """The section of the news, found apart from the topic; a member missing here is as there."""

    label: str | None
    confidence: float | None = Field(ge=0, le=1)
    abstained: Abstention | None
    codes: list[CodeAnswer]
    scores: dict[str, float] | None = Field(description="where `explain` asks for them")
    evidence: list[EvidenceAnswer]
    evidence_rest: float | None


class TopicAnswer(BaseModel):
    """The topic."""

    label: str | None
    confidence: float | None = Field(ge=0, le=1)
    abstained: Abstention | None
    scores: dict[str, float] | None
    candidates: list[str] = Field(
        description="the topics, likeliest first, that together hold 97 % of the probability; the"
        " label alone where there is one, two or more where there is none"
    )
    evidence: list[EvidenceAnswer]
    evidence_rest: float | None = Field(
        description="what all other terms add, function words among them: with the weights, the"
        " log of the best score less the mean log of all scores"
    )
    codes: list[CodeAnswer] = Field(
        description="the label in public vocabularies; empty without a label or a counterpart"
    )
    section: SectionAnswer | None = Field(description="null where the model has no sections")


class ReasonAnswer(BaseModel):
    """Why a sentence was chosen."""

    kind: ReasonKind = Field(
        description="`lead`: it opens the article; `covers`: what the article is about; `focus`:"
        " it has words of the focus; `needed_by`: another sentence points back to it"
    )
    rank: int = Field(default=0, ge=1, description="of `needed_by`: the sentence that needs it")
    words: list[str] = Field(
        default=[], description="of `covers`: its weightiest words that no better sentence has"
    )


class SentenceAnswer(SpanAnswer):
    """A sentence of the summary; `text` is the document's own characters."""

    text: str
    rank: int = Field(ge=1)
    score: float = Field(ge=0, le=1)
    reasons: list[ReasonAnswer] = Field(
        default=[], description="where `explain` asks for it; `news` alone has any"
    )


class LeftOutAnswer(SpanAnswer):
    """A sentence that ranked among the chosen ones, and the rule that kept it out."""

    text: str
    rule: Rule


class SummaryAnswer(BaseModel):
    """The summary."""

    text: str
    algorithm: Algorithm
    sentences: list[SentenceAnswer]
    left_out: list[LeftOutAnswer] = Field(
        default=[], description="where `explain` asks for it; `news` alone has any"
    )


class ModelAnswer(BaseModel):
    """Which model answered."""

    version: str
    trained_at: str


class _Answer(BaseModel):
    id: str = Field(default="", description="the article's, where the request names it")
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


class _Line(BaseModel):
    index: int = Field(ge=0, description="which line of the request it answers, blank ones aside")


class AnalysisLine(AnalysisAnswer, _Line):
    """Everything about an article, as a line of NDJSON."""


class TopicLine(TopicOnlyAnswer, _Line):
    """An article's topic, as a line of NDJSON."""


class SummaryLine(SummaryOnlyAnswer, _Line):
    """An article's summary, as a line of NDJSON."""


class ProblemLine(_Line):
    """What is wrong with one line of NDJSON; the others are not affected."""

    id: str = Field(default="", description="the article's, where the line names it")
    problem: ProblemDocument


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
