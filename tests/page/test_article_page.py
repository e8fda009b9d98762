"""The article view in a real browser: what a reader does with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from service.site.examples import EXAMPLES
from tests.messy import ARTICLE
from tests.page.article_view import document, paste
from tests.page.browsing import LOOKS, Scheme, Visits, barriers, keep, overflow

pytestmark = pytest.mark.page

# As if giving up had come too late: the first answer arrives whole, and after the second.
_FIRST_ANSWER_IS_LATE = """() => {
  const real = window.fetch;
  let first = true;
  window.fetch = async (address, { signal, ...given }) => {
    const late = first;
    first = false;
    const answer = await real(address, given);
    if (late) await new Promise((resume) => setTimeout(resume, 500));
    return answer;
  };
}"""


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_look(visits: Visits, width: int, scheme: Scheme) -> None:
    """Form, result and problem: nothing stands beyond the edge, and axe-core finds no barrier."""
    with visits.visit("/", width=width, scheme=scheme) as page:
        look(page, f"form-{width}-{scheme}")
        page.get_by_role("link", name="a messy web page").click()
        expect(page.locator("#status")).to_contain_text("Sentences:")
        look(page, f"result-{width}-{scheme}")
        names = [name.bounding_box() for name in page.locator("#scores th").all()]
        assert all(box and box["height"] < 40 for box in names), "a topic's name is broken"
        page.focus("#document s")
        expect(page.locator("#note")).to_have_text("Navigation: not the article")
        expect(page.locator("#note")).to_be_visible()
        keep(page, f"note-{width}-{scheme}", whole=False)
        assert overflow(page) <= 0
        page.locator("#editor > summary").click()
        page.fill("#text", " ")
        page.click("#go")
        page.locator("#problem p").wait_for()
        look(page, f"problem-{width}-{scheme}")


def look(page: Page, name: str) -> None:
    """Keep a picture, and assert what holds of every view."""
    keep(page, name)
    assert overflow(page) <= 0
    assert barriers(page) == []


def test_what_was_found_is_told_beside_the_article(visits: Visits) -> None:
    """Topic, confidence in words, bars, words with weights, summary, method, language and model."""
    with visits.visit() as page:
        answer = paste(page, ARTICLE)
        expect(page.locator("#label")).to_have_text("diplomacy")
        expect(page.locator("#certainty")).to_have_text("Sure")
        rows = page.locator("#scores tr")
        expect(rows).to_have_count(4)
        expect(rows.first).to_contain_text(f"{answer['topic']['confidence']:.0%}"[:-1])
        shown = page.locator("#words li").all_inner_texts()
        assert shown == [
            f"{item['term']} {item['weight']:+.2f}" for item in answer["topic"]["evidence"]
        ]
        for sentence in answer["summary"]["sentences"]:
            expect(page.locator("#summary")).to_contain_text(sentence["text"])
        facts = " ".join(page.locator("#facts").inner_text().split())
        assert "Language English" in facts
        assert "Method news" in facts
        link = page.get_by_role("link", name=answer["model"]["version"])
        expect(link).to_have_attribute("href", "/model")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Police said.", "Not sure: the text is too short to tell"),
        (
            "Le conseil municipal a voté mardi le budget de la ville. Les élus ont débattu pendant"
            " six heures, puis la maire a levé la séance devant une salle presque vide.",
            "Not sure: the model does not read French",
        ),
    ],
)
def test_where_no_topic_is_named_it_says_why(visits: Visits, text: str, words: str) -> None:
    """No topic is no fault: the reason stands where the confidence does."""
    with visits.visit() as page:
        paste(page, text)
        expect(page.locator("#label")).to_have_text("None named")
        expect(page.locator("#certainty")).to_have_text(words)


@pytest.mark.parametrize(
    ("candidates", "words"),
    [
        (["politics", "diplomacy"], "politics or diplomacy"),
        (["politics", "diplomacy", "crime"], "politics, diplomacy or crime"),
    ],
)
def test_where_no_topic_alone_is_probable_it_says_which(
    visits: Visits, candidates: list[str], words: str
) -> None:
    """In the browser as view.py says it, whatever the serving model is unsure of."""

    def unsure(route: Route) -> None:
        answer = route.fetch()
        found = answer.json()
        found["topic"] |= {"label": None, "abstained": "low_confidence", "candidates": candidates}
        route.fulfill(response=answer, json=found)

    with visits.visit() as page:
        page.route("**/v1/analysis", unsure)
        page.fill("#text", ARTICLE)
        page.click("#go")
        expect(page.locator("#label")).to_have_text(words)
        expect(page.locator("#certainty")).to_contain_text("Not sure: no topic alone")


def test_the_slider_redraws_at_once(visits: Visits) -> None:
    """Summary, marks and number follow it, also beyond what the article has."""
    with visits.visit() as page:
        paste(page, EXAMPLES["politics"].text)
        for wanted in (1, 5, 2):
            page.locator("#sentences").fill(str(wanted))
            expect(page.locator("#document mark")).to_have_count(wanted)
            expect(page.locator("#summary li")).to_have_count(wanted)
            expect(page.locator("#count")).to_have_text(str(wanted))
            expect(page.locator("#status")).to_have_text(f"Sentences: {wanted}.")
        page.locator("#sentences").focus()
        page.keyboard.press("End")
        expect(page.locator("#fewer")).to_contain_text("all it has")
        assert document(page) == EXAMPLES["politics"].text


def test_another_method_redraws_too(visits: Visits) -> None:
    """The summary is the method's, and its name stands in the details."""
    with visits.visit() as page:
        paste(page, EXAMPLES["politics"].text)
        page.click("#editor > summary")
        with page.expect_response("**/v1/summary") as answered:
            page.select_option("#algorithm", "lexrank")
        expect(page.locator("#facts")).to_contain_text("lexrank")
        expect(page.locator("#summary")).to_contain_text(
            answered.value.json()["summary"]["sentences"][-1]["text"]
        )


