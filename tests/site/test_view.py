"""The document in passages: nothing of it is lost, moved or marked twice."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.contract.schemas import (
    AnalysisAnswer,
    ArticleAnswer,
    EvidenceAnswer,
    ModelAnswer,
    ReasonAnswer,
    RemovedAnswer,
    SentenceAnswer,
    SpanAnswer,
    SummaryAnswer,
    TopicAnswer,
)
from service.site import view
from service.summaries.summary import Rule

TEXTS = st.text(st.sampled_from("ab \r\n\t<&é😀‍\u202e"), max_size=80)


def answer(
    sentences: list[tuple[int, int]],
    removed: list[tuple[int, int]],
    evidence: list[tuple[float, list[tuple[int, int]]]],
) -> AnalysisAnswer:
    """An answer with these spans, whatever they are of."""
    return AnalysisAnswer(
        language="en",
        article=ArticleAnswer(
            title=None,
            title_span=None,
            author=None,
            date=None,
            site=None,
            source="submitted",
            body=[],
            removed=[RemovedAnswer(offset=o, length=n, kind="caption") for o, n in removed],
        ),
        topic=TopicAnswer(
            label="crime",
            confidence=0.9,
            abstained=None,
            scores={"crime": 0.9, "other": 0.1},
            candidates=["crime"],
            evidence=[
                EvidenceAnswer(
                    term=f"term {number}",
                    weight=weight,
                    spans=[SpanAnswer(offset=o, length=n) for o, n in spans],
                )
                for number, (weight, spans) in enumerate(evidence)
            ],
            evidence_rest=0.0,
            codes=[],
            section=None,
        ),
        summary=SummaryAnswer(
            text="",
            algorithm="news",
            sentences=[
                SentenceAnswer(offset=o, length=n, text="", rank=rank, score=1.0)
                for rank, (o, n) in enumerate(sentences, start=1)
            ],
        ),
        model=ModelAnswer(version="1", trained_at="2031-05-04"),
        offset_unit="code_point",
    )


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, AnalysisAnswer]:
    """A document and an answer with any spans in it: apart, overlapping, empty, in any order."""
    text = draw(TEXTS)

    def spans() -> st.SearchStrategy[list[tuple[int, int]]]:
        ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
        return st.lists(ends.map(lambda two: (min(two), abs(two[0] - two[1]))), max_size=6)

    weights = st.floats(0.01, 2.0)
    evidence = draw(st.lists(st.tuples(weights, spans()), max_size=4))
    return text, answer(draw(spans()), draw(spans()), evidence)


@given(documents())
def test_the_pieces_joined_are_the_document(drawn: tuple[str, AnalysisAnswer]) -> None:
    """Whatever the spans are, every character is there once and in its place."""
    text, found = drawn
    cut = view.passages(text, found)
    assert "".join(piece.text for passage in cut for piece in passage.pieces) == text
    assert all(piece.text for passage in cut for piece in passage.pieces)


@given(documents())
def test_marks_stand_where_the_answer_says(drawn: tuple[str, AnalysisAnswer]) -> None:
    """A passage's offset and length are those of its span; a term's lie in one of its own."""
    text, found = drawn
    roles = {
        (role.offset, role.length, type(role))
        for role in (*found.summary.sentences, *found.article.removed)
    }
    at = 0
    for passage in view.passages(text, found):
        length = sum(len(piece.text) for piece in passage.pieces)
        if passage.role is not None:
            assert (at, length, type(passage.role)) in roles
        for piece in passage.pieces:
            if piece.term is not None:
                spans = [(s.offset, s.offset + s.length) for s in piece.term.evidence.spans]
                assert any(start <= at and at + len(piece.text) <= end for start, end in spans)
            at += len(piece.text)


def test_sentences_and_furniture_that_lie_apart_are_all_marked() -> None:
    """What the contract promises, spans that do not overlap, loses no mark; terms cut across."""
    text = "caption One two. Three four."
    found = answer([(17, 11), (8, 8)], [(0, 7)], [(0.5, [(12, 9)]), (0.4, [(0, 7)])])
    cut = [
        (passage.rank, passage.kind, [piece.text for piece in passage.pieces if piece.term])
        for passage in view.passages(text, found)
    ]
    assert cut == [
        (None, "caption", ["caption"]),
        (None, None, []),
        (2, None, ["two."]),
        (None, None, [" "]),
        (1, None, ["Thre"]),
    ]


def test_of_terms_that_overlap_the_weightier_is_marked() -> None:
    """A word is underlined once, for the most that it says; each term's first place is named."""
    found = answer([], [], [(0.2, [(0, 5), (10, 5)]), (0.6, [(0, 8)])])
    pieces = [
        piece for passage in view.passages("trial in a trial", found) for piece in passage.pieces
    ]
    marked = [(piece.text, piece.term.evidence.term, piece.first) for piece in pieces if piece.term]
    assert marked == [("trial in", "term 1", True), (" tria", "term 0", True)]


