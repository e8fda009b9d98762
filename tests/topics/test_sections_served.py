"""Sections in what the service answers, counts and shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from service.cli import main
from service.contract.schemas import AnalysisAnswer
from service.site import view
from service.topics.classifier import Classifier
from service.topics.store.registry import Registry
from tests.topics.newsroom import Desk, write_article, write_sectioned_model

_STARS = write_article("observatory", 610)
_MEDTOP = "http://cv.iptc.org/newscodes/mediatopic/"


@pytest.fixture
def client(app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A client of a service whose model has sections."""
    model = app.extensions["dateline"].model
    monkeypatch.setattr(model, "_classifier", Classifier(desk.sectioned()))
    return app.test_client()


@pytest.mark.parametrize("route", ["/v1/topic", "/v1/analysis"])
def test_an_answer_has_the_section_and_its_codes(client: FlaskClient, route: str) -> None:
    """Label, confidence, codes, and by default the scores and evidence that explain it."""
    answer = client.post(route, json={"text": _STARS, "language": "en"}).json
    assert answer is not None
    section = answer["topic"]["section"]
    assert (section["label"], section["abstained"]) == ("science", None)
    assert section["confidence"] == max(section["scores"].values())
    assert sum(section["scores"].values()) == pytest.approx(1.0, abs=1e-6)
    number = "13000000"
    name = "science and technology"
    code = {"scheme": "medtop", "code": number, "uri": _MEDTOP + number, "name": name}
    assert section["codes"] == [code]
    assert section["evidence"]
    for item in section["evidence"]:
        for span in item["spans"]:
            assert _STARS[span["offset"] : span["offset"] + span["length"]]


def test_without_explanation_scores_and_evidence_are_left_out(client: FlaskClient) -> None:
    """The label is the same, and the rest is null or empty."""
    body = {"text": _STARS, "language": "en", "explain": False}
    answer = client.post("/v1/topic", json=body).json
    assert answer is not None
    section = answer["topic"]["section"]
    assert section["label"] == "science"
    assert (section["scores"], section["evidence"], section["evidence_rest"]) == (None, [], None)


def test_lines_of_a_stream_have_it_too(client: FlaskClient) -> None:
    """NDJSON gives what JSON gives."""
    line = json.dumps({"text": _STARS, "language": "en"})
    whole = client.post("/v1/topic", data=line, content_type="application/json").json
    streamed = client.post("/v1/topic", data=line, content_type="application/x-ndjson")
    assert whole is not None
    assert json.loads(streamed.text)["topic"] == whole["topic"]


def test_a_model_without_sections_answers_null(
    app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older model serves on; the members are there."""
    # The application is that of all tests, which go on with its own model.
    monkeypatch.setattr(app.extensions["dateline"].model, "_classifier", Classifier(desk.bundle()))
    answer = app.test_client().post("/v1/topic", json={"text": _STARS, "language": "en"}).json
    assert answer is not None
    assert answer["topic"]["section"] is None
    assert answer["topic"]["codes"] == []


def test_sections_are_counted_as_topics_are(client: FlaskClient) -> None:
    """By the section that scored best and why it was not named, with its confidence."""

    def counted() -> dict[str, float]:
        families = text_string_to_metric_families(client.get("/metrics").text)
        return {
            f"{sample.name} {' '.join(sorted(sample.labels.values()))}".strip(): sample.value
            for family in families
            for sample in family.samples
            if sample.name.startswith("dateline_section")
        }

    before = counted()
    client.post("/v1/topic", json={"text": _STARS, "language": "en"})
    client.post("/v1/topic", json={"text": _STARS, "language": "fi"})
    after = counted()
    for name, grown in (
        ("dateline_sections_total none science", 1.0),
        ("dateline_sections_total language none", 1.0),
        ("dateline_section_confidence_count", 1.0),
    ):
        assert after[name] - before.get(name, 0.0) == grown, name


def test_the_page_names_the_section(client: FlaskClient) -> None:
    """By its name in the vocabulary; by its label where it has no code; not where it is unsure."""
    answer = client.post("/v1/analysis", json={"text": _STARS, "language": "en"}).json
    found = AnalysisAnswer.model_validate(answer)
    assert view.section_shown(found) == "Section: science and technology"
    assert found.topic.section is not None
    found.topic.section.codes = []
    assert view.section_shown(found) == "Section: science"
    found.topic.section.label = None
    assert view.section_shown(found) == ""
    page = client.post("/", data={"text": _STARS, "language": "en"}).text
    assert "Section: science and technology" in page


def test_the_command_line_tells_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the topic for people, with its codes for programs."""
    write_sectioned_model(tmp_path / "models" / "with", desk)
    Registry(tmp_path / "models").promote("with")
    monkeypatch.setenv("DATELINE_MODELS", str(tmp_path / "models"))
    path = tmp_path / "stars.txt"
    path.write_text(_STARS, "utf-8")
    assert main(["analyse", "--language", "en", str(path)]) == 0
    assert ": observatory, section science\n" in capsys.readouterr().out
    assert main(["analyse", "--language", "en", "--json", str(path)]) == 0
    line = json.loads(capsys.readouterr().out)
    assert line["codes"] == []
    assert line["section"]["label"] == "science"
    assert line["section"]["codes"][0]["uri"] == _MEDTOP + "13000000"
