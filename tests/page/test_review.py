"""The queue of corrections in a real browser: what a person does with it, mostly by keys."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from playwright.sync_api import Page, Route, expect

from service.site.examples import EXAMPLES
from tests.messy import ARTICLE, HTML
from tests.page.article_view import document, paste
from tests.page.browsing import LOOKS, Scheme, Visits, barriers, keep, overflow
from tests.page.corrections import SAID, Desk, press, shown

pytestmark = pytest.mark.page
EVIL = '<script>alert(1)</script><img src=x onerror="alert(1)"> <b>bold</b>'


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_look(review: Visits, desk: Desk, width: int, scheme: Scheme) -> None:
    """Queue, help, question and empty queue: nothing beyond the edge, and axe finds no barrier."""
    desk.send(*SAID)
    with review.visit("/review", width=width, scheme=scheme) as page:
        shown(page)
        look(page, f"review-{width}-{scheme}")
        press(page, "a", "Accepted")
        page.keyboard.press("t")
        look(page, f"review-another-{width}-{scheme}")
        page.keyboard.press("Escape")
        for key, name in (("?", "help"), ("d", "delete")):
            page.keyboard.press(key)
            expect(page.locator("dialog[open]")).to_be_visible()
            look(page, f"review-{name}-{width}-{scheme}")
            page.keyboard.press("Escape")
            expect(page.locator("dialog[open]")).to_have_count(0)
        page.select_option("#state", "rejected")
        expect(page.locator("#empty")).to_be_visible()
        look(page, f"review-empty-{width}-{scheme}")


def look(page: Page, name: str) -> None:
    """Keep a picture, and assert what holds of every view."""
    keep(page, name)
    assert overflow(page) <= 0
    assert barriers(page) == []


def test_a_queue_is_worked_through_by_the_keyboard_alone(review: Visits, desk: Desk) -> None:
    """Disputed first; a, r, s, a number, a written topic, and the end; the API says the same."""
    sent = desk.send(*SAID)
    keys = {(one["given"]["label"], one["topic"]): one["key"] for one in sent}
    with review.visit("/review") as page:
        expect(page.locator("#progress-words")).to_have_text("0 of 6 done")
        first = shown(page)
        assert {first, *_after(page, "a", f"Accepted: {first}.")} <= {"politics", "crime"}
        expect(page.locator("#progress-words")).to_have_text("1 of 6 done")
        second = shown(page)
        expect(page.locator("#badge")).to_have_text("disputed")
        press(page, "r", f"Rejected: {second}.")
        expect(page.locator("#badge")).to_have_text("new")
        decided = {"crime": "1", "politics": "s", "weather": "t", "diplomacy": "2"}
        said = {
            "crime": "Accepted: crime.",
            "politics": "Skipped.",
            "diplomacy": "Accepted: diplomacy.",
        }
        for _ in range(4):
            topic = shown(page)
            if topic == "weather":
                page.keyboard.press("t")
                page.keyboard.type("Courts")
                press(page, "Enter", "Accepted as courts, not weather.")
            else:
                press(page, decided[topic], said[topic])
        expect(page.locator("#empty-heading")).to_be_focused()
        expect(page.locator("#empty-words")).to_have_text(
            "5 of 6 are done. You left 1 as it was: look again to go through what is left."
        )
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert shown(page) == "politics"
        expect(page.locator("#claim")).to_be_focused()
    states = desk.states()
    assert states[keys["crime", "crime"]] == "accepted crime"
    assert states[keys["diplomacy", "diplomacy"]] == "accepted diplomacy"
    assert states[keys["crime", "weather"]] == "accepted courts"
    assert states[keys["politics", "politics"]] == "new politics"
    assert sorted(
        [states[keys["crime", "politics"]], states[keys["diplomacy", "crime"]]]
    ) == sorted([f"accepted {first}", f"rejected {second}"])


def _after(page: Page, key: str, says: str) -> list[str]:
    press(page, key, says)
    return [shown(page)]


def test_from_the_result_to_the_export(review: Visits, desk: Desk) -> None:
    """Eight corrections of readers, three of them disputed, are worked through and exported."""
    said = [(EXAMPLES[name].text, name) for name in ("crime", "diplomacy", "politics")]
    said += [(text, "weather") for text, _ in said]
    said += [(ARTICLE, "right"), (EXAMPLES["messy"].text, "right")]
    with review.visit("/") as page:
        for text, topic in said:
            paste(page, text)
            label = page.locator("#label").inner_text()
            if topic in ("right", label):
                page.get_by_role("button", name=f"Right, it is {label}").click()
            else:
                page.get_by_text("Wrong, it is …").click()
                page.fill("#new-topic", topic)
                page.keyboard.press("Enter")
            expect(page.locator("#correction-told")).to_contain_text("Kept")
        page.get_by_role("navigation").get_by_role("link", name="Review").click()
        expect(page.locator("#progress-words")).to_have_text("0 of 8 done")
        shown(page)
        for done in range(1, 9):
            disputed = page.locator("#badge").inner_text() == "disputed"
            assert disputed is (done <= 3), "disputed ones come first"
            press(page, "r" if disputed else "a", "Rejected" if disputed else "Accepted")
            expect(page.locator("#progress-words")).to_have_text(f"{done} of 8 done")
        with page.expect_download() as download:
            page.get_by_role("link", name="JSON Lines").click()
        lines = [json.loads(line) for line in download.value.path().read_text("utf-8").splitlines()]
    became = Counter((line["topic"] == "weather", line["state"]) for line in lines)
    assert became == {(True, "rejected"): 3, (False, "accepted"): 5}
    assert Counter(line["text"] for line in lines) == Counter(text for text, _ in said)


def test_decisions_are_taken_back_one_after_the_other(review: Visits, desk: Desk) -> None:
    """Another topic, a rejection and a skip: each comes back as it was, and its article with it."""
    desk.send(*SAID[:3])
    before = desk.states()
    with review.visit("/review") as page:
        expect(page.locator("#undo")).to_be_disabled()
        order = [shown(page)]
        press(page, "2", "Accepted as diplomacy, not")
        order.append(shown(page))
        press(page, "r", "Rejected")
        order.append(shown(page))
        press(page, "s", "Skipped")
        assert desk.states() != before
        press(page, "u", "Back to the skipped one.")
        assert shown(page) == order[2]
        press(page, "u", f"Taken back: it is disputed again, as {order[1]}.")
        assert shown(page) == order[1]
        press(page, "u", f"Taken back: it is disputed again, as {order[0]}.")
        assert shown(page) == order[0]
        expect(page.locator("#undo")).to_be_disabled()
        expect(page.locator("#claim")).to_be_focused()
        expect(page.locator("#progress-words")).to_have_text("0 of 3 done")
    assert desk.states() == before


def test_the_queue_is_filtered_and_ordered(review: Visits, desk: Desk) -> None:
    """By state, topic and order, with counts; the page's address keeps them."""
    desk.send(*SAID)
    with review.visit("/review") as page:
        shown(page)
        expect(page.locator("#position")).to_have_text("1 of 6")
        options = page.locator("#state option").all_inner_texts()
        assert options == [
            "Waiting (6)",
            "Disputed (2)",
            "New (4)",
            "Accepted (0)",
            "Rejected (0)",
            "All (6)",
        ]
        page.select_option("#state", "disputed")
        expect(page.locator("#position")).to_have_text("1 of 2")
        page.select_option("#topic", "politics")
        expect(page.locator("#position")).to_have_text("1 of 1")
        assert shown(page) == "politics"
        assert page.url.endswith("/review?order=disputed&state=disputed&topic=politics")
        page.reload()
        expect(page.locator("#position")).to_have_text("1 of 1")
        expect(page.locator("#topic")).to_have_value("politics")
        page.select_option("#topic", "")
        page.select_option("#state", "open")
        page.select_option("#order", "uncertain")
        # The model is least sure of the messy page.
        expect(page.locator("#claim")).to_have_text("Said to be weather")
        page.select_option("#order", "newest")
        expect(page.locator("#claim")).to_contain_text("crime")
        expect(page.locator("#against")).to_have_text("The model agrees: crime, over 99 %.")
        page.keyboard.press("Escape")
        for key, position in (("n", "2 of 6"), ("n", "3 of 6"), ("p", "2 of 6")):
            page.locator("#claim").focus()
            page.keyboard.press(key)
            expect(page.locator("#position")).to_have_text(position)
    assert {item["state"] for item in desk.all()} == {"new", "disputed"}


