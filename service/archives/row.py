"""A row of an archive, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from service.archives.stories.sketch import Sketch
from service.contract.problems import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """An article as it stands in an archive: one of json, text and html, or the problem it has.

    `json` is an object with the API's fields. Bytes of text and html are as they were stored, in
    the charset named, or else in one that is found as for the API.
    """

    #: File, and place within it as a fragment (`news.csv#row=12`): the same whenever it is read.
    location: str
    id: str | None = None
    json: bytes | None = None
    text: str | bytes | None = None
    html: str | bytes | None = None
    charset: str | None = None
    title: str | None = None
    #: A problem document without an instance; the location is that.
    problem: dict[str, Any] | None = None

    @property
    def content(self) -> bytes:
        """Everything that its answer depends on."""
        parts = (self.id, self.title, self.charset, self.json, self.text, self.html, self.problem)
        return "\0".join((self.location, *map(repr, parts))).encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the report counts and shows of an answered article."""

    topic: str | None
    confidence: float | None
    abstained: str | None
    section: str | None
    language: str
    #: ISO 8601, where an HTML page states it.
    date: str | None
    site: str | None
    title: str | None
    excerpt: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a row: its answer as JSON, without its `id`, or its problem."""

    location: str
    id: str | None
    answer: str | None = None
    problem: dict[str, Any] | None = None
    facts: Facts | None = None
    #: Where stories are grouped.
    sketch: Sketch | None = None


#: All that an engine knows of the work.
Work = Callable[[Sequence[Row]], Sequence[Result]]


def failed(location: str, problem: Problem, name: str | None = None) -> Row:
    """Return the row of an article that could not be read."""
    return Row(location, name, problem=told(problem, location))


def told(problem: Problem, location: str) -> dict[str, Any]:
    """Return a problem as it is written beside the rows that have one."""
    return problem.document(location).model_dump(exclude_none=True, exclude={"id"})
