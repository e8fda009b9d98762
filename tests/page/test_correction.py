"""What a reader says of a result's topic, in a real browser."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from service.site.examples import EXAMPLES
from tests.messy import ARTICLE, HTML
from tests.page.article_view import analyse, paste
from tests.page.browsing import LOOKS, Scheme, Visits, barriers, keep, overflow
from tests.page.corrections import Desk

pytestmark = pytest.mark.page
CRIME = EXAMPLES["crime"].text


def told(page: Page, words: str) -> None:
    """Wait until the page says what became of it."""
    expect(page.locator("#correction-told")).to_contain_text(words)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_look(review: Visits, desk: Desk, width: int, scheme: Scheme) -> None:
    """Closed, open, answered and refused: nothing beyond the edge, and axe finds no barrier."""
    with review.visit("/", width=width, scheme=scheme) as page:
        paste(page, CRIME)
        look(page, f"correction-closed-{width}-{scheme}")
        page.click("#wrong > summary")
        page.get_by_label("politics").check()
        page.click("#correct")
        told(page, "Kept, and disputed")
        look(page, f"correction-{width}-{scheme}")
        page.fill("#new-topic", "No, it is not!")
        page.click("#correct")
        told(page, "is no topic")
        look(page, f"correction-refused-{width}-{scheme}")
    assert [item["topic"] for item in desk.all()] == ["politics"]
    review.complaints.clear()


def look(page: Page, name: str) -> None:
    """Keep a picture, and assert what holds of every view."""
    keep(page, name)
    assert overflow(page) <= 0
    assert barriers(page) == []


def test_a_reader_says_right_or_what_it_is(review: Visits, desk: Desk) -> None:
    """The service keeps the article, topic and note; the page says what becomes of each."""
    with review.visit("/") as page:
        page.fill("#title", "Cable thieves")
        paste(page, CRIME)
        page.get_by_role("button", name="Right, it is crime").click()
        told(page, "Kept: the model says crime too")
        page.get_by_role("button", name="Right, it is crime").click()
        told(page, "You said so before: it is kept.")
        page.get_by_text("Wrong, it is …").click()
        page.get_by_label("politics").check()
        page.fill("#remark", "It is about the railway's budget.")
        page.click("#correct")
        told(page, "the model is very sure of crime (over 99 %), so that politics counts only once")
        page.fill("#new-topic", "Transport")
        expect(page.get_by_label("politics")).not_to_be_checked()
        page.keyboard.press("Enter")
        told(page, "transport counts only once")
    newest, second, first = desk.all()
    assert [item["topic"] for item in (first, second, newest)] == ["crime", "politics", "transport"]
    assert {item["text"] for item in (first, second, newest)} == {CRIME}
    assert (second["note"], second["title"]) == (
        "It is about the railway's budget.",
        "Cable thieves",
    )
    with review.visit("/") as page:
        desk.decide(second["key"], state="rejected")
        page.fill("#title", "Cable thieves")
        paste(page, CRIME)
        page.get_by_text("Wrong, it is …").click()
        page.get_by_label("politics").check()
        page.click("#correct")
        told(page, "You said so before, and it was rejected.")


def test_what_was_said_is_gone_with_the_result(review: Visits, desk: Desk) -> None:
    """Of the next article it is asked anew; where no topic is named there is none to call right."""
    with review.visit("/") as page:
        paste(page, CRIME)
        page.get_by_text("Wrong, it is …").click()
        page.get_by_label("politics").check()
        page.fill("#remark", "A note")
        page.click("#correct")
        told(page, "Kept")
        paste(page, ARTICLE)
        expect(page.locator("#correction-told")).to_be_empty()
        expect(page.get_by_role("button", name="Right, it is diplomacy")).to_be_visible()
        expect(page.locator("#correct")).to_be_hidden()
        expect(page.locator("#remark")).to_have_value("")
        paste(page, "Police said.")
        expect(page.locator("#right")).to_be_hidden()
        page.click("#correct")
        told(page, "Choose what it is, or write a new topic.")
        expect(page.get_by_label("crime")).to_be_focused()
    assert len(desk.all()) == 1


def test_a_page_is_kept_as_it_was_sent(review: Visits, desk: Desk) -> None:
    """Pasted HTML as HTML; a file whose charset is to be found out, by the article found in it."""
    with review.visit("/") as page:
        paste(page, HTML)
        page.click("#right")
        told(page, "Kept")
        assert desk.all()[0]["html"] == HTML
        desk.clear()
        page.click("#editor > summary")
        page.check("#whole")
        answer = paste(page, ARTICLE)
        page.click("#right")
        told(page, "Kept")
        assert (desk.all()[0]["text"], desk.all()[0]["clean"]) == (ARTICLE, False)
        desk.clear()
        page.click("#editor > summary")
        page.uncheck("#whole")
        body = HTML.replace("<html", "<html ").encode()
        page.set_input_files(
            "#file", files=FilePayload(name="a.html", mimeType="text/html", buffer=body)
        )
        answer = analyse(page)
        page.click("#right")
        told(page, "Kept")
    kept = desk.all()[0]
    assert kept["html"] is None
    assert (kept["title"], kept["clean"]) == (answer["article"]["title"], False)
    first = answer["article"]["body"][0]
    document = answer["article"]["document"]
    assert kept["text"].startswith(document[first["offset"] :][: first["length"]])


def test_one_that_fails_is_told_of_and_can_be_sent_again(review: Visits, desk: Desk) -> None:
    """What was chosen and written stays, and the button has the focus again."""
    state: dict[str, Any] = {"away": True}

    def pass_on(route: Route) -> None:
        if state["away"]:
            problem = {"title": "No usable database", "detail": "Try again later."}
            route.fulfill(status=503, body=json.dumps(problem))
        else:
            route.continue_()

    with review.visit("about:blank") as page:
        page.route("**/v1/feedback", pass_on)
        page.goto(f"{review.address}/")
        paste(page, CRIME)
        page.get_by_text("Wrong, it is …").click()
        page.get_by_label("politics").check()
        page.fill("#remark", "A note")
        page.click("#correct")
        told(page, "No usable database. Try again later.")
        expect(page.locator("#correct")).to_be_focused()
        expect(page.locator("#remark")).to_have_value("A note")
        assert desk.all() == []
        state["away"] = False
        page.keyboard.press("Enter")
        told(page, "Kept, and disputed")
    assert [item["note"] for item in desk.all()] == ["A note"]
    review.complaints.clear()


def test_without_javascript_the_form_says_it(review: Visits, desk: Desk) -> None:
    """Right, a known topic and a new one; the result stays on the page, and so do problems."""
    with review.visit("/", javascript=False) as page:
        page.fill("#text", CRIME)
        page.click("#go")
        page.get_by_role("button", name="Right, it is crime").click()
        told(page, "Kept: the model says crime too")
        expect(page.locator("#label")).to_have_text("crime")
        page.get_by_text("Wrong, it is …").click()
        page.get_by_label("politics").check()
        page.fill("#remark", "A note")
        page.click("#correct")
        told(page, "Kept, and disputed")
        keep(page, "correction-without-javascript")
        page.get_by_text("Wrong, it is …").click()
        page.fill("#new-topic", "transport")
        page.get_by_role("button", name="Redraw").click()
        expect(page.locator("#correction-told")).to_be_empty()
        page.get_by_text("Wrong, it is …").click()
        page.click("#correct")
        expect(page.get_by_role("alert")).to_contain_text("Choose what the topic is")
    kept = desk.all()
    assert [(item["topic"], item["note"]) for item in kept] == [
        ("politics", "A note"),
        ("crime", None),
    ]
    assert {item["text"] for item in kept} == {CRIME}
    review.complaints.clear()
