"""Models on disk: what is loaded and what is refused."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skops.io
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.pipeline import Pipeline

from service.topics.card.card import Card
from service.topics.errors import ModelBroken, ModelError, ModelUntrusted, NoModel
from service.topics.store.bundle import FORMAT, READABLE, load_bundle, read_manifest, save_bundle
from service.topics.training.fit import predict
from tests.topics.newsroom import Desk, amend_manifest, stamp, stored_fields

_REMEDY = re.compile(r"retrain|restore|promote another", re.IGNORECASE)


class Stranger:
    """A type of ours that no model should hold; notes when it is made from a file."""

    woken = False

    def __init__(self) -> None:
        self.name = "stranger"

    def __setstate__(self, state: dict[str, Any]) -> None:
        Stranger.woken = True


def _content(folder: Path) -> Any:
    return skops.io.load(folder / "model.skops", trusted=[])


def _store(folder: Path, content: Any) -> None:
    skops.io.dump(content, folder / "model.skops")
    stamp(folder)


def _alter(folder: Path) -> None:
    with (folder / "model.skops").open("ab") as file:
        file.write(b"\0")


def _truncate(folder: Path) -> None:
    path = folder / "model.skops"
    path.write_bytes(path.read_bytes()[:-200])
    stamp(folder)


def _overwrite(folder: Path) -> None:
    path = folder / "model.skops"
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("schema.json")
    content = bytearray(path.read_bytes())
    start = entry.header_offset + 30 + len(entry.filename)
    content[start : start + 8] = b"\xff" * 8
    path.write_bytes(content)
    stamp(folder)


def _without_model(folder: Path) -> None:
    (folder / "model.skops").unlink()


def _without_card(folder: Path) -> None:
    (folder / "card.json").unlink()


def _without_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def _foreign_format(folder: Path) -> None:
    amend_manifest(folder, format=FORMAT + 1)


def _without_format(folder: Path) -> None:
    fields = json.loads((folder / "manifest.json").read_text("utf-8"))
    del fields["format"]
    (folder / "manifest.json").write_text(json.dumps(fields), "utf-8")


def _missing_field(folder: Path) -> None:
    fields = json.loads((folder / "manifest.json").read_text("utf-8"))
    del fields["temperature"]
    (folder / "manifest.json").write_text(json.dumps(fields), "utf-8")


def _extra_field(folder: Path) -> None:
    amend_manifest(folder, mood="good")


def _not_json(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"format": 1,', "utf-8")


def _not_an_object(folder: Path) -> None:
    (folder / "card.json").write_text("[1]", "utf-8")


def _other_classes(folder: Path) -> None:
    amend_manifest(folder, classes=["harbour", "kitchen"])


def _fewer_terms(folder: Path) -> None:
    content = _content(folder)
    _store(folder, content | {"terms": content["terms"][:-1]})


def _no_pipeline(folder: Path) -> None:
    _store(folder, _content(folder) | {"pipeline": TfidfTransformer()})


def _without_terms(folder: Path) -> None:
    _store(folder, {"pipeline": _content(folder)["pipeline"]})


def _untrusted(folder: Path) -> None:
    _store(folder, _content(folder) | {"pipeline": Stranger()})


# What spoils a model, the error it is refused with, and what its message must name.
_SPOILS: list[tuple[Callable[[Path], None], type[ModelError], str]] = [
    (_alter, ModelBroken, r"tiny/model\.skops.*SHA-256"),
    (_truncate, ModelBroken, r"tiny/model\.skops"),
    (_without_model, ModelBroken, r"tiny/model\.skops is missing"),
    (_without_manifest, NoModel, r"manifest\.json"),
    (_foreign_format, ModelBroken, r"tiny has format 3.*reads \[1, 2\]"),
    (_without_format, ModelBroken, r"tiny has format None"),
    (_missing_field, ModelBroken, r"tiny/manifest\.json.*temperature"),
    (_extra_field, ModelBroken, r"tiny/manifest\.json.*mood"),
    (_not_json, ModelBroken, r"tiny/manifest\.json is not JSON"),
    (_not_an_object, ModelBroken, r"tiny/card\.json is not a JSON object"),
    (_other_classes, ModelBroken, r"tiny/model\.skops does not fit"),
    (_fewer_terms, ModelBroken, r"tiny/model\.skops does not fit"),
    (_no_pipeline, ModelBroken, r"tiny/model\.skops"),
    (_without_terms, ModelBroken, r"tiny/model\.skops.*terms"),
    (_untrusted, ModelUntrusted, r"tiny/model\.skops.*test_bundle\.Stranger"),
]


def _name(value: object) -> str | None:
    name: str | None = getattr(value, "__name__", None)
    return name.lstrip("_") if name else None


def test_a_model_comes_back_as_it_was_saved(desk: Desk, model: Path) -> None:
    """Terms, papers and probabilities of a loaded model are those of the one saved."""
    bundle = load_bundle(model)
    assert bundle.terms == desk.terms
    assert bundle.card == Card(version="tiny")
    fields = stored_fields(desk) | {"sha256": bundle.manifest.sha256}
    assert bundle.manifest == read_manifest(model)
    assert json.loads((model / "manifest.json").read_text("utf-8")) == fields
    before = predict(desk.trained.pipeline, 1.0, desk.documents.matrix)
    assert np.array_equal(predict(bundle.pipeline, 1.0, desk.documents.matrix), before)


def test_the_written_format_is_readable() -> None:
    """The format that is written is one of those that are read."""
    assert FORMAT in READABLE


def test_saving_returns_the_hash_of_the_file(desk: Desk, model: Path) -> None:
    """The hash that saving returns is the one that loading then asks for."""
    sha256 = save_bundle(model, desk.terms, desk.trained.pipeline)
    amend_manifest(model, sha256=sha256)
    assert load_bundle(model).manifest.sha256 == sha256


def test_no_folder_is_no_model(tmp_path: Path) -> None:
    """A folder that is not there holds no model."""
    with pytest.raises(NoModel, match="nowhere"):
        load_bundle(tmp_path / "nowhere")


@pytest.mark.parametrize(("spoil", "error", "message"), _SPOILS, ids=_name)
def test_spoilt_models_are_refused(
    model: Path, spoil: Callable[[Path], None], error: type[ModelError], message: str
) -> None:
    """A spoilt model is refused with its error, and the message names the file and the fault."""
    spoil(model)
    with pytest.raises(error, match=message) as caught:
        load_bundle(model)
    assert type(caught.value) is error


@pytest.mark.parametrize(
    "spoil",
    [row[0] for row in _SPOILS],
    ids=_name,
)
def test_refusals_say_what_to_do(model: Path, spoil: Callable[[Path], None]) -> None:
    """The message of every refusal says to restore, retrain or promote another version."""
    spoil(model)
    with pytest.raises(ModelError) as caught:
        load_bundle(model)
    assert _REMEDY.search(str(caught.value))


def test_untrusted_types_are_never_made(model: Path) -> None:
    """A type that is not on the list is refused before an object of it is made."""
    Stranger.woken = False
    _untrusted(model)
    with pytest.raises(ModelUntrusted):
        load_bundle(model)
    assert not Stranger.woken


def test_a_model_without_its_card_is_broken(model: Path) -> None:
    """A model whose card is missing is incomplete, not absent."""
    _without_card(model)
    with pytest.raises(ModelBroken, match=r"card\.json"):
        load_bundle(model)


def test_a_damaged_archive_is_broken(model: Path) -> None:
    """An archive whose compressed data is damaged is refused though its hash fits."""
    _overwrite(model)
    with pytest.raises(ModelBroken, match=r"model\.skops"):
        load_bundle(model)


def test_classes_in_another_order_are_refused(desk: Desk, model: Path) -> None:
    """A manifest that names the model's classes in another order would misfile everything."""
    amend_manifest(model, classes=desk.classes[::-1])
    with pytest.raises(ModelBroken):
        load_bundle(model)


