"""What waits for a decision undoes nothing that a reviewer accepted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from service.teaching.snapshot import Snapshot
from service.topics.store.registry import Registry
from service.topics.training.retraining import retrain
from tests.topics.newsroom import quiet, write_article
from tests.topics.training.house.galleys import galley, galleys, said, share_right


def test_what_waits_undoes_nothing_that_was_accepted(data: Path, trained: Registry) -> None:
    """Of a kind that is accepted as one topic, what waits and says another is left out, by name."""
    accepted = [replace(item, held_out=False) for item in galleys(20)]
    against = [
        replace(said("harbour", galley(400 + n), "new", f"s{n}"), held_out=False) for n in range(10)
    ]
    beside = [
        replace(said(topic, write_article(topic, 700 + n), "new", f"t{n}"), held_out=False)
        for n, topic in enumerate(("observatory", "theatre", "observatory", "theatre"))
    ]
    outcome = retrain(data, trained, quiet, corrections=Snapshot((*accepted, *against, *beside)))
    assert outcome.promoted, outcome.reason
    assert share_right(trained) > 0.95
    told = " ".join(warning for warning in outcome.warnings if "accepted ones speak" in warning)
    assert all(item.key in told for item in against)
    assert not any(item.key in told for item in (*accepted, *beside))


def test_without_accepted_ones_all_that_waits_teaches(data: Path, trained: Registry) -> None:
    """Many readers who agree put a kind right, though nobody has looked at what they say."""
    waiting = [
        replace(said("kitchen", galley(n), "new", f"s{n}"), held_out=False) for n in range(40)
    ]
    outcome = retrain(data, trained, quiet, corrections=Snapshot(tuple(waiting)))
    assert outcome.promoted, outcome.reason
    assert not any("speak against" in warning for warning in outcome.warnings)
    assert share_right(trained) > 0.9
