"""The work on rows: the function that engines run, the same as the API does for an article."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from service.analysis import Analysis, Submission, analyse_all, build_extractor, warm_up
from service.archives.reading.reader import Columns
from service.archives.row import Facts, Result, Row, told
from service.archives.stories.sketch import make_sketch, minhash
from service.articles.html.isolated_process import Extractor
from service.contract import problems
from service.contract.answers import content
from service.contract.json_article import load_object, name_of, parse_article, parse_fields
from service.contract.limits import OwnTime
from service.contract.problems import problem_of
from service.contract.submissions import parse_content
from service.formats.html import HTML
from service.formats.plain_text import PLAIN_TEXT
from service.options import Options
from service.settings import Settings
from service.topics.classifier import Classifier
from service.topics.store.bundle import Manifest
from service.topics.store.registry import Registry

_EXCERPT = 280


@dataclass(frozen=True)
class ArticleWork:
    """Rows to results, by one model, with options for all rows; a row's own win.

    A copy in another process loads the model there, once for all its rows.
    """

    settings: Settings
    version: str
    #: As they would stand in JSON; those not given are left out.
    options: Mapping[str, Any] = field(default_factory=dict)
    columns: Columns | None = None
    #: Whether stories are grouped afterwards.
    group: bool = False

    def prepare(self) -> None:
        """Load what all rows need, so that processes that are forked from this one share it.

        Raises `BatchError` where a package is missing, which would otherwise be each row's problem.
        """
        if self.group:
            minhash()
        _classifier(self.settings.models, self.version)
        warm_up()

    @property
    def manifest(self) -> Manifest:
        """What is stated of the model, which is loaded once in a process."""
        return _classifier(self.settings.models, self.version).manifest

    def __call__(self, rows: Sequence[Row]) -> list[Result]:
        """Return what came of each row, in their order."""
        # The message of an unexpected error might have words of an article in it.
        logging.getLogger(problems.__name__).disabled = True
        results: dict[int, Result] = {}
        submitted: dict[int, Submission] = {}
        for place, row in enumerate(rows):
            try:
                if row.problem is None:
                    submitted[place] = self.submission(row)
                else:
                    results[place] = Result(row.location, row.id, problem=row.problem)
            except Exception as error:
                results[place] = self._failed(row, error)
        found = self._analyse([*submitted.values()])
        for (place, submission), one in zip(submitted.items(), found, strict=True):
            results[place] = self._result(rows[place], submission, one)
        return [results[place] for place in range(len(rows))]

    def submission(self, row: Row) -> Submission:
        """Return what a row submits; raises the problem of one that the API would refuse."""
        if row.json is not None:
            fields = load_object(row.json)
            if self.columns is not None:
                fields = _named(fields, self.columns)
            return parse_article({**self.options, **fields}, self.settings)
        for body, format_ in ((row.text, PLAIN_TEXT), (row.html, HTML)):
            if isinstance(body, bytes):
                found = format_.read(body, row.charset)
                titled = {} if row.title is None else {"title": row.title}
                options = parse_fields({**self.options, **titled}, Options, "an article")
                return parse_content(options, self.settings, found)
        fields = {"id": row.id, "title": row.title, "text": row.text, "html": row.html}
        given = {name: value for name, value in fields.items() if value is not None}
        return parse_article({**self.options, **given}, self.settings)

    def _analyse(self, submissions: Sequence[Submission]) -> list[Analysis | Exception]:
        try:
            return analyse_all(
                submissions,
                classifier=_classifier(self.settings.models, self.version),
                extractor=_extractor(self.settings, os.getpid()),
                clocks=[OwnTime(self.settings.work_seconds) for _ in submissions],
                max_sentences=self.settings.max_sentences,
            )
        except Exception as error:
            # What no single article is blamed for is done one by one, so that one is.
            if len(submissions) == 1:
                return [error]
            return [one for submission in submissions for one in self._analyse([submission])]

    def _result(self, row: Row, submission: Submission, found: Analysis | Exception) -> Result:
        try:
            if isinstance(found, Exception):
                raise found
            name = submission.options.id or row.id
            # The name stands first in a row, whether it is answered or not.
            unnamed = submission.options.model_copy(update={"id": None})
            # As Pydantic writes the API's answers, numbers too.
            answer = to_json(content(found, self.manifest, unnamed)).decode()
            drawn = make_sketch(found.article.text) if self.group else None
            return Result(row.location, name, answer, facts=_facts(found), sketch=drawn)
        except Exception as error:
            return self._failed(row, error)

    def _failed(self, row: Row, error: Exception) -> Result:
        name = row.id
        if row.json is not None:
            name = name_of(row.json) if self.columns is None else _name(row, self.columns)
        return Result(row.location, name, problem=told(problem_of(error), row.location))


def _named(fields: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    """The fields of an article, of an object that has others too."""
    wanted = {
        "id": fields.get(columns.id),
        "title": fields.get(columns.title),
        "text": fields.get(columns.text),
        "html": fields.get(columns.html),
    }
    if isinstance(wanted["id"], int):
        wanted["id"] = str(wanted["id"])
    given = {name: value for name, value in wanted.items() if value not in (None, "")}
    return given if given.keys() & {"text", "html"} else {**given, "text": ""}


def _name(row: Row, columns: Columns) -> str | None:
    try:
        name = load_object(row.json or b"").get(columns.id)
    except problems.Problem:
        return None
    return None if name is None else str(name)[:200]


@cache
def _classifier(models: Path, version: str) -> Classifier:
    return Classifier(Registry(models).load(version))


@cache
def _extractor(settings: Settings, _process: int) -> Extractor:
    """What reads pages for this process, its server forked off with the first of them."""
    # Outside of the local engine's processes there are threads already.
    return build_extractor(settings, forks=parent_process() is not None)


def _facts(found: Analysis) -> Facts:
    article, topic, summary = found.article, found.topic, found.summary
    assert topic is not None
    assert summary is not None
    section = topic.section.label if topic.section else None
    return Facts(
        topic.label,
        topic.confidence,
        topic.abstained,
        section,
        article.language,
        article.date,
        article.site,
        article.title,
        summary.text[:_EXCERPT],
    )
