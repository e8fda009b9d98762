"""What the summary stage hands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from service.text.sentences.sentence import Sentence

# Behind a line's beginning, as mail programs quote.
_MARGIN = re.compile(r"(?:^|(?<=[\n\r]))(?:>[ \t]?)+")


#: Why a sentence was chosen: it opens the article, covers what it is about, has words of the focus,
#: or another one needs it.
ReasonKind = Literal["lead", "covers", "focus", "needed_by"]
#: Why a sentence was left out that would have been chosen otherwise, the mildest first.
Rule = Literal[
    "too_long",
    "points_back",
    "quotation",
    "question",
    "repeats",
    "fragment",
    "stub",
    "entry",
    "caption",
    "link",
    "post",
    "furniture",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for which a sentence was chosen.

    Of `needed_by` the `rank` of the one it is for; of `covers` its weightiest `words` that no
    better one has.
    """

    kind: ReasonKind
    rank: int | None = None
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The reason in a line: `needed_by 2`, `covers pier, ferry`."""
        told = f"{self.rank}" if self.rank is not None else ", ".join(self.words)
        return f"{self.kind} {told}".rstrip()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sentence that ranked among the chosen ones, and the rule by which it was left out."""

    sentence: Sentence
    rule: Rule


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A chosen sentence: `rank` 1 is the most important of the article, `score` is in 0..1.

    Methods other than `news` give no reasons.
    """

    sentence: Sentence
    rank: int
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The chosen sentences, in document order, and those that rules kept out of it."""

    algorithm: str
    sentences: tuple[RankedSentence, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def text(self) -> str:
        """The sentences in one line: line breaks and the margins of quoted mail become blanks."""
        return " ".join(" ".join(_read(item.sentence.text).split()) for item in self.sentences)


def _read(text: str) -> str:
    return _MARGIN.sub(" ", text) if ">" in text else text
