"""Corrections for the tests of the pages: sent as programs send them, and read back."""

from __future__ import annotations

from typing import Any

import requests
from playwright.sync_api import Page, expect

from service.site.examples import EXAMPLES
from tests.messy import ARTICLE

#: Of articles whose topic the model is sure of: the examples, and what somebody says of them.
SAID: tuple[dict[str, str], ...] = (
    {"text": EXAMPLES["crime"].text, "topic": "politics", "note": "The mayor is what it is about."},
    {"text": EXAMPLES["diplomacy"].text, "topic": "crime"},
    {"text": EXAMPLES["politics"].text, "topic": "politics", "id": "A-17"},
    {"text": EXAMPLES["messy"].text, "topic": "weather"},
    {"text": ARTICLE, "topic": "diplomacy", "title": "Envoys meet"},
    {"text": EXAMPLES["crime"].text, "topic": "crime"},
)


class Desk:
    """The corrections of a service, by its API."""

    def __init__(self, address: str) -> None:
        self._route = f"{address}/v1/feedback"

    def clear(self) -> None:
        """Delete all."""
        for item in self.all():
            self.delete(item["key"])

    def send(self, *said: dict[str, Any]) -> list[dict[str, Any]]:
        """Send corrections; return what is answered."""
        answers = [requests.post(self._route, json=one, timeout=30) for one in said]
        assert all(answer.status_code == 201 for answer in answers), answers
        return [answer.json() for answer in answers]

    def delete(self, key: str) -> None:
        """Delete one."""
        assert requests.delete(f"{self._route}/{key}", timeout=30).ok

    def decide(self, key: str, **fields: str) -> None:
        """Change one."""
        assert requests.patch(f"{self._route}/{key}", json=fields, timeout=30).ok

    def all(self, **query: str) -> list[dict[str, Any]]:
        """Every correction, the newest first."""
        answer = requests.get(self._route, params={"limit": "100", **query}, timeout=30)
        assert answer.ok, answer.text
        found: list[dict[str, Any]] = answer.json()["corrections"]
        return found

    def states(self) -> dict[str, str]:
        """What became of each, by its key."""
        return {item["key"]: f"{item['state']} {item['topic']}" for item in self.all()}

    def export(self, format_name: str) -> bytes:
        """All of them in a format."""
        answer = requests.get(f"{self._route}/export", params={"format": format_name}, timeout=30)
        assert answer.ok, answer.text
        return answer.content


def shown(page: Page) -> str:
    """Wait for the correction on the desk; return what it is said to be."""
    expect(page.locator("#document")).to_have_attribute("aria-busy", "false")
    claim: str = page.locator("#claim b").inner_text()
    return claim


def press(page: Page, key: str, says: str) -> None:
    """Press a key, and wait until the page says what came of it."""
    page.keyboard.press(key)
    expect(page.locator("#status")).to_contain_text(says)
    expect(page.locator("#result")).to_have_attribute("aria-busy", "false")
    if page.locator("#desk").is_visible():
        shown(page)
