"""What people say is right is kept, listed, decided on and forgotten, as the contract has it."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service import create_app
from service.feedback.exchange.record import CorrectionRecord
from service.settings import Settings
from tests.conftest import ROOT
from tests.http.test_errors import problem
from tests.http.test_metrics import scrape, value
from tests.messy import ARTICLE, HTML

PATH = "/v1/feedback"


@pytest.fixture
def asked(keeping: Flask) -> Iterator[FlaskClient]:
    """A client of the application with a database, to whom nothing has been said yet."""
    client = keeping.test_client()
    forget_all(client)
    yield client
    forget_all(client)


def forget_all(client: FlaskClient) -> None:
    """Delete all there is."""
    while found := client.get(f"{PATH}?limit=100").get_json()["corrections"]:
        for item in found:
            client.delete(f"{PATH}/{item['key']}")


def post(client: FlaskClient, topic: str, **more: Any) -> dict[str, Any]:
    """Send a correction that is new, and return the receipt."""
    body = {**({} if "html" in more else {"text": ARTICLE}), "topic": topic, **more}
    answer = client.post(PATH, json=body)
    assert answer.status_code == 201, answer.text
    said: dict[str, Any] = answer.get_json()
    assert answer.headers["Location"] == f"{PATH}/{said['key']}"
    return said


def listed(client: FlaskClient, query: str = "") -> list[dict[str, Any]]:
    """All that a query lists, page by page as the links lead."""
    found, address = [], f"{PATH}?{query}"
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        found += answer.get_json()["corrections"]
        link = re.fullmatch(r'<(.+)>; rel="next"', answer.headers.get("Link", ""))
        assert link is not None or "Link" not in answer.headers
        address = link[1] if link else ""
    return found


def test_a_correction_is_answered_with_what_the_model_says(asked: FlaskClient) -> None:
    """The receipt has the key, the state, the topic, and what is served of that article."""
    said = post(asked, "crime")
    topic = asked.post("/v1/topic", json={"text": ARTICLE}).get_json()
    assert set(said) == {"key", "state", "topic", "given"}
    assert said["given"] == {
        "label": topic["topic"]["label"],
        "confidence": topic["topic"]["confidence"],
        "version": topic["model"]["version"],
    }
    assert topic["topic"]["label"] == "diplomacy"
    assert topic["topic"]["confidence"] >= 0.95
    assert (said["state"], said["topic"]) == ("disputed", "crime")
    assert post(asked, "diplomacy")["state"] == "new"


def test_a_language_that_the_model_does_not_know_is_no_dispute(asked: FlaskClient) -> None:
    """The model gives no label then, and nobody is contradicted."""
    said = post(asked, "crime", language="fr")
    assert said["given"]["label"] is None
    assert said["given"]["confidence"] is None
    assert said["state"] == "new"


def test_what_was_sent_is_kept_as_it_was(asked: FlaskClient) -> None:
    """Text, page and all beside them come back, and of a page the article that was found."""
    beside = {
        "title": "A  headline",
        "language": "en",
        "clean": False,
        "id": "desk-1",
        "note": "Look.\r\n",
    }
    text = f"\r\n {ARTICLE}\t"
    key = post(asked, "a-new_topic1", text=text, **beside)["key"]
    found = asked.get(f"{PATH}/{key}").get_json()
    assert {name: found[name] for name in beside} == beside
    assert (found["text"], found["html"], found["article"]) == (text, None, None)
    assert found["sender"] == "127.0.0.1"
    assert found["reviewer"] is None
    assert datetime.fromisoformat(found["created_at"]) <= datetime.now(UTC)
    page = asked.get(f"{PATH}/{post(asked, 'crime', html=HTML)['key']}").get_json()
    assert (page["text"], page["html"]) == (None, HTML)
    analysed = asked.post("/v1/topic", json={"html": HTML, "with_text": True}).get_json()
    assert page["article"] == analysed["article"]["text"]


def test_the_same_again_is_200_and_the_same_key(asked: FlaskClient) -> None:
    """Article, topic and sender decide; a copy of the article is the same article."""
    first = post(asked, "crime")
    for text in (ARTICLE, ARTICLE.upper(), f"{ARTICLE}\n\n"):
        answer = asked.post(PATH, json={"text": text, "topic": "crime", "note": "again"})
        assert answer.status_code == 200
        assert answer.get_json() == first
        assert "Location" not in answer.headers
    assert post(asked, "politics")["key"] != first["key"]
    other = asked.post(
        PATH,
        json={"text": ARTICLE, "topic": "crime"},
        environ_overrides={"REMOTE_ADDR": "127.0.0.9"},
    )
    assert other.status_code == 201
    assert len(listed(asked)) == 3


def test_no_header_makes_another_sender(asked: FlaskClient) -> None:
    """What a client says of its address is not believed."""
    first = post(asked, "crime")
    headers = {"X-Forwarded-For": "203.0.113.7", "Forwarded": "for=203.0.113.7"}
    answer = asked.post(PATH, json={"text": ARTICLE, "topic": "crime"}, headers=headers)
    assert answer.status_code == 200
    assert answer.get_json() == first


@pytest.mark.parametrize(
    ("body", "pointer", "said"),
    [
        ({"text": ARTICLE}, "/topic", "required"),
        ({"topic": "crime"}, "", "exactly one"),
        ({"text": ARTICLE, "html": HTML, "topic": "crime"}, "", "exactly one"),
        ({"text": " \n", "topic": "crime"}, "/text", "empty"),
        ({"text": ARTICLE, "topic": "Crime"}, "/topic", "lower case"),
        ({"text": ARTICLE, "topic": "crime and law"}, "/topic", "lower case"),
        ({"text": ARTICLE, "topic": "x" * 41}, "/topic", "40 characters"),
        ({"text": ARTICLE, "topic": ""}, "/topic", "no topic"),
        ({"text": ARTICLE, "topic": None}, "/topic", "string"),
        ({"text": ARTICLE, "topic": "crime", "note": "x" * 1_001}, "/note", "1,000"),
        ({"text": ARTICLE, "topic": "crime", "id": "x" * 201}, "/id", "200"),
        ({"text": ARTICLE, "topic": "crime", "title": "x" * 1_001}, "/title", "1,000"),
        ({"text": ARTICLE, "topic": "crime", "language": "xx"}, "/language", "language"),
        ({"text": ARTICLE, "topic": "crime", "clean": "no"}, "/clean", "true or false"),
        ({"text": ARTICLE, "topic": "crime", "sentences": 3}, "/sentences", "known are topic"),
        ({"text": f"{ARTICLE}\0", "topic": "crime"}, "/text", "U+0000"),
        ({"text": ARTICLE, "topic": "crime", "note": "\0"}, "/note", "U+0000"),
    ],
)
def test_wrong_fields_are_422(
    asked: FlaskClient, body: dict[str, Any], pointer: str, said: str
) -> None:
    """Each is named by its pointer, with what is wrong; nothing is kept."""
    document = problem(asked.post(PATH, json=body), 422)
    assert [error["pointer"] for error in document["errors"]] == [pointer]
    assert said in document["detail"]
    assert listed(asked) == []


def test_what_is_no_json_is_refused(asked: FlaskClient) -> None:
    """A form, which any page could have a browser send, is 415; broken JSON is 400."""
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = asked.post(PATH, data=json.dumps({"text": ARTICLE}), content_type=kind)
        assert "application/json" in problem(answer, 415)["detail"]
    problem(asked.post(PATH, data="{", content_type="application/json"), 400)
    assert "a correction" in str(problem(asked.post(PATH, json=[]), 422)["detail"]).lower()
    problem(asked.post(f"{PATH}?topic=crime", json={"text": ARTICLE, "topic": "crime"}), 422)


def test_methods_that_there_are_not_are_405(asked: FlaskClient) -> None:
    """With those that there are."""
    assert "PATCH" in problem(asked.put(f"{PATH}/{'0' * 32}"), 405)["detail"]
    assert "POST" in problem(asked.delete(PATH), 405)["detail"]


def test_an_article_that_is_none_is_not_kept(asked: FlaskClient) -> None:
    """A page in which nothing is found is refused as by the other routes."""
    body = {"html": "<html><body></body></html>", "topic": "crime"}
    document = problem(asked.post(PATH, json=body), 422)
    assert document["type"].endswith("no-answer")
    assert listed(asked) == []


@pytest.mark.parametrize("key", ["0" * 32, "nothing", "%00", "a" * 500])
def test_what_is_not_there_is_404(asked: FlaskClient, key: str) -> None:
    """For reading, changing and forgetting alike."""
    address = f"{PATH}/{key}"
    answers = [asked.get(address), asked.delete(address)]
    answers.append(asked.patch(address, json={"state": "accepted"}))
    for answer in answers:
        assert "no correction" in problem(answer, 404)["detail"]


def test_a_person_decides(asked: FlaskClient) -> None:
    """Accepted or rejected, with another topic or not; another topic alone waits again."""
    key = post(asked, "crime")["key"]
    address = f"{PATH}/{key}"

    def change(**body: str) -> dict[str, Any]:
        answer = asked.patch(address, json=body)
        assert answer.status_code == 200, answer.text
        assert asked.get(address).get_json() == answer.get_json()
        found: dict[str, Any] = answer.get_json()
        return found

    accepted = change(state="accepted")
    assert (accepted["state"], accepted["reviewer"]) == ("accepted", "127.0.0.1")
    assert accepted["reviewed_at"] is not None
    rejected = change(state="rejected", topic="politics")
    assert (rejected["state"], rejected["topic"]) == ("rejected", "politics")
    assert rejected["sent_topic"] == "crime"
    again = change(topic="crime")
    assert (again["state"], again["reviewer"], again["reviewed_at"]) == ("disputed", None, None)
    assert change(topic="diplomacy")["state"] == "new"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, ""),
        ({"state": None}, ""),
        ({"state": "new"}, "/state"),
        ({"state": "disputed"}, "/state"),
        ({"state": "deleted"}, "/state"),
        ({"state": 1}, "/state"),
        ({"topic": "No"}, "/topic"),
        ({"state": "accepted", "held_out": False}, "/held_out"),
        ({"note": "x"}, "/note"),
    ],
)
def test_a_wrong_change_is_422(asked: FlaskClient, body: Any, pointer: str) -> None:
    """What a reviewer may not say is told, and nothing is changed."""
    key = post(asked, "crime")["key"]
    before = asked.get(f"{PATH}/{key}").get_json()
    document = problem(asked.patch(f"{PATH}/{key}", json=body), 422)
    assert document["errors"][0]["pointer"] == pointer
    assert asked.get(f"{PATH}/{key}").get_json() == before


def test_what_is_forgotten_is_gone(asked: FlaskClient) -> None:
    """204 without a word; then it is 404, and may be said again."""
    key = post(asked, "crime")["key"]
    answer = asked.delete(f"{PATH}/{key}")
    assert (answer.status_code, answer.data) == (204, b"")
    problem(asked.get(f"{PATH}/{key}"), 404)
    problem(asked.delete(f"{PATH}/{key}"), 404)
    assert post(asked, "crime")["key"] != key


def test_lists_are_paged_by_links(asked: FlaskClient) -> None:
    """Each link keeps the query, and leads to the rest, in the order that is asked for."""
    topics = ["crime", "diplomacy", "politics", "sport", "a-b"]
    keys = [post(asked, topic)["key"] for topic in topics]
    assert [item["key"] for item in listed(asked)] == keys[::-1]
    assert [item["key"] for item in listed(asked, "limit=2&order=newest")] == keys[::-1]
    first, *rest = listed(asked, "order=disputed&limit=1")[::-1]
    assert first["topic"] == "diplomacy"
    assert {item["state"] for item in rest} == {"disputed"}
    assert [item["topic"] for item in listed(asked, "topic=sport&limit=1")] == ["sport"]
    assert len(listed(asked, "state=disputed&limit=3")) == 4
    assert len(listed(asked, "order=uncertain&limit=1")) == 5
    assert "Link" not in asked.get(f"{PATH}?limit=5").headers


def test_the_list_tells_how_many_there_are_and_which_are_open(asked: FlaskClient) -> None:
    """Counts are of the topic whatever the state; `open` are those that nobody has decided on."""
    first, _ = post(asked, "crime"), post(asked, "weather")
    asked.patch(f"{PATH}/{first['key']}", json={"state": "accepted"})
    found = asked.get(f"{PATH}?state=open").get_json()
    assert [item["topic"] for item in found["corrections"]] == ["weather"]
    assert found["counts"]["accepted"] == 1
    assert sum(found["counts"].values()) == 2
    found = asked.get(f"{PATH}?state=rejected&topic=crime").get_json()
    assert found["corrections"] == []
    assert found["counts"] == {"disputed": 0, "new": 0, "accepted": 1, "rejected": 0}


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "/limit"),
        ("limit=101", "/limit"),
        ("limit=many", "/limit"),
        ("limit=2.5", "/limit"),
        ("limit=1&limit=2", "/limit"),
        ("state=gone", "/state"),
        ("topic=No", "/topic"),
        ("order=oldest", "/order"),
        ("cursor=abc", "/cursor"),
        ("offset=3", "/offset"),
    ],
)
def test_a_wrong_query_is_422(asked: FlaskClient, query: str, pointer: str) -> None:
    """A parameter that is unknown, twice or out of its bounds is named."""
    document = problem(asked.get(f"{PATH}?{query}"), 422)
    assert document["errors"][0]["pointer"] == pointer


def test_an_export_has_all_there_is(asked: FlaskClient) -> None:
    """JSON Lines have what the routes give; the others are what their tools import."""
    for topic in ("crime", "diplomacy", "sport"):
        post(asked, topic)
    post(asked, "a-page", html=HTML)
    answer = asked.get(f"{PATH}/export")
    assert answer.mimetype == "application/x-ndjson"
    assert answer.headers["Content-Disposition"] == "attachment; filename=feedback.jsonl"
    assert [json.loads(line) for line in answer.text.splitlines()] == listed(asked)
    assert len(asked.get(f"{PATH}/export?state=disputed&topic=sport").text.splitlines()) == 1
    tasks = json.loads(asked.get(f"{PATH}/export?format=label-studio").text)
    assert [task["data"]["key"] for task in tasks] == [item["key"] for item in listed(asked)]
    lines = asked.get(f"{PATH}/export?format=doccano").text.splitlines()
    assert [json.loads(line)["label"] for line in lines] == [
        [item["topic"]] for item in listed(asked)
    ]
    assert asked.get(f"{PATH}/export?topic=nothing").text == ""
    problem(asked.get(f"{PATH}/export?format=xml"), 422)


def test_without_a_database_the_routes_say_so(client: FlaskClient) -> None:
    """Each is a 503 that names the setting, whatever it is asked."""
    for method, path in (
        *(("POST", ""), ("GET", ""), ("GET", "?limit=0"), ("GET", "/export")),
        *(("GET", "/one"), ("PATCH", "/one"), ("DELETE", "/one")),
    ):
        document = problem(client.open(f"{PATH}{path}", method=method), 503)
        assert document["type"] == "urn:dateline:problem:unavailable"
        assert "DATELINE_DATABASE_URL" in document["detail"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:8000"},
        {"Origin": "http://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://other.localhost"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_pages_of_other_sites_change_nothing(asked: FlaskClient, headers: dict[str, str]) -> None:
    """A browser that another site's page has ask is refused, whatever it asks to change."""
    key = post(asked, "crime")["key"]
    before = listed(asked)
    answers = [
        asked.post(PATH, json={"text": ARTICLE, "topic": "sport"}, headers=headers),
        asked.patch(f"{PATH}/{key}", json={"state": "accepted"}, headers=headers),
        asked.delete(f"{PATH}/{key}", headers=headers),
    ]
    for answer in answers:
        assert problem(answer, 403)["type"].endswith("cross-site")
    assert listed(asked) == before


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Origin": "https://localhost"},
        {"Origin": "https://news.example", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_its_own_pages_and_programs_do(asked: FlaskClient, headers: dict[str, str]) -> None:
    """A page of this service, behind a proxy too, and what is no browser."""
    answer = asked.post(PATH, json={"text": ARTICLE, "topic": "sport"}, headers=headers)
    assert answer.status_code == 201


def entry(name: str, rights: str, more: str = "") -> str:
    """An entry of the file of keys, whose key is `dl_` and the name."""
    digest = hashlib.sha256(f"dl_{name}".encode()).hexdigest()
    return f'[{name}]\nsha256 = "{digest}"\nrights = {rights}\n{more}\n'


@pytest.fixture(scope="module")
def keyed(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with keys, little room, and an origin that may ask."""
    folder = tmp_path_factory.mktemp("keyed")
    rights = {
        "reader": '["read"]',
        "desk": '["teach"]',
        "chief": '["teach", "review"]',
        "deputy": '["review"]',
    }
    entries = "".join(entry(name, given) for name, given in rights.items())
    (folder / "keys.toml").write_text(entries, "utf-8")
    app = create_app(
        replace(
            settings,
            keys_file=str(folder / "keys.toml"),
            database_url=f"sqlite:///{folder}/feedback.sqlite3",
            feedback_waiting=3,
            feedback_characters=5_000,
            origins="https://desk.example",
        )
    )
    yield app
    app.extensions["dateline"].extractor.close()
    app.extensions["dateline"].feedback.store.database.close()


def as_key(
    client: FlaskClient, name: str, method: str, path: str = "", **more: Any
) -> TestResponse:
    """Ask with a key."""
    headers = {"X-API-Key": f"dl_{name}", **more.pop("headers", {})}
    return client.open(f"{PATH}{path}", method=method, headers=headers, **more)


def test_rights_are_asked_for(keyed: Flask) -> None:
    """Who teaches may send, who reviews may list, change and delete, and nobody else anything."""
    client = keyed.test_client()
    wanted = {"POST": "teach", "GET": "review", "PATCH": "review", "DELETE": "review"}
    for method, right in wanted.items():
        paths = {"POST": [""], "GET": ["", "/export", "/x"]}.get(method, ["/x"])
        for path in paths:
            problem(client.open(f"{PATH}{path}", method=method), 401)
            for name in ("reader", "desk" if right == "review" else "deputy"):
                document = problem(as_key(client, name, method, path), 403)
                assert f"the right to {right}" in document["detail"]
    assert as_key(client, "deputy", "GET").status_code == 200


def test_with_keys_somebody_else_accepts_a_dispute(keyed: Flask) -> None:
    """The sender is the key's name, and may not accept against a sure model; another may."""
    client = keyed.test_client()
    answer = as_key(client, "chief", "POST", json={"text": ARTICLE, "topic": "crime"})
    assert answer.get_json()["state"] == "disputed"
    path = f"/{answer.get_json()['key']}"
    assert as_key(client, "deputy", "GET", path).get_json()["sender"] == "chief"
    refused = as_key(client, "chief", "PATCH", path, json={"state": "accepted"})
    assert "somebody else has to accept it" in problem(refused, 403)["detail"]
    assert as_key(client, "chief", "GET", path).get_json()["state"] == "disputed"
    accepted = as_key(client, "deputy", "PATCH", path, json={"state": "accepted"}).get_json()
    assert (accepted["state"], accepted["reviewer"]) == ("accepted", "deputy")
    assert as_key(client, "deputy", "DELETE", path).status_code == 204


def test_a_sender_who_floods_is_429(keyed: Flask) -> None:
    """So many of one sender wait for a decision; others may still send, and he after one."""
    client = keyed.test_client()

    def send(name: str, number: int) -> TestResponse:
        text = f"{ARTICLE} And that was number {number}."
        return as_key(client, name, "POST", json={"text": text, "topic": "diplomacy"})

    keys = [send("desk", number).get_json()["key"] for number in range(3)]
    answer = send("desk", 3)
    document = problem(answer, 429)
    assert "3 corrections of this sender wait" in document["detail"]
    assert answer.headers["Retry-After"] == "3600"
    assert send("desk", 0).status_code == 200
    other = send("chief", 3)
    assert other.status_code == 201
    as_key(client, "chief", "PATCH", f"/{keys[0]}", json={"state": "rejected"})
    last = send("desk", 3)
    assert last.status_code == 201
    for key in (*keys, other.get_json()["key"], last.get_json()["key"]):
        assert as_key(client, "chief", "DELETE", f"/{key}").status_code == 204


def test_what_is_too_long_to_keep_is_413(keyed: Flask) -> None:
    """The limit of a correction is its own, and told; nothing is cut."""
    client = keyed.test_client()
    for name in ("text", "html"):
        body = {name: "words " * 1_000, "topic": "crime"}
        document = problem(as_key(client, "desk", "POST", json=body), 413)
        assert "6,000 characters; of a correction 5,000 are kept" in document["detail"]


def test_a_named_origin_may_ask(keyed: Flask) -> None:
    """A page of an origin that is named may change what its key may, by CORS."""
    client = keyed.test_client()
    origin = {"Origin": "https://desk.example", "Sec-Fetch-Site": "cross-site"}
    body = {"text": ARTICLE, "topic": "diplomacy"}
    answer = as_key(client, "desk", "POST", json=body, headers=origin)
    assert answer.status_code == 201
    assert answer.headers["Access-Control-Allow-Origin"] == "https://desk.example"
    assert "Location" in answer.headers["Access-Control-Expose-Headers"]
    path = f"/{answer.get_json()['key']}"
    preflight = client.options(
        f"{PATH}{path}", headers={**origin, "Access-Control-Request-Method": "DELETE"}
    )
    assert "DELETE" in preflight.headers["Access-Control-Allow-Methods"]
    foreign = {"Origin": "https://evil.example"}
    problem(as_key(client, "chief", "DELETE", path, headers=foreign), 403)
    assert as_key(client, "chief", "DELETE", path, headers=origin).status_code == 204


def test_metrics_tell_what_comes_and_waits(keeping: Flask, asked: FlaskClient) -> None:
    """Corrections by topic and first state, decisions, and what is kept since when."""
    before = scrape(asked)
    first, _ = post(asked, "crime"), post(asked, "a-topic-of-a-clients")
    asked.post(PATH, json={"text": ARTICLE, "topic": "crime"})
    asked.patch(f"{PATH}/{first['key']}", json={"state": "rejected"})
    feedback = keeping.extensions["dateline"].feedback
    feedback.upkeep.look(lambda found: feedback.counts.kept(found.by_state, found.oldest))
    after = scrape(asked)

    def grown(name: str, **labels: str) -> float:
        return value(after, name, **labels) - value(before, name, **labels)

    received = "dateline_feedback_received_total"
    assert grown(received, state="disputed", topic="crime") == 1
    assert grown(received, state="disputed", topic="unknown") == 1
    assert not [labels for labels in after[received] if ("topic", "a-topic-of-a-clients") in labels]
    assert grown("dateline_feedback_decided_total", decision="rejected") == 1
    assert value(after, "dateline_feedback_corrections", state="rejected") == 1
    assert value(after, "dateline_feedback_corrections", state="disputed") == 1
    oldest = value(after, "dateline_feedback_oldest_waiting_timestamp_seconds")
    assert 0 <= datetime.now(UTC).timestamp() - oldest < 3_600


def test_corrections_are_no_documents_of_the_day(asked: FlaskClient) -> None:
    """Drift is told by what is analysed: what is sent to be corrected is chosen."""
    before = scrape(asked)["dateline_documents_total"]
    post(asked, "crime")
    assert scrape(asked)["dateline_documents_total"] == before


def test_what_is_too_old_is_gone_at_the_start(settings: Settings, tmp_path: Path) -> None:
    """A service that starts deletes what was kept for longer than it may be; 0 keeps all."""
    url = f"sqlite:///{tmp_path}/feedback.sqlite3"

    def start(days: int) -> list[dict[str, Any]]:
        app = create_app(replace(settings, database_url=url, feedback_days=days))
        state = app.extensions["dateline"]
        found = listed(app.test_client())
        if not found and not days:
            record = CorrectionRecord.model_validate(
                {**first, "created_at": datetime.now(UTC) - timedelta(days=40)}
            )
            state.feedback.store.put(record.correction())
            found = listed(app.test_client())
        state.extractor.close()
        state.feedback.store.database.close()
        return found

    app = create_app(replace(settings, database_url=f"sqlite:///{tmp_path}/other.sqlite3"))
    client = app.test_client()
    first = client.get(f"{PATH}/{post(client, 'crime')['key']}").get_json()
    app.extensions["dateline"].extractor.close()
    app.extensions["dateline"].feedback.store.database.close()
    assert len(start(0)) == 1
    assert len(start(0)) == 1
    assert len(start(41)) == 1
    assert start(39) == []


def test_a_database_that_is_away_costs_no_analysis(settings: Settings, tmp_path: Path) -> None:
    """Feedback is 503 while there is none, articles are analysed, and it is tried again."""
    place = tmp_path / "taken"
    place.write_text("a file where a folder has to be", "utf-8")
    app = create_app(replace(settings, database_url=f"sqlite:///{place}/feedback.sqlite3"))
    client = app.test_client()
    document = problem(client.post(PATH, json={"text": ARTICLE, "topic": "crime"}), 503)
    assert document["type"].endswith("unavailable")
    assert "DATELINE_DATABASE_URL" in document["detail"]
    problem(client.get(PATH), 503)
    assert client.post("/v1/analysis", json={"text": ARTICLE}).status_code == 200
    assert client.get("/readyz").status_code == 200
    place.unlink()
    database = app.extensions["dateline"].feedback.store.database
    database._failure = None  # as after its two seconds
    post(client, "crime")
    app.extensions["dateline"].extractor.close()
    database.close()


def test_a_page_and_its_text_are_one_article(asked: FlaskClient) -> None:
    """Where the same article is found in both, it is the same, and held out or not alike."""
    first = asked.get(f"{PATH}/{post(asked, 'crime', html=HTML)['key']}").get_json()
    answer = asked.post(PATH, json={"text": first["article"], "topic": "crime"})
    assert (answer.status_code, answer.get_json()["key"]) == (200, first["key"])


def test_an_analysis_keeps_nothing(asked: FlaskClient, keeping: Flask) -> None:
    """What is only analysed is in no byte of the database, whatever is asked of it."""
    text = f"{ARTICLE} The word is Xylophonist."
    for route in ("analysis", "topic", "summary"):
        assert asked.post(f"/v1/{route}", json={"text": text}).status_code == 200
    assert asked.post(PATH, json={"text": text, "topic": "Not One"}).status_code == 422
    file = keeping.extensions["dateline"].feedback.store.database.file
    kept = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert kept
    assert b"Xylophonist" not in kept
    assert listed(asked) == []


def test_without_a_database_nothing_of_it_is_loaded() -> None:
    """A service without one imports no library for it, and its metrics know nothing of it."""
    program = (
        "import sys; from service import create_app; from service.settings import Settings;"
        "app = create_app(Settings.from_environment({}));"
        "page = app.test_client().get('/metrics').text;"
        "app.extensions['dateline'].extractor.close();"
        "loaded = {'sqlalchemy', 'alembic', 'psycopg', 'sqlite3'} & set(sys.modules);"
        "assert not loaded, loaded; assert 'dateline_feedback' not in page"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
