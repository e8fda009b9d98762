"""What writes an answer in one media type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pydantic import BaseModel

from service.analysis import Submission
from service.http.contract.operation import Schema


@dataclass(frozen=True)
class Writer:
    """How an answer is written in one media type."""

    media_type: str
    write: Callable[[BaseModel], str | bytes]
    #: What the description of the API says of it; None where it is the answer's own model.
    schema: Schema | None = None
    #: The answers that it can write; None for all. Routes of other answers do not offer it.
    answers: frozenset[type[BaseModel]] | None = None
    #: Whether it writes the article's own text, so that the answer has to have it.
    with_text: bool = False

    def writes(self, answer: type[BaseModel]) -> bool:
        """Say whether it can write an answer of this model."""
        return self.answers is None or answer in self.answers

    def completed(self, submission: Submission) -> Submission:
        """Return the submission with the options without which there is nothing to write."""
        if not self.with_text:
            return submission
        options = submission.options.model_copy(update={"with_text": True})
        return replace(submission, options=options)
