"""What the summary stage hands on."""

from __future__ import annotations

from dataclasses import dataclass

from service.articles.article import Sentence


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
        """The sentences in one line, line breaks of a hard-wrapped text turned into blanks."""
        return " ".join(" ".join(item.sentence.text.split()) for item in self.sentences)
