"""One Chromium and one server for all tests of the pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.conftest import unavailable
from tests.page.browsing import ARGUMENTS, Visits, chromium
from tests.page.corrections import Desk
from tests.server.conftest import start


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window; its event loop ends with the tests of pages."""
    path = chromium()
    if path is None:
        unavailable("page", "there is no Chromium here; on Debian: apt-get install chromium")
    # Machines that run all the tests have other things to do.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """A real server with the limits that it has by default, and one worker."""
    server = start(tmp_path_factory.mktemp("page") / "log", DATELINE_WORKERS="1")
    yield server.address
    server.stop()


@pytest.fixture(scope="package")
def keeping_address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """The address of a server that keeps corrections."""
    folder = tmp_path_factory.mktemp("keeping")
    database = f"sqlite:///{folder / 'feedback.sqlite3'}"
    server = start(folder / "log", DATELINE_WORKERS="1", DATELINE_DATABASE_URL=database)
    yield server.address
    server.stop()


@pytest.fixture
def desk(keeping_address: str) -> Desk:
    """Its corrections: none as yet."""
    desk = Desk(keeping_address)
    desk.clear()
    return desk


@pytest.fixture
def review(browser: Browser, keeping_address: str) -> Iterator[Visits]:
    """The browser at that server; no page may complain, or ask another host."""
    watched = Visits(browser, keeping_address)
    yield watched
    assert watched.complaints == []
    assert watched.strangers == []


@pytest.fixture
def visits(browser: Browser, address: str) -> Iterator[Visits]:
    """The browser; afterwards no page may have complained, or asked another host."""
    watched = Visits(browser, address)
    yield watched
    assert watched.complaints == []
    assert watched.strangers == []
