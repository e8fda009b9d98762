"""The article view without JavaScript: the form, its answer on the page, and its problems."""

from __future__ import annotations

import html
import json
import logging
import re
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html as parser
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, stream_encode_multipart

from service.site.examples import EXAMPLES
from tests.http.test_metrics import scrape, value
from tests.messy import ARTICLE, HTML, PAGE


def post(client: FlaskClient, **fields: Any) -> TestResponse:
    """Send the form as browsers do; a file is its bytes and its name."""
    data = {
        name: FileStorage(BytesIO(given[0]), filename=given[1])
        if isinstance(given, tuple)
        else given
        for name, given in fields.items()
    }
    stream, _, boundary = stream_encode_multipart(data, use_tempfile=False)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post("/", data=stream.read(), content_type=kind)


def read(answer: TestResponse) -> parser.HtmlElement:
    """The page as a browser reads it."""
    return parser.document_fromstring(answer.get_data())


def shown(answer: TestResponse) -> str:
    """The article as it stands on the page."""
    document: str = read(answer).get_element_by_id("document").text_content()
    return document


def typed(answer: TestResponse) -> str:
    """What stands in the text area; a line end before it is not part of it."""
    return (read(answer).get_element_by_id("text").text or "").removeprefix("\n")


def alert(answer: TestResponse) -> str:
    """What the page says is wrong."""
    text: str = read(answer).get_element_by_id("problem").text_content()
    return text


def test_the_page_runs_and_loads_only_what_is_ours(client: FlaskClient) -> None:
    """Its policy allows this server's files and nothing inline, and it has nothing inline."""
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.content_type == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-cache"
    page = read(answer)
    assert not page.xpath(
        "//style | //script[not(@src)] | //*[@style] | //@*[starts-with(name(), 'on')]"
    )
    loaded = page.xpath("//script/@src | //link/@href | //img/@src")
    assert len(loaded) >= 4
    for address in loaded:
        with client.get(address) as file:
            assert file.status_code == 200, address
            assert file.headers["X-Content-Type-Options"] == "nosniff"


def test_a_pasted_page_is_shown_as_it_was_with_its_marks(client: FlaskClient) -> None:
    """The text between the marks is the text that was sent; the marks are the API's."""
    answer = post(client, text=PAGE, sentences="2")
    assert answer.status_code == 200
    assert shown(answer) == PAGE
    page = read(answer)
    expected = client.post("/v1/analysis", json={"text": PAGE, "sentences": 2}).get_json()
    marks = {
        int(mark.get("data-rank")): mark.text_content() for mark in page.xpath("//main//mark[@id]")
    }
    assert marks == {item["rank"]: item["text"] for item in expected["summary"]["sentences"]}
    removed = [
        item.get("data-kind") for item in page.get_element_by_id("document").xpath("//s[@title]")
    ]
    headline, *furniture = expected["article"]["removed"]
    assert removed == [item["kind"] for item in furniture]
    (bold,) = page.xpath("//b[@title='Headline']")
    assert bold.text_content() == expected["article"]["title"]
    assert headline["offset"] == expected["article"]["title_span"]["offset"]
    assert page.get_element_by_id("label").text == expected["topic"]["label"]
    assert page.get_element_by_id("version").text == expected["model"]["version"]
    assert page.get_element_by_id("text").text == "\n" + PAGE


@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_line_ends_of_a_text_area_are_those_that_were_pasted(
    client: FlaskClient, kind: str
) -> None:
    """Browsers send them as CR LF; either encoding of a form is read."""
    sent = {"text": ARTICLE.replace("\n", "\r\n"), "title": "", "key": ""}
    answer = client.post("/", data=sent, content_type=kind)
    assert answer.status_code == 200
    assert shown(answer) == ARTICLE


def test_markup_in_an_article_stays_text(client: FlaskClient) -> None:
    """Nothing of what was sent becomes an element, whichever field it came in."""
    evil = '<script>alert(1)</script><img src=x onerror="alert(1)">"\'</textarea>'
    answer = post(client, text=f"{ARTICLE}\n\n{evil}", title=evil)
    assert answer.status_code == 200
    assert shown(answer) == f"{ARTICLE}\n\n{evil}"
    assert not read(answer).xpath("//script[not(@src)] | //img")
    assert read(answer).get_element_by_id("title").get("value") == evil


def test_a_file_of_html_shows_the_text_found_in_it(client: FlaskClient) -> None:
    """The document of a page is all that it shows, and its source stands in the form again."""
    file = (HTML.encode(), "page.html")
    answer = post(client, file=file, text="")
    assert answer.status_code == 200
    rendered = client.post("/v1/analysis", json={"html": HTML}).get_json()["article"]["document"]
    assert shown(answer) == rendered
    assert typed(answer) == HTML
    assert shown(post(client, text=typed(answer))) == rendered


