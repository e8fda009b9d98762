"""The README's picture of the page: `python -m tests.page.picture` takes it again.

It looks as it does here with Debian's fonts-noto-core.
"""

from __future__ import annotations

import signal
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.page.browsing import ARGUMENTS, ROOT, Visits, chromium
from tests.server.conftest import start

PICTURE = ROOT / "docs" / "page.png"
_HEIGHT = 1_180


def take() -> None:
    """Analyse the messy example in a window of 1440 pixels, and keep what is seen."""
    PICTURE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = start(Path(folder) / "log", DATELINE_WORKERS="1")
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        with Visits(browser, server.address).visit("/?example=messy") as page:
            expect(page.locator("#status")).to_contain_text("Sentences:")
            page.set_viewport_size({"width": 1440, "height": _HEIGHT})
            page.locator("#result").evaluate(
                "(result) => window.scrollTo(0, result.offsetTop - 70)"
            )
            page.evaluate("() => window.scrollTo(0, 0)")
            page.screenshot(path=PICTURE)
        browser.close()
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(timeout=40)


if __name__ == "__main__":
    take()
