"""The README and docs/ are true, and no page of the project leads nowhere."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.summaries.language_resources import supported_languages
from service.summaries.methods import ALGORITHMS
from service.topics.store.registry import Registry
from tests.conftest import ROOT
from tests.readme import DOCUMENTS, PAGES, README, lay_out, renew

API, OPERATING = ROOT / "docs" / "api.md", ROOT / "docs" / "operating.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_its_answers_and_tables_are_the_services(client: FlaskClient, page: Path) -> None:
    """Every printed answer is what the service answers, and every setting stands in the table."""
    text = page.read_text("utf-8")
    assert renew(text, client) == text, "run: .venv/bin/python -m tests.readme"


def test_there_are_answers_and_a_table_of_settings() -> None:
    """What is held to the code is there: an answer on the first screen, settings among docs/."""
    assert README.read_text("utf-8").split("<!-- answer -->")[0].count("\n") < 24
    assert "| setting | default | means |" in OPERATING.read_text("utf-8")


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_the_files_it_names_are_there(page: Path) -> None:
    """What a page links to, shows, tells to run or to send exists."""
    text = page.read_text("utf-8")
    for link in re.findall(r"\]\(([^)#:]+)(?:#[\w-]+)?\)", text):
        assert (page.parent / link).is_file(), link
    for path in re.findall(r"[`@ ]((?:bin|deploy|training_data|benchmarks)/[\w./-]+)", text):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_the_sections_it_links_to_are_there(page: Path) -> None:
    """A link into a page leads to a heading of it."""
    text = page.read_text("utf-8")
    for path, anchor in re.findall(r"\]\(([^)#:]*)#([\w-]+)\)", text):
        target = (page.parent / path).read_text("utf-8") if path else text
        headings = re.findall(r"^#+ (.+)$", target, re.MULTILINE)
        anchors = [re.sub(r"[^\w -]", "", name).lower().replace(" ", "-") for name in headings]
        assert anchor in anchors


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_a_page_is_whole(page: Path) -> None:
    """Blocks of code are closed, headings stand apart, and no line stands there twice at once."""
    lines = page.read_text("utf-8").splitlines()
    code = False
    for before, line in pairwise(["", *lines]):
        assert not line or line != before or code, line
        if line.startswith("```"):
            code = not code
        elif not code:
            assert not line.startswith("#") or not before, line
    assert not code


def test_every_decision_is_listed_in_its_order() -> None:
    """The list names each file once, by number."""
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"^\| \[\d+\]\(([^)]+)\)", (folder / "README.md").read_text("utf-8"), re.M)
    assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))


def test_every_route_is_named(app: Flask) -> None:
    """Every address that a client may ask stands in the documentation."""
    text = "".join(page.read_text("utf-8") for page in PAGES)
    for rule in app.url_map.iter_rules():
        if "<" not in str(rule):
            assert f"{rule}`" in text, rule


def test_it_names_the_languages_that_sumys_methods_work_in() -> None:
    """No language is missing, and none is promised in vain."""
    assert f"| `{' '.join(supported_languages())}`," in API.read_text("utf-8")


def test_it_names_every_method() -> None:
    """No method is missing from the options."""
    text = API.read_text("utf-8")
    assert all(name in text for name in ALGORITHMS)


def test_the_figures_of_topics_are_the_shipped_models() -> None:
    """What the README claims of topics is what the card says, which `evaluate` measures anew."""
    found = Registry(ROOT / "models").load().card.evaluation
    assert found is not None
    assert found.macro_f1_interval is not None
    assert found.answered is not None
    assert found.calibration is not None
    low, high = found.macro_f1_interval
    text = README.read_text("utf-8")
    assert f"| {found.macro_f1:.3f} (95 %: {low:.3f} to {high:.3f}) |" in text
    # A card older than second topics has no other share: where none is right, the two are one.
    held = found.answered.right if found.defensible is None else found.answered.defensible
    assert f"| {100 * found.answered.share:.0f} %, {100 * (held or 0):.1f} % |" in text
    assert f"| {found.calibration.expected_error:.3f} |" in text
    wrong = 100 * (1 - found.topics["crime"].precision)
    assert f"of 100 articles given as crime, {wrong:.0f} are" in text


@pytest.mark.parametrize(
    "value",
    [{}, [], {"a": []}, {"a": [{"b": "x" * 90, "c": [1] * 60}, None]}, "\n", [[["y" * 99]]]],
)
def test_an_answer_that_is_laid_out_is_the_answer(value: Any) -> None:
    """Line breaks stand between members only, so that what is printed is what was answered."""
    shown = lay_out(value)
    assert json.loads(shown) == value
    assert max(map(len, shown.splitlines())) < 210
