"""SECURITY.md promises nothing that no test holds."""

from __future__ import annotations

import ast
import re

import pytest

from tests.conftest import ROOT

TEXT = (ROOT / "SECURITY.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and "`tests/" in line
]


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_each_test_that_it_names_is_there(path: str, name: str) -> None:
    """The file has a test function of that name."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_row_names_a_test() -> None:
    """No promise and no answer to a threat stands without one."""
    tables = [line for line in TEXT.splitlines() if re.match(r"\| (?!promise|threat)", line)]
    assert len(tables) == len(ROWS) > 15
    assert all("`tests/" in row[-1] for row in ROWS)


def test_the_ten_threats_are_answered_in_order() -> None:
    """None of OWASP's ten is left out."""
    threats = [row[0] for row in ROWS if len(row) == 3]
    assert [name.split()[0] for name in threats] == [f"API{n}" for n in range(1, 11)]


@pytest.mark.parametrize(
    "name",
    [
        "requirements.txt",
        "requirements-batch.txt",
        "requirements-dev.txt",
        "requirements-ray.txt",
        "requirements-s3.txt",
        "requirements-tracing.txt",
    ],
)
def test_every_package_is_pinned_by_its_hash(name: str) -> None:
    """Each package has one version and at least one hash, and the image asks for both."""
    text = (ROOT / name).read_text("utf-8")
    packages = re.split(r"\n(?=[a-zA-Z0-9])", text.strip())
    assert len(packages) > 20
    for package in packages:
        assert re.match(r"[\w.\[\]-]+==[\w.+!]+", package), package[:60]
        assert "--hash=sha256:" in package, package[:60]
    assert "--require-hashes" in (ROOT / "Dockerfile").read_text("utf-8")
