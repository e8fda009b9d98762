"""A topic that a user added does not vanish because its articles are no longer read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from service.cli import main
from service.topics.card.card import TopicUse
from service.topics.live_model import LiveModel
from service.topics.store.registry import Registry
from tests.topics.newsroom import TOPICS, read_whole, write_article

_WEATHER = (
    "Hail the size of walnuts fell on the orchards, the forecaster said.",
    "The barometer sank all night, and frost is forecast for the valleys.",
    "Sleet and thunder drove the forecaster's balloons far to the south.",
    "A warm front brought drizzle, and the rainfall broke the record of May.",
    "The heatwave ended in thunder, and the rainfall filled the gauges.",
)


class Run(NamedTuple):
    """What a run of `bin/retrain` came to, and what it printed."""

    code: int
    said: str
    warned: str


@pytest.fixture
def retrain(
    data: Path,
    empty: Registry,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., Run]:
    """`dateline train` on the newsroom's data, each run a minute after the one before."""
    minutes = count()

    class Clock:
        @staticmethod
        def now(_: Any) -> datetime:
            return datetime(2024, 5, 1, 8, tzinfo=UTC) + timedelta(minutes=next(minutes))

    monkeypatch.setattr("service.topics.training.description.datetime", Clock)
    monkeypatch.setenv("DATELINE_MODELS", str(empty.folder))

    def run(*options: str) -> Run:
        code = main(["train", "--data", str(data), *options])
        return Run(code, *capsys.readouterr())

    return run


def write_weather(path: Path) -> Path:
    """Write fifty articles on the weather, and two that are left out, as CSV."""
    rows = [f"{_WEATHER[n % 5]} {_WEATHER[(n + 2) % 5]} Day {n}." for n in range(50)]
    lines = [f'weather,"{text}"' for text in (*rows, rows[0], write_article("harbour", 2))]
    conflict = f'harbour,"{write_article("harbour", 2)}"'
    path.write_text("\n".join(["topic,text", *lines, conflict, ""]), "utf-8")
    return path


@pytest.mark.parametrize("name", ["weather.xlsx", "._weather.csv"])
def test_a_topic_whose_file_is_not_read_any_more_goes_on_serving(
    data: Path, empty: Registry, retrain: Callable[..., Run], name: str
) -> None:
    """The file is named, the promotion refused with the topic's name, and the model stays."""
    assert retrain().code == 0
    path = write_weather(data / "yours" / "weather.csv")
    added = retrain()
    assert added.code == 0, added.said
    assert "it adds weather" in added.said
    served = LiveModel(empty)
    assert served.refresh()
    champion = empty.current()

    path.rename(path.with_name(name))
    refused = retrain()
    assert refused.code == 1
    assert "not promoted: the topic weather is gone" in refused.said.splitlines()[-1]
    assert f"warning: {name}: " in refused.warned
    assert "weather " not in refused.said.partition("not promoted")[0]
    assert empty.current() == champion
    assert not served.refresh()
    scores = served.classifier.classify(read_whole(_WEATHER[0])).scores
    assert scores is not None
    assert max(scores, key=scores.__getitem__) == "weather"

    forced = retrain("--force")
    assert forced.code == 0
    assert "promoted by force, although not promoted: the topic weather is gone" in forced.said
    assert empty.load().manifest.classes == sorted(TOPICS)
    assert empty.history()[-1].forced


def test_a_topic_of_a_broken_model_is_not_lost_either(
    data: Path, empty: Registry, retrain: Callable[..., Run]
) -> None:
    """A model that cannot be loaded is replaced by one that knows its topics, and by no other."""
    path = write_weather(data / "yours" / "weather.csv")
    assert retrain().code == 0
    champion = empty.current()
    (empty.folder / champion / "model.skops").write_bytes(b"spoilt")

    path.rename(path.with_name("weather.xlsx"))
    refused = retrain()
    assert refused.code == 1
    assert "not promoted: the topic weather is gone" in refused.said
    assert f"the current model {champion} cannot be loaded to be measured" in refused.said
    assert empty.current() == champion

    path.with_name("weather.xlsx").rename(path)
    again = retrain()
    assert again.code == 0, again.said
    assert "cannot be loaded to be measured, and none of its topics is gone" in again.said
    assert "weather" in empty.load().manifest.classes


