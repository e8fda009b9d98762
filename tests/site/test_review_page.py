"""The page of corrections, and the form's way to send one, as the server gives them."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement
from werkzeug.test import TestResponse

from service.feedback.correction import OPEN, STATES, State
from service.feedback.exchange.record import GivenRecord
from service.http.contract.corrections import CorrectionReceipt
from service.site import view
from tests.messy import ARTICLE, HTML


@pytest.fixture
def asked(keeping: Flask) -> FlaskClient:
    """A client of an application that keeps corrections, and has none as yet."""
    client = keeping.test_client()
    for item in listed(client):
        client.delete(f"/v1/feedback/{item['key']}")
    return client


def listed(client: FlaskClient) -> list[dict[str, object]]:
    """The corrections that are kept, the newest first."""
    found: list[dict[str, object]] = client.get("/v1/feedback?limit=100").get_json()["corrections"]
    return found


def read(answer: TestResponse) -> HtmlElement:
    """The page as a browser reads it."""
    return html.document_fromstring(answer.get_data())


def told(answer: TestResponse) -> str:
    """What the page says became of it."""
    said: str = read(answer).get_element_by_id("correction-told").text_content()
    return said


def alert(answer: TestResponse) -> str:
    """What the page says is wrong."""
    said: str = read(answer).get_element_by_id("problem").text_content()
    return said


def test_without_a_database_nothing_speaks_of_corrections(client: FlaskClient) -> None:
    """Neither links, forms nor words; the page itself says which setting it takes."""
    for answer in (client.get("/"), client.get("/?example=crime"), client.get("/model")):
        assert not re.search('id="(correction|right|wrong)"|review', answer.text, re.IGNORECASE)
        assert "Nothing that you send is kept." in answer.text
    for method, path in (("GET", "/review"), ("GET", "/review/"), ("POST", "/correction")):
        answer = client.open(path, method=method)
        assert answer.status_code == 503
        assert answer.mimetype == "text/html"
        assert "DATELINE_DATABASE_URL" in alert(answer)
        assert not read(answer).xpath("//script[contains(@src, 'review')]")
    # What it does not know is wrong there, as it ever was.
    assert client.post("/", data={"text": ARTICLE, "right": "crime"}).status_code == 422


def test_the_page_runs_and_loads_only_what_is_ours(asked: FlaskClient) -> None:
    """Its policy allows this server's files and nothing inline; it has none, and they are there."""
    answer = asked.get("/review")
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["X-Frame-Options"] == "DENY"
    page = read(answer)
    assert not page.xpath(
        "//style | //script[not(@src)] | //*[@style] | //@*[starts-with(name(), 'on')]"
    )
    for address in page.xpath("//script/@src | //link/@href"):
        with asked.get(address) as file:
            assert file.status_code == 200, address


def test_scripts_load_scripts_that_are_there(asked: FlaskClient) -> None:
    """Every module that a script imports is a file beside it, and has what is imported."""
    folder = Path(view.__file__).parent / "static"
    for script in folder.glob("*.js"):
        for names, module in re.findall(r'import \{([^}]*)\} from "\./(.*?)"', script.read_text()):
            exported = (folder / module).read_text()
            for name in filter(None, (part.strip() for part in names.split(","))):
                pattern = rf"export (async )?(function|const|class) {name}\b"
                assert re.search(pattern, exported), f"{script.name}: {name} of {module}"


def test_no_correction_is_in_the_page(asked: FlaskClient) -> None:
    """It asks the API, with the key: what the server gives anybody has topics and no article."""
    note = "Between us"
    sent = asked.post("/v1/feedback", json={"text": ARTICLE, "topic": "weather", "note": note})
    assert sent.status_code == 201
    answer = asked.get("/review")
    for secret in (ARTICLE[:40], note, sent.get_json()["key"], "weather"):
        assert secret not in answer.text
    topics = json.loads(read(answer).get_element_by_id("result").get("data-topics") or "")
    assert topics == ["crime", "diplomacy", "other", "politics"]


def test_every_page_leads_to_it_and_says_what_is_kept(asked: FlaskClient) -> None:
    """Where corrections are kept nobody is told that nothing is."""
    for path in ("/", "/model", "/docs", "/review"):
        page = read(asked.get(path))
        (link,) = page.xpath("//nav/a[@href='/review']")
        assert (link.get("aria-current") == "page") is (path == "/review")
        footer = page.xpath("//footer")[0].text_content()
        assert "Of what you send only corrections are kept" in footer


def test_every_key_that_is_explained_presses_a_button(asked: FlaskClient) -> None:
    """The keys of the help are those that the buttons state, those of topics and marks besides."""
    page = read(asked.get("/review"))
    explained = " ".join(page.xpath("//dialog[@id='keys']//dt/kbd/text()")).replace(",", "").split()
    stated = page.xpath("//button/@aria-keyshortcuts")
    assert sorted(set(explained) - {"1", "…", "9", "←", "→", "t"}) == sorted(stated)


