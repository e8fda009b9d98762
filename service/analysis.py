"""From a submission to its article, topic and summary: the three stages in a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from service.articles.article import Article
from service.articles.html.isolated_process import Extractor
from service.articles.html.page import Page, read_page
from service.articles.html.parsing import PageLimits
from service.articles.reading import read_rendered, read_text
from service.options import Options
from service.settings import Settings
from service.summaries.summarize import summarize
from service.summaries.summary import Summary
from service.topics.classifier import Classifier
from service.topics.topic import Topic

#: Opens the clock of a named stage; the stage ends with the block.
Clock = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True)
class Submission:
    """An article as somebody sent it, and what they want of it: one of text and html, not both.

    `html` is bytes where its charset can only be guessed.
    """

    text: str | None = None
    html: str | bytes | None = None
    options: Options = field(default_factory=Options)


@dataclass(frozen=True)
class Analysis:
    """What was found; `topic` and `summary` are None where they were not asked for."""

    article: Article
    topic: Topic | None
    summary: Summary | None


def analyse(  # noqa: PLR0913 - the stages and their limits, named at the one place of the call
    submission: Submission,
    *,
    classifier: Classifier | None,
    extractor: Callable[[str | bytes], Page],
    clock: Clock,
    summary: bool = True,
    max_sentences: int | None = None,
) -> Analysis:
    """Read the article, then classify it (given a classifier) and summarise it (if wanted).

    Raises `TextError` and `SummaryError`, whose messages are for the client.
    """
    with clock("article"):
        article = _read(submission, extractor, max_sentences)
    topic = None
    if classifier is not None:
        with clock("topic"):
            topic = classifier.classify(article, explain=submission.options.explain)
    if not summary:
        return Analysis(article, topic, None)
    with clock("summary"):
        chosen = summarize(article, submission.options)
    return Analysis(article, topic, chosen)


def analyse_all(
    submissions: Sequence[Submission],
    *,
    classifier: Classifier,
    extractor: Callable[[str | bytes], Page],
    clocks: Sequence[Clock],
    max_sentences: int | None = None,
) -> list[Analysis | Exception]:
    """Do what `analyse` does for many articles, their topics at once; each has a clock of its own.

    Of an article that could not be analysed there is the error in place of what was found. All
    else is the same to the last bit as of each alone.
    """
    articles: dict[int, Article] = {}
    found: dict[int, Analysis | Exception] = {}
    for place, (submission, clock) in enumerate(zip(submissions, clocks, strict=True)):
        try:
            with clock("article"):
                article = _read(submission, extractor, max_sentences)
            with clock("topic"):
                articles[place] = article
        except Exception as error:
            found[place] = error
    explain = [submissions[place].options.explain for place in articles]
    topics = classifier.classify_all([*articles.values()], explain)
    for (place, article), topic in zip(articles.items(), topics, strict=True):
        try:
            with clocks[place]("summary"):
                chosen = summarize(article, submissions[place].options)
            found[place] = Analysis(article, topic, chosen)
        except Exception as error:
            found[place] = error
    return [found[place] for place in range(len(submissions))]


def build_extractor(settings: Settings, *, forks: bool = False) -> Extractor:
    """Return what reads HTML within the settings' limits; `forks` is `Extractor`'s."""
    limits = PageLimits(
        nodes=settings.max_nodes,
        attributes=settings.max_attributes,
        nesting=settings.max_nesting,
        characters=settings.max_characters,
    )
    return Extractor(limits, seconds=settings.html_seconds, forks=forks)


def warm_up() -> None:
    """Load what the stages load on first use, so that no client waits for it."""
    text = "The council met on Monday. It adjourned at noon after a short debate. " * 5
    for algorithm in ("news", "lexrank"):
        summarize(read_text(text), Options(algorithm=algorithm))
    limits = PageLimits(nodes=100, attributes=100, nesting=100, characters=10_000)
    read_page(f"<html><body><article><p>{text}</p></article></body></html>", limits)


def _read(
    submission: Submission, extractor: Callable[[str | bytes], Page], max_sentences: int | None
) -> Article:
    # A blank headline is none.
    title = (submission.options.title or "").strip() or None
    clean, language = submission.options.clean, submission.options.language
    if submission.html is not None:
        page = extractor(submission.html)
        return read_rendered(
            page, title=title, clean=clean, language=language, max_parts=max_sentences
        )
    text = submission.text or ""
    return read_text(text, title=title, clean=clean, language=language, max_parts=max_sentences)
