"""Tests of `service.analysis`: the three stages in a row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from service.analysis import Submission, analyse, analyse_all, warm_up
from service.articles.errors import NoArticleFound, PageUnreadable
from service.articles.html.isolated_process import Extractor
from service.articles.reading import read_rendered, read_text
from service.options import Options
from service.summaries.errors import TooAlike
from service.summaries.sumy import similarity
from service.topics.classifier import Classifier
from tests.summaries.stories import summarize

HEADLINE = "Bookkeeper jailed over choir's missing fund"
PARAGRAPHS = (
    "A bookkeeper who stole the savings of a church choir to pay for model trains was sentenced"
    " to 14 months in prison on Thursday.",
    "Judge Perpetua Lunt told Anselm Droy, 58, that he had robbed those who trusted him. Police"
    " arrested him in May after a fellow singer noticed the theft.",
    "Droy, of Mill Lane, Hathersby, had pleaded guilty at an earlier hearing of the crown court"
    " to theft and false accounting. His lawyer said that he would not appeal.",
)
TEXT = "\n\n".join((HEADLINE, "3 hours ago", *PARAGRAPHS, "© 2031 The Ellery Courier"))
HTML = (
    f"<html><head><title>{HEADLINE}</title></head><body><nav><a href='/'>Home</a></nav><article>"
    f"<h1>{HEADLINE}</h1>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</article></body></html>"
)
MANY = " ".join(f"Boat {number} sank." for number in range(300))


class Watch:
    """A clock that notes which stages were begun and ended."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        self.begun.append(stage)
        try:
            yield
        finally:
            self.ended.append(stage)


@pytest.fixture
def watch() -> Watch:
    """A clock at rest."""
    return Watch()


@pytest.fixture(scope="module")
def extractor(app: Flask) -> Extractor:
    """The application's extractor."""
    found = app.extensions["dateline"].extractor
    assert isinstance(found, Extractor)
    return found


@pytest.fixture(scope="module")
def classifier(app: Flask) -> Classifier:
    """The application's classifier, with the shipped model."""
    found = app.extensions["dateline"].model.classifier
    assert isinstance(found, Classifier)
    return found


def test_a_text_goes_through_three_stages(
    watch: Watch, extractor: Extractor, classifier: Classifier
) -> None:
    """Each stage is timed once, in order, and gives what it gives alone."""
    found = analyse(Submission(text=TEXT), classifier=classifier, extractor=extractor, clock=watch)
    assert watch.begun == watch.ended == ["article", "topic", "summary"]
    assert found.article == read_text(TEXT)
    assert found.topic == classifier.classify(found.article)
    assert found.topic is not None
    assert found.topic.label == "crime"
    assert found.summary == summarize(found.article)


def test_html_is_rendered_first(watch: Watch, extractor: Extractor, classifier: Classifier) -> None:
    """A page is a document of all its text, with the page's own headline."""
    found = analyse(Submission(html=HTML), classifier=classifier, extractor=extractor, clock=watch)
    assert found.article == read_rendered(extractor(HTML))
    assert (found.article.source, found.article.title) == ("rendered", HEADLINE)
    assert watch.ended == ["article", "topic", "summary"]


def test_what_was_not_asked_for_is_left_out(watch: Watch, extractor: Extractor) -> None:
    """Without a classifier there is no topic, without a wish no summary, and neither is timed."""
    submission = Submission(text=TEXT)
    found = analyse(submission, classifier=None, extractor=extractor, clock=watch, summary=False)
    assert (found.topic, found.summary) == (None, None)
    assert watch.begun == ["article"]


def test_the_options_reach_their_stages(extractor: Extractor, classifier: Classifier) -> None:
    """Headline, cleaning, language, evidence, method and lengths are those of the submission."""
    submission = Submission(
        text=TEXT,
        options=Options(
            title="Choir robbed",
            clean=False,
            language="en",
            sentences=2,
            max_words=1,
            algorithm="lexrank",
            explain=False,
        ),
    )
    found = analyse(submission, classifier=classifier, extractor=extractor, clock=Watch())
    assert found.article == read_text(TEXT, title="Choir robbed", clean=False, language="en")
    assert found.topic is not None
    assert found.topic.evidence == ()
    assert found.summary == summarize(found.article, algorithm="lexrank", sentences=2, max_words=1)


@pytest.mark.parametrize("html", [None, HTML])
def test_a_language_that_was_given_holds_for_text_and_html(
    html: str | None, extractor: Extractor
) -> None:
    """What the client says of the language is believed."""
    submission = Submission(text=None if html else TEXT, html=html, options=Options(language="nl"))
    found = analyse(submission, classifier=None, extractor=extractor, clock=Watch())
    assert found.article.language == "nl"


@pytest.fixture
def _no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a byte for pairs of sentences that are alike."""
    monkeypatch.setattr(similarity, "MAX_BYTES", 0)


@pytest.mark.usefixtures("_no_room")
@pytest.mark.parametrize(
    ("submission", "error", "stages"),
    [
        (Submission(text="Home\nNews\nSport\nWeather"), NoArticleFound, ["article"]),
        (Submission(html="<ul><li><a href='/'></a></li></ul>"), NoArticleFound, ["article"]),
        (Submission(html="\x00"), PageUnreadable, ["article"]),
        (
            Submission(text=MANY, options=Options(algorithm="lexrank", clean=False)),
            TooAlike,
            ["article", "topic", "summary"],
        ),
    ],
    ids=["menu", "empty page", "no page", "too alike"],
)
def test_an_error_ends_the_stage_it_comes_from(
    submission: Submission,
    error: type[Exception],
    stages: list[str],
    extractor: Extractor,
    classifier: Classifier,
) -> None:
    """An article's or a summary's error is raised as it is, and its stage's clock is stopped."""
    watch = Watch()
    with pytest.raises(error):
        analyse(submission, classifier=classifier, extractor=extractor, clock=watch)
    assert watch.begun == watch.ended == stages


def test_warming_up_starts_no_process_and_changes_nothing(extractor: Extractor) -> None:
    """Loading what the stages need may be done at any time, and twice."""
    before = analyse(Submission(text=TEXT), classifier=None, extractor=extractor, clock=Watch())
    warm_up()
    after = analyse(Submission(text=TEXT), classifier=None, extractor=extractor, clock=Watch())
    assert before == after


def test_many_are_analysed_as_each_alone(
    watch: Watch, extractor: Extractor, classifier: Classifier
) -> None:
    """Each has its own options, and what is wrong with one is told in its place."""
    submissions = [
        Submission(text=TEXT),
        Submission(text=TEXT, options=Options(title="Choir robbed", explain=False, sentences=1)),
        Submission(text="Menu\n\nHome\n\nAbout us\n\nContact\n\nLogin"),
        Submission(html=HTML),
    ]
    found = analyse_all(
        submissions, classifier=classifier, extractor=extractor, clocks=[watch] * len(submissions)
    )
    refused = found.pop(2)
    assert isinstance(refused, NoArticleFound)
    del submissions[2]
    alone = [
        analyse(submission, classifier=classifier, extractor=extractor, clock=watch)
        for submission in submissions
    ]
    assert found == alone