def test_what_is_exported_is_what_the_service_exports(review: Visits, desk: Desk) -> None:
    """In each format, byte for byte, as a file with a name."""
    desk.send(*SAID)
    with review.visit("/review") as page:
        shown(page)
        for name, format_name in (
            ("JSON Lines", "jsonl"),
            ("Label Studio", "label-studio"),
            ("doccano", "doccano"),
        ):
            with page.expect_download() as download:
                page.get_by_role("link", name=name).press("Enter")
            expect(page.locator("#status")).to_contain_text("Exported")
            assert download.value.path().read_bytes() == desk.export(format_name)
            assert download.value.suggested_filename.partition(".")[2] in ("jsonl", "json")


def test_an_article_is_shown_as_it_was_sent_with_its_marks(review: Visits, desk: Desk) -> None:
    """Text as text, of a page what it shows; the model's words and furniture are marked."""
    desk.send({"text": EXAMPLES["messy"].text, "topic": "crime"}, {"html": HTML, "topic": "crime"})
    with review.visit("/review?order=newest") as page:
        shown(page)
        assert "<" not in document(page)
        expect(page.locator("#document .removed").first).to_be_visible()
        press(page, "a", "Accepted")
        assert document(page) == EXAMPLES["messy"].text
        expect(page.locator("#document .term").first).to_be_visible()
        expect(page.locator("#words a").first).to_be_visible()
        expect(page.locator("#document mark")).to_have_count(0)


