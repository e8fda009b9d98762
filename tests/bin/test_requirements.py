"""Each file of requirements names all that its packages need: pip does not look for more."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT


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


def needed(name: str, extras: set[str]) -> list[Requirement]:
    """What a package says that it needs here, with these extras; nothing where it is not here."""
    try:
        stated = distribution(name).requires or []
    except PackageNotFoundError:
        return []
    return [
        requirement
        for requirement in map(Requirement, stated)
        if requirement.marker is None
        or any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras))
    ]


@pytest.mark.parametrize(
    "name", ["requirements", "requirements-batch", "requirements-dev", "requirements-tracing"]
)
def test_requirements_name_all_that_is_needed(name: str) -> None:
    """Whatever a package needs, or needs for its extras, has a version there."""
    text = (ROOT / f"{name}.txt").read_text("utf-8")
    named = {canonicalize_name(one) for one in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    waiting, seen = [*wanted(f"{name}.in").items()], set()
    while waiting:
        package, extras = waiting.pop()
        assert package in named
        if (package, *sorted(extras)) not in seen:
            seen.add((package, *sorted(extras)))
            waiting += [
                (canonicalize_name(one.name), {canonicalize_name(extra) for extra in one.extras})
                for one in needed(package, extras)
            ]
    assert len(seen) > 40