@pytest.mark.parametrize(
    "change", [{"threshold": "high"}, {"temperature": None}, {"languages": "en"}, {"format": [1]}]
)
def test_fields_of_a_wrong_type_are_refused(model: Path, change: dict[str, Any]) -> None:
    """A manifest with a field of the wrong type is refused when loaded, not when first used."""
    amend_manifest(model, **change)
    with pytest.raises(ModelBroken, match=next(iter(change))):
        load_bundle(model)


def test_a_pipeline_without_weighting_is_refused(desk: Desk, model: Path) -> None:
    """A pipeline that lacks the TF-IDF step does not fit, whatever its classifier's shape."""
    steps = [("logistic", desk.trained.pipeline.named_steps["logistic"])]
    _store(model, _content(model) | {"pipeline": Pipeline(steps)})
    with pytest.raises(ModelBroken):
        load_bundle(model)


def test_a_field_is_stored_by_the_name_of_its_format(model: Path) -> None:
    """Both formats say `least_words`, and are refused with the name that they should have."""
    stored = json.loads((model / "manifest.json").read_text("utf-8"))
    assert (stored["format"], stored["least_words"]) == (FORMAT, 5)
    assert read_manifest(model).min_words == 5
    del stored["least_words"]
    (model / "manifest.json").write_text(json.dumps(stored | {"min_words": 5}), "utf-8")
    with pytest.raises(ModelBroken, match="least_words"):
        read_manifest(model)
