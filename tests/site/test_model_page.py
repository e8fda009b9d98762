"""The page of the serving model says what its card says, whichever model serves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from service import create_app
from service.settings import Settings
from service.topics.card.card import (
    Answered,
    Card,
    Evaluation,
    HouseScore,
    OwnTopic,
    RegionScore,
    ThresholdChoice,
    TopicUse,
    Training,
)
from tests.topics.newsroom import TOPICS, Desk, write_model


@pytest.fixture
def models(desk: Desk, tmp_path: Path) -> Path:
    """A folder of two models, of which `older` is current."""
    folder = tmp_path / "models"
    write_model(folder / "newer", desk, "2024-06-01T08:00:00Z")
    write_model(folder / "older", desk, "2024-05-01T08:00:00Z")
    (folder / "current").write_text("older\n", "utf-8")
    return folder


@pytest.fixture
def other(models: Path, settings: Settings) -> Iterator[Flask]:
    """The application with these models."""
    app = create_app(replace(settings, models=models))
    yield app
    app.extensions["dateline"].extractor.close()


def read(client: FlaskClient, status: int = 200) -> html.HtmlElement:
    """The page as a browser has it."""
    answer = client.get("/model")
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    return html.document_fromstring(answer.text)


def words(page: html.HtmlElement, path: str) -> list[str]:
    """The texts of the elements at a path, with single blanks."""
    return [" ".join(" ".join(item.itertext()).split()) for item in page.xpath(path)]


def test_it_shows_the_scores_of_the_card(client: FlaskClient) -> None:
    """Macro-F1 with its interval, and precision and recall of each topic, are the card's."""
    card = client.get("/v1/model").json
    assert card is not None
    page = read(client)
    shown = words(page, "//dl[@class='figures']//dd")
    low, high = card["evaluation"]["macro_f1_interval"]
    assert shown[0] == f"{card['evaluation']['macro_f1']:.3f} {low:.3f} to {high:.3f}"
    rows = words(page, "//*[@aria-label='Scores by topic']//tbody/tr")
    for name, row in zip(card["classes"], rows, strict=True):
        scores = card["evaluation"]["topics"][name]
        assert row.startswith(f"{name} {100 * scores['precision']:.1f} %")
        assert f"{100 * scores['recall']:.1f} %" in row
        # The JSON has four digits, the page rounds what these were rounded from.
        assert any(f"{scores['f1'] + less:.3f}" in row for less in (0.0, -4e-5, 4e-5))
    sources = card["evaluation"]["sources"]
    rows = words(page, "//*[@aria-label='Scores by source']//tbody/tr")
    for (name, scores), row in zip(sources.items(), rows, strict=True):
        low, high = scores["interval"]
        assert row.startswith(f"{name} {100 * scores['accuracy']:.1f} % {100 * low:.1f} to ")
        assert row.endswith(f"{100 * high:.1f} % {scores['documents']}")


def test_pictures_have_a_name_a_description_and_a_table(client: FlaskClient) -> None:
    """Who does not see the matrix and the diagram hears them, or reads the same numbers."""
    card = client.get("/v1/model").json
    assert card is not None
    page = read(client)
    pictures = page.xpath("//*[local-name()='svg'][@role='img']")
    assert len(pictures) == 2
    for picture in pictures:
        named = [page.get_element_by_id(name) for name in picture.get("aria-labelledby").split()]
        assert [str(item.tag) for item in named] == ["title", "desc"]
        assert all(item.text_content().strip() for item in named)
    cells = words(page, "//section[h2/@id='confusion']//tbody/tr/td")
    matrix = card["evaluation"]["confusion_matrix"]
    assert [int(cell) for cell in cells] == [count for row in matrix for count in row]
    bins = words(page, "//section[h2/@id='calibration']//tbody/tr/td[last()]")
    wanted = [item["documents"] for item in card["evaluation"]["calibration"]["bins"]]
    assert [int(documents) for documents in bins] == wanted


