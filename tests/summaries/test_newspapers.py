"""Summaries of news in seventeen languages, from the text to the chosen sentences."""

from __future__ import annotations

import pytest

from service.articles.article import Article
from service.articles.reading import read_text
from service.summaries.errors import LanguageNotSupported
from service.summaries.language_resources import stop_words, supported_languages
from service.summaries.methods import ALGORITHMS, METHODS
from service.text.language_detection import detect_language
from service.text.spans import Span
from service.text.words import Tokenizer
from tests.summaries.newspapers import STORIES, Story
from tests.summaries.stories import summarize

EVERY = pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
# Measured: 1.0 for each. With ten to fifteen boundaries in a story, one wrong one may be.
LOWEST_F1 = 0.95


def read(story: Story) -> Article:
    """The story as an article, its language detected."""
    article = read_text(story.document)
    assert article.language == story.language
    return article


def starts(text: str, sentences: list[str]) -> set[int]:
    """Where the sentences begin in the text."""
    found, place = set(), 0
    for sentence in sentences:
        place = text.index(sentence, place)
        found.add(place)
        place += len(sentence)
    return found


def f1(found: set[int], true: set[int]) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * len(found & true) / (len(found) + len(true))


def test_there_is_a_story_in_every_language_that_matters() -> None:
    """Every supported language has one, but Hebrew and Slovak; some have one without support."""
    told = {story.language for story in STORIES.values()}
    assert set(supported_languages()) - told == {"he", "sk"}
    assert told - set(supported_languages()) == {"nl", "ru"}


@EVERY
def test_a_story_is_as_long_as_news_is(story: Story) -> None:
    """Five paragraphs and more, of fifteen sentences and more."""
    assert len(story.paragraphs) >= 5
    assert len(story.sentences) >= 15
    assert 500 < len(story.document) < 2_000


@EVERY
def test_the_language_is_told(story: Story) -> None:
    """The whole text and each of its paragraphs tell their language."""
    for text in (story.document, *map(" ".join, story.paragraphs)):
        assert detect_language(text, (Span(0, len(text)),)) == story.language


@EVERY
def test_sentences_begin_where_they_begin(story: Story) -> None:
    """Of the boundaries within paragraphs, nearly all are found and nearly none made up."""
    article = read(story)
    found = {sentence.span.offset for sentence in article.sentences}
    given = {span.offset for span in article.body}
    assert len(given) == len(story.paragraphs)
    assert f1(found - given, starts(story.document, story.sentences) - given) >= LOWEST_F1


def test_f1_falls_with_every_wrong_boundary() -> None:
    """One missed of two gives 2/3, one made up beside two gives 4/5."""
    assert f1({1, 2}, {1, 2}) == 1.0
    assert f1({1}, {1, 2}) == pytest.approx(2 / 3)
    assert f1({1, 2, 3}, {1, 2}) == pytest.approx(4 / 5)


@EVERY
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_algorithm_chooses_whole_sentences(story: Story, algorithm: str) -> None:
    """Three of the story's sentences, each exactly where it stands; or a refusal that helps."""
    article = read(story)
    if story.language not in supported_languages() and not METHODS[algorithm].any_language:
        with pytest.raises(LanguageNotSupported, match=f"{algorithm} .* {story.language};"):
            summarize(article, algorithm=algorithm)
        return
    chosen = [item.sentence for item in summarize(article, algorithm=algorithm).sentences]
    assert len(chosen) == 3
    assert {sentence.text for sentence in chosen} <= set(story.sentences)
    assert all(sentence.span.of(story.document) == sentence.text for sentence in chosen)


@EVERY
def test_stop_words_are_found_in_a_story(story: Story) -> None:
    """A quarter of the words and more are stop words, where function words stand alone."""
    stop = stop_words(story.language)
    words = [word.lower() for word in Tokenizer(story.language).to_words(story.document)]
    share = sum(word in stop for word in words) / len(words)
    if story.language in {"ja", "ko", "zh"}:  # there they are endings, or single characters
        assert share > 0
    else:
        assert bool(stop) == (share >= 0.25)
