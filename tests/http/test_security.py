"""Answers are of no use to another site's page, and no cache keeps an article."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.messy import ARTICLE

PATHS = ["/livez", "/readyz", "/v1/model", "/metrics", "/openapi.json", "/nowhere", "/v1/topic"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_and_problem_has_the_headers(client: FlaskClient, path: str) -> None:
    """A browser may not guess its type, load, run or frame anything, or tell where it has been."""
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("body", [{"text": ARTICLE}, {"text": ""}])
def test_no_cache_keeps_an_article(client: FlaskClient, body: dict[str, str]) -> None:
    """Answers and problems to what was sent may not be stored on the way."""
    assert client.post("/v1/topic", json=body).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["POST", "OPTIONS"])
def test_other_sites_pages_are_given_nothing(client: FlaskClient, method: str) -> None:
    """No origin is allowed, neither in a preflight nor in an answer."""
    headers = {
        "Origin": "https://elsewhere.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = client.open("/v1/topic", method=method, json={"text": ARTICLE}, headers=headers)
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_markup_in_a_path_stays_text(client: FlaskClient) -> None:
    """A problem that names the address is JSON, so that markup in it is never a page."""
    answer = client.get("/<script>alert(1)</script>")
    assert answer.content_type == "application/problem+json"
    assert answer.status_code == 404