def test_scores_are_whole_percent_and_never_nothing_or_all() -> None:
    """The most probable comes first, and no topic is called impossible or certain."""
    found = answer([], [], [])
    found.topic.scores = {"other": 0.004, "crime": 0.996}
    assert [(score.topic, score.shown) for score in view.scores(found)] == [
        ("crime", "over 99 %"),
        ("other", "under 1 %"),
    ]


def test_reasons_are_told_in_words() -> None:
    """Each kind has its own, and there is a name for every rule."""
    reasons = [
        ReasonAnswer(kind="lead"),
        ReasonAnswer(kind="covers", words=["pier", "cracks"]),
        ReasonAnswer(kind="covers"),
        ReasonAnswer(kind="focus"),
        ReasonAnswer(kind="needed_by", rank=2),
    ]
    sentence = SentenceAnswer(offset=0, length=1, text="A", rank=1, score=1.0, reasons=reasons)
    assert view.reasons_shown(sentence) == (
        "opens the article; covers pier, cracks; covers the article; has words of the focus;"
        " sentence 2 points back to it"
    )
    assert set(view.RULES) == set(get_args(Rule))


def test_the_browser_says_the_same_of_rules() -> None:
    """The script has the sentences of the templates."""
    script = (Path(view.__file__).parent / "static" / "findings.js").read_text("utf-8")
    for rule, shown in view.RULES.items():
        assert f'{rule}: "{shown}"' in script


def test_the_headline_is_not_called_furniture() -> None:
    """A heading with the title's characters is the headline; another heading is what it was."""
    found = answer([], [(0, 5), (6, 4)], [])
    found.article.title = "Title"
    for role in found.article.removed:
        role.kind = "heading"
    cut = [(passage.headline, passage.kind) for passage in view.passages("Title Next", found)]
    assert cut == [(True, None), (False, None), (False, "heading")]


@pytest.mark.parametrize(
    ("focus", "missing"),
    [
        ("zebra", True),
        ("a zebra", True),
        ("ZEBRA or strikes", False),
        ("Łódź", False),
        ("EU", False),
        ("UK", True),
        ("?!", False),
        ("", False),
    ],
)
def test_a_focus_that_nothing_mentions_is_told_of(focus: str, missing: bool) -> None:
    """Words count whatever their case and ending; short ones where there are no others."""
    assert view.unmentioned("A strike at the docks of łódź ended, the EU said.", focus) is missing


@pytest.mark.parametrize(
    ("abstained", "confidence", "language", "words"),
    [
        (None, 0.93, "en", "Sure"),
        (None, 0.85, "en", "Likely"),
        ("low_confidence", 0.5, "en", "Not sure: no topic alone is probable enough to be named"),
        ("language", None, "pl", "Not sure: the model does not read Polish"),
        ("too_short", 0.9, "en", "Not sure: the text is too short to tell"),
    ],
)
def test_the_confidence_is_told_in_words(
    abstained: str | None, confidence: float | None, language: str, words: str
) -> None:
    """Sure, likely, or not sure and why."""
    found = answer([], [], [])
    found.topic.abstained = abstained  # type: ignore[assignment]
    found.topic.confidence = confidence
    found.language = language
    assert view.certainty_shown(found) == words


@pytest.mark.parametrize(
    ("abstained", "label", "candidates", "words"),
    [
        (None, "crime", ["crime"], "crime"),
        ("low_confidence", None, ["politics", "diplomacy"], "politics or diplomacy"),
        (
            "low_confidence",
            None,
            ["politics", "diplomacy", "crime"],
            "politics, diplomacy or crime",
        ),
        ("low_confidence", None, ["politics"], "politics"),
        ("too_short", None, ["politics", "diplomacy"], "None named"),
        ("language", None, [], "None named"),
    ],
)
def test_the_topics_that_it_may_be_are_told(
    abstained: str | None, label: str | None, candidates: list[str], words: str
) -> None:
    """Where no topic alone is probable enough; a text too short to tell is given none."""
    found = answer([], [], [])
    found.topic.abstained = abstained  # type: ignore[assignment]
    found.topic.label, found.topic.candidates = label, candidates
    assert view.label_shown(found) == words
