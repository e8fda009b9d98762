"""The service answers as it did: to our own documents, and to what is wrong with requests."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.wrappers import Response

from tests.answers import record
from tests.answers.applications import Ask, applications
from tests.answers.articles import METHODS
from tests.answers.digests import Digest, differences
from tests.answers.record import (
    HELP,
    REASONS,
    compare,
    read_record,
    record_digest,
    requests,
    shorten,
)
from tests.answers.request import get

REQUESTS = requests()
GROUPS = sorted({request.group for request in REQUESTS.values()})
ANSWER = {
    "article": {"title": "Rain 1.5", "body": [{"offset": 3, "length": 40}]},
    "topic": {"label": "other", "scores": {"crime": 0.25, "other": 0.75}},
    "offset_unit": "code_point",
}


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """What asks the application that a request names."""
    with applications() as asking:
        yield asking


@pytest.fixture(scope="module")
def recorded() -> dict[str, Digest]:
    """What is recorded, by the request's name."""
    return read_record()


@pytest.mark.parametrize("group", GROUPS)
def test_answers_are_as_recorded(ask: Ask, recorded: dict[str, Digest], group: str) -> None:
    """Every number is within 1e-6 of what is recorded, and all else of an answer is the same."""
    found = {}
    for request in REQUESTS.values():
        if request.group == group:
            with ask(request) as answer:
                found[request.name] = Digest.of(request, answer)
    wanted = {name: kept for name, kept in recorded.items() if name.split("/")[0] == group}
    if told := compare(wanted, found):
        lines = "\n".join(shorten(told))
        pytest.fail(f"{len(told)} of {len(found)} answers differ:\n{lines}\n{HELP}", pytrace=False)


def test_every_recorded_answer_is_still_asked_for(recorded: dict[str, Digest]) -> None:
    """No answer goes from the net but by a renewal, and all statuses and methods are in it."""
    assert recorded.keys() == REQUESTS.keys()
    statuses = {kept.status for kept in recorded.values()}
    assert statuses >= {200, 400, 401, 403, 404, 405, 413, 415, 422, 429, 503}
    for method in METHODS:
        answered = [kept for name, kept in recorded.items() if f"/{method}/" in name]
        assert sum(kept.status == 200 for kept in answered) > 50


def test_the_record_has_a_reason() -> None:
    """The last reason names the record as it is, so that none is renewed in silence."""
    *_, last = REASONS.read_text("utf-8").splitlines()
    day, digest, changed, reason = last.split("\t")
    assert digest == record_digest(), HELP
    assert day.count("-") == 2
    assert changed.isdigit()
    assert reason


def test_answers_can_be_read(tmp_path: Path) -> None:
    """A dump has a file for each answer: its status, its headers and what it says."""
    assert record.main(["--dump", str(tmp_path), "--only", "operations/livez"]) == 0
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert file == tmp_path / "operations" / "livez.txt"
    lines = file.read_text("utf-8").splitlines()
    assert lines[0] == "200 OK"
    assert "Content-Type: application/json" in lines
    assert json.loads("\n".join(lines[lines.index("") :])) == {"status": "ok"}


def test_a_renewal_is_of_the_names_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recorded: dict[str, Digest]
) -> None:
    """Only they are recorded anew, with the reason; the same answers make the same record."""
    before = record_digest()
    for name in ("RECORD", "REASONS"):
        copy = tmp_path / getattr(record, name).name
        shutil.copy(getattr(record, name), copy)
        monkeypatch.setattr(record, name, copy)
    assert record.main(["--only", "operations/l*", "--reason", "It is\nmeant"]) == 0
    assert read_record() == recorded
    *_, last = record.REASONS.read_text("utf-8").splitlines()
    assert last.split("\t")[1:] == [before, "0", "It is meant"]


def digest(answer: object, path: str = "/v1/analysis") -> Digest:
    """The digest of an answer as JSON."""
    response = Response(json.dumps(answer), content_type="application/json")
    return Digest.of(get("a", path), response)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"offset_unit": "utf16"}, ["offset_unit"]),
        (
            {"article": {"title": "Rain 1.4", "body": [{"offset": 3, "length": 40}]}},
            ["article.title"],
        ),
        (
            {"article": {"title": "Rain 1.5", "body": [{"offset": 4, "length": 40}]}},
            ["article.body"],
        ),
        ({"article": {"title": "Rain 1.5", "body": []}}, ["article.body"]),
        ({"article": {"title": "Rain 1.5"}}, ["article.body"]),
        ({"added": None}, ["added"]),
        (
            {"topic": {"label": "other", "scores": {"crime": 0.250002, "other": 0.75}}},
            ["topic.scores.crime is 0.250002, not 0.25"],
        ),
        (
            {"topic": {"label": "other", "scores": {"crime": 0.25, "other": 1}}},
            ["topic.scores", "1 numbers, not 2"],
        ),
        (
            {"topic": {"scores": {"crime": 0.25, "other": 0.75}, "label": "other"}},
            ["bytes"],
        ),
    ],
)
def test_what_changed_is_told(changed: dict[str, object], told: list[str]) -> None:
    """The parts of the answer that differ are named, and numbers with what they were."""
    assert differences(digest(ANSWER), digest({**ANSWER, **changed})) == told


def test_a_number_may_move_within_the_tolerance() -> None:
    """What another processor computes a little otherwise is no change."""
    moved = {"topic": {"label": "other", "scores": {"crime": 0.2500009, "other": 0.749999}}}
    assert differences(digest(ANSWER), digest({**ANSWER, **moved})) == []


def test_the_description_may_be_added_to() -> None:
    """A new member of it is no difference, nor is a new version; one that goes or changes is."""
    before = {"info": {"version": "1.0", "title": "Dateline"}, "paths": {"/a": {"get": 1}}}
    after = {"info": {"version": "1.1", "title": "Dateline"}, "paths": {"/a": {"get": 1}, "/b": {}}}
    other = {"info": {"title": "Dateline"}, "paths": {"/a": {"get": 2}}}
    path = "/openapi.json"
    assert differences(digest(before, path), digest(after, path)) == []
    assert differences(digest(before, path), digest(other, path)) == ["paths./a.get"]


def test_a_release_is_no_difference() -> None:
    """A page that names the release says the same of another; and nothing else of it may differ."""
    one, two, three = (
        Digest.of(get("a", "/model"), Response(f"<p>Served by {by}.", mimetype="text/html"))
        for by in ("Dateline 0.2.0", "Dateline 1.10.0", "Dateline 1.10")
    )
    assert differences(one, two) == []
    assert differences(one, three) == ["bytes"]


def test_status_and_headers_count() -> None:
    """Another status or header is told."""
    one = Response("Rain", 200, {"Allow": "GET, POST", "Server-Timing": "a"}, mimetype="text/plain")
    two = Response("Rain", 201, {"Allow": "POST, GET", "Server-Timing": "b"}, mimetype="text/plain")
    three = Response("Rain", 200, {"Allow": "GET"}, mimetype="text/plain")
    first, second, third = (Digest.of(get("a", "/"), answer) for answer in (one, two, three))
    assert differences(first, second) == ["status 201, not 200"]
    assert differences(first, third) == ["headers"]
