"""Retraining never leaves a worse model serving, nor half a model anywhere."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from service.topics.classifier import Classifier
from service.topics.errors import NoModel, RegistryBusy
from service.topics.store.registry import Registry
from service.topics.training.counts import TERMS, read_counts, read_terms, write_counts
from service.topics.training.retraining import retrain
from tests.topics.newsroom import TOPICS, probabilities, quiet, write_edition

OPERA = (
    "The soprano sang the aria twice, and the tenor forgot his duet with the choir.",
    "A libretto lost since the war was sung again by the soprano and a choir of forty.",
    "The tenor and the soprano quarrelled over the aria that closes the second duet.",
)


def write_user_rows(data: Path, rows: list[tuple[str, str]]) -> None:
    """Put articles where users put theirs."""
    lines = [json.dumps({"topic": topic, "text": text}) for topic, text in rows]
    (data / "yours" / "rows.jsonl").write_text("\n".join(lines), "utf-8")


def test_the_first_training_is_promoted_and_complete(data: Path, empty: Registry) -> None:
    """A new version has model, manifest and card in three forms, and serves."""
    outcome = retrain(data, empty, quiet)
    assert outcome.promoted
    assert empty.current() == outcome.version
    files = {path.name for path in (empty.folder / outcome.version).iterdir()}
    assert files == {"model.skops", "manifest.json", "card.json", "README.md", "card.html"}
    manifest = json.loads((empty.folder / outcome.version / "manifest.json").read_text())
    assert manifest["classes"] == sorted(TOPICS)
    assert set(manifest["libraries"]) == {"python", "scikit-learn", "numpy", "scipy", "skops"}
    assert not list(empty.folder.glob(".unfinished-*"))


def test_the_same_data_give_the_same_predictions(data: Path, empty: Registry) -> None:
    """A second training agrees with the first to the last digit, and is called equal."""
    texts = write_edition()[0]
    found = []
    for _ in range(2):
        outcome = retrain(data, empty, quiet)
        classifier = Classifier(empty.load(outcome.version))
        found.append([probabilities(classifier, text) for text in texts])
        time.sleep(1.1)  # versions are named by the second
    assert found[0] == found[1]
    assert outcome.reason.startswith("promoted: equal to the current model")


def test_the_card_shows_matrix_and_reliability(data: Path, empty: Registry) -> None:
    """The HTML card is whole: every topic, the matrix, the diagram, no script, no address."""
    version = retrain(data, empty, quiet).version
    page = (empty.folder / version / "card.html").read_text("utf-8")
    assert "<svg" in page
    assert "<circle" in page
    assert all(f">{topic}</th>" in page for topic in TOPICS)
    assert "<script" not in page
    assert "http" not in page
    text = (empty.folder / version / "README.md").read_text("utf-8")
    assert all(f"| {topic} |" in text for topic in TOPICS)


def test_the_threshold_is_chosen_on_other_sources(
    data: Path, empty: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On evaluation documents of sources not trained on; where they are few, on the others."""
    terms = len(read_terms(data / "counts" / TERMS))
    unseen = read_counts(data / "evaluation.npz", terms)
    sources = np.where(np.arange(len(unseen)) < 15, "courier", "gazette")
    write_counts(data / "evaluation.npz", replace(unseen, sources=sources))
    found = []
    for few in (15, 16):
        monkeypatch.setattr("service.topics.training.candidate._MIN_JUDGED", few)
        bundle = empty.load(retrain(data, empty, quiet).version)
        assert bundle.card.threshold == bundle.manifest.threshold
        found.append(bundle.card.threshold_choice)
        time.sleep(1.1)  # versions are named by the second
    new, trained_on = found
    assert new is not None
    assert trained_on is not None
    assert (new.sources, new.documents, new.cross_validated) == (("courier",), 15, False)
    assert (trained_on.sources, trained_on.cross_validated) == (("gazette",), True)
    assert trained_on.documents == 60


