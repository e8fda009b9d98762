"""The history tells of every version, and is read again when it has changed."""

from __future__ import annotations

import shutil

import pytest

from service.topics.store import history
from service.topics.store.history import releases
from service.topics.store.registry import Registry


def test_versions_stand_newest_first_with_their_promotions(registry: Registry) -> None:
    """One that was never promoted is there too."""
    registry.promote("newer", "it is not worse")
    newer, older = releases(registry)
    assert (newer.version, older.version) == ("newer", "older")
    assert [promotion.reason for promotion in newer.promotions] == ["it is not worse"]
    assert older.promotions == ()
    assert newer.trained_at == "2024-06-01T08:00:00Z"


def test_a_promotion_is_seen_at_once(registry: Registry) -> None:
    """What is kept in memory is dropped when the folder changes."""
    assert releases(registry)[0].promotions == ()
    registry.promote("newer")
    registry.promote("older")
    registry.promote("newer", "again")
    assert [item.reason for item in releases(registry)[0].promotions][-1] == "again"


def test_it_is_not_read_for_every_visit(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand versions cost nothing where nothing has changed."""
    first = releases(registry)
    monkeypatch.setattr(history, "read_manifest", None)
    assert releases(registry) is first


def test_a_version_that_is_gone_is_still_told_of(registry: Registry) -> None:
    """Its promotions are in the history, its scores are not."""
    registry.promote("newer", "it was better")
    registry.promote("older")
    shutil.rmtree(registry.folder / "newer")
    found = {release.version: release for release in releases(registry)}
    assert found["newer"].trained_at is None
    assert found["newer"].scores is None
    assert found["newer"].promotions[0].reason == "it was better"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"evaluation": 1}'])
def test_a_broken_card_has_no_scores(registry: Registry, content: str) -> None:
    """The version is told of all the same."""
    (registry.folder / "newer" / "card.json").write_text(content, "utf-8")
    (registry.folder / "changed").mkdir()
    assert releases(registry)[0].version == "newer"
    assert releases(registry)[0].scores is None


def test_the_list_ends(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page does not grow with every training."""
    monkeypatch.setattr(history, "_MAX_RELEASES", 1)
    registry.promote("newer")
    assert [release.version for release in releases(registry)] == ["newer"]
