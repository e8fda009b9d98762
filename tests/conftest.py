"""What the tests share: the app, the real page, and what may be skipped."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

# Before NumPy is imported: with a thread a core, small matrices take ten times the time, for the
# threads wait for each other, and the tests themselves run on every core.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from service import create_app
from service.settings import Settings
from tests.postgresql import Cluster

if TYPE_CHECKING:
    from tests.topics.newsroom import Desk

ROOT = Path(__file__).resolve().parent.parent
# Real pages belong to their publishers: they are read where they lie, and never copied here.
PAGES = Path(os.environ.get("DATELINE_PAGES", ROOT / "pages"))

# What a suite that is run often leaves out, by the marker that says so, and what would run it.
_LEFT_OUT = {"slow": "soaks and long fuzzing", "container": "container"}
_ALL = "bin/test --all"

# Where the machine is busy an example is slow, and so is making it: neither is a fault. The quick
# suite tries the same examples every time; the whole one looks for new ones.
_BUSY = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.register_profile("quick", _BUSY, max_examples=50, derandomize=True)
hypothesis_settings.register_profile("all", _BUSY, max_examples=300)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--all`."""
    parser.addoption("--all", action="store_true", help="run soaks, long fuzzing, the container")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples are tried, before any test module is read."""
    hypothesis_settings.load_profile("all" if config.getoption("--all") else "quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what only `--all` runs, and parts that DATELINE_REQUIRE does not name."""
    left_out = {} if config.getoption("--all") else _LEFT_OUT
    for item in items:
        for marker in left_out.keys() - _required():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"{left_out[marker]}: {_ALL}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was skipped, and what would run it."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.write_line(tell_skipped([report.longrepr[2] for report in skipped]))


def tell_skipped(reasons: list[str]) -> str:
    """Return the line for pytest's reasons, `Skipped: PART: REMEDY`: parts by their remedy."""
    parts: dict[str, list[str]] = {}
    for reason, count in Counter(reasons).items():
        part, _, remedy = reason.removeprefix("Skipped: ").partition(": ")
        parts.setdefault(remedy, []).append(f"{count} {part}")
    told = [", ".join(of) + (f" ({remedy})" if remedy else "") for remedy, of in parts.items()]
    return f"skipped: {', '.join(told)}"


def _required() -> set[str]:
    return set(os.environ.get("DATELINE_REQUIRE", "").split(","))


def unavailable(part: str, remedy: str) -> None:
    """Skip a test whose tool is missing; fail it where DATELINE_REQUIRE names the part."""
    if part in _required():
        pytest.fail(f"DATELINE_REQUIRE asks for {part}, but: {remedy}", pytrace=False)
    pytest.skip(f"{part}: {remedy}", allow_module_level=True)


@pytest.fixture(scope="session")
def thorough(pytestconfig: pytest.Config) -> bool:
    """Whether the whole suite runs, and not the quick one."""
    return bool(pytestconfig.getoption("--all"))


@pytest.fixture(scope="session")
def desk() -> Desk:
    """A small model of four topics, trained on eighty invented articles."""
    # What loads NumPy and scikit-learn is for the tests that want them.
    from service.topics.training.fit import train
    from tests.topics.newsroom import SEED, Desk, count_articles, write_edition

    terms, documents = count_articles(*write_edition())
    return Desk(terms, documents, train(documents, SEED))


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The defaults, whatever the environment says, and time enough on a busy machine."""
    return replace(Settings.from_environment({}), html_seconds=30.0, work_seconds=60.0)


@pytest.fixture(scope="session")
def app(settings: Settings) -> Iterator[Flask]:
    """The application with the shipped model."""
    app = create_app(settings)
    yield app
    app.extensions["dateline"].extractor.close()


@pytest.fixture(scope="session")
def keeping(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with a database for feedback."""
    path = tmp_path_factory.mktemp("feedback") / "feedback.sqlite3"
    app = create_app(replace(settings, database_url=f"sqlite:///{path}"))
    yield app
    app.extensions["dateline"].extractor.close()
    app.extensions["dateline"].feedback.store.database.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the application, in process."""
    return app.test_client()


@pytest.fixture
def keeping_client(keeping: Flask) -> FlaskClient:
    """A client of the application with a database."""
    return keeping.test_client()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A real PostgreSQL server."""
    try:
        cluster = Cluster.make()
    except FileNotFoundError:
        unavailable("postgresql", "initdb is not installed (apt-get install postgresql)")
        return
    yield cluster
    cluster.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/feedback.sqlite3"
    cluster: Cluster = request.getfixturevalue("postgresql")
    return cluster.new_database()


@pytest.fixture(scope="session")
def real_page() -> str:
    """A real news page as pasted from a browser: headline, captions, article, teasers, adverts."""
    path = PAGES / "000_1360b8dbb4362f71.txt"
    if not path.is_file():
        pytest.skip(f"real page: it is not in {PAGES}; name its folder in DATELINE_PAGES")
    return path.read_text("utf-8")
