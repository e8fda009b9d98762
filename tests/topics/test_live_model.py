"""The model that a process serves with."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from service.topics.classifier import Classifier
from service.topics.errors import ModelBroken, ModelError, NoModel
from service.topics.live_model import LiveModel, classifies
from service.topics.store.registry import Registry
from service.topics.training.fit import train
from tests.topics.newsroom import SEED, Desk, amend_manifest, count_articles, write_model
from tests.waiting import wait_for

_WORDS = {
    "crime": "police arrested robbery suspicion murder judge sentenced prison prosecutors burglar",
    "diplomacy": "treaty summit envoy ministers sanctions embassies negotiations ambassador talks",
    "politics": "election voters campaign senator governor candidate majority party ballot state",
}


def _desk_of(labels: dict[str, str]) -> Desk:
    """A model of crime, diplomacy and politics that learns each under the label given for it."""
    chance = random.Random(3)
    texts, topics = [], []
    for topic, words in _WORDS.items():
        for _ in range(12):
            texts.append(" ".join(chance.choices(words.split(), k=12)))
            topics.append(labels[topic])
    terms, documents = count_articles(texts, topics)
    return Desk(terms, documents, train(documents, SEED))


def _refused(served: LiveModel) -> str | None:
    return served.refusal.version if served.refusal else None


@pytest.fixture(scope="module")
def sound() -> Desk:
    """A model that files the known topics rightly."""
    return _desk_of({topic: topic for topic in _WORDS})


@pytest.fixture(scope="module")
def confused() -> Desk:
    """A model that loads well and takes each topic for another."""
    return _desk_of({"crime": "politics", "diplomacy": "crime", "politics": "diplomacy"})


def test_nothing_is_served_before_loading(registry: Registry) -> None:
    """Before a model is loaded there is no classifier: none is loaded, asking is an error."""
    served = LiveModel(registry)
    assert served.loaded is None
    with pytest.raises(NoModel):
        _ = served.classifier


def test_the_current_model_is_served(registry: Registry) -> None:
    """Loading serves the registry's current model, and that classifier is the loaded one."""
    served = LiveModel(registry)
    served.load()
    assert served.classifier.manifest.version == "older"
    assert served.loaded is served.classifier


def test_loading_again_serves_what_was_promoted(registry: Registry) -> None:
    """A promoted model is served from the next load on."""
    served = LiveModel(registry)
    served.load()
    registry.promote("newer")
    assert served.classifier.manifest.version == "older"
    served.load()
    assert served.classifier.manifest.version == "newer"


def test_a_broken_model_leaves_the_last_one_serving(registry: Registry) -> None:
    """Where the current model does not load, that is an error, and the last one still serves."""
    served = LiveModel(registry)
    served.load()
    before = served.classifier
    (registry.folder / "older" / "model.skops").write_bytes(b"another file")
    with pytest.raises(ModelBroken):
        served.load()
    assert served.classifier is before


def test_a_model_that_misfiles_is_not_served(tmp_path: Path, sound: Desk, confused: Desk) -> None:
    """A model that loads but misfiles known texts is refused by name; the last one still serves."""
    registry = Registry(tmp_path)
    write_model(tmp_path / "sound", sound)
    write_model(tmp_path / "confused", confused)
    registry.promote("sound")
    served = LiveModel(registry)
    served.load()
    registry.promote("confused")
    with pytest.raises(ModelError, match="confused"):
        served.load()
    assert served.classifier.manifest.version == "sound"


def test_known_texts_tell_sound_models_from_confused(sound: Desk, confused: Desk) -> None:
    """A sound model passes the known texts, one with its labels exchanged does not."""
    assert classifies(Classifier(sound.bundle()))
    assert not classifies(Classifier(confused.bundle()))


def test_the_threshold_does_not_decide_about_soundness(sound: Desk) -> None:
    """A model that answers seldom but files rightly is sound."""
    assert classifies(Classifier(sound.bundle(threshold=1.0)))


def test_a_model_without_english_is_not_sound_for_known_topics(sound: Desk) -> None:
    """The known texts are in English, so a model without it cannot file them."""
    assert not classifies(Classifier(sound.bundle(languages=["fr"])))


def test_other_topics_are_not_tried(classifier: Classifier) -> None:
    """A model of other topics than the known texts' has nothing to misfile."""
    assert not set(_WORDS) & set(classifier.manifest.classes)
    assert classifies(classifier)


def test_a_model_of_chance_is_not_sound(sound: Desk) -> None:
    """A model whose weights are all gone gives every text one topic, and is found out."""
    terms, documents = sound.terms, sound.documents
    blank = Desk(terms, documents, train(documents, SEED))
    blank.trained.pipeline.named_steps["logistic"].coef_ *= np.zeros(1)
    assert not classifies(Classifier(blank.bundle()))


def test_refreshing_swaps_to_another_version_only(registry: Registry) -> None:
    """A refresh swaps to a newly promoted version and otherwise keeps the classifier it has."""
    served = LiveModel(registry)
    assert served.refresh()
    before = served.classifier
    assert not served.refresh()
    assert served.classifier is before
    registry.promote("newer")
    assert served.refresh()
    assert served.classifier.manifest.version == "newer"


def test_a_pointer_to_nothing_keeps_the_model(registry: Registry) -> None:
    """Where the pointer is gone, a refresh changes nothing."""
    served = LiveModel(registry)
    served.load()
    (registry.folder / "current").unlink()
    assert not served.refresh()
    assert served.classifier.manifest.version == "older"


def test_a_refused_version_is_tried_again_when_it_has_changed(registry: Registry) -> None:
    """A promoted model that breaks is refused once, with its reason, until its files change."""
    served = LiveModel(registry)
    served.load()
    registry.promote("newer")
    path = registry.folder / "newer" / "model.skops"
    content = path.read_bytes()
    path.write_bytes(b"another file")
    assert [served.refresh(), served.refresh(), served.refusals] == [False, False, 1]
    assert _refused(served) == "newer"
    assert "SHA-256" in getattr(served.refusal, "reason", "")
    assert served.classifier.manifest.version == "older"
    path.write_bytes(content)
    assert served.refresh()
    assert _refused(served) is None
    assert served.classifier.manifest.version == "newer"


def test_going_back_forgets_the_refusal(registry: Registry) -> None:
    """Where the pointer names the serving version again, nothing is refused any more."""
    served = LiveModel(registry)
    served.load()
    (registry.folder / "current").write_text("gone\n", "utf-8")
    served.refresh()
    assert _refused(served) == "gone"
    (registry.folder / "current").write_text("older\n", "utf-8")
    assert not served.refresh()
    assert _refused(served) is None


def test_a_watched_registry_is_served_from(registry: Registry) -> None:
    """A process that watches serves a promoted model without being asked, and tells of it."""
    served = LiveModel(registry)
    served.load()
    told: list[str] = []
    served.watch(0.05, lambda model: told.append(model.classifier.manifest.version))
    registry.promote("newer")
    wait_for(lambda: served.classifier.manifest.version == "newer")
    wait_for(lambda: told[-1] == "newer")
    assert told[0] == "older"


def test_a_renamed_model_is_not_loaded_over_and_over(registry: Registry) -> None:
    """A model whose folder was renamed is loaded once or refused once, not at every look."""
    amend_manifest(registry.folder / "newer", version="another-name")
    served = LiveModel(registry)
    served.load()
    (registry.folder / "current").write_text("newer\n", "utf-8")
    served.refresh()
    assert not served.refresh()
