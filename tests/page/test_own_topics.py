"""What /model says of topics of the users' own, in a real browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import ROOT
from tests.page.browsing import LOOKS, Scheme, Visits, barriers, keep, overflow
from tests.server.conftest import start

pytestmark = pytest.mark.page

_OWN = {
    "football": {
        "articles": 60,
        "recall": 0.4667,
        "precision": 0.9333,
        "answered": 0.3,
        "taken_for": {"other": 31, "politics": 1},
        "evaluated": 930,
        "given_to": {"other": 4},
    },
    "a-topic-with-the-longest-name-that-is-ok": {"articles": 12},
}


@pytest.fixture(scope="module")
def knowing(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    """The browser before a server whose model has topics of its users' on the card."""
    folder: Path = tmp_path_factory.mktemp("own-topics")
    shutil.copytree(ROOT / "models", folder / "models")
    version = (folder / "models" / "current").read_text("utf-8").strip()
    card = folder / "models" / version / "card.json"
    stated = json.loads(card.read_text("utf-8")) | {
        "own_topics": _OWN,
        "house": {"taught": 48, "held_out": 12, "judged": 1, "right": 0.9167, "before": 0.4167},
    }
    card.write_text(json.dumps(stated), "utf-8")
    server = start(folder / "log", DATELINE_MODELS=str(folder / "models"), DATELINE_WORKERS="1")
    yield Visits(browser, server.address)
    server.stop()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_topics_of_the_users_in_every_look(knowing: Visits, width: int, scheme: Scheme) -> None:
    """Their figures are there, what was not measured is said, and nothing is beyond the edge."""
    with knowing.visit("/model", width=width, scheme=scheme) as page:
        table = page.locator("[aria-labelledby=own-topics]")
        table.scroll_into_view_if_needed()
        keep(page, f"own-topics-{width}-{scheme}", whole=False)
        rows = table.locator("tbody tr")
        assert rows.nth(0).locator("td").all_inner_texts() == [
            *("93.3 %", "46.7 %", "30.0 %", "31 other, 1 politics", "4 other", "60")
        ]
        assert rows.nth(1).locator("td").all_inner_texts() == [*["not measured"] * 5, "12"]
        assert overflow(page) <= 0
        assert barriers(page) == []
