"""The documents' pictures of the pages: `python -m tests.page.picture` takes them again.

They look as they do here with Debian's fonts-noto-core.
"""

from __future__ import annotations

import signal
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.page.browsing import ARGUMENTS, ROOT, Visits, chromium
from tests.page.corrections import SAID, Desk, press, shown
from tests.server.conftest import start

PICTURE = ROOT / "docs" / "page.png"
REVIEW = ROOT / "docs" / "review.png"
_HEIGHT = 1_180


def take() -> None:
    """Keep what is seen of an analysis in a window of 1440 pixels, and of the corrections."""
    PICTURE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        # The page is shown as it is where nothing is kept.
        for database, page_of in (("none", _result), (f"sqlite:///{folder}/kept", _review)):
            log = Path(folder) / "log"
            server = start(log, DATELINE_WORKERS="1", DATELINE_DATABASE_URL=database)
            page_of(Visits(browser, server.address))
            server.process.send_signal(signal.SIGTERM)
            server.process.wait(timeout=40)
        browser.close()


def _result(visits: Visits) -> None:
    with visits.visit("/?example=messy") as page:
        expect(page.locator("#status")).to_contain_text("Sentences:")
        page.set_viewport_size({"width": 1440, "height": _HEIGHT})
        page.locator("#result").evaluate("(result) => window.scrollTo(0, result.offsetTop - 70)")
        page.evaluate("() => window.scrollTo(0, 0)")
        page.screenshot(path=PICTURE)


def _review(visits: Visits) -> None:
    Desk(visits.address).send(*SAID)
    with visits.visit("/review") as page:
        shown(page)
        press(page, "r", "Rejected")
        page.screenshot(path=REVIEW)


if __name__ == "__main__":
    take()
