"""Each file of requirements names all that its packages need: pip does not look for more.

What packages need is read from those that are installed, for every Python that Dateline runs on.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

FURTHER = ("batch", "dev", "ray", "tracing")
PYTHONS = ("3.11.9", "3.12.9", "3.13.9", "3.14.9")


def marked(python: str) -> dict[str, str]:
    """What markers know of a Python, beside the machine."""
    return {"python_version": python.rpartition(".")[0], "python_full_version": python}


def wanted(name: str) -> dict[str, set[str]]:
    """The packages that a file of requirements begins with, and their extras; with those below."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if line.startswith("-r "):
            found |= wanted(line.removeprefix("-r "))
        elif line and not line.startswith(("#", "-")):
            requirement = Requirement(line.partition(" #")[0])
            found[canonicalize_name(requirement.name)] = set(requirement.extras)
    return found


def named(name: str, python: str) -> set[str]:
    """The packages that a file with versions has for a Python."""
    text = (ROOT / f"{name}.txt").read_text("utf-8")
    lines = re.findall(r"^([\w.-]+==[^\\\n]+)", text, re.MULTILINE)
    return {
        canonicalize_name(one.name)
        for one in map(Requirement, lines)
        if one.marker is None or one.marker.evaluate(marked(python))
    }


def needed(name: str, extras: set[str], python: str) -> list[Requirement]:
    """What a package says that it needs, with these extras; nothing where it is not here."""
    try:
        stated = distribution(name).requires or []
    except PackageNotFoundError:
        return []
    return [
        requirement
        for requirement in map(Requirement, stated)
        if requirement.marker is None
        or any(
            requirement.marker.evaluate({**marked(python), "extra": extra})
            for extra in ("", *extras)
        )
    ]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", ["requirements", *(f"requirements-{one}" for one in FURTHER)])
def test_requirements_name_all_that_is_needed(name: str, python: str) -> None:
    """Whatever a package needs, or needs for its extras, has a version there for each Python."""
    there = named(name, python)
    waiting, seen = [*wanted(f"{name}.in").items()], set()
    while waiting:
        package, extras = waiting.pop()
        assert package in there
        if (package, *sorted(extras)) not in seen:
            seen.add((package, *sorted(extras)))
            waiting += [
                (canonicalize_name(one.name), {canonicalize_name(extra) for extra in one.extras})
                for one in needed(package, extras, python)
            ]
    assert len(seen) > 40
