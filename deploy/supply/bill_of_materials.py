"""The bill of materials of the container, as CycloneDX: what the image holds, and whose it is.

It is derived from the files that the image is built of, so that the same checkout gives the same
bytes on every machine: without a time, and with a serial number that is a digest of the rest.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.markers import Marker

from service import __version__
from service.disk import written_beside
from service.topics.store.bundle import MODEL, read_manifest
from service.topics.store.registry import Registry

ROOT = Path(__file__).resolve().parents[2]
#: Where it is written, beside what else is built.
PLACE = ROOT / "build" / f"dateline-{__version__}.cdx.json"

_LICENCES = Path(__file__).with_name("licences.toml")
_PIN = re.compile(
    r"(?P<name>[\w.-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\]+))?"
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_BASE = re.compile(r"^FROM (?P<name>python):(?P<tag>(?P<python>\d+\.\d+)\S*)", re.MULTILINE)
_NAMESPACE = uuid5(NAMESPACE_URL, "https://cyclonedx.org/bom/dateline")


class NotListed(Exception):
    """A bill cannot be made, since something is not known of what it lists."""


@dataclass(frozen=True)
class Package:
    """A package that the image installs, and the SHA-256 of each file that it may come from."""

    name: str
    version: str
    hashes: tuple[str, ...]


def packages(requirements: str, python: str) -> Iterator[Package]:
    """Yield the pinned packages of a requirements file that Python `python`, on Linux, installs.

    Raises `NotListed` for what has no version.
    """
    environment = _environment(python)
    for pin in re.split(r"\n(?=[\w])", requirements.strip()):
        found = _PIN.match(pin)
        if found is None:
            raise NotListed(f"{pin[:60]!r} is no package with one version: NAME==VERSION.")
        marker = found["marker"]
        if marker is None or Marker(marker.strip()).evaluate(environment):
            yield Package(found["name"], found["version"], tuple(sorted(_HASH.findall(pin))))


def base_image(dockerfile: str) -> tuple[str, str, str]:
    """Return the name and tag of the image that the last stage begins with, and its Python."""
    stages = list(_BASE.finditer(dockerfile))
    if not stages:
        raise NotListed("The Dockerfile begins with no image of Python: FROM python:3.13-….")
    return stages[-1]["name"], stages[-1]["tag"], stages[-1]["python"]


def make_bill() -> str:
    """Return the bill of materials of this checkout's image, as JSON that keeps its schema.

    Raises `NotListed` for a package without a licence, or what the files do not say.
    """
    base, tag, python = base_image((ROOT / "Dockerfile").read_text("utf-8"))
    licences = tomllib.loads(_LICENCES.read_text("utf-8"))
    held = [
        _of_base(base, tag),
        _of_model(),
        *(
            _of_package(package, licences)
            for package in packages((ROOT / "requirements.txt").read_text("utf-8"), python)
        ),
    ]
    bill = Bom(components=held)
    service = Component(
        type=ComponentType.APPLICATION,
        name="dateline",
        version=__version__,
        bom_ref="dateline",
        licenses=[LicenseFactory().make_with_id("Apache-2.0")],
        purl=PackageURL("oci", name="dateline", qualifiers={"tag": __version__}),
    )
    bill.metadata.component = service
    bill.register_dependency(service, held)
    bill.serial_number = UUID(int=0)
    bill.serial_number = uuid5(_NAMESPACE, _written(bill))
    text = _written(bill)
    faults = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if faults is not None:
        raise NotListed(f"What was made does not keep CycloneDX's schema: {faults}.")
    return text


def write_bill(place: Path) -> None:
    """Write the bill of this checkout's image; raises `NotListed`, and `OSError`."""
    bill = make_bill()
    place.parent.mkdir(parents=True, exist_ok=True)
    with written_beside(place) as file:
        file.write(bill.encode())


def _environment(python: str) -> dict[str, str | AbstractSet[str]]:
    return {
        "implementation_name": "cpython",
        "os_name": "posix",
        "platform_python_implementation": "CPython",
        "platform_system": "Linux",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "linux",
    }


def _of_package(package: Package, licences: dict[str, str]) -> Component:
    name, version = package.name, package.version
    if name not in licences:
        raise NotListed(
            f"The licence of {name} {version} is not known. See what it states, and give it a line"
            f' in deploy/supply/{_LICENCES.name}, such as {name} = "MIT".'
        )
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(f"https://pypi.org/project/{name}/{version}/"),
        hashes=[_digest(digest) for digest in package.hashes],
    )
    purl = PackageURL("pypi", name=name, version=version)
    return Component(
        type=ComponentType.LIBRARY,
        name=name,
        version=version,
        bom_ref=purl.to_string(),
        licenses=[LicenseFactory().make_from_string(licences[name])],
        purl=purl,
        external_references=[files],
    )


def _of_base(name: str, tag: str) -> Component:
    purl = PackageURL("docker", name=name, version=tag)
    return Component(
        type=ComponentType.CONTAINER,
        name=name,
        version=tag,
        bom_ref=purl.to_string(),
        purl=purl,
        description="The image below; its own Debian packages are not listed here.",
        properties=[Property(name="dateline:listed", value="no")],
    )


def _of_model() -> Component:
    shipped = Registry(ROOT / "models")
    manifest = read_manifest(shipped.path(shipped.current()))
    return Component(
        type=ComponentType.MACHINE_LEARNING_MODEL,
        name="dateline-topics",
        version=manifest.version,
        bom_ref=f"models/{manifest.version}/{MODEL}",
        licenses=[LicenseFactory().make_with_id("Apache-2.0")],
        hashes=[_digest(manifest.sha256)],
    )


def _digest(sha256: str) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=sha256)


def _written(bill: Bom) -> str:
    """The bill as JSON, without the time that the library gives each."""
    stated = json.loads(JsonV1Dot6(bill).output_as_string())
    del stated["metadata"]["timestamp"]
    return json.dumps(stated, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the bill, and say where it is."""
    try:
        write_bill(PLACE)
    except NotListed as error:
        print(f"bin/sbom: {error}", file=sys.stderr)
        sys.exit(1)
    print(PLACE.relative_to(ROOT))


if __name__ == "__main__":
    main()
