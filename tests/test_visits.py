"""A document can be followed through the code."""

from __future__ import annotations

import sys

from flask.testing import FlaskClient

from benchmarks.visits import Call, Visits, follow, stays, visits
from tests.conftest import ROOT
from tests.messy import PAGE


def test_a_stay_is_a_run_of_calls_within_a_module() -> None:
    """Calls of one module behind each other are one stay; a module that was left is returned to."""
    calls = [Call(module, name) for module, name in ("af", "ag", "bf", "af", "cf", "cg", "bf")]
    assert stays(calls) == ["a", "b", "a", "c", "b"]
    assert visits(calls) == Visits(modules=3, stays=5)
    assert visits(calls).returns == 2
    assert visits([]) == Visits(0, 0)


def test_a_document_is_followed_from_the_request_to_the_answer(client: FlaskClient) -> None:
    """All modules are files of service/, every stage is among them, and the watch ends."""
    calls = follow(client, PAGE)
    modules = {call.module for call in calls}
    assert all((ROOT / "service" / f"{module}.py").is_file() for module in modules)
    assert {module.partition("/")[0] for module in modules} >= {
        "http",
        "articles",
        "topics",
        "summaries",
    }
    assert visits(calls).returns > 0
    assert sys.getprofile() is None
