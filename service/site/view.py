"""An answer as the page shows it: the document cut where its marks begin and end.

`static/passages.js` does the same in the browser, and a test holds the two to one another.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import floor
from typing import Generic, TypeVar

from babel import Locale

from service.articles.furniture.kinds import FURNITURE, Kind
from service.contract.schemas import (
    AnalysisAnswer,
    EvidenceAnswer,
    ReasonAnswer,
    RemovedAnswer,
    SentenceAnswer,
    SpanAnswer,
)
from service.http.contract.corrections import CorrectionReceipt
from service.topics.topic import either

_M = TypeVar("_M")
_WORD = re.compile(r"[^\W_]+")
#: Calibrated: of the topics named with so much confidence, nine in ten or more are right.
SURE = 0.9

#: What the page says of each kind of text that is not the article.
KINDS: dict[Kind, str] = {row.kind: row.label for row in FURNITURE}

#: What the page says of each rule that keeps a sentence out of a summary.
RULES = {
    "too_long": "too long",
    "points_back": "points back at what is left out",
    "quotation": "a piece of a quotation, or one without its speaker",
    "question": "a question without its answer",
    "repeats": "repeats what is said",
    "fragment": "a piece of a sentence",
    "stub": "too short, or without an end",
    "entry": "an entry of a list",
    "caption": "a caption",
    "link": "leads to something else",
    "post": "a post of a social network",
    "furniture": "not the article",
}

#: The confidence in words, by what `certainty` found.
PHRASES = {
    "sure": "Sure",
    "likely": "Likely",
    "low_confidence": "Not sure: no topic alone is probable enough to be named",
    "language": "Not sure: the model does not read {language}",
    "too_short": "Not sure: the text is too short to tell",
}


#: What became of a correction, by its state: `agreed` where the model says so too, and `again_`
#: where it was there.
OUTCOMES = {
    "agreed": "Kept: the model says {topic} too, and may learn from it.",
    "new": "Kept: {topic}. The model said {given}, and may learn from it.",
    "disputed": "Kept, and disputed: the model is very sure of {given} ({percent}), so that {topic}"
    " counts only once somebody who reviews corrections has accepted it.",
    "again_agreed": "You said so before: it is kept.",
    "again_new": "You said so before: it is kept.",
    "again_disputed": "You said so before: it is kept, and waits for somebody to accept it.",
    "again_accepted": "You said so before, and it was accepted.",
    "again_rejected": "You said so before, and it was rejected.",
}


@dataclass(frozen=True, slots=True)
class Mark(Generic[_M]):
    """A run of the document, `start` to `end`, and what it is."""

    start: int
    end: int
    meaning: _M


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the evidence: its number from 0, and its strength from 1 to 3 among the others."""

    number: int
    strength: int
    evidence: EvidenceAnswer


@dataclass(frozen=True, slots=True)
class Piece:
    """Text, and the term that it is, if any; `first` of the term's marked places."""

    text: str
    term: Term | None = None
    first: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Pieces that are a chosen sentence together, or furniture, or neither."""

    pieces: tuple[Piece, ...]
    role: SentenceAnswer | RemovedAnswer | None = None
    #: Whether it is the headline, which is apart from the article's body and yet part of it.
    headline: bool = False

    @property
    def rank(self) -> int | None:
        """The rank of a chosen sentence."""
        return self.role.rank if isinstance(self.role, SentenceAnswer) else None

    @property
    def kind(self) -> Kind | None:
        """What furniture is."""
        return (
            self.role.kind if isinstance(self.role, RemovedAnswer) and not self.headline else None
        )


def passages(document: str, answer: AnalysisAnswer) -> list[Passage]:
    """Return the document in passages whose pieces, joined, are the document again.

    The answer's offsets are code points. Where terms overlap, the one with more weight is marked.
    """
    roles: Iterable[SentenceAnswer | RemovedAnswer] = (
        *answer.summary.sentences,
        *answer.article.removed,
    )
    outer = _apart(_mark(role, role) for role in roles)
    inner = _apart(_mark(span, term) for term in terms(answer) for span in term.evidence.spans)
    starts = [mark.start for mark in inner]
    seen: set[int] = set()
    found = []
    for run in _cover(outer, 0, len(document)):
        window = inner[max(0, bisect_right(starts, run.start) - 1) : bisect_left(starts, run.end)]
        pieces = []
        for part in _cover(window, run.start, run.end):
            term = part.meaning
            first = term is not None and term.number not in seen
            if term is not None:
                seen.add(term.number)
            pieces.append(Piece(document[part.start : part.end], term, first))
        headline = _is_headline(run, document, answer.article.title)
        found.append(Passage(tuple(pieces), run.meaning, headline))
    return found


def _is_headline(
    run: Mark[SentenceAnswer | RemovedAnswer | None], document: str, title: str | None
) -> bool:
    heading = isinstance(run.meaning, RemovedAnswer) and run.meaning.kind == "heading"
    return heading and document[run.start : run.end] == title


def terms(answer: AnalysisAnswer) -> list[Term]:
    """Return the terms of the evidence, the weightiest first."""
    ordered = sorted(answer.topic.evidence, key=lambda item: -item.weight)
    highest = ordered[0].weight if ordered else 1.0
    return [
        Term(
            number,
            3 if item.weight > highest * 2 / 3 else 2 if item.weight > highest / 3 else 1,
            item,
        )
        for number, item in enumerate(ordered)
    ]


def _mark(span: SpanAnswer, meaning: _M) -> Mark[_M]:
    return Mark(span.offset, span.offset + span.length, meaning)


def _apart(marks: Iterable[Mark[_M]]) -> list[Mark[_M]]:
    """Return the marks in document order, without those that overlap one that came before."""
    kept: list[Mark[_M]] = []
    for mark in marks:
        at = bisect_left(kept, mark.start, key=lambda other: other.start)
        clear_before = at == 0 or kept[at - 1].end <= mark.start
        clear_behind = at == len(kept) or mark.end <= kept[at].start
        if mark.start < mark.end and clear_before and clear_behind:
            kept.insert(at, mark)
    return kept


def _cover(marks: Iterable[Mark[_M]], start: int, end: int) -> Iterator[Mark[_M | None]]:
    """Yield runs that cover `start` to `end` once: the marks, cut to it, and what is between."""
    for mark in marks:
        if start < mark.start < end:
            yield Mark(start, mark.start, None)
        first, last = max(start, mark.start), min(end, mark.end)
        if first < last:
            yield Mark(first, last, mark.meaning)
            start = last
    if start < end:
        yield Mark(start, end, None)


@dataclass(frozen=True, slots=True)
class Score:
    """A topic's probability, in whole percent as a reader takes it."""

    topic: str
    percent: int

    @classmethod
    def of(cls, topic: str, probability: float) -> Score:
        """Return the score of a probability."""
        return cls(topic, floor(probability * 100 + 0.5))

    @property
    def shown(self) -> str:
        """The percent in words: no topic is shown as impossible, and none as certain."""
        if self.percent == 100:
            return "over 99 %"
        return f"{self.percent} %" if self.percent else "under 1 %"


