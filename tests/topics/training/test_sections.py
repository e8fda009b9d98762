"""The model of sections: fitted over the topics' vectors, measured and gated with them."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from service.topics.classifier import Classifier
from service.topics.errors import TrainingDataError
from service.topics.store.registry import Registry
from service.topics.training.candidate import recalibrated
from service.topics.training.counts import TERMS, Counts, read_counts, read_terms, write_counts
from service.topics.training.fit import predict
from service.topics.training.measuring.comparison import Comparison, Difference
from service.topics.training.measuring.gate import (
    PartVerdict,
    Verdict,
    judge_sections,
    with_part,
)
from service.topics.training.retraining import retrain
from service.topics.training.sections import train_sections
from tests.topics.newsroom import (
    SECTIONS,
    SEED,
    TOPICS,
    Desk,
    probabilities,
    quiet,
    write_article,
)
from tests.topics.newsroom import (
    with_sections as sectioned_counts,
)


def _by_section(desk: Desk) -> Counts:
    return sectioned_counts(desk.documents).by_section()


def test_the_same_seed_gives_the_same_sections(desk: Desk) -> None:
    """Training twice gives the same weights and the same calibration."""
    again = train_sections(_by_section(desk), desk.trained.pipeline, SEED)
    assert again is not None
    assert desk.sections is not None
    one, two = (trained.pipeline.named_steps["logistic"] for trained in (again, desk.sections))
    assert np.array_equal(one.coef_, two.coef_)
    assert again.temperature == desk.sections.temperature


def test_sections_are_learnt_over_the_topics_vectors(desk: Desk) -> None:
    """Documents are filed under their sections, by the very TF-IDF weights that the topics have."""
    assert desk.sections is not None
    assert desk.sections.pipeline.named_steps["tfidf"] is desk.trained.pipeline.named_steps["tfidf"]
    assert desk.sections.classes == sorted(set(SECTIONS.values()))
    matrix = desk.documents.matrix
    found = predict(desk.sections.pipeline, desk.sections.temperature, matrix).argmax(axis=1)
    wanted = [SECTIONS[topic] for topic in desk.documents.labels.tolist()]
    assert np.array(desk.sections.classes)[found].tolist() == wanted


def test_a_small_section_is_found_among_large_ones(desk: Desk) -> None:
    """Sections weigh nearly alike: one of six articles is found beside sections of forty."""
    documents = _by_section(desk)
    few = np.flatnonzero(documents.labels == "science")[6:]
    kept = np.setdiff1d(np.arange(len(documents)), few)
    trained = train_sections(documents.take(kept), desk.trained.pipeline, SEED)
    assert trained is not None
    probabilities = predict(trained.pipeline, trained.temperature, documents.take(few).matrix)
    right = np.array(trained.classes)[probabilities.argmax(axis=1)] == "science"
    assert right.mean() > 0.8


@pytest.mark.parametrize("few", [0, 150])
def test_a_sources_section_is_used_where_the_read_ones_bear_it_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Documents that a source files wrongly are left out, if enough were read to tell that."""
    monkeypatch.setattr("service.topics.training.sections._FEW_READ", few)
    documents = _by_section(desk)
    read = np.arange(len(documents)) % 2 == 0
    wrong = np.flatnonzero(~read)[:3]
    labels = documents.labels.copy()
    labels[wrong] = np.where(labels[wrong] == "trade", "science", "trade")
    trained = train_sections(
        replace(documents, labels=labels, read=read), desk.trained.pipeline, SEED
    )
    assert trained is not None
    used = set(trained.used.tolist())
    assert set(np.flatnonzero(read).tolist()) < used
    assert used.isdisjoint(wrong.tolist()) == (few == 0)


