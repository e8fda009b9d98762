"""The article view in a real browser."""

from __future__ import annotations

import pytest

from tests.page.browsing import LOOKS, Scheme, Visits, barriers, keep, overflow

pytestmark = pytest.mark.page


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_form_in_every_look(visits: Visits, width: int, scheme: Scheme) -> None:
    """Nothing stands beyond the edge, and axe-core finds no serious barrier."""
    with visits.visit("/", width=width, scheme=scheme) as page:
        keep(page, f"form-{width}-{scheme}")
        assert overflow(page) <= 0
        assert barriers(page) == []