def test_a_file_of_text_keeps_its_line_ends(client: FlaskClient) -> None:
    """What a parser of HTML makes of CR is its own affair: the bytes on the page have them."""
    text = ARTICLE.replace("\n", "\r\n")
    answer = post(client, file=(text.encode("utf-16"), "story.txt"))
    assert answer.status_code == 200
    body = answer.text[answer.text.index('id="document"') :]
    assert html.unescape(re.sub("<[^>]*>", "", body)).count("\r\n\r\n") == text.count("\r\n\r\n")


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"text": ""}, 422, "empty"),
        ({"text": ARTICLE, "sentences": "99"}, 422, "sentences: takes 50 at most."),
        ({"text": ARTICLE, "sentences": "0"}, 422, "sentences: takes 1 or more."),
        ({"text": ARTICLE, "algorithm": "magic"}, 422, "algorithm"),
        ({"text": ARTICLE, "colour": "red"}, 422, "colour"),
        ({"text": ARTICLE, "file": (b"two", "b.txt")}, 422, "both"),
        ({"file": (b"\xff\xfa\x80 word", "b.txt")}, 400, "UTF-8"),
        ({"text": "Home\nNews\nSport\nWeather\nSign in\nSubscribe\n" * 3}, 422, "No article"),
        ({"text": "word " * 300_000}, 413, "1,048,576"),
        ({"text": "x" * 5_000_000}, 413, "4,194,304"),
        ({f"n{number}": "1" for number in range(30)}, 413, "parts"),
    ],
)
def test_problems_are_sentences_on_the_page(
    client: FlaskClient, fields: dict[str, Any], status: int, says: str
) -> None:
    """The page says in an alert what is wrong and what to do; what was typed is still there."""
    answer = post(client, **fields)
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert says in alert(answer)
    if isinstance(fields.get("text"), str) and status == 422:
        assert typed(answer) == fields["text"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"text=The+caf%e9+closed."),
        ("application/x-www-form-urlencoded", b"text=The+caf\xe9+closed."),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nThe caf\xe9\r\n--b--\r\n',
        ),
    ],
)
def test_text_that_is_not_utf8_is_refused(client: FlaskClient, kind: str, body: bytes) -> None:
    """Undecodable bytes of a field are never replaced, and a replacement sign may be sent."""
    answer = client.post("/", data=body, content_type=kind)
    assert answer.status_code == 400
    assert "UTF-8" in alert(answer)
    signed = f"{ARTICLE} \ufffd"
    assert shown(post(client, text=signed)) == signed


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data"])
def test_a_body_that_is_no_form_is_refused(client: FlaskClient, kind: str) -> None:
    """Programs are shown the way to the API, and a form without a boundary is none."""
    answer = client.post("/", data=b'{"text": "a"}', content_type=kind)
    assert answer.status_code == (400 if kind == "multipart/form-data" else 415)
    assert alert(answer)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_filed_as_they_say(client: FlaskClient, name: str) -> None:
    """A link is enough to see one; each topic has one that the model is right about."""
    answer = client.get(f"/?example={name}")
    assert answer.status_code == 200
    assert shown(answer) == EXAMPLES[name].text
    assert read(answer).get_element_by_id("label").text == {"messy": "crime"}.get(name, name)


def test_an_example_that_is_none_is_404_on_the_page(client: FlaskClient) -> None:
    """It names those that there are; no path leads out of them."""
    for name in ("../../app", "%00", "sport"):
        answer = client.get(f"/?example={name}")
        assert answer.status_code == 404
        assert "crime, diplomacy, politics, messy" in alert(answer)


def test_a_full_service_says_so_on_the_page(client: FlaskClient, app: Flask) -> None:
    """The form waits for no place: it is told to come again, and when."""
    gate = app.extensions["dateline"].requests
    places = [gate.admit() for _ in range(16)]
    for place in places:
        place.__enter__()
    try:
        answer = post(client, text=ARTICLE)
    finally:
        for place in places:
            place.__exit__(None, None, None)
        gate._relaxed_at = 0.0
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "1"
    assert "Try again" in alert(answer)


def test_pages_are_counted_and_logged_without_the_article(
    client: FlaskClient, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Metrics tell by route, not by file or example; no word of the article is logged."""
    before = scrape(client)
    with caplog.at_level(logging.DEBUG):
        post(client, text=ARTICLE, title="Quarn in the customs house")
        post(client, text=ARTICLE, sentences="Quarn")
        client.get("/?example=messy")
        client.get("/static/page.css").close()
        client.get("/static/nothing")
    after = scrape(client)
    for route, status, times in (
        ("/", "200", 2),
        ("/", "422", 1),
        ("/static/<path:filename>", "404", 1),
    ):
        labels = {"route": route, "status": status}
        name = "dateline_requests_total"
        assert value(after, name, **labels) - value(before, name, **labels) == times, labels
    printed = "".join(capfd.readouterr()) + caplog.text
    assert "Quarn" not in printed


def test_an_unexpected_error_is_a_problem_document(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What fails may be the page, so this is not told on it; and nothing of the text is told."""
    monkeypatch.setattr("service.site.view.terms", lambda _: 1 / 0)
    answer = post(client, text=ARTICLE)
    assert answer.status_code == 500
    assert json.loads(answer.text)["type"] == "urn:dateline:problem:internal"
    assert "Quarn" not in answer.text + caplog.text
