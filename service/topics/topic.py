"""What the topic stage hands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from service.text.spans import Span
from service.topics.codes import Code

# Where no topic is named, the likeliest ones are told that together are so probable.
_PROBABLE = 0.97

Abstention = Literal["low_confidence", "language", "too_short"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A term that spoke for the topic.

    `weight` is its share of the topic's log-odds (natural logarithm, after calibration), against
    the mean of all topics; `spans` are its places in the document, and empty for a term of a
    headline that the client gave apart.
    """

    term: str
    weight: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The section of the news that an article belongs to, or why none is given.

    Found apart from the topic; all members are as a topic's, and `codes` are the label's.
    """

    label: str | None
    confidence: float | None
    abstained: Abstention | None
    scores: dict[str, float] | None
    evidence: tuple[Evidence, ...] = ()
    evidence_rest: float | None = None
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic of an article, or why none is given.

    `scores` are calibrated probabilities by topic and `confidence` is the highest of them, even
    where it was too low to name a `label`; both are None where the model does not know the
    language. The weights of the evidence and `evidence_rest`, which is what all other terms
    (function words among them) and the bias add, sum to the logarithm of the best score less the
    mean logarithm of all scores; without an explanation `evidence_rest` is None. `unknown_words`
    of the first `opening_words` are not among the model's terms; both are 0 where the model was
    not asked. `codes` are what the label is called in public vocabularies; `section` is None where
    the model has no sections.
    """

    label: str | None
    confidence: float | None
    abstained: Abstention | None
    scores: dict[str, float] | None
    evidence: tuple[Evidence, ...]
    evidence_rest: float | None = None
    opening_words: int = 0
    unknown_words: int = 0
    codes: tuple[Code, ...] = ()
    section: Section | None = None

    @property
    def candidates(self) -> tuple[str, ...]:
        """The topics that it may be, likeliest first.

        The label alone where there is one; else the fewest, two at least, that together hold 97 %
        of the probability. None where the model does not know the language.
        """
        if self.label is not None:
            return (self.label,)
        found: list[str] = []
        total = 0.0
        for name, score in sorted((self.scores or {}).items(), key=lambda item: -item[1]):
            if len(found) > 1 and total >= _PROBABLE:
                break
            found.append(name)
            total += score
        return tuple(found)


def either(topics: Sequence[str]) -> str:
    """Return topics as a reader is told that it is one of them: `crime, politics or other`."""
    *others, last = topics
    return f"{', '.join(others)} or {last}" if others else last