def test_the_form_keeps_what_is_said(asked: FlaskClient) -> None:
    """Right, a known topic and a new one, of a text and of a page; the result stays there."""
    answer = asked.post("/correction", data={"text": ARTICLE, "right": "diplomacy"})
    assert answer.status_code == 200
    assert told(answer) == "Kept: the model says diplomacy too, and may learn from it."
    assert read(answer).get_element_by_id("label").text == "diplomacy"
    assert read(answer).get_element_by_id("document").text_content() == ARTICLE
    again = asked.post("/correction", data={"text": ARTICLE, "right": "diplomacy"})
    assert told(again) == "You said so before: it is kept."
    fields = {"known_topic": "crime", "remark": "A note", "title": "Envoys", "clean": "false"}
    assert "disputed" in told(asked.post("/correction", data={"text": ARTICLE, **fields}))
    said = {"text": HTML, "new_topic": " Weather ", "sentences": "1"}
    assert "weather" in told(asked.post("/correction", data=said))
    page, noted, agreed = listed(asked)
    assert (page["html"], page["text"], page["topic"]) == (HTML, None, "weather")
    assert (noted["text"], noted["note"], noted["title"]) == (ARTICLE, "A note", "Envoys")
    assert (noted["clean"], agreed["clean"]) == (False, True)


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({}, 422, "Choose what the topic is, or write a new one."),
        ({"known_topic": "crime", "new_topic": "weather"}, 422, "Choose what the topic is"),
        ({"new_topic": "9 lives"}, 422, "is no topic"),
        ({"right": "crime", "remark": "x" * 1_001}, 422, "the limit is 1,000"),
        ({"right": "crime", "sentences": "99"}, 422, "takes 50 at most"),
        ({"right": "crime", "text": " "}, 422, "empty"),
    ],
)
def test_what_is_wrong_with_the_form_is_told_on_the_page(
    asked: FlaskClient, fields: dict[str, str], status: int, says: str
) -> None:
    """Nothing is kept, and the article is still in the form."""
    answer = asked.post("/correction", data={"text": ARTICLE, **fields})
    assert answer.status_code == status
    assert says in alert(answer)
    typed = (read(answer).get_element_by_id("text").text or "").removeprefix("\n")
    assert typed == ("" if fields.get("text") else ARTICLE)
    assert listed(asked) == []


def test_a_page_in_an_unknown_charset_is_not_kept_by_the_form(asked: FlaskClient) -> None:
    """It can be kept as text alone, and that is said."""
    file = {
        "file": (BytesIO(f"<html><p>Café. {ARTICLE}".encode("latin-1", "ignore")), "page.html"),
        "right": "crime",
    }
    answer = asked.post("/correction", data=file, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Paste its text." in alert(answer)
    assert listed(asked) == []


def test_another_sites_page_cannot_send_the_form(asked: FlaskClient) -> None:
    """Its visitors' browsers would: they say where the form stands."""
    data = {"text": ARTICLE, "right": "crime"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = asked.post("/correction", data=data, headers=headers)
        assert answer.status_code == 403
        assert "another site" in alert(answer)
    assert listed(asked) == []
    own = asked.post("/correction", data=data, headers={"Sec-Fetch-Site": "same-origin"})
    assert own.status_code == 200


def test_markup_in_what_is_said_stays_text(asked: FlaskClient) -> None:
    """Nothing of what was sent becomes an element."""
    evil = '<script>alert(1)</script><img src=x onerror="alert(1)">"\''
    data = {"text": f"{ARTICLE}\n\n{evil}", "right": "crime", "remark": evil, "title": evil}
    answer = asked.post("/correction", data=data)
    assert "Kept" in told(answer)
    assert not read(answer).xpath("//script[not(@src)] | //img")
    refused = asked.post("/correction", data={**data, "right": evil})
    assert refused.status_code == 422
    assert not read(refused).xpath("//script[not(@src)] | //img")


@pytest.mark.parametrize(
    ("state", "is_new"), [*((state, True) for state in OPEN), *((state, False) for state in STATES)]
)
@pytest.mark.parametrize("label", ["crime", "politics", None])
def test_there_are_words_for_whatever_becomes_of_a_correction(
    state: State, label: str | None, is_new: bool
) -> None:
    """One that is new nobody has decided on; no name or blank is left in the sentence."""
    given = GivenRecord(label=label, confidence=None if label is None else 0.972, version="1")
    receipt = CorrectionReceipt(key="k", state=state, topic="crime", given=given)
    said = view.outcome_shown(receipt, is_new=is_new)
    assert said.endswith(".")
    assert not re.search(r"[{}]|None", said)