def test_swapped_labels_are_refused_and_the_pointer_stays(data: Path, empty: Registry) -> None:
    """A poisoned file does not become the serving model, unless by force, which is recorded."""
    good = retrain(data, empty, quiet)
    texts, topics = write_edition()
    swapped = dict(zip(TOPICS, reversed(TOPICS), strict=True))
    write_user_rows(
        data,
        [
            (swapped[topic], f"{text} Edition {i}.")
            for i, (topic, text) in enumerate(zip(topics, texts, strict=True))
        ],
    )
    time.sleep(1.1)
    refused = retrain(data, empty, quiet)
    assert not refused.promoted
    assert refused.reason.startswith("not promoted")
    assert empty.current() == good.version
    assert refused.version in empty.versions()
    time.sleep(1.1)
    forced = retrain(data, empty, quiet, force=True)
    assert forced.promoted
    assert empty.current() == forced.version
    assert empty.load().manifest.forced
    assert empty.history()[-1].forced


def test_a_new_topic_needs_rows_only(data: Path, empty: Registry) -> None:
    """Fifty articles of a fifth topic add it, and the others stay as good."""
    retrain(data, empty, quiet)
    rows = [("opera", f"{OPERA[i % 3]} {OPERA[(i + 1) % 3]} Night {i}.") for i in range(50)]
    write_user_rows(data, rows)
    time.sleep(1.1)
    outcome = retrain(data, empty, quiet)
    assert outcome.promoted, outcome.reason
    assert "opera" in outcome.reason
    assert empty.load().manifest.classes == sorted((*TOPICS, "opera"))
    found = probabilities(Classifier(empty.load()), OPERA[0])
    assert int(np.argmax(found)) == sorted((*TOPICS, "opera")).index("opera")


def test_a_second_training_at_once_says_so_and_stops(data: Path, empty: Registry) -> None:
    """Only one training works in a registry."""
    with empty.locked(), pytest.raises(RegistryBusy, match="Another training"):
        retrain(data, empty, quiet)


@pytest.mark.parametrize(
    "step", ["measuring", "calibrating, part 2 of 5", "reading the training data"]
)
def test_a_killed_training_leaves_what_served(data: Path, empty: Registry, step: str) -> None:
    """`kill -9` at any step leaves the pointer on a complete model, and the next run cleans up."""
    first = retrain(data, empty, quiet)

    def tell(said: str) -> None:
        if said == step:
            (empty.folder / ".unfinished-left").mkdir()
            os.kill(os.getpid(), signal.SIGKILL)

    process = multiprocessing.get_context("fork").Process(target=retrain, args=(data, empty, tell))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert empty.load().manifest.version == first.version
    time.sleep(1.1)
    assert retrain(data, empty, quiet).promoted
    assert not list(empty.folder.glob(".unfinished-*"))


def test_a_full_disk_leaves_what_served(
    data: Path, empty: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where writing fails, nothing is added and nothing is half there."""
    first = retrain(data, empty, quiet)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("service.topics.training.retraining.write_pages", full)
    with pytest.raises(OSError, match="No space left"):
        retrain(data, empty, quiet)
    assert empty.versions() == [first.version]
    assert empty.current() == first.version
    assert not list(empty.folder.glob(".unfinished-*"))


def test_a_failed_pointer_leaves_the_old_one(
    data: Path, empty: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pointer is moved into place, never written over."""
    first = retrain(data, empty, quiet)

    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        empty.promote(first.version)
    assert empty.current() == first.version


def test_rolling_back_goes_to_what_served_before(data: Path, empty: Registry) -> None:
    """History knows which version that was, and there is none before the first."""
    first = retrain(data, empty, quiet).version
    with pytest.raises(NoModel, match="before"):
        empty.previous()
    time.sleep(1.1)
    second = retrain(data, empty, quiet).version
    assert empty.current() == second
    assert empty.previous() == first
    assert [promotion.version for promotion in empty.history()] == [first, second]