def test_a_focus_leans_the_summary_at_once(visits: Visits) -> None:
    """What is typed redraws the summary, which then mentions it; another method takes none."""
    with visits.visit() as page:
        paste(page, EXAMPLES["politics"].text)
        page.locator("#sentences").fill("1")
        expect(page.locator("#summary li")).to_have_count(1)
        before = page.locator("#summary li").inner_text()
        with page.expect_response("**/v1/summary") as answered:
            page.fill("#focus", "When did the lights go out?")
        (sentence,) = answered.value.json()["summary"]["sentences"]
        expect(page.locator("#summary li")).to_contain_text(sentence["text"])
        assert "lights" in sentence["text"]
        assert sentence["text"] not in before
        expect(page.locator("#unmentioned")).to_be_hidden()
        page.fill("#focus", "zebra")
        expect(page.locator("#unmentioned")).to_have_text("Nothing in the article mentions it.")
        expect(page.locator("#status")).to_have_text(
            "Sentences: 1. Nothing in the article mentions it."
        )
        page.click("#editor > summary")
        page.select_option("#algorithm", "lead")
        expect(page.locator("#focus")).to_be_disabled()
        expect(page.locator("#facts")).to_contain_text("lead")
        expect(page.locator("#unmentioned")).to_be_hidden()


def test_an_older_answer_never_replaces_a_newer(visits: Visits) -> None:
    """While the slider moves, what was asked before is given up."""
    with visits.visit() as page:
        paste(page, EXAMPLES["politics"].text)
        page.evaluate(_FIRST_ANSWER_IS_LATE)
        with page.expect_request("**/v1/summary"):
            page.locator("#sentences").fill("9")
        page.locator("#sentences").fill("2")
        expect(page.locator("#document mark")).to_have_count(2)
        page.wait_for_timeout(700)
        expect(page.locator("#document mark")).to_have_count(2)


def test_the_summary_is_copied_and_said_so(visits: Visits) -> None:
    """Through the clipboard of the browser, and the old way where that is closed."""
    for rights in (["clipboard-read", "clipboard-write"], []):
        with visits.visit(permissions=rights) as page:
            answer = paste(page, ARTICLE)
            if not rights:
                page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
            # The button says so for two seconds of the page's clock, which go by when told to.
            page.clock.install()
            page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
            page.click("#copy")
            expect(page.locator("#status")).to_have_text("The summary is copied.")
            expect(page.locator("#copy")).to_have_text("Copied")
            page.clock.run_for(2_000)
            expect(page.locator("#copy")).to_have_text("Copy the summary")
            page.click("#editor > summary")
            page.fill("#text", "")
            page.locator("#text").press("Control+v")
            expect(page.locator("#text")).to_have_value(answer["summary"]["text"])


def test_the_keyboard_is_enough(visits: Visits) -> None:
    """From the skip link to the notes in the article, without a mouse."""
    with visits.visit() as page:
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Enter")
        for _ in range(2):
            page.keyboard.press("Tab")
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.insert_text(EXAMPLES["messy"].text)
        page.keyboard.press("Control+Enter")
        expect(page.locator("#result-heading")).to_be_focused()
        seen = []
        while not page.locator("#document > [tabindex='0']:focus").count():
            page.keyboard.press("Tab")
            seen.append(
                page.evaluate("() => document.activeElement.id || document.activeElement.className")
            )
            assert len(seen) < 40, seen
        assert {"rank", "sentences", "copy", "version"} <= set(seen)
        expect(page.locator("#note")).to_have_text("Navigation: not the article")
        notes = []
        for _ in range(16):
            page.keyboard.press("ArrowRight")
            notes.append(page.locator("#note").inner_text())
            focused = page.locator(":focus")
            expect(focused).to_have_attribute("aria-describedby", "note")
        assert "Caption: not the article" in notes
        assert "Chosen for the summary: rank 1" in notes
        assert any(note.startswith("arrested: +") and note.endswith("for crime") for note in notes)
        page.keyboard.press("Escape")
        expect(page.locator("#note")).to_be_hidden()
        page.keyboard.press("Home")
        expect(page.locator("#note")).to_have_text("Navigation: not the article")


def test_a_mark_is_explained_under_the_mouse(visits: Visits) -> None:
    """Its note comes with the pointer, stays in the window, and goes with it."""
    for width in (360, 1440):
        with visits.visit("/?example=messy", width=width) as page:
            expect(page.locator("#status")).to_contain_text("Sentences:")
            page.locator("#document [data-kind='caption']").first.hover()
            expect(page.locator("#note")).to_have_text("Caption: not the article")
            box = page.locator("#note").bounding_box()
            assert box is not None
            assert 0 <= box["x"] <= box["x"] + box["width"] <= width
            page.locator("h1").hover()
            expect(page.locator("#note")).to_be_hidden()


def test_a_word_in_the_list_leads_to_its_place(visits: Visits) -> None:
    """The words beside the article, and the ranks of the summary, are links into it."""
    with visits.visit("/?example=messy") as page:
        expect(page.locator("#status")).to_contain_text("Sentences:")
        page.locator("#words a").first.click()
        expect(page.locator("#term-0")).to_be_in_viewport()
        page.locator("#summary a").first.click()
        expect(page.locator("#sentence-1")).to_be_in_viewport()
        expect(page.locator("#sentence-1")).to_be_focused()
