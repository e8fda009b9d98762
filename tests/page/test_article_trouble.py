"""The article view when something is wrong, or slow, or not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from service.http.access.keys import new_key
from tests.messy import ARTICLE, PAGE
from tests.page.article_view import document, drop, paste
from tests.page.browsing import Visits, barriers, keep, overflow
from tests.server.conftest import start

pytestmark = pytest.mark.page

# The service takes as long as the test wants it to.
_WAITING = """() => {
  const real = window.fetch;
  const released = new Promise((resume) => (window.release = resume));
  window.fetch = async (...asked) => {
    await released;
    return real(...asked);
  };
}"""

_WIDE_LETTERS = """() => {
  for (const element of document.querySelectorAll("*")) element.style.fontFamily = "monospace";
}"""


def refused(visits: Visits, times: int = 1) -> None:
    """Take back what Chromium itself writes of an answer that is a problem, and nothing else."""
    own = [line for line in visits.complaints if "Failed to load resource" in line]
    assert len(own) == times, visits.complaints
    for line in own:
        visits.complaints.remove(line)


def choose(page: Page, text: str) -> None:
    """Choose a file of text; to type so much would take Chromium longer than all the rest."""
    file = FilePayload(name="long.txt", mimeType="text/plain", buffer=text.encode())
    page.set_input_files("#file", files=file)
    expect(page.locator("#status")).to_contain_text("long.txt", timeout=30_000)


def test_an_empty_form_is_told_what_to_do(visits: Visits) -> None:
    """Nothing is asked of the service for it."""
    with visits.visit() as page:
        page.click("#go")
        expect(page.get_by_role("alert")).to_contain_text("Paste one, choose a file")
        expect(page.locator("#text")).to_be_focused()


def test_a_problem_is_told_with_its_remedy(visits: Visits) -> None:
    """Its detail stands in the alert, the text in the form, and the button works again."""
    with visits.visit() as page:
        choose(page, "word " * 300_000)
        page.click("#go")
        expect(page.get_by_role("alert")).to_contain_text("the limit is 1,048,576")
        expect(page.get_by_role("alert")).to_contain_text("Send one article at a time")
        expect(page.locator("#go")).to_be_enabled()
        expect(page.locator("#result")).to_be_hidden()
        paste(page, ARTICLE)
        expect(page.get_by_role("alert")).to_be_empty()
    refused(visits)


def test_a_page_without_an_article_says_so(visits: Visits) -> None:
    """What the service refuses to guess at is said in its words."""
    with visits.visit() as page:
        drop(page, b"Home\nNews\nSport\nWeather\nSign in\nSubscribe\n" * 3, "menu.txt")
        page.click("#go")
        expect(page.get_by_role("alert")).to_contain_text("No article was found")
    refused(visits)


def test_a_failure_is_seen_and_leaves_no_result_of_another_article(visits: Visits) -> None:
    """On a telephone too: the alert is in the window, the focus on the button, the old answer gone.

    A summary that cannot be redrawn is told of as well, and leaves what was there.
    """
    menu = "Home\nNews\nSport\nWeather\nSign in\nSubscribe\n" * 3
    with visits.visit(width=360) as page:
        paste(page, ARTICLE)
        page.route("**/v1/summary", lambda route: route.abort())
        page.locator("#sentences").scroll_into_view_if_needed()
        page.locator("#sentences").fill("2")
        expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
        expect(page.locator("#problem")).to_be_in_viewport(ratio=1)
        expect(page.locator("#label")).to_be_visible()
        page.click("#editor > summary")
        page.fill("#text", menu)
        page.click("#go")
        expect(page.get_by_role("alert")).to_contain_text("No article was found")
        expect(page.locator("#problem")).to_be_in_viewport(ratio=1)
        expect(page.locator("#go")).to_be_focused()
        expect(page.locator("#result")).to_be_hidden()
    refused(visits, 2)


def test_an_example_that_cannot_be_loaded_is_told_of(visits: Visits) -> None:
    """Neither a network that is down nor a refusal becomes an article."""
    problem = '{"title": "Too many requests", "detail": "Try again in a moment."}'
    with visits.visit() as page:
        page.route("**/examples/crime.txt", lambda route: route.abort())
        page.route("**/examples/messy.txt", lambda route: route.fulfill(status=429, body=problem))
        for name, says in (("crime", "cannot be loaded"), ("messy", "Too many requests.")):
            page.click(f"[href='/?example={name}']")
            expect(page.get_by_role("alert")).to_contain_text(says)
            expect(page.locator("#text")).to_have_value("")
            expect(page.locator("#result")).to_be_hidden()
    refused(visits, 2)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "neither text nor HTML"),
        (b"word " * 900_000, "the limit is 4,194,304"),
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
    ],
    ids=["binary", "large", "empty", "blank"],
)
def test_a_file_that_is_no_article_is_not_taken(visits: Visits, content: bytes, says: str) -> None:
    """It is said what the file is and what to do; what stood in the form stays there."""
    with visits.visit() as page:
        page.fill("#text", ARTICLE)
        file = FilePayload(name="a.bin", mimeType="application/octet-stream", buffer=content)
        page.set_input_files("#file", files=file)
        expect(page.get_by_role("alert")).to_contain_text(says)
        expect(page.locator("#text")).to_have_value(ARTICLE)


def test_a_service_that_is_away_is_explained(visits: Visits) -> None:
    """The network's failure is no mystery, and nothing that was typed is lost."""
    with visits.visit() as page:
        page.fill("#text", ARTICLE)
        page.route("**/v1/analysis", lambda route: route.abort())
        page.click("#go")
        expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
        expect(page.get_by_role("alert")).to_contain_text("press Analyse again")
        expect(page.locator("#text")).to_have_value(ARTICLE)
        page.unroute("**/v1/analysis")
        paste(page, ARTICLE)
        # What stands between may answer for the service, with a page of its own.
        page.route("**/v1/analysis", lambda route: route.fulfill(status=502, body="<h1>Bad</h1>"))
        page.click("#editor > summary")
        page.click("#go")
        expect(page.get_by_role("alert")).to_contain_text("answered 502")
    refused(visits, 2)


