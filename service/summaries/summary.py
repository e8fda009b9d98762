"""What the summary stage hands on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.text.sentences.sentence import Sentence

# Behind a line's beginning, as mail programs quote.
_MARGIN = re.compile(r"(?:^|(?<=[\n\r]))(?:>[ \t]?)+")


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A chosen sentence: `rank` 1 is the most important of the article, `score` is in 0..1."""

    sentence: Sentence
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Summary:
    """The chosen sentences, in document order."""

    algorithm: str
    sentences: tuple[RankedSentence, ...]

    @property
    def text(self) -> str:
        """The sentences in one line: line breaks and the margins of quoted mail become blanks."""
        return " ".join(" ".join(_read(item.sentence.text).split()) for item in self.sentences)


def _read(text: str) -> str:
    return _MARGIN.sub(" ", text) if ">" in text else text
