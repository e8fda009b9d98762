"""A topic model on disk: one folder with `model.skops`, `manifest.json` and `card.json`.

The format has a number. It rises when a reader of the old one could not read the new; formats
named in `READABLE` are loadable and tested. A field keeps the name that it has in the files of a
format, whatever it is called here: `min_words` is stored as `least_words`. Format 2 has sections
and codes, which 1 lacks.

A manifest names the SHA-256 of `model.skops`, so a truncated or exchanged file is found before it
is opened. skops, not pickle: a pickle runs what it is told to, a skops file only makes objects of
types on our list.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import skops.io
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config
from pydantic_core import ErrorDetails
from sklearn.pipeline import Pipeline
from skops.io.exceptions import UntrustedTypesFoundException

from service.disk import digest
from service.topics.card.card import Card, OwnTopic, card_to_json, parse_card
from service.topics.codes import Codes
from service.topics.errors import ModelBroken, ModelUntrusted, NoModel

FORMAT = 2
READABLE = frozenset({1, 2})
# skops trusts numpy's arrays and scikit-learn's estimators by itself. Nothing of ours is pickled,
# so the list of types trusted beyond those is empty, and that is what is checked.
TRUSTED: frozenset[str] = frozenset()

MODEL, MANIFEST, CARD = "model.skops", "manifest.json", "card.json"


@dataclass(frozen=True)
class SectionManifest:
    """What the model of sections is; as in `Manifest`."""

    classes: list[str]
    threshold: float
    temperature: float


@dataclass(frozen=True)
class OwnTopicRecord:
    """How a topic is found that no evaluation document is on, as the card states it.

    `answers` are the topics that its articles were given, by their digests, each by a fit that had
    not seen the article: what the next candidate is compared with.
    """

    score: OwnTopic
    answers: dict[str, str]


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
    sections: SectionManifest | None = None
    codes: Codes = field(default_factory=Codes)
    own_topics: dict[str, OwnTopicRecord] = field(default_factory=dict)
    format: int = FORMAT


_MANIFEST = TypeAdapter(with_config(ConfigDict(extra="forbid"))(Manifest))


@dataclass(frozen=True)
class Bundle:
    """A model in memory.

    `terms` names the columns; `pipeline` is scikit-learn's TfidfTransformer and
    LogisticRegression over counts of them, and `sections` the same TfidfTransformer and another
    LogisticRegression, or None for a model without sections.
    """

    manifest: Manifest
    card: Card
    terms: list[str]
    pipeline: Pipeline
    sections: Pipeline | None = None


def save_bundle(
    folder: Path, terms: list[str], pipeline: Pipeline, sections: Pipeline | None = None
) -> str:
    """Write `model.skops` into the folder and return its SHA-256."""
    path = folder / MODEL
    content: dict[str, Any] = {"terms": np.array(terms), "pipeline": pipeline}
    if sections is not None:
        content["sections"] = sections.named_steps["logistic"]
    skops.io.dump(content, path, compression=zipfile.ZIP_DEFLATED)
    return digest(path)


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
    """Read a model's card; raises `NoModel`, or `ModelBroken` where it is missing or no object."""
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
    if digest(path) != manifest.sha256:
        raise ModelBroken(place, "is not the file its manifest names (SHA-256 differs)")
    try:
        # Looks at all types before it makes anything.
        content = skops.io.load(path, trusted=sorted(TRUSTED))
        terms, pipeline = content["terms"].tolist(), content["pipeline"]
        logistic = content.get("sections")
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
    pipeline = _checked(place, pipeline, len(terms), manifest)
    stated = manifest.sections
    if (stated is None) != (logistic is None):
        raise ModelBroken(place, "has sections or not, its manifest says otherwise")
    sections = None
    if stated is not None:
        tfidf = pipeline.named_steps["tfidf"]
        _check_weights(place, logistic, stated.classes, len(terms))
        sections = Pipeline([("tfidf", tfidf), ("logistic", logistic)])
    return Bundle(manifest, card, terms, pipeline, sections)


def _checked(place: str, pipeline: Any, terms: int, manifest: Manifest) -> Pipeline:
    if not isinstance(pipeline, Pipeline):
        raise ModelBroken(place, "holds no scikit-learn pipeline")
    tfidf, logistic = (pipeline.named_steps.get(name) for name in ("tfidf", "logistic"))
    if len(getattr(tfidf, "idf_", ())) != terms:
        raise ModelBroken(place, "does not fit its terms and manifest")
    _check_weights(place, logistic, manifest.classes, terms)
    return pipeline


def _check_weights(place: str, logistic: Any, classes: list[str], terms: int) -> None:
    weights = getattr(logistic, "coef_", np.empty((0, 0)))
    if weights.shape != (len(classes), terms):
        raise ModelBroken(place, "does not fit its terms and manifest")
    if logistic.classes_.tolist() != classes:
        raise ModelBroken(place, f"knows {logistic.classes_.tolist()}, its manifest says otherwise")


def _read_json(path: Path) -> dict[str, Any] | None:
    """A JSON object, or None where there is no such file; raises `NoModel` without its folder."""
    folder = path.parent
    place = f"{folder.name}/{path.name}"
    try:
        content = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        if not folder.is_dir():
            raise NoModel(
                f"There is no version {folder.name} in {folder.parent}. `models list` shows what"
                " there is: promote one of them, or retrain."
            ) from None
        return None
    except (ValueError, RecursionError) as error:
        raise ModelBroken(place, f"is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise ModelBroken(place, "is not a JSON object")
    return content


def _place(fault: ErrorDetails) -> str:
    return str(fault["loc"][0]) if fault["loc"] else ""
