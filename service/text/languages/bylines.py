"""Telling bylines: lines that name who wrote the article."""

from __future__ import annotations

import re

_BYLINE = re.compile(
    r"(?:written |reported |posted |story |analysis )?by:?\s+(?-i:[A-Z])|from our\b|words:\s",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*+"
# In any of six languages: names, and a few words of whom they write for.
_AUTHORS = re.compile(
    rf"(?:[Bb]y|[Dd]i|[Vv]on|[Pp]ar|[Pp]or|[Dd]oor) {_NAME}"
    rf"(?: (?:(?:and|e|et|und|y|en) )?{_NAME}){{1,7}}+"
    r"(?:(?:,| [|/–-]) (?!(?:who|whose|which|an?|the|che|qui|que|der|die)\b)[^,.!?;:]{2,40})?"
    r"(?<!\.)"
)
_JOB = re.compile(r"\b(?:correspondent|staff writer|editor|reporter)$")
_JOB_ENDS = ("correspondent", "staff writer", "editor", "reporter")


def names_authors(text: str) -> bool:
    """Say whether the text is `by`, or its like in another language, names, and nothing else."""
    return _AUTHORS.fullmatch(text) is not None


def opens_byline(text: str) -> bool:
    """Say whether the text begins as bylines do; so does many a sentence ("By Monday ...")."""
    return _BYLINE.match(text) is not None or names_authors(text)


def ends_in_job(lower: str) -> bool:
    """Say whether the text, in small letters, ends with what a writer is by trade."""
    return lower.endswith(_JOB_ENDS) and _JOB.search(lower) is not None
