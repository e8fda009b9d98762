"""What holds of every answer of the topic stage."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.reading import read_text
from service.text.spans import Span
from service.topics.classifier import Classifier
from service.topics.topic import Evidence, Topic, either
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


@given(_TEXTS, _LANGUAGES)
def test_candidates_are_the_label_or_hold_nearly_all_probability(
    desk: Desk, text: str, language: str
) -> None:
    """Without a label they are the likeliest topics, two at least, and no more than it takes."""
    topic = _classify(desk, text, language)
    if topic.label is not None or topic.scores is None:
        assert topic.candidates == (() if topic.label is None else (topic.label,))
        return
    scores = [topic.scores[name] for name in topic.candidates]
    assert scores == sorted(topic.scores.values(), reverse=True)[: len(scores)]
    assert len(scores) >= 2
    assert sum(scores) >= 0.97
    assert len(scores) == 2 or sum(scores[:-1]) < 0.97


@pytest.mark.parametrize(
    ("scores", "candidates"),
    [
        ((0.04, 0.52, 0.43, 0.01), ("kitchen", "observatory", "harbour")),
        ((0.01, 0.52, 0.46, 0.01), ("kitchen", "observatory")),
        ((0.99, 0.004, 0.003, 0.003), ("harbour", "kitchen")),
        ((0.25, 0.25, 0.25, 0.25), TOPICS),
    ],
)
def test_candidates_by_hand(scores: tuple[float, ...], candidates: tuple[str, ...]) -> None:
    """Three where two are not enough, two where one would be; topics alike stand as they do."""
    told = dict(zip(TOPICS, scores, strict=True))
    topic = Topic(None, max(scores), "low_confidence", told, ())
    assert topic.candidates == candidates


def test_topics_are_told_as_a_choice() -> None:
    """One alone, two, and more."""
    assert [either(TOPICS[:count]) for count in (1, 2, 3)] == [
        "harbour",
        "harbour or kitchen",
        "harbour, kitchen or observatory",
    ]


def test_answers_cannot_be_changed() -> None:
    """An answer is shared between threads, so none of its fields can be set."""
    evidence = Evidence("ferry", 0.5, (Span(0, 5),))
    topic = Topic("harbour", 0.9, None, {"harbour": 0.9}, (evidence,))
    for item in (evidence, topic):
        for field in dataclasses.fields(item):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(item, field.name, None)