def test_a_long_wait_is_shown_as_one(visits: Visits) -> None:
    """The button says so and takes no second press, and the reader hears that it takes a while."""
    with visits.visit() as page:
        page.evaluate(_WAITING)
        page.fill("#text", PAGE)
        page.click("#go")
        expect(page.locator("#go")).to_be_disabled()
        expect(page.locator("#go")).to_have_text("Analysing…")
        expect(page.locator("#ask")).to_have_attribute("aria-busy", "true")
        expect(page.locator("#status")).to_have_text("Still analysing: it is a long one.")
        page.evaluate("() => window.release()")
        expect(page.locator("#status")).to_contain_text("Sentences:")
        expect(page.locator("#go")).to_be_enabled()
        expect(page.locator("#ask")).to_have_attribute("aria-busy", "false")


def test_a_long_text_is_drawn_whole(visits: Visits) -> None:
    """A text as long as a book is answered and shown, and the page still works."""
    text = "\n\n".join(f"{PAGE}\nPart {number}." for number in range(360))
    assert len(text) > 450_000
    with visits.visit() as page:
        choose(page, text)
        page.click("#go")
        expect(page.locator("#status")).to_contain_text("Sentences:", timeout=30_000)
        assert document(page) == text
        page.locator("#sentences").fill("2")
        expect(page.locator("#document mark")).to_have_count(2, timeout=30_000)


