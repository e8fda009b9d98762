"""What holds of every answer of the topic stage."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.reading import read_text
from service.text.spans import Span
from service.topics.classifier import Classifier
from service.topics.topic import Evidence, Topic
from tests.topics.newsroom import TOPICS, Desk, write_article

_TEXTS = st.text() | st.builds(write_article, st.sampled_from(TOPICS), st.integers(0, 99))
_LANGUAGES = st.sampled_from(["en", "und", "fr"])


def _classify(desk: Desk, text: str, language: str) -> Topic:
    article = read_text(text, clean=False, language=language)
    return Classifier(desk.bundle()).classify(article)


@given(_TEXTS, _LANGUAGES)
def test_there_is_a_label_or_a_reason_for_none(desk: Desk, text: str, language: str) -> None:
    """Exactly one of label and abstention is given."""
    topic = _classify(desk, text, language)
    assert (topic.label is None) != (topic.abstained is None)


@given(_TEXTS, _LANGUAGES)
def test_confidence_is_the_highest_score(desk: Desk, text: str, language: str) -> None:
    """The confidence is the highest score, and the label, where given, is the topic that has it."""
    topic = _classify(desk, text, language)
    if topic.scores is None:
        assert topic.confidence is None
        return
    assert topic.confidence == max(topic.scores.values())
    assert topic.label is None or topic.scores[topic.label] == topic.confidence


@given(_TEXTS, _LANGUAGES)
def test_only_an_unknown_language_has_no_scores(desk: Desk, text: str, language: str) -> None:
    """Scores are given but for a language that the model does not know, then without evidence."""
    topic = _classify(desk, text, language)
    assert (topic.scores is None) == (language == "fr")
    if topic.scores is None:
        assert (topic.abstained, topic.evidence) == ("language", ())


def test_answers_cannot_be_changed() -> None:
    """An answer is shared between threads, so none of its fields can be set."""
    evidence = Evidence("ferry", 0.5, (Span(0, 5),))
    topic = Topic("harbour", 0.9, None, {"harbour": 0.9}, (evidence,))
    for item in (evidence, topic):
        for field in dataclasses.fields(item):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(item, field.name, None)
