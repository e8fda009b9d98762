"""An article as schema.org names its parts: JSON-LD, for programs that know it by `NewsArticle`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, Field

from service.articles.html.metadata.bylines.names import MORE, SEPARATOR, is_organisation
from service.contract.schemas import (
    AnalysisAnswer,
    ArticleAnswer,
    CodeAnswer,
    SummaryOnlyAnswer,
    TopicAnswer,
    TopicOnlyAnswer,
)
from service.http.responses.writer import Writer
from service.summaries.method import length_in_words
from service.text.language_detection import UNDETERMINED

_CONTEXT = "https://schema.org"


class AuthorNode(BaseModel):
    """Who wrote the article, as the page states it."""

    type: Literal["Person", "Organization"] = Field(alias="@type")
    name: str


class PublisherNode(BaseModel):
    """Whose site the article is on."""

    type: Literal["Organization"] = Field(alias="@type")
    name: str = Field(description="name of the site, or its domain")


class TermSetNode(BaseModel):
    """A public vocabulary."""

    type: Literal["DefinedTermSet"] = Field(alias="@type")
    id: str = Field(default="", alias="@id")
    name: str


class TermNode(BaseModel):
    """A concept of a public vocabulary: `codes` of the topic, or of the section."""

    type: Literal["DefinedTerm"] = Field(alias="@type")
    id: str = Field(alias="@id")
    term_code: str = Field(alias="termCode")
    name: str
    in_defined_term_set: TermSetNode = Field(alias="inDefinedTermSet")


class NewsArticle(BaseModel):
    """schema.org's NewsArticle; what is not known is left out, for it has no null."""

    context: Literal["https://schema.org"] = Field(alias="@context")
    type: Literal["NewsArticle"] = Field(alias="@type")
    identifier: str = Field(default="", description="the article's `id`, where one was sent")
    headline: str = ""
    author: list[AuthorNode] = []
    publisher: PublisherNode | None = None
    date_published: str = Field(default="", alias="datePublished", description="ISO 8601")
    date_modified: str = Field(
        default="", alias="dateModified", description="ISO 8601; of the last change"
    )
    in_language: str = Field(default="", alias="inLanguage", description="ISO 639-1")
    abstract: str = Field(default="", description="the summary; not of /v1/topic")
    article_body: str = Field(default="", alias="articleBody", description="as `article.text`")
    word_count: int = Field(alias="wordCount")
    keywords: list[str] = Field(default=[], description="the topic's label; not of /v1/summary")
    article_section: str = Field(
        default="", alias="articleSection", description="the section's name; not of /v1/summary"
    )
    about: list[TermNode] = []


def news_article(answer: AnalysisAnswer | TopicOnlyAnswer | SummaryOnlyAnswer) -> NewsArticle:
    """Return an answer, which has `article.text`, as schema.org has it."""
    topic = None if isinstance(answer, SummaryOnlyAnswer) else answer.topic
    summary = None if isinstance(answer, TopicOnlyAnswer) else answer.summary
    parts = {
        "@context": _CONTEXT,
        "@type": "NewsArticle",
        "identifier": answer.id,
        **_stated(answer.article),
        "inLanguage": "" if answer.language == UNDETERMINED else answer.language,
        "abstract": summary.text if summary else "",
        "articleBody": answer.article.text,
        "wordCount": length_in_words(answer.article.text),
        **(_filed(topic) if topic else {}),
    }
    told = {name: part for name, part in parts.items() if part not in ("", None, [])}
    return NewsArticle.model_validate(told)


def _stated(article: ArticleAnswer) -> dict[str, Any]:
    """What the page states of itself."""
    names = article.author.split(SEPARATOR) if article.author else []
    return {
        "headline": article.title,
        "author": [
            {"@type": "Organization" if is_organisation(name) else "Person", "name": name}
            for name in names
            if name != MORE
        ],
        "publisher": {"@type": "Organization", "name": article.site} if article.site else None,
        "datePublished": article.date_published,
        "dateModified": article.date_modified,
    }


def _filed(topic: TopicAnswer) -> dict[str, Any]:
    """What the article is about: the label, and the codes of topic and section."""
    codes = [*topic.codes, *(topic.section.codes if topic.section else [])]
    return {
        "keywords": [topic.label] if topic.label else [],
        "articleSection": next(_section_names(topic), ""),
        "about": [_term(code) for code in codes],
    }


def _section_names(topic: TopicAnswer) -> Iterator[str]:
    if topic.section is not None:
        yield from (code.name for code in topic.section.codes)
        yield from [topic.section.label] if topic.section.label else []


def _term(code: CodeAnswer) -> dict[str, Any]:
    vocabulary = {"@type": "DefinedTermSet", "name": code.scheme}
    if code.uri.endswith(f"/{code.code}"):
        vocabulary["@id"] = code.uri.removesuffix(code.code)
    return {
        "@type": "DefinedTerm",
        "@id": code.uri,
        "termCode": code.code,
        "name": code.name,
        "inDefinedTermSet": vocabulary,
    }


def _write(answer: BaseModel) -> str:
    assert isinstance(answer, AnalysisAnswer | TopicOnlyAnswer | SummaryOnlyAnswer)
    return news_article(answer).model_dump_json(by_alias=True, exclude_unset=True)


JSON_LD = Writer(
    "application/ld+json",
    _write,
    schema=NewsArticle,
    answers=frozenset({AnalysisAnswer, TopicOnlyAnswer, SummaryOnlyAnswer}),
    with_text=True,
)