@pytest.mark.parametrize("width", [320, 1440])
def test_a_word_without_end_stays_in_its_place(visits: Visits, width: int) -> None:
    """An address as long as a paragraph is broken, in the article and beside it."""
    word = "https://desk.example/" + "a" * 900
    text = f"{word}\n\nPolice said the {word} was stolen from the court. {ARTICLE}"
    with visits.visit(width=width) as page:
        page.fill("#title", word)
        paste(page, text)
        keep(page, f"word-{width}-light")
        assert overflow(page) <= 0
        # Whatever the fonts of a machine, few are as wide as this.
        page.evaluate(_WIDE_LETTERS)
        assert overflow(page) <= 0


def test_without_javascript_the_form_answers(visits: Visits) -> None:
    """The same view comes from the server; the slider has a button, and problems are told."""
    with visits.visit(javascript=False) as page:
        page.fill("#text", PAGE)
        page.click("#go")
        expect(page.locator("#label")).to_have_text("diplomacy")
        expect(page.locator("#document")).to_have_text(PAGE, use_inner_text=False)
        keep(page, "without-javascript-1440-light")
        page.locator("#sentences").focus()
        for _ in range(2):
            page.keyboard.press("ArrowRight")
        page.get_by_role("button", name="Redraw").click()
        expect(page.locator("#document mark")).to_have_count(5)
        expect(page.locator("#count")).to_have_text("5")
        page.locator("#document s").nth(2).focus()
        keep(page, "note-without-javascript-1440-light", whole=False)
        page.fill("#focus", "zebra")
        page.get_by_role("button", name="Redraw").click()
        expect(page.locator("#unmentioned")).to_be_visible()
        page.click("#editor > summary")
        page.fill("#text", "")
        page.click("#go")
        expect(page.get_by_role("alert")).to_contain_text("empty")
    refused(visits)


@pytest.mark.parametrize("javascript", [True, False])
def test_all_of_a_text_is_used_where_the_reader_says_so(visits: Visits, javascript: bool) -> None:
    """The remedy that is told can be followed on the page, and a summary is of the same text."""
    menu = "Home\nNews\nSport\nWeather\nSign in\nSubscribe\n" * 3
    with visits.visit(javascript=javascript) as page:
        page.fill("#text", menu)
        page.click("#go")
        expect(page.get_by_role("alert")).to_contain_text("clean=false")
        expect(page.get_by_role("alert")).to_contain_text("In the form that is “Use all of it”.")
        page.get_by_label("Use all of it").check()
        page.click("#go")
        page.locator("#document mark").first.wait_for()
        expect(page.locator("#document s")).to_have_count(0)
        expect(page.locator("#whole")).to_be_checked()
    refused(visits)


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a server that takes a key, and the key."""
    folder: Path = tmp_path_factory.mktemp("page-keys")
    secret, entry = new_key("desk", None, ["read"])
    (folder / "keys.toml").write_text(entry, "utf-8")
    server = start(
        folder / "log", DATELINE_WORKERS="1", DATELINE_KEYS_FILE=str(folder / "keys.toml")
    )
    yield server.address, secret
    server.stop()


def test_where_keys_are_asked_for_the_form_takes_one(
    visits: Visits, keyed: tuple[str, str]
) -> None:
    """A wrong key is told of and put right; the page itself is open to everybody."""
    visits.address, secret = keyed
    with visits.visit() as page:
        assert barriers(page) == []
        keep(page, "keys-1440-light")
        page.fill("#text", ARTICLE)
        page.fill("#key", "dl_wrong")
        page.click("#go")
        expect(page.get_by_role("alert")).to_contain_text("The key is not known here.")
        expect(page.locator("#key")).to_be_focused()
        page.fill("#key", secret)
        paste(page, ARTICLE)
        page.locator("#sentences").fill("2")
        expect(page.locator("#document mark")).to_have_count(2)
    refused(visits)
    with visits.visit(javascript=False) as page:
        page.fill("#text", ARTICLE)
        page.fill("#key", secret)
        page.click("#go")
        expect(page.locator("#label")).to_have_text("diplomacy")
