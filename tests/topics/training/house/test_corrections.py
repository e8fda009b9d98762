"""What people say is right reaches the model, and what is wrong does no harm."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from service.cli import main
from service.feedback.correction import Correction
from service.feedback.store.database import Database
from service.feedback.store.store import Limits, Store
from service.teaching.reading import read_corrections
from service.teaching.rehearsal import rehearse
from service.teaching.snapshot import Snapshot
from service.topics.store.registry import Registry
from service.topics.training.corpus import read_corpus
from service.topics.training.fit import folds
from service.topics.training.retraining import retrain
from tests.topics.newsroom import TOPICS, quiet, write_article
from tests.topics.training.house.galleys import galley, galleys, said, share_right


def test_sixty_corrections_of_a_kind_put_it_right(data: Path, trained: Registry) -> None:
    """A kind that the model gets wrong is right after a training, which is promoted."""
    assert share_right(trained) < 0.2
    outcome = retrain(data, trained, quiet, corrections=Snapshot(tuple(galleys())))
    assert outcome.promoted, outcome.reason
    assert "corrections" in outcome.reason
    assert share_right(trained) > 0.9
    assert outcome.use[TOPICS.index("kitchen")].yours > 30


def test_held_out_corrections_are_never_trained_on(data: Path) -> None:
    """One in five is for measuring, and the same ones every time."""
    corrections = galleys()
    corpus = read_corpus(data, Snapshot(tuple(corrections)))
    assert corpus.house is not None
    held_out = {item.key for item in corrections if item.held_out}
    assert 3 < len(held_out) < 25
    assert set(corpus.house.ids.tolist()) == held_out
    assert not held_out & set(corpus.training.ids.tolist())
    assert corpus.training.read[corpus.training.sources == "corrections"].all()


def test_wrong_labels_are_doubted(data: Path, trained: Registry) -> None:
    """Each correction that says what its words speak against is named, by key and topics alone."""
    swapped = dict(zip(TOPICS, reversed(TOPICS), strict=True))
    wrong = {
        topic: said(swapped[topic], write_article(topic, 100), "new", f"sender of {topic}")
        for topic in TOPICS
    }
    outcome = retrain(data, trained, quiet, corrections=Snapshot((*galleys(), *wrong.values())))
    doubted = {doubt.key: doubt for doubt in outcome.doubts}
    left_out = " ".join(outcome.warnings)
    assert all(item.key in doubted or item.key in left_out for item in wrong.values())
    assert len(doubted) < 12
    key = wrong["observatory"].key
    assert str(doubted[key]).startswith(f"{key}  says kitchen, reads like observatory (0.")


def poisoned(draw: int, count: int = 30) -> list[Correction]:
    """Return wrong corrections by one sender, on whatever came up, at which nobody has looked."""
    chance = random.Random(f"poison {draw}")
    found = []
    for _ in range(count):
        topic, other = chance.sample(TOPICS, 2)
        found.append(said(other, write_article(topic, chance.randrange(10**6)), "new", "mallory"))
    return found


@pytest.mark.parametrize("draw", range(6))
def test_a_poisoned_third_by_one_sender_does_no_harm(
    data: Path, trained: Registry, draw: int
) -> None:
    """Whichever they are: nothing new serves, or kinds and evaluation stay right."""
    before = trained.current()
    corrections = Snapshot((*galleys(), *poisoned(draw)))
    outcome = retrain(data, trained, quiet, corrections=corrections)
    assert any("their sender has more than 2%" in warning for warning in outcome.warnings)
    evaluation = trained.load().card.evaluation
    assert evaluation is not None
    assert evaluation.macro_f1 > 0.95
    if outcome.promoted:
        assert share_right(trained) > 0.9
    else:
        assert trained.current() == before


def test_wrong_corrections_that_wait_stop_no_promotion(data: Path, trained: Registry) -> None:
    """A sender who says of a kind what the serving model says of it cannot keep it as it is."""
    against = [said("harbour", galley(number), "new", "mallory") for number in range(1_000, 1_080)]
    assert sum(item.held_out for item in against) > 12
    outcome = retrain(data, trained, quiet, corrections=Snapshot((*galleys(), *against)))
    assert outcome.promoted, outcome.reason
    assert any("their sender has more than 20%" in warning for warning in outcome.warnings)
    assert share_right(trained) > 0.9


def test_a_candidate_that_is_worse_for_the_house_is_refused(data: Path, trained: Registry) -> None:
    """What the house holds out speaks against it: refused in words, on the card, and counted."""
    good = retrain(data, trained, quiet, corrections=Snapshot(tuple(galleys())))
    assert good.promoted, good.reason
    first = trained.load().card.house
    assert first is not None
    assert (first.judged, first.right) == (1, 1.0)
    time.sleep(1.1)
    # Those to learn from are gone, those to measure by are not.
    held_out = tuple(item for item in galleys() if item.held_out)
    refused = retrain(data, trained, quiet, corrections=Snapshot(held_out))
    assert not refused.promoted
    assert f"fewer are right of {len(held_out)} held-out corrections" in refused.reason
    assert "which have judged 2 candidates: 0." in refused.reason
    second = trained.load(refused.version).card.house
    assert second is not None
    assert second.judged == 2
    assert second.before == 1.0
    assert second.right is not None
    assert second.right < 0.5
    page = (trained.folder / refused.version / "README.md").read_text("utf-8")
    assert "They have judged 2 candidates by now" in page
    assert trained.current() == good.version


def test_many_corrections_are_judged_by_what_others_say() -> None:
    """However many there are, each is held out beside others of its kind, not all at once."""
    sources = np.array(["corrections"] * 600 + ["gazette"] * 600)
    labels = np.array([TOPICS[n % 4] for n in range(1_200)])
    found = folds(sources, labels, 7, 5)
    assert set(found[:600].tolist()) == {0, 1, 2, 3, 4}
    assert len(set(found[600:].tolist())) == 1


def test_few_corrections_measure_nothing_and_that_is_said(data: Path, trained: Registry) -> None:
    """Where too few are held out there is no score, never one of 0."""
    outcome = retrain(data, trained, quiet, corrections=Snapshot(tuple(galleys(20))))
    assert outcome.promoted, outcome.reason
    assert "not measured on corrections" in outcome.reason
    house = trained.load().card.house
    assert house is not None
    assert (house.right, house.before, house.judged) == (None, None, 0)
    assert "not measured" in (trained.folder / outcome.version / "card.html").read_text("utf-8")


def test_no_corrections_are_the_same_training(data: Path, empty: Registry, tmp_path: Path) -> None:
    """With an empty database, and with none, a training makes the same weights to the last bit."""
    database = f"sqlite:///{tmp_path}/feedback.sqlite3"
    assert read_corrections(database) is None
    models = []
    for corrections in (None, Snapshot(())):
        outcome = retrain(data, empty, quiet, corrections=corrections)
        bundle = empty.load(outcome.version)
        weights = bundle.pipeline.named_steps["logistic"].coef_.tobytes()
        models.append((bundle.manifest.data_digest, bundle.terms, weights))
        assert bundle.card.house is None
        assert "correction" not in outcome.reason
        time.sleep(1.1)
    assert models[0] == models[1]


def test_a_correction_takes_nothing_from_what_is_there(data: Path) -> None:
    """An article of a file, or that is evaluated, is no correction's, nor is a topic unheard of."""
    text = write_article("theatre", 900)
    (data / "yours" / "theatre").mkdir()
    (data / "yours" / "theatre" / "a.txt").write_text(f"Curtain\n{text}", "utf-8")
    evaluated = write_article("harbour", 1)
    corrections = [
        replace(said(topic, article), held_out=False)
        for topic, article in (
            ("kitchen", text),
            ("kitchen", evaluated),
            ("ufology", write_article("theatre", 901)),
        )
    ]
    corpus = read_corpus(data, Snapshot(tuple(corrections)))
    assert "corrections" not in corpus.training.sources
    assert "theatre/a.txt" in corpus.training.ids
    for item, reason in zip(
        corrections,
        (
            "the same text stands in a file",
            "the same article is an evaluation document",
            "under a topic that nothing else is on",
        ),
        strict=True,
    ):
        told = [warning for warning in corpus.warnings if item.key in warning]
        assert len(told) == 1
        assert reason in told[0]


