"""A topic model on disk: one folder with `model.skops`, `manifest.json` and `card.json`.

The format has a number. It rises when a reader of the old one could not read the new; formats
named in `READABLE` are loadable and tested. A field keeps the name that it has in the files of a
format, whatever it is called here: `min_words` is stored as `least_words`.

A manifest names the SHA-256 of `model.skops`, so a truncated or exchanged file is found before it
is opened. skops, not pickle: a pickle runs what it is told to, a skops file only makes objects of
types on our list.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import skops.io
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config
from pydantic_core import ErrorDetails
from sklearn.pipeline import Pipeline
from skops.io.exceptions import UntrustedTypesFoundException

from service.topics.card.card import Card, card_to_json, parse_card
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
    min_words: Annotated[int, Field(alias="least_words")]
    sha256: str
    data_digest: str
    seed: int
    libraries: dict[str, str]
    verdict: str = ""
    forced: bool = False
    format: int = FORMAT


_MANIFEST = TypeAdapter(with_config(ConfigDict(extra="forbid"))(Manifest))


@dataclass(frozen=True)
class Bundle:
    """A model in memory.

    `terms` names the columns; `pipeline` is scikit-learn's TfidfTransformer and
    LogisticRegression over counts of them.
    """

    manifest: Manifest
    card: Card
    terms: list[str]
    pipeline: Pipeline


def save_bundle(folder: Path, terms: list[str], pipeline: Pipeline) -> str:
    """Write `model.skops` into the folder and return its SHA-256."""
    path = folder / MODEL
    skops.io.dump(
        {"terms": np.array(terms), "pipeline": pipeline}, path, compression=zipfile.ZIP_DEFLATED
    )
    return _digest(path)


def manifest_to_json(manifest: Manifest) -> dict[str, Any]:
    """Return the JSON object that states the manifest, by its stored names."""
    stated: dict[str, Any] = _MANIFEST.dump_python(manifest, mode="json", by_alias=True)
    return stated


def write_manifest_and_card(folder: Path, manifest: Manifest, card: Card) -> None:
    """Write the manifest and the card beside the model."""
    (folder / CARD).write_text(
        json.dumps(card_to_json(card), indent=1, sort_keys=True) + "\n", "utf-8"
    )
    (folder / MANIFEST).write_text(json.dumps(manifest_to_json(manifest), indent=1) + "\n", "utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read a model's manifest; raises `NoModel` or `ModelBroken`."""
    stored = _read_json(folder / MANIFEST)
    if stored is None:
        raise NoModel(f"There is no {MANIFEST} in {folder}. Promote another version, or retrain.")
    written = stored.get("format")
    if not isinstance(written, int) or written not in READABLE:
        raise ModelBroken(
            folder.name, f"has format {written!r}; this version reads {sorted(READABLE)}"
        )
    try:
        return _MANIFEST.validate_json(json.dumps(stored), strict=True)
    except ValidationError as error:
        faults = "; ".join(f"{_place(item)} {item['msg']}" for item in error.errors())
        raise ModelBroken(f"{folder.name}/{MANIFEST}", f"is not a manifest: {faults}") from error


def read_card(folder: Path) -> Card:
    """Read a model's card; raises `ModelBroken` where it is missing or not a JSON object."""
    content = _read_json(folder / CARD)
    if content is None:
        raise ModelBroken(f"{folder.name}/{CARD}", "is missing")
    return parse_card(content)


def load_bundle(folder: Path) -> Bundle:
    """Read and check a model.

    Raises `NoModel` where there is none, `ModelBroken` where a file is missing, altered or of
    another format, and `ModelUntrusted` where it holds types not on the list.
    """
    manifest = read_manifest(folder)
    if manifest.version != folder.name:
        raise ModelBroken(f"{folder.name}/{MANIFEST}", f"is that of {manifest.version}")
    card = read_card(folder)
    path = folder / MODEL
    place = f"{folder.name}/{MODEL}"
    if not path.is_file():
        raise ModelBroken(place, "is missing")
    if _digest(path) != manifest.sha256:
        raise ModelBroken(place, "is not the file its manifest names (SHA-256 differs)")
    try:
        # Looks at all types before it makes anything.
        content = skops.io.load(path, trusted=sorted(TRUSTED))
        terms, pipeline = content["terms"].tolist(), content["pipeline"]
    except UntrustedTypesFoundException as error:
        raise ModelUntrusted(place, f"is refused. {str(error).splitlines()[0]}") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        LookupError,
        TypeError,
        AttributeError,
        ValueError,
        OSError,
    ) as error:
        raise ModelBroken(place, f"cannot be read: {error}") from error
    return Bundle(manifest, card, terms, _checked(place, pipeline, len(terms), manifest))


def _checked(place: str, pipeline: Any, terms: int, manifest: Manifest) -> Pipeline:
    if not isinstance(pipeline, Pipeline):
        raise ModelBroken(place, "holds no scikit-learn pipeline")
    tfidf, logistic = (pipeline.named_steps.get(name) for name in ("tfidf", "logistic"))
    idf, weights = getattr(tfidf, "idf_", ()), getattr(logistic, "coef_", np.empty((0, 0)))
    if len(idf) != terms or weights.shape != (len(manifest.classes), terms):
        raise ModelBroken(place, "does not fit its terms and manifest")
    if logistic.classes_.tolist() != manifest.classes:
        raise ModelBroken(place, f"knows {logistic.classes_.tolist()}, its manifest says otherwise")
    return pipeline


def _read_json(path: Path) -> dict[str, Any] | None:
    """A JSON object, or None where there is no such file."""
    place = f"{path.parent.name}/{path.name}"
    try:
        content = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, RecursionError) as error:
        raise ModelBroken(place, f"is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise ModelBroken(place, "is not a JSON object")
    return content


def _place(fault: ErrorDetails) -> str:
    return str(fault["loc"][0]) if fault["loc"] else ""


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
