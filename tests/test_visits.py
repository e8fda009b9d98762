"""A document can be followed through the code."""

from __future__ import annotations

import sys

from flask.testing import FlaskClient

from benchmarks.visits import Call, Visits, by_room, follow, own_page, stays, visits, within
from tests.conftest import ROOT
from tests.messy import PAGE

MOST_MODULES, MOST_RETURNS = 71, 87
MOST_ROOMS, MOST_RETURNS_TO_ROOMS = 13, 44


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


def test_rooms_are_folders(client: FlaskClient) -> None:
    """Calls in modules of one folder behind each other are one stay in it; service/ is one too."""
    calls = [Call(name, "f") for name in ("a/b/c", "a/b/d", "a/e", "analysis", "a/e")]
    assert stays(by_room(calls)) == ["a/b", "a", ".", "a"]
    assert visits(by_room(follow(client, PAGE))).modules < visits(follow(client, PAGE)).modules


def test_comprehensions_belong_to_their_function(client: FlaskClient) -> None:
    """No call is of a comprehension, whatever the version of Python makes of it."""
    functions = {call.function for call in follow(client, PAGE)}
    assert not [name for name in functions if "comp>" in name or "genexpr>" in name]
    assert any("<locals>" in name for name in functions)


def test_a_document_comes_back_no_more_often_than_it_did(client: FlaskClient) -> None:
    """Modules and rooms of the longest of our pages, and the returns to them, by first calls.

    Where a change makes them fewer, lower the figures; docs/decisions/0058 says what was tried.
    """
    first = list(dict.fromkeys(within(follow(client, own_page()))))
    modules, rooms = visits(first), visits(by_room(first))
    assert modules.modules <= MOST_MODULES
    assert modules.returns <= MOST_RETURNS
    assert rooms.modules <= MOST_ROOMS
    assert rooms.returns <= MOST_RETURNS_TO_ROOMS