def test_after_a_model_of_which_nothing_is_left_only_force_promotes(
    empty: Registry, retrain: Callable[..., Run]
) -> None:
    """What topics it had cannot be read, so its user decides."""
    assert retrain().code == 0
    shutil.rmtree(empty.folder / empty.current())
    refused = retrain()
    assert refused.code == 1
    assert "which topics would go with it cannot be read either" in refused.said
    forced = retrain("--force")
    assert forced.code == 0
    assert empty.load().manifest.classes == sorted(TOPICS)


def test_the_same_file_by_another_name_that_is_read_is_promoted(
    data: Path, empty: Registry, retrain: Callable[..., Run]
) -> None:
    """Articles may be moved about: only a topic that is gone stops a promotion."""
    path = write_weather(data / "yours" / "weather.csv")
    assert retrain().code == 0
    (data / "yours" / "2024").mkdir()
    path.rename(data / "yours" / "2024" / "OWN.CSV")
    again = retrain()
    assert again.code == 0, again.said
    assert again.warned.count("OWN.CSV row") >= 3
    assert "weather" in empty.load().manifest.classes


def test_articles_used_and_left_out_are_printed_and_on_the_card(
    data: Path, empty: Registry, retrain: Callable[..., Run]
) -> None:
    """The table stands before the outcome, and says the same as the cards."""
    write_weather(data / "yours" / "weather.csv")
    run = retrain()
    file, own, *table, outcome = run.said.splitlines()
    assert file == "yours/weather.csv: 53 articles (harbour 1, weather 52)"
    assert own.startswith("weather: found in ")
    assert [line.split() for line in table] == [
        ["topic", "yours", "left", "out", "Dateline's", "other", "sources"],
        ["harbour", "0", "1", "0", "15"],
        ["kitchen", "0", "0", "0", "15"],
        ["observatory", "0", "0", "0", "15"],
        ["theatre", "0", "0", "0", "15"],
        ["weather", "50", "2", "0", "0"],
    ]
    version = empty.current()
    assert outcome.startswith(f"{version} ")
    assert "used once, the same text 2 times" in run.warned
    assert "left out, the same text under different topics" in run.warned
    training = empty.load().card.training
    assert training is not None
    assert training.topics[-1] == TopicUse("weather", yours=50, left_out=2, dateline=0, sources=0)
    card = (empty.folder / version / "README.md").read_text("utf-8")
    assert "| weather | 50 | 2 | 0 | 0 |\n" in card
    page = (empty.folder / version / "card.html").read_text("utf-8")
    assert '<th scope="row">weather</th><td>50</td><td>2</td><td>0</td><td>0</td>' in page


def test_off_a_terminal_each_step_and_warning_is_a_line(
    data: Path, retrain: Callable[..., Run]
) -> None:
    """Apart from them there are the table and the outcome, and no bar."""
    (data / "yours" / ".DS_Store").write_bytes(b"\0")
    run = retrain()
    *steps, warning = run.warned.splitlines()
    assert warning == "warning: .DS_Store: Other programs have left it there: passed over."
    assert all(f" step {number} of " in step for number, step in enumerate(steps, start=1))
    assert steps[-1].endswith("measuring")
    assert "\r" not in run.warned
    assert len(run.said.splitlines()) == 1 + len(TOPICS) + 1


def test_articles_that_the_training_leaves_out_are_named(
    data: Path, retrain: Callable[..., Run]
) -> None:
    """What is filed under other, but reads like the articles of a user's topic, is not used."""
    folder = data / "yours" / "other"
    folder.mkdir()
    for number in range(12):
        article = write_article("theatre", 900 + number)
        (folder / f"{number:02}.txt").write_text(f"Untitled\n{article}", "utf-8")
    run = retrain()
    assert ["other", "0", "12", "0", "0"] in [line.split() for line in run.said.splitlines()]
    assert "warning: left out, under other but like the articles of a new topic:" in run.warned
    assert "other/00.txt, other/01.txt, " in run.warned
    assert "other/09.txt and 2 more" in run.warned
