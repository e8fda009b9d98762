"""The section that the classifier gives beside the topic."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from service.articles.reading import read_text
from service.topics.classifier import Classifier
from service.topics.errors import ModelBroken
from service.topics.live_model import classifies
from service.topics.store.bundle import load_bundle
from service.topics.terms import count_terms
from service.topics.training.counts import to_matrix
from service.topics.training.fit import predict
from tests.topics.newsroom import (
    CODES,
    SECTIONS,
    TOPICS,
    Desk,
    amend_manifest,
    stamp,
    write_article,
    write_sectioned_model,
)


@pytest.fixture
def classifier(desk: Desk) -> Classifier:
    """A classifier with the small model and its sections."""
    return Classifier(desk.sectioned())


@pytest.mark.parametrize("topic", TOPICS)
def test_articles_are_filed_under_their_section_too(classifier: Classifier, topic: str) -> None:
    """Each has its topic and its section, with calibrated scores that sum to 1."""
    found = classifier.classify(read_text(write_article(topic, 500), language="en"))
    assert found.label == topic
    section = found.section
    assert section is not None
    assert section.scores is not None
    assert max(section.scores, key=section.scores.__getitem__) == SECTIONS[topic]
    assert sum(section.scores.values()) == pytest.approx(1.0, abs=1e-9)
    assert section.confidence == max(section.scores.values())


def test_scores_are_the_pipelines_own(desk: Desk, classifier: Classifier) -> None:
    """What a document gets is what scikit-learn's pipeline gives its counts."""
    assert desk.sections is not None
    text = write_article("harbour", 77)
    section = classifier.classify(read_text(text, language="en", clean=False)).section
    assert section is not None
    assert section.scores is not None
    matrix = to_matrix([count_terms(None, text)], desk.terms)
    wanted = predict(desk.sections.pipeline, desk.sections.temperature, matrix)[0]
    assert np.allclose(list(section.scores.values()), wanted, atol=1e-9)


def test_the_topic_is_the_same_with_sections_and_without(desk: Desk) -> None:
    """A section takes nothing from the topic: all its other members are alike."""
    article = read_text(write_article("kitchen", 81, stray="theatre"), language="en")
    found = Classifier(desk.sectioned(codes=desk.bundle().manifest.codes)).classify(article)
    assert found.section is not None
    assert replace(found, section=None) == Classifier(desk.bundle()).classify(article)


def test_evidence_adds_up_and_stands_in_the_article(classifier: Classifier) -> None:
    """Weights and rest are the log of the best score less the mean; each term is where it says."""
    text = write_article("observatory", 90)
    section = classifier.classify(read_text(text, language="en")).section
    assert section is not None
    assert section.scores is not None
    assert section.evidence_rest is not None
    logs = np.log(list(section.scores.values()))
    total = sum(item.weight for item in section.evidence) + section.evidence_rest
    assert total == pytest.approx(logs.max() - logs.mean())
    assert section.evidence
    for item in section.evidence:
        assert item.weight > 0
        for span in item.spans:
            found = text[span.offset : span.offset + span.length].lower()
            assert found.split("'")[0].split()[0] == item.term.split()[0]


def test_it_abstains_as_the_topic_does(desk: Desk) -> None:
    """By its own threshold, and where the text is too short or of another language."""
    bundle = desk.sectioned()
    assert bundle.manifest.sections is not None
    unsure = replace(bundle.manifest.sections, threshold=1.0)
    classifier = Classifier(replace(bundle, manifest=replace(bundle.manifest, sections=unsure)))
    text = write_article("kitchen", 82, stray="harbour")
    for given, language, reason in (
        (text, "en", "low_confidence"),
        ("Soup.", "en", "too_short"),
        (text, "und", "language"),
        (text, "fi", "language"),
    ):
        section = classifier.classify(read_text(given, language=language)).section
        assert section is not None
        assert (section.label, section.abstained, section.codes) == (None, reason, ())
        assert (section.scores is None) == (language == "fi")


def test_labels_carry_their_codes(classifier: Classifier) -> None:
    """The manifest's codes are given with the label, and none where it has none."""
    soup = classifier.classify(read_text(write_article("kitchen", 505), language="en"))
    star = classifier.classify(read_text(write_article("observatory", 505), language="en"))
    assert soup.codes == CODES.topics["kitchen"]
    assert star.codes == ()
    assert star.section is not None
    assert soup.section is not None
    assert star.section.codes == CODES.sections["science"]
    assert soup.section.codes == ()


def test_without_explanation_there_is_no_evidence(classifier: Classifier) -> None:
    """Nothing is looked up that nobody asked for."""
    article = read_text(write_article("theatre", 3), language="en")
    section = classifier.classify(article, explain=False).section
    assert section is not None
    assert (section.evidence, section.evidence_rest) == ((), None)


def test_a_model_with_sections_comes_back_from_its_file(desk: Desk, tmp_path: Path) -> None:
    """Weights, manifest and codes are what was written."""
    assert desk.sections is not None
    bundle = load_bundle(write_sectioned_model(tmp_path / "models" / "with", desk))
    assert bundle.sections is not None
    assert bundle.manifest.sections == desk.section_manifest()
    assert bundle.manifest.codes == CODES
    one, two = (
        pipeline.named_steps["logistic"] for pipeline in (bundle.sections, desk.sections.pipeline)
    )
    assert np.array_equal(one.coef_, two.coef_)


@pytest.mark.parametrize(
    "change",
    [
        {"sections": None},
        {"sections": {"classes": ["leisure", "trade"], "threshold": 0.5, "temperature": 1.0}},
        {"sections": {"classes": ["a", "b", "c"], "threshold": 0.5, "temperature": 1.0}},
    ],
)
def test_sections_that_do_not_fit_their_manifest_are_refused(
    desk: Desk, tmp_path: Path, change: dict[str, object]
) -> None:
    """Other sections than the manifest names, none or too few would be misnamed."""
    folder = write_sectioned_model(tmp_path / "models" / "with", desk)
    amend_manifest(folder, **change)
    with pytest.raises(ModelBroken):
        load_bundle(folder)


def test_a_model_of_format_1_serves_without_sections(model: Path) -> None:
    """A manifest as it was before there were sections is read, and the section is none."""
    stored = json.loads((model / "manifest.json").read_text("utf-8"))
    for name in ("sections", "codes"):
        del stored[name]
    (model / "manifest.json").write_text(json.dumps(stored | {"format": 1}), "utf-8")
    stamp(model)
    found = Classifier(load_bundle(model)).classify(
        read_text(write_article("theatre", 3), language="en")
    )
    assert (found.label, found.section, found.codes) == ("theatre", None, ())


def test_a_model_whose_sections_misfile_known_texts_is_not_sound(desk: Desk) -> None:
    """A model of which a known text's section is wrong is refused as one of wrong topics is."""
    bundle = desk.sectioned()
    assert bundle.manifest.sections is not None
    assert classifies(Classifier(bundle))
    named = replace(bundle.manifest.sections, classes=["leisure", "science", "sport"])
    misnamed = replace(bundle, manifest=replace(bundle.manifest, sections=named))
    assert not classifies(Classifier(misnamed))
