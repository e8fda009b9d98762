"""The README is true."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from service.summaries.languages import supported_languages
from service.summaries.summarize import ALGORITHMS
from tests.conftest import ROOT
from tests.readme import README, renew


def test_its_answers_and_tables_are_the_services(client: FlaskClient) -> None:
    """Every printed answer is what the service answers, and every setting stands in the table."""
    text = README.read_text("utf-8")
    assert renew(text, client) == text, "run: .venv/bin/python -m tests.readme"


def test_the_files_it_names_are_there() -> None:
    """What the README tells to run or send exists."""
    text = README.read_text("utf-8")
    for path in re.findall(r"(?:^\$ |@)((?:bin|training_data)/[\w./-]+)", text, re.MULTILINE):
        assert (ROOT / path).is_file(), path


def test_it_names_the_languages_that_sumys_methods_work_in() -> None:
    """No language is missing, and none is promised in vain."""
    assert f"| `{' '.join(supported_languages())}`," in README.read_text("utf-8")


def test_it_names_every_method() -> None:
    """No method is missing from the options."""
    text = README.read_text("utf-8")
    assert all(name in text for name in ALGORITHMS)
