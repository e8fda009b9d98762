"""What the tests share: the app, the real page, and what may be skipped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings

from service import create_app
from service.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
# Real pages belong to their publishers: they are read where they lie, and never copied here.
PAGES = Path(os.environ.get("DATELINE_PAGES", ROOT / "pages"))

# What takes too long has a test of its own; an example is slow where the machine is busy.
hypothesis_settings.register_profile("dateline", deadline=None)
hypothesis_settings.load_profile("dateline")


def unavailable(part: str, remedy: str) -> None:
    """Skip a test whose tool is missing; fail it where DATELINE_REQUIRE names the part."""
    required = os.environ.get("DATELINE_REQUIRE", "").split(",")
    if part in required:
        pytest.fail(f"DATELINE_REQUIRE asks for {part}, but: {remedy}", pytrace=False)
    pytest.skip(remedy)


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The defaults, whatever the environment says."""
    return Settings.from_environment({})


@pytest.fixture(scope="session")
def app(settings: Settings) -> Iterator[Flask]:
    """The application with the shipped model."""
    app = create_app(settings)
    yield app
    app.extensions["dateline"].extractor.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the application, in process."""
    return app.test_client()


@pytest.fixture(scope="session")
def real_page() -> str:
    """A real news page as pasted from a browser: headline, captions, article, teasers, adverts."""
    path = PAGES / "000_1360b8dbb4362f71.txt"
    if not path.is_file():
        pytest.skip(f"the real page is not in {PAGES}; name its folder in DATELINE_PAGES")
    return path.read_text("utf-8")
