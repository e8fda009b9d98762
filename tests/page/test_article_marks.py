"""Marks in the article stand where the API says, whatever its characters are."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import FilePayload, Page, expect

from service.site.examples import EXAMPLES
from tests.messy import ARTICLE, HTML, PAGE
from tests.page.article_view import analyse, document, drop, marks, paste
from tests.page.browsing import Visits

pytestmark = pytest.mark.page

EMOJI = (
    PAGE.replace("Tuesday", "Tuesday 😀👩‍👩‍👧")
    .replace("FILE", "📷 FILE")
    .replace("— The", "— 🇺🇳 The")
)


def agree(page: Page, text: str, answer: dict[str, Any]) -> None:
    """Assert that the text is whole, and that its marks are the answer's."""
    assert document(page) == text
    found = marks(page)
    units = text.encode("utf-16-le")

    def cut(span: dict[str, int]) -> str:
        start = span["offset"] * 2
        return units[start : start + span["length"] * 2].decode("utf-16-le")

    sentences = [(m["rank"], m["offset"], m["text"]) for m in found if m["tag"] == "mark"]
    assert sentences == [
        (item["rank"], item["offset"], item["text"]) for item in answer["summary"]["sentences"]
    ]
    removed = [(m["kind"], m["offset"], m["text"]) for m in found if m["tag"] in "bs"]
    assert removed == [
        (None if is_headline(item, cut(item), answer) else item["kind"], item["offset"], cut(item))
        for item in answer["article"]["removed"]
    ]
    words = [(m["offset"], m["text"]) for m in found if m["tag"] == "u"]
    assert words
    spans = [
        (span["offset"], cut(span))
        for item in answer["topic"]["evidence"]
        for span in item["spans"]
    ]
    # A term may be cut where a sentence ends, or covered by one of more weight.
    for offset, word in words:
        inside = [
            whole
            for start, whole in spans
            if start <= offset < offset + len(word) <= start + len(whole)
        ]
        assert inside, word


def is_headline(item: dict[str, Any], text: str, answer: dict[str, Any]) -> bool:
    """Whether what was removed is the headline, which is marked as that."""
    return (item["kind"], text) == ("heading", answer["article"]["title"])


@pytest.mark.parametrize("text", [ARTICLE, PAGE, EMOJI], ids=["article", "page", "emoji"])
def test_a_pasted_text(visits: Visits, text: str) -> None:
    """Plain, with furniture, and with characters that are two units and more."""
    with visits.visit() as page:
        agree(page, text, paste(page, text))


def test_the_real_page(visits: Visits, real_page: str) -> None:
    """A page pasted from a browser: the article is marked in it, and nothing is lost."""
    with visits.visit() as page:
        answer = paste(page, real_page)
        agree(page, real_page.replace("\r\n", "\n"), answer)
        assert len(answer["article"]["removed"]) > 5


@pytest.mark.parametrize(
    ("way", "ends"), [("dropped", "\r\n"), ("dropped", "\r"), ("chosen", "\r\n")]
)
def test_a_file_keeps_its_line_ends(visits: Visits, ends: str, way: str) -> None:
    """A text area would make LF of them: what is analysed and shown is the file."""
    text = EMOJI.replace("\n", ends)
    with visits.visit() as page:
        if way == "dropped":
            drop(page, text.encode(), "story.txt")
        else:
            file = FilePayload(name="story.txt", mimeType="text/plain", buffer=text.encode())
            page.set_input_files("#file", files=file)
            expect(page.locator("#status")).to_contain_text("story.txt")
        agree(page, text, analyse(page))


def test_a_file_that_was_edited_is_what_stands_in_the_form(visits: Visits) -> None:
    """Once the reader has typed in it, the form is what counts."""
    with visits.visit() as page:
        drop(page, PAGE.replace("\n", "\r\n").encode(), "story.txt")
        page.locator("#text").press("Control+End")
        page.locator("#text").press_sequentially(" End.")
        agree(page, f"{PAGE} End.", analyse(page))


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_file_of_html(visits: Visits, charset: str) -> None:
    """Its bytes are sent, so that the service reads its charset; what is shown is its article."""
    source = HTML.replace('charset="utf-8"', f'charset="{charset}"').encode(charset)
    with visits.visit() as page:
        drop(page, source, "page.html", "text/html")
        answer = analyse(page)
        assert answer["article"]["source"] == "rendered"
        assert "“Nobody expected" in answer["article"]["document"]
        agree(page, answer["article"]["document"], answer)
        page.click("#editor > summary")
        page.fill("#text", HTML)
        again = analyse(page)
        assert again["article"]["document"] == answer["article"]["document"]


def test_a_text_that_is_not_utf8_is_read_and_said_so(visits: Visits) -> None:
    """What Windows wrote is shown as it was written, and the reader is told how it was read."""
    with visits.visit() as page:
        drop(page, ARTICLE.encode("windows-1252"), "old.txt")
        expect(page.locator("#status")).to_contain_text("Windows-1252")
        agree(page, ARTICLE, analyse(page))


def test_markup_in_an_article_stays_text(visits: Visits) -> None:
    """Scripts, handlers and pictures in it are shown, and neither run nor asked for."""
    evil = (
        "<script>document.title = 'run'</script><img src=//elsewhere.example/x onerror=alert(1)>"
        "<u data-note=x><a href='javascript:alert(1)'>a</a><style>*{display:none}</style>"
    )
    text = f"{ARTICLE}\n\n{evil}"
    with visits.visit() as page:
        page.fill("#title", evil)
        agree(page, text, paste(page, text))
        assert page.title() != "run"
        assert page.locator("#result :is(script, img, style, #document a)").count() == 0
        expect(page.locator("#facts")).to_contain_text(evil)


@pytest.mark.parametrize("name", ["messy", "diplomacy"])
def test_with_and_without_javascript_it_is_the_same(visits: Visits, name: str) -> None:
    """The browser draws what the server draws: marks, scores, words, summary and details."""
    drawn = []
    for javascript in (True, False):
        with visits.visit("/", javascript=javascript) as page:
            page.click(f"[href='/?example={name}']")
            page.locator("#document mark").first.wait_for()
            # What the server draws comes in pieces.
            page.wait_for_load_state()
            parts = ["#label", "#certainty", "#scores", "#words", "#summary", "#facts"]
            texts = [" ".join(page.locator(part).inner_text().split()) for part in parts]
            drawn.append((texts, marks_without_script(page)))
    assert drawn[0] == drawn[1]


def marks_without_script(page: Page) -> list[tuple[str, str | None]]:
    """The marks in order with what is said of them, read without running anything in the page."""
    found = page.locator("#document :is(mark, b, s, u)")
    # Of a sentence the server's page shows the rank alone.
    return [
        (
            element.get_attribute("data-rank")
            or element.get_attribute("title")
            or element.get_attribute("data-note")
            or "",
            element.text_content(),
        )
        for element in found.all()
    ]


def test_an_example_shown_by_the_server_can_be_redrawn(visits: Visits, client: FlaskClient) -> None:
    """Opened by its address, it is as if it had been clicked."""
    with visits.visit("/?example=crime") as page:
        expect(page.locator("#status")).to_contain_text("Sentences: 3")
        assert document(page) == EXAMPLES["crime"].text
        page.locator("#sentences").fill("5")
        expect(page.locator("#document mark")).to_have_count(5)