def test_markup_in_a_correction_stays_text(review: Visits, desk: Desk) -> None:
    """In the article, its headline, the note and the client's name for it."""
    text = f"{ARTICLE}\n\n{EVIL}"
    desk.send({"text": text, "topic": "crime", "title": EVIL, "note": EVIL, "id": EVIL})
    with review.visit("/review") as page:
        shown(page)
        assert document(page) == text
        expect(page.locator("#said")).to_have_text(EVIL)
        expect(page.locator("#headline")).to_have_text(EVIL)
        expect(page.locator("#sender")).to_contain_text(EVIL)
        assert page.locator("main script, main img, main .case b b").count() == 0
        keep(page, "review-markup")


def test_deleting_asks_first_and_is_for_good(review: Visits, desk: Desk) -> None:
    """Escape keeps it; the button deletes it, and what was decided of it is no more undone."""
    desk.send(*SAID[:2])
    with review.visit("/review") as page:
        first = shown(page)
        press(page, "a", "Accepted")
        press(page, "p", "")
        page.keyboard.press("d")
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        assert len(desk.all()) == 2
        page.keyboard.press("d")
        expect(page.get_by_role("button", name="Keep it")).to_be_focused()
        page.keyboard.press("Tab")
        press(page, "Enter", "Deleted, and its article with it.")
        second = shown(page)
        assert second != first
        expect(page.locator("#undo")).to_be_disabled()
        expect(page.locator("#progress-words")).to_have_text("0 of 1 done")
    assert [item["topic"] for item in desk.all()] == [second]


class Road:
    """What stands between a page and what it asks for, changes by default: open, or failing."""

    def __init__(self, page: Page, address: str = "**/v1/feedback/*") -> None:
        self.answer: tuple[int, str] | None = None
        page.route(address, self._pass)

    def _pass(self, route: Route) -> None:
        if self.answer is None:
            route.continue_()
        elif self.answer[0]:
            route.fulfill(status=self.answer[0], body=self.answer[1])
        else:
            route.abort()


def _problem(title: str, detail: str) -> str:
    return json.dumps({"title": title, "detail": detail})


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (0, "", "cannot be reached. Nothing is lost: check the connection, then do it again."),
        (429, _problem("Too many requests", "Try again in a moment."), "Try again in a moment."),
        (503, _problem("No usable database", "Try again later."), "Try again later."),
        (403, _problem("A right is missing", "Take another key."), "Take another key."),
        (502, "<h1>Bad</h1>", "This is not the service's answer."),
    ],
)
def test_a_decision_that_fails_is_told_of_and_can_be_repeated(
    review: Visits, desk: Desk, status: int, body: str, says: str
) -> None:
    """The correction stays on the desk, undecided here and there, until the same key succeeds."""
    desk.send(*SAID[:2])
    before = desk.states()
    with review.visit("about:blank") as page:
        road = Road(page)
        page.goto(f"{review.address}/review")
        first = shown(page)
        road.answer = status, body
        page.keyboard.press("a")
        expect(page.get_by_role("alert")).to_contain_text(says)
        assert shown(page) == first
        expect(page.locator("#progress-words")).to_have_text("0 of 2 done")
        expect(page.locator("#undo")).to_be_disabled()
        assert desk.states() == before
        road.answer = None
        press(page, "a", f"Accepted: {first}.")
        expect(page.get_by_role("alert")).to_be_empty()
        road.answer = status, body
        page.keyboard.press("u")
        expect(page.get_by_role("alert")).to_contain_text(says)
        expect(page.locator("#undo")).to_be_enabled()
        road.answer = None
        press(page, "u", "Taken back")
        assert desk.states() == before
    review.complaints.clear()


