"""The queue where keys are asked for, under a path, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from service.http.access.keys import new_key
from tests.page.article_view import paste
from tests.page.browsing import Visits, barriers, keep, overflow
from tests.page.corrections import SAID, press, shown
from tests.server.conftest import start

pytestmark = pytest.mark.page
PREFIX = "/news/dateline"
RIGHTS = {
    "reader": ["read"],
    "teacher": ["read", "teach"],
    "reviewer": ["review"],
    "editor": ["read", "review"],
}


@dataclass(frozen=True)
class Guarded:
    """A server that takes keys, under a path, and the keys by their names."""

    address: str
    keys: dict[str, str]

    def ask(self, method: str, path: str, name: str, **more: object) -> requests.Response:
        """Ask it with a key."""
        headers = {"Authorization": f"Bearer {self.keys[name]}"}
        address = f"{self.address}/v1/feedback{path}"
        return requests.request(method, address, headers=headers, timeout=30, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Guarded]:
    """The server, with two corrections of a teacher."""
    folder: Path = tmp_path_factory.mktemp("review-keys")
    made = {name: new_key(name, None, rights) for name, rights in RIGHTS.items()}
    (folder / "keys.toml").write_text("\n\n".join(entry for _, entry in made.values()), "utf-8")
    server = start(
        folder / "log",
        DATELINE_WORKERS="1",
        DATELINE_PREFIX=PREFIX,
        DATELINE_KEYS_FILE=str(folder / "keys.toml"),
        DATELINE_DATABASE_URL=f"sqlite:///{folder / 'feedback.sqlite3'}",
    )
    found = Guarded(
        f"{server.address}{PREFIX}", {name: secret for name, (secret, _) in made.items()}
    )
    for said in SAID[:2]:
        assert found.ask("POST", "", "teacher", json=said).status_code == 201
    yield found
    server.stop()


@pytest.fixture
def inside(browser: Browser, guarded: Guarded) -> Iterator[Visits]:
    """The browser at the path; afterwards nothing may have been asked that is not under it."""
    watched = Visits(browser, guarded.address)
    yield watched
    assert watched.strangers == []


def open_queue(page: Page, key: str) -> None:
    """Type a key and press Enter."""
    page.fill("#key", key)
    page.keyboard.press("Enter")


def test_nothing_is_shown_without_a_key(inside: Visits, guarded: Guarded) -> None:
    """The page asks for one; wrong ones are told of, and a key with the rights opens the queue."""
    with inside.visit("/review") as page:
        expect(page.locator("#key")).to_be_focused()
        expect(page.locator("#result")).to_be_hidden()
        assert "Said to be" not in page.locator("main").inner_text()
        assert (barriers(page), overflow(page)) == ([], 0)
        keep(page, "review-key")
        open_queue(page, "dl_wrong")
        expect(page.get_by_role("alert")).to_contain_text("The key is not known here.")
        expect(page.locator("#key")).to_be_focused()
        open_queue(page, guarded.keys["teacher"])
        expect(page.get_by_role("alert")).to_contain_text("the right to review")
        expect(page.locator("#result")).to_be_hidden()
        open_queue(page, guarded.keys["editor"])
        shown(page)
        expect(page.locator("#gate")).to_be_hidden()
        expect(page.locator("#claim")).to_be_focused()
        expect(page.locator("#sender")).to_contain_text("From teacher")
        assert guarded.keys["editor"] not in page.content()
        first = shown(page)
        press(page, "a", f"Accepted: {first}.")
        press(page, "u", "Taken back")
        with page.expect_download() as download:
            page.get_by_role("link", name="doccano").click()
        exported = guarded.ask("GET", "/export?format=doccano", "editor")
        assert download.value.path().read_bytes() == exported.content
        page.reload()
        expect(page.locator("#result")).to_be_hidden()
    with inside.visit("/review", width=360) as page:
        assert (barriers(page), overflow(page)) == ([], 0)


def test_who_may_review_but_not_analyse_sees_no_marks(inside: Visits, guarded: Guarded) -> None:
    """That is told; the article is there, and can be decided on."""
    with inside.visit("/review") as page:
        open_queue(page, guarded.keys["reviewer"])
        expect(page.get_by_role("alert")).to_contain_text("the right to read")
        first = page.locator("#claim b").inner_text()
        expect(page.locator("#document")).to_contain_text(
            next(said["text"][:60] for said in SAID[:2] if said["topic"] == first)
        )
        expect(page.locator("#findings")).to_be_hidden()
        press(page, "a", f"Accepted: {first}.")
        press(page, "u", "Taken back")


def test_under_a_result_the_key_is_the_forms(inside: Visits, guarded: Guarded) -> None:
    """The form's key goes along; without the right to teach nothing is kept, and that is said."""
    before = guarded.ask("GET", "", "editor").json()["counts"]
    with inside.visit("/") as page:
        page.fill("#key", guarded.keys["reader"])
        paste(page, SAID[2]["text"])
        page.click("#right")
        expect(page.locator("#correction-told")).to_contain_text("the right to teach")
        assert guarded.ask("GET", "", "editor").json()["counts"] == before
        page.click("#editor > summary")
        page.fill("#key", "")
        page.click("#right")
        expect(page.locator("#correction-told")).to_contain_text("A key is needed.")
        expect(page.locator("#key")).to_be_focused()
        page.fill("#key", guarded.keys["teacher"])
        page.click("#right")
        expect(page.locator("#correction-told")).to_contain_text("Kept: the model says politics")
        page.get_by_role("navigation").get_by_role("link", name="Review").click()
        page.wait_for_url(f"**{PREFIX}/review")
    with inside.visit("/", javascript=False) as page:
        page.fill("#key", guarded.keys["teacher"])
        page.fill("#text", SAID[3]["text"])
        page.click("#go")
        page.click("#editor > summary")
        page.fill("#key", guarded.keys["teacher"])
        page.click("#wrong > summary")
        page.fill("#new-topic", "weather")
        page.click("#correct")
        page.wait_for_url(f"**{PREFIX}/correction")
        # Without the right to read there is no result, and the key may have none.
        expect(page.locator("#correction-told")).to_contain_text("Kept: weather.")
    (newest, *_) = guarded.ask("GET", "", "editor").json()["corrections"]
    assert (newest["topic"], newest["sender"]) == ("weather", "teacher")
