"""Of a current model that is broken, the topics are still known."""

from __future__ import annotations

import shutil

import pytest

from service.topics.card.card import Card
from service.topics.store.bundle import read_manifest, write_manifest_and_card
from service.topics.store.registry import Registry
from service.topics.training.champion import BrokenChampion, read_champion
from tests.topics.newsroom import TOPICS, amend_manifest


def test_without_a_current_model_there_is_no_champion(empty: Registry) -> None:
    """No folder, and an empty pointer, are no model that is broken."""
    assert read_champion(empty) is None
    empty.folder.mkdir()
    (empty.folder / "current").write_text("\n", "utf-8")
    assert read_champion(empty) is None


def test_a_whole_model_is_the_champion(registry: Registry) -> None:
    """It is loaded as it is served."""
    champion = read_champion(registry)
    assert champion is not None
    assert not isinstance(champion, BrokenChampion)
    assert champion.manifest.version == "older"


def test_a_broken_model_has_the_topics_of_its_manifest(registry: Registry) -> None:
    """The manifest is read where the model itself is altered."""
    (registry.folder / "older" / "model.skops").write_bytes(b"")
    assert read_champion(registry) == BrokenChampion("older", TOPICS)


@pytest.mark.parametrize("change", [{"format": 99}, {"classes": 4}, {"mood": "good"}])
def test_without_a_manifest_the_card_names_them(
    registry: Registry, change: dict[str, object]
) -> None:
    """A manifest that this version cannot read leaves the card."""
    folder = registry.folder / "older"
    write_manifest_and_card(folder, read_manifest(folder), Card(classes=("harbour", "opera")))
    amend_manifest(folder, **change)
    assert read_champion(registry) == BrokenChampion("older", ("harbour", "opera"))


def test_of_a_model_that_is_gone_nothing_is_known(registry: Registry) -> None:
    """The pointer alone says that there was one."""
    shutil.rmtree(registry.folder / "older")
    assert read_champion(registry) == BrokenChampion("older", None)
    (registry.folder / "current").write_text("../elsewhere\n", "utf-8")
    assert read_champion(registry) == BrokenChampion("../elsewhere", None)
