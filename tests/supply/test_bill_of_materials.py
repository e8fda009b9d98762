"""The bill of materials lists what the image holds, and is the same wherever it is made."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from license_expression import get_spdx_licensing

from deploy.supply import bill_of_materials
from deploy.supply.bill_of_materials import (
    NotListed,
    base_image,
    main,
    make_bill,
    packages,
)
from service import __version__
from tests.conftest import ROOT

REQUIREMENTS = (ROOT / "requirements.txt").read_text("utf-8")
_EXPRESSION = re.compile(r"[\w.+-]+(?: (?:AND|OR|WITH) [\w.+-]+)*")
LICENCES = tomllib.loads((ROOT / "deploy" / "supply" / "licences.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def text() -> str:
    """The bill as it is written."""
    return make_bill()


@pytest.fixture(scope="module")
def bill(text: str) -> dict[str, Any]:
    """The bill as it is read."""
    read: dict[str, Any] = json.loads(text)
    return read


def libraries(bill: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The packages of a bill, by name."""
    return {item["name"]: item for item in bill["components"] if item["type"] == "library"}


def test_every_package_is_in_it_with_its_version(bill: dict[str, Any]) -> None:
    """What requirements.txt pins is there, but for what is for other Pythons and systems alone."""
    pinned = re.findall(r"^([\w.-]+)(?:\[\w+\])?==([^\s;]+)(.*)", REQUIREMENTS, re.MULTILINE)
    listed = libraries(bill)
    without = {name for name, _, _ in pinned} - listed.keys()
    assert without == {"async-timeout", "colorama", "fasttext-predict-v2"}
    for name, version, rest in pinned:
        if ";" not in rest:
            assert listed[name]["version"] == version
    assert len(listed) > 70
    assert set(listed) <= {name for name, _, _ in pinned}


def test_of_two_versions_the_images_is_listed() -> None:
    """Marks for Pythons and systems are read as the image's Python and Linux read them."""
    pins = "\n".join(
        [
            "one==1.0 ; python_full_version < '3.12' \\",
            "    --hash=sha256:" + "a" * 64,
            "one==2.0 ; python_full_version >= '3.12' \\",
            "    --hash=sha256:" + "c" * 64 + " \\",
            "    --hash=sha256:" + "b" * 64,
            "two[extra]==3.1 ; sys_platform == 'win32' \\",
            "    --hash=sha256:" + "d" * 64,
        ]
    )
    old, new = ([*packages(pins, python)] for python in ("3.11", "3.13"))
    assert [item.version for item in old] == ["1.0"]
    assert [(item.version, item.hashes) for item in new] == [("2.0", ("b" * 64, "c" * 64))]


def test_each_has_hashes_licence_and_address(bill: dict[str, Any]) -> None:
    """The hashes are those of requirements.txt, the licence one that SPDX knows."""
    known = get_spdx_licensing()
    for name, item in libraries(bill).items():
        (files,) = item["externalReferences"]
        digests = [digest["content"] for digest in files["hashes"]]
        assert digests
        assert all(f"--hash=sha256:{digest}" in REQUIREMENTS for digest in digests)
        assert item["purl"] == f"pkg:pypi/{name}@{item['version']}"
        (licence,) = item["licenses"]
        stated = licence.get("expression") or licence["license"]["id"]
        assert stated == LICENCES[name]
        assert known.validate(stated).errors == [], name


def test_licences_are_what_the_packages_state() -> None:
    """Where a package states a licence as SPDX writes it, the table says the same; no more."""
    named = {item.name for version in ("3.11", "3.13") for item in packages(REQUIREMENTS, version)}
    assert LICENCES.keys() == named - {"async-timeout"}
    known = get_spdx_licensing()
    compared = 0
    for name in sorted(LICENCES):
        papers = metadata.metadata(name)
        # What older packages write under License is now and then an expression, too.
        key = "License-Expression" if "License-Expression" in papers else "License"
        stated = papers[key] if key in papers else ""  # noqa: SIM401 - it has no get for mypy
        if _EXPRESSION.fullmatch(stated) and not known.validate(stated).errors:
            assert LICENCES[name] == stated, name
            compared += 1
    assert compared > 50


def test_it_keeps_the_schema(text: str) -> None:
    """CycloneDX's own validator has nothing to say, and it would have."""
    check = JsonStrictValidator(SchemaVersion.V1_6)
    assert check.validate_str(text) is None
    assert check.validate_str(text.replace('"library"', '"leaflet"', 1)) is not None


def test_the_same_checkout_gives_the_same_bytes(text: str) -> None:
    """No time is in it, and its serial number tells one bill from another."""
    assert make_bill() == text
    assert "timestamp" not in text


def test_another_content_has_another_serial_number(
    bill: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bill of another release is another document."""
    monkeypatch.setattr(bill_of_materials, "__version__", "9.9.9")
    other = json.loads(make_bill())
    assert other["serialNumber"] != bill["serialNumber"]
    assert other["metadata"]["component"]["version"] == "9.9.9"


def test_it_tells_the_service_the_model_and_the_image_below(bill: dict[str, Any]) -> None:
    """All three have a version, the model its digest; and the service depends on all there is."""
    others = {item["type"]: item for item in bill["components"] if item["type"] != "library"}
    service = bill["metadata"]["component"]
    assert (service["name"], service["version"]) == ("dateline", __version__)
    current = (ROOT / "models" / "current").read_text("utf-8").strip()
    manifest = json.loads((ROOT / "models" / current / "manifest.json").read_text("utf-8"))
    model = others["machine-learning-model"]
    assert model["version"] == current
    assert [item["content"] for item in model["hashes"]] == [manifest["sha256"]]
    below = others["container"]
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    assert f"\nFROM {below['name']}:{below['version']}\n" in dockerfile
    (whole,) = [item for item in bill["dependencies"] if item["ref"] == "dateline"]
    assert set(whole["dependsOn"]) == {item["bom-ref"] for item in bill["components"]}


def test_a_package_without_a_licence_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written, and what is said tells where its line goes."""
    table = tmp_path / "licences.toml"
    table.write_text('alembic = "MIT"\n', "utf-8")
    monkeypatch.setattr(bill_of_materials, "_LICENCES", table)
    monkeypatch.setattr(bill_of_materials, "PLACE", tmp_path / "bill.json")
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert 'annotated-types = "MIT"' in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["licences.toml"]


@pytest.mark.parametrize("pins", ["flask>=3", "flask", "./wheel.whl"])
def test_what_has_no_version_is_refused(pins: str) -> None:
    """It is named, with the form that it takes."""
    with pytest.raises(NotListed, match="NAME==VERSION"):
        [*packages(pins, "3.13")]


def test_the_last_stage_is_the_image() -> None:
    """What a stage before was made from is not in it."""
    stages = "FROM python:3.12 AS packages\nRUN true\nFROM python:3.13-slim\n"
    assert base_image(stages) == ("python", "3.13-slim", "3.13")
    with pytest.raises(NotListed, match="no image of Python"):
        base_image("FROM debian:12\n")