def test_how_sure_it_is_is_chosen_on_other_sources(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a section is wrong half the time elsewhere, it is less sure; with few it stays."""
    assert desk.sections is not None
    documents = _by_section(desk)
    labels = documents.labels.copy()
    labels[::2] = np.where(labels[::2] == "trade", "leisure", "trade")
    elsewhere = replace(documents, sources=np.full(len(labels), "courier"), labels=labels)
    monkeypatch.setattr("service.topics.training.candidate._MIN_JUDGED", len(labels))
    found = recalibrated(desk.sections, documents, elsewhere)
    assert found.temperature > desk.sections.temperature
    assert recalibrated(desk.sections, documents, documents) is desk.sections
    monkeypatch.setattr("service.topics.training.candidate._MIN_JUDGED", len(labels) + 1)
    assert recalibrated(desk.sections, documents, elsewhere) is desk.sections


def test_without_sections_that_were_read_there_is_no_model_of_them(desk: Desk) -> None:
    """What sources say alone is not learnt, since nothing says how far to believe it."""
    unread = sectioned_counts(desk.documents, read=False).by_section()
    assert train_sections(unread, desk.trained.pipeline, SEED) is None
    assert train_sections(desk.documents.by_section(), desk.trained.pipeline, SEED) is None


def test_a_section_of_two_articles_is_refused(desk: Desk) -> None:
    """The message says how many it takes."""
    documents = _by_section(desk)
    labels = documents.labels.copy()
    labels[:2] = "weather"
    with pytest.raises(TrainingDataError, match="The section weather has 2 articles; it takes"):
        train_sections(replace(documents, labels=labels), desk.trained.pipeline, SEED)


def test_a_training_with_sections_is_whole(sectioned: Path, empty: Registry) -> None:
    """Manifest, card and pages have them, and the model serves them."""
    version = retrain(sectioned, empty, quiet).version
    bundle = empty.load(version)
    assert bundle.manifest.sections is not None
    assert bundle.manifest.sections.classes == sorted(set(SECTIONS.values()))
    card = bundle.card.sections
    assert card is not None
    assert card.evaluation is not None
    assert card.evaluation.documents == 20
    assert card.threshold == bundle.manifest.sections.threshold
    assert "## Sections" in (empty.folder / version / "README.md").read_text("utf-8")
    assert "<h2>Sections</h2>" in (empty.folder / version / "card.html").read_text("utf-8")
    assert Classifier(bundle).manifest.sections is not None


def test_topics_are_the_same_with_sections_and_without(
    data: Path, sectioned: Path, empty: Registry
) -> None:
    """A model's topics do not change by a digit when its documents have sections."""
    found = []
    for folder in (data, sectioned):
        classifier = Classifier(empty.load(retrain(folder, empty, quiet, force=True).version))
        found.append(probabilities(classifier, write_article("theatre", 321)))
        time.sleep(1.1)  # versions are named by the second
    assert found[0] == found[1]


def test_a_model_whose_sections_are_worse_is_refused(sectioned: Path, empty: Registry) -> None:
    """Where they are worse on the evaluation documents, equal topics do not help."""
    retrain(sectioned, empty, quiet)
    path = sectioned / "labels.tsv"
    head, *rows = path.read_text("utf-8").splitlines()
    turned = {"trade": "leisure", "leisure": "science", "science": "trade"}
    swapped = [row.rsplit("\t", 1) for row in rows]
    lines = [head, *(f"{row}\t{turned[section]}" for row, section in swapped)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    time.sleep(1.1)
    outcome = retrain(sectioned, empty, quiet)
    assert not outcome.promoted
    assert "not promoted: sections: macro-F1 is worse" in outcome.reason


def test_documents_for_the_sections_alone_measure_no_topic(
    sectioned: Path, empty: Registry
) -> None:
    """They stand beside the others in the sections' scores, and change no score of topics."""
    before = empty.load(retrain(sectioned, empty, quiet).version).card
    terms = len(read_terms(sectioned / "counts" / TERMS))
    more = read_counts(sectioned / "evaluation.npz", terms).take(np.arange(5))
    write_counts(sectioned / "evaluation-sections.npz", more)
    time.sleep(1.1)
    after = empty.load(retrain(sectioned, empty, quiet).version).card
    assert after.evaluation == before.evaluation
    assert before.sections is not None
    assert after.sections is not None
    scores = (before.sections.evaluation, after.sections.evaluation)
    counted = [score.documents or 0 for score in scores if score]
    assert counted[1] == counted[0] + 5


def test_a_model_that_has_lost_its_sections_is_refused(sectioned: Path, empty: Registry) -> None:
    """Sections that the current model has do not go silently."""
    retrain(sectioned, empty, quiet)
    (sectioned / "labels.tsv").unlink()
    terms = len(read_terms(sectioned / "counts" / TERMS))
    for path in (sectioned / "counts" / "gazette.npz", sectioned / "evaluation.npz"):
        write_counts(path, replace(read_counts(path, terms), sections=None))
    time.sleep(1.1)
    outcome = retrain(sectioned, empty, quiet)
    assert not outcome.promoted
    assert "the section leisure is gone" in outcome.reason


def test_a_user_adds_a_section_with_its_code(sectioned: Path, empty: Registry) -> None:
    """Rows with a section of its own add it, and a file in yours/ says what it is called."""
    rows = [
        {"topic": "theatre", "section": "opera", "text": f"{_OPERA[number % 3]} Night {number}."}
        for number in range(12)
    ]
    lines = "\n".join(map(json.dumps, rows))
    (sectioned / "yours" / "opera.jsonl").write_text(lines, "utf-8")
    (sectioned / "yours" / "codes.toml").write_text(
        '[[sections.opera]]\nscheme = "medtop"\ncode = "20000019"\nname = "opera"\n', "utf-8"
    )
    outcome = retrain(sectioned, empty, quiet)
    assert outcome.promoted
    assert not outcome.warnings
    manifest = empty.load(outcome.version).manifest
    assert manifest.sections is not None
    assert "opera" in manifest.sections.classes
    assert manifest.classes == sorted(TOPICS)
    assert manifest.codes.sections["opera"][0].uri.endswith("/mediatopic/20000019")


_OPERA = (
    "The soprano sang the aria twice, and the tenor forgot his duet with the choir.",
    "A libretto lost since the war was sung again by the soprano and a choir of forty.",
    "The tenor and the soprano quarrelled over the aria that closes the second duet.",
)


def _comparison(low: float, high: float) -> Comparison:
    return Comparison(900, Difference(0.7, 0.7 + (low + high) / 2, low, high), {}, {})


def test_both_models_are_judged_together() -> None:
    """One reason says all that speaks against a model, or what both were found to be."""
    good, bad = Verdict(True, "promoted: equal"), Verdict(False, "not promoted: F1 of tea is worse")
    equal = judge_sections(_comparison(-0.01, 0.02), gone=(), new={})
    worse = judge_sections(_comparison(-0.09, -0.01), gone=("sport",), new={"opera": 0.1})
    assert with_part(good, equal).reason.startswith("promoted: equal; sections equal to the")
    assert with_part(good, PartVerdict()) == good
    told = with_part(good, worse)
    assert not told.promote
    for part in ("sport is gone", "macro-F1 is worse", "opera is found in only 10%"):
        assert part in told.reason
        assert part in with_part(bad, worse).reason
    assert with_part(bad, equal) == bad