def scores(answer: AnalysisAnswer) -> list[Score]:
    """Return the topics, the most probable first."""
    given = sorted((answer.topic.scores or {}).items(), key=lambda item: -item[1])
    return [Score.of(topic, score) for topic, score in given]


def outcome_shown(receipt: CorrectionReceipt, *, is_new: bool) -> str:
    """Return what became of a correction, in words."""
    given = receipt.given
    agreed = receipt.state == "new" and receipt.topic == given.label
    name = f"{'' if is_new else 'again_'}{'agreed' if agreed else receipt.state}"
    return OUTCOMES[name].format(
        topic=receipt.topic,
        given=given.label or "no topic",
        percent=Score.of(receipt.topic, given.confidence or 0.0).shown,
    )


def label_shown(answer: AnalysisAnswer) -> str:
    """Return the topic or, where none is probable enough alone, those that it may be."""
    if answer.topic.abstained == "low_confidence":
        return either(answer.topic.candidates)
    return answer.topic.label or "None named"


def certainty(answer: AnalysisAnswer) -> str:
    """Return the name of the phrase for how sure the topic is."""
    if answer.topic.abstained is not None:
        return answer.topic.abstained
    return "sure" if (answer.topic.confidence or 0.0) >= SURE else "likely"


def certainty_shown(answer: AnalysisAnswer) -> str:
    """Return how sure the topic is, in words."""
    return PHRASES[certainty(answer)].format(language=language_name(answer.language))


def section_shown(answer: AnalysisAnswer) -> str:
    """Return the line on the article's section; nothing where there is none to tell of."""
    section = answer.topic.section
    if section is None or section.label is None:
        return ""
    name = section.codes[0].name if section.codes else section.label
    return f"Section: {name}"


def weight_shown(weight: float) -> str:
    """Return a term's weight as it is written, with a sign."""
    return f"{weight:+.2f}".replace("-", "−")


def term_note(term: Term, answer: AnalysisAnswer) -> str:
    """Return what is said of a term where it stands in the article."""
    weight = weight_shown(term.evidence.weight)
    return f"{term.evidence.term}: {weight} for {scores(answer)[0].topic}"


def facts(answer: AnalysisAnswer) -> list[tuple[str, str]]:
    """Return the name and value of what is known besides, without what is not known."""
    article = answer.article
    known = (
        ("Headline", article.title),
        ("Author", article.author),
        ("Date", article.date),
        ("Site", article.site),
        ("Language", language_name(answer.language)),
        ("Method", answer.summary.algorithm),
        (
            "Source",
            "all that the page shows" if article.source == "rendered" else "the text as sent",
        ),
    )
    return [(name, value) for name, value in known if value]


def unmentioned(document: str, focus: str) -> bool:
    """Whether the document has no word of a focus, nor one that begins like it.

    Words of one and two letters count where there are no others.
    """
    words = _WORD.findall(focus.lower())
    said = document.lower()
    wanted = [word for word in words if len(word) > 2] or words
    # Up to two letters at a word's end are inflection: "strikes" is mentioned by "strike".
    return bool(wanted) and not any(word[: max(3, len(word) - 2)] in said for word in wanted)


def language_name(code: str) -> str:
    """Return a language's name in English; the code where it has none."""
    if code == "und":
        return "a language that cannot be told"
    return str(Locale("en").languages.get(code, code))


def reasons_shown(sentence: SentenceAnswer) -> str:
    """Return why a sentence was chosen, in words."""
    return "; ".join(map(_reason_shown, sentence.reasons))


def _reason_shown(reason: ReasonAnswer) -> str:
    if reason.kind == "needed_by":
        return f"sentence {reason.rank} points back to it"
    if reason.kind == "covers":
        return f"covers {', '.join(reason.words)}" if reason.words else "covers the article"
    return {"lead": "opens the article", "focus": "has words of the focus"}[reason.kind]
