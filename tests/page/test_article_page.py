"""The article view in a real browser."""

from __future__ import annotations

import pytest

from tests.page.browsing import LOOKS, Scheme, Visits, barriers, keep, overflow

pytestmark = pytest.mark.page


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_look(visits: Visits, width: int, scheme: Scheme) -> None:
    """Form, result and problem: nothing stands beyond the edge, and axe-core finds no barrier."""
    with visits.visit("/", width=width, scheme=scheme) as page:
        keep(page, f"form-{width}-{scheme}")
        assert overflow(page) <= 0
        assert barriers(page) == []
        page.get_by_role("link", name="a messy web page").click()
        page.locator("#result").wait_for()
        keep(page, f"result-{width}-{scheme}")
        assert overflow(page) <= 0
        assert barriers(page) == []
        page.locator("#editor > summary").click()
        page.fill("#text", " ")
        page.click("#go")
        page.locator("#problem p").wait_for()
        keep(page, f"problem-{width}-{scheme}")
        assert overflow(page) <= 0
        assert barriers(page) == []
