"""The pages of a service under a path: what a reader does with them stays under it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.messy import ARTICLE
from tests.page.article_view import analyse, document, paste
from tests.page.browsing import LOOKS, Scheme, Visits, barriers, keep, overflow
from tests.page.test_model_and_docs import attempt
from tests.server.conftest import Server, free_port, start
from tests.server.nginx import LOCATIONS, composed, located, nginx

pytestmark = pytest.mark.page
PREFIX = "/news/dateline"


@pytest.fixture(scope="module")
def prefixed(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Server]:
    """A server under a path, which keeps corrections."""
    folder = tmp_path_factory.mktemp("prefixed-page")
    database = f"sqlite:///{folder / 'feedback.sqlite3'}"
    settings = {"DATELINE_PREFIX": PREFIX, "DATELINE_DATABASE_URL": database}
    server = start(folder / "log", **settings, DATELINE_WORKERS="1")
    yield server
    server.stop()


@pytest.fixture(params=["direct", *LOCATIONS])
def inside(
    request: pytest.FixtureRequest, prefixed: Server, browser: Browser, tmp_path: Path
) -> Iterator[Visits]:
    """The browser at the path, directly and behind the documented proxies.

    Afterwards no page may have complained, or asked anything that is not under the path.
    """
    port = free_port()
    if request.param == "direct":
        watched = Visits(browser, f"{prefixed.address}{PREFIX}")
        yield watched
    else:
        watched = Visits(browser, f"http://127.0.0.1:{port}{PREFIX}")
        with nginx(located(request.param, port, prefixed.port), tmp_path, port):
            yield watched
    assert watched.complaints == []
    assert watched.strangers == []


@pytest.fixture
def shipped(prefixed: Server, browser: Browser, tmp_path: Path) -> Iterator[Visits]:
    """The browser at the path behind the shipped nginx; nothing outside it may be asked."""
    port = free_port()
    watched = Visits(browser, f"http://127.0.0.1:{port}{PREFIX}")
    with nginx(composed(port, prefixed.port), tmp_path, port):
        yield watched
    assert watched.complaints == []
    assert watched.strangers == []


def leading_out(page: Page) -> list[str]:
    """What the page, as it stands now, leads to or loads of its own host outside the path."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap(
          (element) => ["href", "src", "action", "formAction"]
            .filter((name) => element.hasAttribute(name.toLowerCase()))
            .map((name) => new URL(element[name].baseVal ?? element[name], document.baseURI).href)
        ).filter((address) => new URL(address).host === location.host)"""
    )
    assert found
    inside = f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}{PREFIX}"
    return [address for address in found if not f"{address}/".startswith(f"{inside}/")]


def test_no_page_behind_the_shipped_proxy_leads_out(shipped: Visits) -> None:
    """Every page, a result and a correction among them, and the API stay under the path."""
    with shipped.visit("/") as page:
        assert leading_out(page) == []
        assert paste(page, ARTICLE)["topic"]["label"] == "diplomacy"
        assert leading_out(page) == []
        keep(page, "shipped-result")
    for path, heading in (("/model", "The model"), ("/docs", "API"), ("/review", "Review")):
        with shipped.visit(path) as page:
            expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
            page.wait_for_load_state("networkidle")
            if path == "/docs":
                assert attempt(page) == "200"
            assert leading_out(page) == []
    with shipped.visit("/", javascript=False) as page:
        page.fill("#text", ARTICLE)
        page.click("#go")
        page.locator("button[name=right]").click()
        page.wait_for_url(f"**{PREFIX}/correction")
        keep(page, "shipped-correction")
    with shipped.visit("/review") as page:
        expect(page.locator("body")).to_contain_text("diplomacy")
        assert leading_out(page) == []


def open_page(page: Page, name: str, path: str) -> None:
    """Go to another page by its link in the head of the page."""
    page.get_by_role("navigation").get_by_role("link", name=name).click()
    page.wait_for_url(f"**{PREFIX}{path}")


def test_an_article_is_analysed_by_clicking(inside: Visits) -> None:
    """Paste, press, draw anew, take an example, and follow the link to the model."""
    with inside.visit("/") as page:
        answer = paste(page, ARTICLE)
        expect(page.locator("#label")).to_have_text("diplomacy")
        with page.expect_response(f"**{PREFIX}/v1/summary") as redrawn:
            page.locator("#sentences").fill("1")
        assert redrawn.value.status == 200
        expect(page.locator("#summary li")).to_have_count(1)
        page.locator("#editor > summary").click()
        with page.expect_response(f"**{PREFIX}/static/examples/messy.txt"):
            page.get_by_role("link", name="a messy web page").click()
        expect(page.locator("#label")).to_have_text("crime")
        keep(page, "prefix-result")
        page.get_by_role("link", name=answer["model"]["version"]).click()
        page.wait_for_url(f"**{PREFIX}/model")
        expect(page.get_by_role("heading", level=1)).to_contain_text("The model")


def test_the_pages_lead_to_each_other(inside: Visits) -> None:
    """By the links at the top, through all three and back; each says where one is."""
    with inside.visit("/") as page:
        for name, path in (("Model", "/model"), ("API", "/docs"), ("Article", "/")):
            open_page(page, name, path)
            expect(page.locator("nav [aria-current=page]")).to_have_text(name)
        page.get_by_role("link", name="Dateline", exact=True).click()
        expect(page.locator("#go")).to_be_visible()
        analyse_example(page)


def analyse_example(page: Page) -> None:
    """Choose an example and press the button once more."""
    page.get_by_role("link", name="a crime story").click()
    expect(page.locator("#label")).to_have_text("crime")
    page.locator("#editor > summary").click()
    assert analyse(page)["topic"]["label"] == "crime"


def test_the_model_is_shown_whole(inside: Visits) -> None:
    """The page, its style and its pictures."""
    with inside.visit("/model") as page:
        expect(page.get_by_role("img", name="Confusion matrix")).to_be_visible()
        expect(page.get_by_role("link", name=f"{PREFIX}/v1/model")).to_be_visible()
        keep(page, "prefix-model")


def test_the_api_is_tried_under_it(inside: Visits) -> None:
    """Swagger UI reads the description there, and asks there what is tried."""
    with inside.visit("/docs") as page:
        with page.expect_response("**/v1/analysis") as answer:
            assert attempt(page) == "200"
        assert answer.value.url == f"{inside.address}/v1/analysis"
        expect(page.locator("#swagger-ui")).to_contain_text(f"{inside.address}/v1/analysis")
        expect(page.locator("pre").first).to_contain_text(f"{inside.address}/v1/analysis")
        keep(page, "prefix-docs")


@pytest.mark.parametrize("inside", ["direct"], indirect=True)
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_path_is_no_barrier(inside: Visits, width: int, scheme: Scheme) -> None:
    """Where Swagger UI shows it, it is named to who cannot see it, and fits on a telephone."""
    with inside.visit("/docs", width=width, scheme=scheme) as page:
        expect(page.get_by_role("combobox", name="server", exact=True)).to_have_value(PREFIX)
        assert overflow(page) <= 0
        assert barriers(page) == []


def test_without_javascript_the_form_is_sent_under_it(inside: Visits) -> None:
    """The form, its answer, an example's link and a problem, each as a page."""
    with inside.visit("/", javascript=False) as page:
        page.fill("#text", ARTICLE)
        page.click("#go")
        expect(page.locator("#label")).to_have_text("diplomacy")
        assert document(page) == ARTICLE
        page.locator("#editor > summary").click()
        page.get_by_role("link", name="a crime story").click()
        page.wait_for_url(f"**{PREFIX}/?example=crime")
        expect(page.locator("#label")).to_have_text("crime")
        page.locator("#editor > summary").click()
        page.fill("#text", "Home\nNews\nSport\nSign in\nSubscribe\n" * 3)
        page.click("#go")
        expect(page.locator("#problem")).to_contain_text("No article")
        # The browser writes to the console that there was a 422, as it should.
        inside.settle(page)
        assert all("422" in complaint for complaint in inside.complaints)
        inside.complaints.clear()
        keep(page, "prefix-problem")
        page.goto(f"{inside.address}/?example=none")
        expect(page.locator("#problem")).to_contain_text("There is no such example.")
        inside.settle(page)
        inside.complaints.clear()
