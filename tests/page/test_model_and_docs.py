"""The pages of the model and of the API in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from service.http.access.keys import new_key
from tests.page.browsing import LOOKS, Scheme, Visits, barriers, keep, overflow
from tests.server.conftest import start

pytestmark = pytest.mark.page


@pytest.fixture(scope="module")
def guarded(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Visits, str]]:
    """The browser before a server that asks for keys, and a key."""
    folder: Path = tmp_path_factory.mktemp("guarded-page")
    secret, entry = new_key("reader", None, ["read"])
    (folder / "keys.toml").write_text(entry, "utf-8")
    server = start(
        folder / "log", DATELINE_KEYS_FILE=str(folder / "keys.toml"), DATELINE_WORKERS="1"
    )
    yield Visits(browser, server.address), secret
    server.stop()


def attempt(page: Page, operation: str = "articles-analyzeArticle") -> str:
    """Open an operation, send what stands in its form, and return the status of the answer."""
    block = page.locator(f"#operations-{operation}")
    if not block.locator("button.execute").count():
        block.locator("button.opblock-summary-control").click()
    block.locator("button.execute").click()
    status = block.locator(".live-responses-table tbody .response-col_status")
    expect(status).to_be_visible()
    return status.inner_text().strip()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_model_in_every_look(visits: Visits, width: int, scheme: Scheme) -> None:
    """Nothing stands beyond the edge, axe-core finds no serious barrier, pictures are drawn."""
    with visits.visit("/model", width=width, scheme=scheme) as page:
        keep(page, f"model-{width}-{scheme}")
        assert overflow(page) <= 0
        assert barriers(page) == []
        for name in ("Confusion matrix", "Reliability diagram"):
            picture = page.get_by_role("img", name=name)
            expect(picture).to_be_visible()
            box = picture.bounding_box()
            assert box is not None
            assert 250 < box["width"] <= width


def test_the_tables_beside_the_pictures_open_with_the_keyboard(visits: Visits) -> None:
    """Who cannot see the pictures gets at their numbers without a mouse."""
    with visits.visit("/model") as page:
        summary = page.locator("summary", has_text="The matrix as a table")
        table = page.get_by_role("region", name="Confusion matrix")
        expect(table).to_be_hidden()
        summary.focus()
        page.keyboard.press("Enter")
        expect(table).to_be_visible()
        page.keyboard.press("Tab")
        expect(table).to_be_focused()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_api_in_every_look(visits: Visits, width: int, scheme: Scheme) -> None:
    """The same of Swagger UI, with an operation open that has been tried."""
    with visits.visit("/docs", width=width, scheme=scheme) as page:
        assert attempt(page) == "200"
        keep(page, f"docs-{width}-{scheme}")
        assert overflow(page) <= 0
        assert barriers(page) == []


def test_every_kind_of_body_can_be_tried(visits: Visits) -> None:
    """What stands in the form for each content type is answered, nothing filled in."""
    with visits.visit("/docs") as page:
        block = page.locator("#operations-articles-classifyArticle")
        block.locator("button.opblock-summary-control").click()
        for kind in ("text/plain", "text/html", "application/x-ndjson", "application/json"):
            block.get_by_label("Request content type").select_option(kind)
            with page.expect_response("**/v1/topic") as answer:
                block.locator("button.execute").click()
            assert answer.value.status == 200
            assert answer.value.request.headers["content-type"] == kind


def test_an_option_in_the_query_reaches_the_service(visits: Visits) -> None:
    """A parameter that is filled in is sent, and nothing else is."""
    with visits.visit("/docs") as page:
        block = page.locator("#operations-articles-summarizeArticle")
        block.locator("button.opblock-summary-control").click()
        block.get_by_label("Request content type").select_option("text/plain")
        block.get_by_label("sentences", exact=True).fill("1")
        with page.expect_request("**/v1/summary*") as sent:
            assert attempt(page, "articles-summarizeArticle") == "200"
        assert sent.value.url.endswith("/v1/summary?sentences=1")


def test_it_can_be_tried_with_a_key(guarded: tuple[Visits, str]) -> None:
    """Without a key the answer is 401; after Authorize it is the article's."""
    visits, secret = guarded
    with visits.visit("/docs") as page:
        assert attempt(page) == "401"
        # The browser writes to the console that there was a 401, as it should.
        visits.settle(page)
        assert all("401" in complaint for complaint in visits.complaints)
        visits.complaints.clear()
        page.locator("button.authorize.unlocked").first.click()
        form = page.locator(".auth-container", has_text="bearer")
        form.locator("input").first.fill(secret)
        form.locator("button[type=submit]").click()
        page.locator(".modal-ux button.btn-done").first.click()
        with page.expect_response("**/v1/analysis") as answer:
            attempt(page)
        assert answer.value.status == 200
        assert answer.value.request.headers["authorization"] == f"Bearer {secret}"
        assert json.loads(answer.value.text())["topic"]["label"] == "crime"
    assert visits.complaints == []
    assert visits.strangers == []


def test_the_examples_stand_without_javascript(visits: Visits) -> None:
    """Who has it switched off reads the examples, and where the description is."""
    with visits.visit("/docs", javascript=False) as page:
        assert page.locator("pre").count() == 6
        expect(page.locator("noscript a, main a[href='/openapi.json']").first).to_be_visible()