def test_it_shows_words_data_and_versions(client: FlaskClient) -> None:
    """Each topic has telling words, each source its count, and the serving version is marked."""
    card = client.get("/v1/model").json
    assert card is not None
    page = read(client)
    lists = page.xpath("//section[h2/@id='telling']//ol")
    assert len(lists) == len(card["classes"])
    assert all(len(item.xpath("li")) == 15 for item in lists)
    assert "police" in words(page, "//section[h3='crime']//li/span")
    rows = words(page, "//section[h2/@id='origin']//*[@aria-label='Sources']//tbody/tr")
    told = card["training"]["origins"]
    assert sorted(rows) == sorted(
        f"{name} {count:,} {told[name]['what']} {told[name]['licence']}"
        for name, count in card["training"]["sources"].items()
    )
    assert card["data_digest"] in page.text_content()
    assert words(page, "//tr[@class='serving']/th")[0] == f"{card['version']} serving"


def test_a_promotion_changes_it(other: Flask, models: Path) -> None:
    """The page is that of the model that serves, and its history has the promotion."""
    client = other.test_client()
    before = read(client)
    assert words(before, "//tr[@class='serving']/th/code") == ["older"]
    assert words(before, "//section[h2/@id='history']//tr/th/code") == ["newer", "older"]
    held = other.extensions["dateline"].model
    held._registry.promote("newer", "it is not worse")
    assert held.refresh()
    after = read(client)
    assert words(after, "//tr[@class='serving']/th/code") == ["newer"]
    assert words(after, "//tr[@class='serving']/td[last()]")[0].endswith("it is not worse")
    assert set(words(after, "//section[h2/@id='telling']//h3")) == set(TOPICS)


def test_a_refused_promotion_is_told(other: Flask, models: Path) -> None:
    """Where a promoted model is broken the page says so, and shows the one that serves."""
    (models / "newer" / "model.skops").write_bytes(b"broken")
    (models / "current").write_text("newer\n", "utf-8")
    held = other.extensions["dateline"].model
    assert not held.refresh()
    page = read(other.test_client())
    assert words(page, "//tr[@class='serving']/th/code") == ["older"]
    assert "newer was promoted and refused" in words(page, "//*[@role='alert']")[0]


def test_a_card_without_figures_is_shown_as_far_as_it_goes(other: Flask) -> None:
    """A model serves without a whole card, and so does its page."""
    page = read(other.test_client())
    assert words(page, "//section[h2/@id='telling']//h3")
    assert not page.xpath("//*[@role='img']")
    text = " ".join(page.text_content().split())
    assert "Not measured: its card does not state scores." in text
    assert "What it was trained on is not stated in its card." in text


def test_a_card_with_a_figure_or_two_says_what_it_lacks(other: Flask) -> None:
    """What was not measured or is not stated is said to be so, in its place."""
    classifier = other.extensions["dateline"].model.classifier
    classifier.card = Card(evaluation=Evaluation(0.75), training=Training(documents=1200))
    page = read(other.test_client())
    assert words(page, "//dl[@class='figures']//dd") == ["0.750", *["not measured"] * 3]
    assert words(page, "//section[h2/@id='confusion']/p") == ["Not measured."]
    assert words(page, "//section[h2/@id='calibration']/p") == ["Not measured."]
    said = " ".join(words(page, "//section[h2/@id='origin']/p"))
    assert "Documents: 1,200; with a topic that somebody gave by reading: not stated;" in said
    assert "The sources are not stated." in said
    assert "Digest of the data not stated, seed not stated;" in said