def test_a_dry_run_says_it_all_and_trains_nothing(
    data: Path,
    trained: Registry,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Counts by topic, state and sender, doubts, what is held out; and no version more."""
    url = f"sqlite:///{tmp_path}/feedback.sqlite3"
    store = Store(Database(url), Limits(1_000, 1_000))
    wrong = said("harbour", write_article("kitchen", 100))
    for item in (*galleys(40), wrong):
        store.put(item)
    store.database.close()
    monkeypatch.setenv("DATELINE_DATABASE_URL", url)
    monkeypatch.setenv("DATELINE_MODELS", str(trained.folder))
    before = trained.versions()
    assert main(["train", "--data", str(data), "--dry-run"]) == 0
    printed = capsys.readouterr().out
    assert "41 corrections" in printed
    assert "kitchen         0    0        40         0" in printed
    assert "desk             41    0" in printed
    assert "corrections that a model contradicts" in printed
    assert f"{wrong.key}  says harbour, reads like kitchen (0." in printed
    assert "candidates judged by corrections until now: 0" in printed
    assert "nothing was trained" in printed
    assert "galley" not in printed
    assert trained.versions() == before


def test_a_dry_run_without_corrections_says_so(data: Path, empty: Registry) -> None:
    """It reads the data, and finds what is wrong in it, all the same."""
    found = rehearse(data, empty, None)
    assert found.told == (
        "no article of your own in yours/",
        "60 documents to train on, 0 of them corrections",
        "the gate measures on 20 evaluation documents",
        "nothing was trained: this was --dry-run",
    )
