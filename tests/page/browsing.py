"""A real browser, and what is to hold of every page that it shows."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
Scheme = Literal["light", "dark"]
#: A telephone and a desk, in CSS pixels, by day and by night.
LOOKS: list[tuple[int, Scheme]] = [(360, "light"), (360, "dark"), (1440, "light"), (1440, "dark")]
# Chromium asks its maker's hosts at the start, for things that no test needs.
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Where Chromium is, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        for folder in os.get_exec_path():
            if os.access(Path(folder) / name, os.X_OK):
                return str(Path(folder) / name)
    return None


@dataclass
class Visits:
    """A browser at one address; it notes what no page may do."""

    browser: Browser
    address: str
    #: What pages wrote to the console as errors or warnings, and exceptions that nobody caught.
    complaints: list[str] = field(default_factory=list)
    #: Requests to any other host.
    strangers: list[str] = field(default_factory=list)
    # Answers and failures that Chromium itself writes to the console of, and how often it has.
    _failed: int = 0
    _told: int = 0

    @contextmanager
    def visit(
        self,
        path: str = "/",
        *,
        width: int = 1440,
        scheme: Scheme = "light",
        javascript: bool = True,
        **context: Any,
    ) -> Iterator[Page]:
        """Open a path in a window of its own, and close it; about:blank is a window with none."""
        opened = self.browser.new_context(
            viewport={"width": width, "height": 900 if width > 600 else 740},
            color_scheme=scheme,
            java_script_enabled=javascript,
            reduced_motion="reduce",
            **context,
        )
        opened.set_default_timeout(20_000)
        page = opened.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._watch)
        page.on("response", lambda answer: self._count(fails=answer.status >= 400))
        # What a page gives up itself is aborted.
        page.on("requestfailed", lambda one: self._count(fails="ABORTED" not in str(one.failure)))
        try:
            page.goto(self.address + path if path.startswith("/") else path)
            yield page
            self.settle(page)
        finally:
            opened.close()

    def settle(self, page: Page) -> None:
        """Wait until the console has all that Chromium writes of what has failed so far."""
        deadline = time.monotonic() + PATIENCE
        while self._told < self._failed and time.monotonic() < deadline:
            page.wait_for_timeout(20)

    def _count(self, *, fails: bool) -> None:
        self._failed += fails

    def _hear(self, message: ConsoleMessage) -> None:
        self._told += "Failed to load resource" in message.text
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _watch(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme in ("http", "https", "ws", "wss") and not request.url.startswith(
            self.address + "/"
        ):
            self.strangers.append(request.url)


def barriers(page: Page) -> list[str]:
    """What axe-core finds serious or critical, as a line for each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{item['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for item in found
        if item["impact"] in ("serious", "critical")
        for node in item["nodes"]
    ]


def overflow(page: Page) -> int:
    """Return how many CSS pixels of the page lie beyond the right edge of the window."""
    width: int = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


def keep(page: Page, name: str, *, whole: bool = True) -> None:
    """Keep a picture of the page, or of what the window shows of it, under build/screenshots."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)