def test_it_shows_what_is_defensible_and_where(other: Flask) -> None:
    """Second topics, regions and the choice of the threshold, where the card has them."""
    table = "//*[@aria-label='Scores by region']"
    plain = read(other.test_client())
    assert not words(plain, table)
    assert "fitted to" not in words(plain, "//p[@class='lead']")[0]
    answered = Answered(0.8, 0.5, 0.9, 1.0)
    other.extensions["dateline"].model.classifier.card = Card(
        threshold_choice=ThresholdChoice(1200, 900, 0.9731, ("courier",)),
        evaluation=Evaluation(
            0.75,
            documents=200,
            defensible=0.95,
            answered=answered,
            regions={
                "usa": RegionScore(0.8, (0.7, 0.9), 0.8, 0.9, 100, answered),
                "world": RegionScore(
                    0.7, (0.6, 0.8), 0.8, 0.9, 100, Answered(0.8, 0.0, None, None)
                ),
            },
        ),
    )
    page = read(other.test_client())
    figures = words(page, "//dl[@class='figures']//dd")
    assert figures[-2].startswith("95.0 % ")
    assert figures[-1].startswith("100.0 % ")
    usa, world = words(page, f"{table}//tbody/tr")
    assert usa.startswith("inside the USA 0.800 0.700 to 0.900 90.0 %")
    assert usa.endswith(" 100")
    assert world.startswith("outside the USA 0.700")
    assert "none answered" in world
    lead = words(page, "//p[@class='lead']")[0]
    assert "chosen on 1,200 documents of sources that no part of it was fitted to" in lead
    assert "at least 97.3 % of what it answers is defensible" in lead


def test_it_tells_of_users_topics_and_corrections(other: Flask) -> None:
    """What was measured of them, and of what was not that it was not."""
    classifier = other.extensions["dateline"].model.classifier
    classifier.card = Card(
        evaluation=Evaluation(0.75),
        own_topics={
            "opera": OwnTopic(60, 0.8, 0.9, 0.5, {"other": 11, "politics": 1}, 930, {"other": 6}),
            "shipping": OwnTopic(12),
        },
        house=HouseScore(70, 34, 3, 0.81, 0.79),
    )
    page = read(other.test_client())
    assert words(page, "//*[@aria-labelledby='own-topics']//tbody/tr") == [
        "opera 90.0 % 80.0 % 50.0 % 11 other, 1 politics 6 other 60",
        f"shipping {' '.join(['not measured'] * 5)} 12",
    ]
    text = " ".join(page.text_content().split())
    assert "it is right in 81.0 %, the model before in 79.0 %." in text
    assert "They have judged 3 candidates by now." in text
    classifier.card = Card(evaluation=Evaluation(0.75), house=HouseScore(9, 4, 0))
    text = " ".join(read(other.test_client()).text_content().split())
    assert "on 4 that are held out for good it was not measured, they are too few." in text


def test_it_shows_the_articles_used_by_topic(other: Flask) -> None:
    """The user's, those of them left out, Dateline's and the others', where the card has them."""
    table = "//*[@aria-label='Articles used by topic']"
    assert not words(read(other.test_client()), table)
    use = (TopicUse("kitchen", 52, 3, 460, 12345), TopicUse("opera", 50, 0, 0, 0))
    other.extensions["dateline"].model.classifier.card = Card(training=Training(topics=use))
    page = read(other.test_client())
    assert words(page, f"{table}//thead//th") == [
        *("topic", "users’ own", "users’ own left out", "Dateline’s", "other sources")
    ]
    assert words(page, f"{table}//tbody/tr") == ["kitchen 52 3 460 12,345", "opera 50 0 0 0"]


def test_without_a_model_it_says_what_to_do(settings: Settings, tmp_path: Path) -> None:
    """An empty folder of models is a page with the remedy, and a 503."""
    app = create_app(replace(settings, models=tmp_path))
    try:
        assert "bin/retrain" in read(app.test_client(), 503).text_content()
    finally:
        app.extensions["dateline"].extractor.close()


def test_nothing_in_it_is_inline(client: FlaskClient) -> None:
    """The policy would refuse it: no style attribute, no style element, no script."""
    text = client.get("/model").text
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", text)


def test_a_card_is_text_not_markup(other: Flask) -> None:
    """Names that somebody trained a model with cannot become elements."""
    other.extensions["dateline"].model.classifier.card = Card(
        libraries={"<script>alert(1)</script>": "1"},
        training=Training(documents=1, read=1, used=1, sources={"<b>x</b>": 1}),
    )
    page = read(other.test_client())
    assert not page.xpath("//script | //main//b")
    assert "<b>x</b>" in page.text_content()