def test_a_queue_that_cannot_be_had_is_asked_for_again(review: Visits, desk: Desk) -> None:
    """At the start and at another filter; what lay on the desk stays there meanwhile."""
    desk.send(*SAID[:2])
    with review.visit("about:blank") as page:
        road = Road(page, "**/v1/feedback?*")
        road.answer = 503, _problem("No usable database", "Try again later.")
        page.goto(f"{review.address}/review")
        expect(page.get_by_role("alert")).to_contain_text("No usable database. Try again later.")
        road.answer = None
        page.get_by_role("button", name="Try again").click()
        first = shown(page)
        expect(page.locator("#claim")).to_be_focused()
        expect(page.get_by_role("alert")).to_be_empty()
        road.answer = 0, ""
        page.select_option("#state", "accepted")
        expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
        assert shown(page) == first
        road.answer = None
        page.get_by_role("button", name="Try again").click()
        expect(page.locator("#empty")).to_be_visible()
    review.complaints.clear()


def test_without_the_model_the_article_is_there_all_the_same(review: Visits, desk: Desk) -> None:
    """What the model cannot say is said; the correction can be decided on."""
    desk.send(SAID[0])
    with review.visit("about:blank") as page:
        body = _problem("The service has no usable model", "Try later.")
        page.route("**/v1/topic", lambda route: route.fulfill(status=503, body=body))
        page.goto(f"{review.address}/review")
        expect(page.get_by_role("alert")).to_contain_text("no usable model. Try later.")
        assert document(page) == SAID[0]["text"]
        expect(page.locator("#findings")).to_be_hidden()
        expect(page.locator("#against")).to_have_text("The model says: crime, over 99 %.")
        press(page, "a", "Accepted")
    review.complaints.clear()


def test_one_that_is_gone_gives_way_to_the_next(review: Visits, desk: Desk) -> None:
    """Somebody else has deleted it meanwhile: that is said, and the queue goes on without it."""
    desk.send(*SAID[:2])
    with review.visit("/review") as page:
        first = shown(page)
        (gone,) = [item for item in desk.all() if item["topic"] == first]
        desk.delete(gone["key"])
        page.keyboard.press("a")
        expect(page.get_by_role("alert")).to_contain_text("Somebody has deleted it meanwhile.")
        expect(page.locator("#claim b")).not_to_have_text(first)
        shown(page)
        press(page, "a", "Accepted")
    review.complaints.clear()


def test_keys_can_be_turned_off_and_never_act_on_what_is_typed(review: Visits, desk: Desk) -> None:
    """Letters in a field are letters; with single keys off the buttons are all there is."""
    desk.send(SAID[0])
    before = desk.states()
    with review.visit("/review") as page:
        shown(page)
        page.keyboard.press("t")
        page.keyboard.type("arsu")
        expect(page.locator("#new-topic")).to_have_value("arsu")
        page.keyboard.press("Escape")
        expect(page.locator("#claim")).to_be_focused()
        page.keyboard.press("?")
        page.get_by_label("Single keys decide").uncheck()
        page.keyboard.press("Escape")
        for key in ("a", "r", "1", "d"):
            page.keyboard.press(key)
        expect(page.locator("dialog[open]")).to_have_count(0)
        assert desk.states() == before
        page.reload()
        shown(page)
        page.keyboard.press("a")
        assert desk.states() == before
        page.get_by_role("button", name="Accept").press("Enter")
        expect(page.locator("#status")).to_have_text("Accepted: politics.")


def test_an_empty_queue_says_so_kindly(review: Visits, desk: Desk) -> None:
    """Where nobody has sent one yet it is said how they come; where all are done, that they are."""
    with review.visit("/review") as page:
        expect(page.locator("#empty-heading")).to_have_text("Nothing here")
        expect(page.locator("#empty-words")).to_contain_text("Nobody has sent a correction yet.")
        expect(page.locator("#progress")).to_be_hidden()
        keep(page, "review-nothing")
        desk.send(SAID[0])
        page.get_by_role("button", name="Look again").click()
        shown(page)
        press(page, "a", "Accepted")
        expect(page.locator("#empty-heading")).to_have_text("That was the last one")
        page.get_by_role("button", name="Look again").click()
        expect(page.locator("#empty-words")).to_have_text("All 1 are done. Thank you.")


def test_a_long_queue_is_loaded_as_it_is_worked_through(review: Visits, desk: Desk) -> None:
    """A page of corrections at a time, and none twice."""
    sent = desk.send(
        *({"text": f"{ARTICLE}\n\nNumber {number}.", "topic": "crime"} for number in range(53))
    )
    with review.visit("/review") as page:
        shown(page)
        expect(page.locator("#position")).to_have_text("1 of 53")
        for position in range(2, 54):
            page.keyboard.press("n")
            expect(page.locator("#position")).to_contain_text(f"{position} of ")
        expect(page.locator("#position")).to_have_text("53 of 53")
        page.keyboard.press("n")
        expect(page.locator("#empty-heading")).to_be_visible()
    assert len({one["key"] for one in sent}) == 53
