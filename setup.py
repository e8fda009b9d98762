"""The dependencies of an installed package: exactly the versions that requirements.txt names.

`dateline[batch]` has those of requirements-batch.txt. setuptools reads no file that has hashes, and
the model is only tested with these versions. Everything else about the package stands in
pyproject.toml.
"""

import re
from pathlib import Path

from setuptools import setup

REQUIREMENT = re.compile(r"^[\w.\[\]-]+==[^\\\n]+", re.MULTILINE)


def read(name: str) -> list[str]:
    """Return the pins of a file of requirements."""
    return REQUIREMENT.findall(Path(__file__).with_name(name).read_text("utf-8"))


setup(
    install_requires=read("requirements.txt"),
    extras_require={"batch": read("requirements-batch.txt")},
)
