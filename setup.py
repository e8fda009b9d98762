"""The dependencies of an installed package: exactly the versions that requirements.txt names.

setuptools reads no file that has hashes, and the model is only tested with these versions.
Everything else about the package stands in pyproject.toml.
"""

import re
from pathlib import Path

from setuptools import setup

REQUIREMENT = re.compile(r"^[\w.\[\]-]+==[^\\\n]+", re.MULTILINE)

setup(
    install_requires=REQUIREMENT.findall(
        Path(__file__).with_name("requirements.txt").read_text("utf-8")
    )
)
