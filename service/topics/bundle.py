"""A topic model on disk: one folder with `model.skops`, `manifest.json` and `card.json`.

The format has a number. It rises when a reader of the old one could not read the new; formats
named in `READABLE` are loadable and tested. A manifest names the SHA-256 of `model.skops`, so a
truncated or exchanged file is found before it is opened. skops, not pickle: a pickle runs what it
is told to, a skops file only makes objects of types on our list.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import skops.io
from sklearn.pipeline import Pipeline

from service.topics.errors import ModelBroken, ModelUntrusted, NoModel

FORMAT = 1
READABLE = frozenset({1})
# skops trusts numpy's arrays and scikit-learn's estimators by itself. Nothing of ours is pickled,
# so the list of types trusted beyond those is empty, and that is what is checked.
TRUSTED: frozenset[str] = frozenset()

MODEL, MANIFEST, CARD = "model.skops", "manifest.json", "card.json"


@dataclass(frozen=True)
class Manifest:
    """What a model is: enough to check it, name it and make it again."""

    version: str
    trained_at: str
    classes: list[str]
    languages: list[str]
    threshold: float
    temperature: float
    least_words: int
    sha256: str
    data_digest: str
    seed: int
    libraries: dict[str, str]
    format: int = FORMAT
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Bundle:
    """A model in memory.

    `terms` names the columns; `pipeline` is scikit-learn's TfidfTransformer and
    LogisticRegression over counts of them.
    """

    manifest: Manifest
    card: dict[str, Any]
    terms: list[str]
    pipeline: Pipeline


def save_bundle(folder: Path, terms: list[str], pipeline: Pipeline) -> str:
    """Write `model.skops` into the folder and return its SHA-256."""
    path = folder / MODEL
    skops.io.dump(
        {"terms": np.array(terms), "pipeline": pipeline}, path, compression=zipfile.ZIP_DEFLATED
    )
    return _digest(path)


def write_papers(folder: Path, manifest: Manifest, card: dict[str, Any]) -> None:
    """Write the manifest and the card beside the model."""
    (folder / CARD).write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", "utf-8")
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1) + "\n", "utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read a model's manifest; raises `NoModel` or `ModelBroken`."""
    papers = _read_json(folder / MANIFEST)
    if papers.get("format") not in READABLE:
        raise ModelBroken(
            f"{folder.name} has format {papers.get('format')}; this version reads"
            f" {sorted(READABLE)}. Train it again with bin/retrain."
        )
    try:
        return Manifest(**papers)
    except TypeError as error:
        raise ModelBroken(f"{folder.name}/{MANIFEST} lacks or adds a field: {error}") from error


def load_bundle(folder: Path) -> Bundle:
    """Read and check a model.

    Raises `NoModel` where there is none, `ModelBroken` where a file is missing, altered or of
    another format, and `ModelUntrusted` where it holds types not on the list.
    """
    manifest = read_manifest(folder)
    card = _read_json(folder / CARD)
    path = folder / MODEL
    if not path.is_file():
        raise ModelBroken(f"{folder.name} has no {MODEL}. Promote another version, or retrain.")
    if _digest(path) != manifest.sha256:
        raise ModelBroken(
            f"{folder.name}/{MODEL} is not the file its manifest names (SHA-256 differs)."
            " Restore it, or promote another version."
        )
    try:
        untrusted = set(skops.io.get_untrusted_types(file=path)) - TRUSTED
        if untrusted:
            raise ModelUntrusted(f"{folder.name}/{MODEL} holds types not trusted: {untrusted}")
        content = skops.io.load(path, trusted=sorted(TRUSTED))
        terms, pipeline = content["terms"].tolist(), content["pipeline"]
    except (zipfile.BadZipFile, KeyError, TypeError, AttributeError, ValueError) as error:
        raise ModelBroken(f"{folder.name}/{MODEL} cannot be read: {error}") from error
    return Bundle(manifest, card, terms, _checked(pipeline, len(terms), manifest))


def _checked(pipeline: Any, terms: int, manifest: Manifest) -> Pipeline:
    steps = getattr(pipeline, "named_steps", {})
    coefficients: npt.NDArray[np.float64] | None = getattr(steps.get("logistic"), "coef_", None)
    if coefficients is None or coefficients.shape != (len(manifest.classes), terms):
        raise ModelBroken(f"{manifest.version}/{MODEL} does not fit its manifest.")
    if not isinstance(pipeline, Pipeline):
        raise ModelBroken(f"{manifest.version}/{MODEL} holds no scikit-learn pipeline.")
    return pipeline


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise NoModel(f"There is no {path.name} in {path.parent}.") from None
    except ValueError as error:
        raise ModelBroken(f"{path.parent.name}/{path.name} is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise ModelBroken(f"{path.parent.name}/{path.name} is not a JSON object.")
    return content


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
