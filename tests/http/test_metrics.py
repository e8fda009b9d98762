"""What `/metrics` says after requests, in one process."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from service.topics.live_model import Refusal
from tests.messy import ARTICLE, PAGE

Samples = dict[str, dict[tuple[tuple[str, str], ...], float]]


def scrape(client: FlaskClient) -> Samples:
    """Every sample by name and labels, as Prometheus's own parser reads the page."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=")
    samples: Samples = defaultdict(dict)
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            samples[sample.name][tuple(sorted(sample.labels.items()))] = sample.value
    return samples


def value(samples: Samples, name: str, **labels: str) -> float:
    """One sample, or 0 where there is none yet."""
    return samples[name].get(tuple(sorted(labels.items())), 0.0)


def test_requests_are_counted_by_route_and_status(client: FlaskClient) -> None:
    """An answer, a problem and an address that is none each count once, where they belong."""
    before = scrape(client)
    client.post("/v1/topic", json={"text": ARTICLE})
    client.post("/v1/topic", json={"txt": ARTICLE})
    client.get("/wp-login.php?user=a")
    client.delete("/v1/topic")
    after = scrape(client)
    for route, status in (("/v1/topic", "200"), ("/v1/topic", "422"), ("unmatched", "404")):
        labels = {"route": route, "status": status}
        name = "dateline_requests_total"
        assert value(after, name, **labels) - value(before, name, **labels) == 1, labels
    name = "dateline_problems_total"
    for kind in ("invalid-request", "not-found", "method-not-allowed"):
        assert value(after, name, type=kind) - value(before, name, type=kind) == 1, kind


def test_stages_and_whole_requests_are_timed(client: FlaskClient) -> None:
    """Each stage of an analysis is observed once, and together they fit into the request."""
    before = scrape(client)
    client.post("/v1/analysis", json={"text": PAGE})
    after = scrape(client)

    def grown(name: str, **labels: str) -> float:
        return value(after, name, **labels) - value(before, name, **labels)

    spent = 0.0
    for stage in ("parse", "article", "topic", "summary", "shape", "write"):
        assert grown("dateline_stage_seconds_count", stage=stage) == 1
        spent += grown("dateline_stage_seconds_sum", stage=stage)
    whole = grown("dateline_request_seconds_sum", route="/v1/analysis")
    assert 0 < spent <= whole
    assert grown("dateline_request_seconds_bucket", route="/v1/analysis", le="+Inf") == 1


def test_documents_are_counted_by_topic_and_abstention(client: FlaskClient) -> None:
    """A named topic, one too short, and a language that the model does not know."""
    before = scrape(client)
    answer = client.post("/v1/topic", json={"text": ARTICLE}).json
    client.post("/v1/topic", json={"text": "Police said."})
    client.post("/v1/topic", json={"text": ARTICLE, "language": "fr"})
    client.post("/v1/summary", json={"text": ARTICLE})
    after = scrape(client)

    def grown(**labels: str) -> float:
        name = "dateline_documents_total"
        return value(after, name, **labels) - value(before, name, **labels)

    assert answer is not None
    assert answer["topic"]["label"] == "diplomacy"
    assert grown(topic="diplomacy", abstained="none") == 1
    assert grown(topic="none", abstained="language") == 1
    short = sum(
        after["dateline_documents_total"][key] - before["dateline_documents_total"].get(key, 0)
        for key in after["dateline_documents_total"]
        if ("abstained", "too_short") in key
    )
    assert short == 1
    name = "dateline_confidence_count"
    assert value(after, name) - value(before, name) == 2
    known, unknown = (
        value(after, "dateline_opening_words_total", known=known)
        - value(before, "dateline_opening_words_total", known=known)
        for known in ("true", "false")
    )
    assert known > unknown >= 0
    assert known + unknown > 50


def test_each_line_of_a_stream_counts(client: FlaskClient) -> None:
    """Two articles and a bad line in one NDJSON request: one request, one problem of a line."""
    line = json.dumps({"text": ARTICLE})
    before = scrape(client)
    with client.post(
        "/v1/topic", data=f"{line}\n{{}}\n{line}\n", content_type="application/x-ndjson"
    ) as answer:
        assert len(answer.get_data().splitlines()) == 3
    after = scrape(client)
    documents = sum(after["dateline_documents_total"].values()) - sum(
        before["dateline_documents_total"].values()
    )
    assert documents == 2
    name = "dateline_problems_total"
    kind = "invalid-request"
    assert value(after, name, type=kind) - value(before, name, type=kind) == 1
    labels = {"route": "/v1/topic", "status": "200"}
    name = "dateline_requests_total"
    assert value(after, name, **labels) - value(before, name, **labels) == 1
    # No more are under way than before, which is the scrape itself, and streams left unread.
    name = "dateline_requests_in_progress"
    assert value(after, name) == value(before, name) >= 1


def test_the_model_and_its_baseline_are_told(client: FlaskClient) -> None:
    """Version, age, and the evaluation's shares, which sum to 1 and are those of the card."""
    card = client.get("/v1/model").json
    assert card is not None
    samples = scrape(client)
    assert value(samples, "dateline_model_workers", version=card["version"]) == 1
    assert value(samples, "dateline_model_trained_timestamp_seconds") > 1_600_000_000
    shares = samples["dateline_baseline_topic_share"]
    assert sum(shares.values()) == pytest.approx(1)
    assert {dict(key)["topic"] for key in shares} == set(card["classes"])
    assert 0.5 < value(samples, "dateline_baseline_confidence") < 1
    assert 0 < value(samples, "dateline_baseline_unknown_words") < 0.2
    assert value(samples, "dateline_worker_memory_bytes") > 2**24


def test_a_refused_model_is_told_and_forgotten(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a promoted model is refused a gauge says so; the counter keeps that it was."""
    model = app.extensions["dateline"].model
    client = app.test_client()
    before = value(scrape(client), "dateline_model_refusals_total")
    monkeypatch.setattr(model, "refusal", Refusal("spoilt", "is broken"))
    model.refusals += 1
    assert value(scrape(client), "dateline_model_refused_workers") == 1
    monkeypatch.setattr(model, "refusal", None)
    samples = scrape(client)
    assert value(samples, "dateline_model_refused_workers") == 0
    assert value(samples, "dateline_model_refusals_total") == before + 1


def test_no_client_makes_series(client: FlaskClient) -> None:
    """After fifty addresses, methods, versions and ids there are as many series as before."""
    client.post("/v1/topic", json={"text": ARTICLE})
    client.get("/nowhere")
    client.open("/nowhere", method="PURGE")

    def series() -> int:
        return sum(len(found) for found in scrape(client).values())

    series()
    before = series()
    for n in range(50):
        client.get(f"/nowhere/{n}?q={n}", headers={"X-Request-ID": f"id-{n}"})
        client.open("/nowhere", method=f"PURGE{n}")
        client.post("/v1/topic", json={"text": f"{ARTICLE} Number {n}."})
    assert series() == before


def test_openmetrics_is_given_where_it_is_asked_for(client: FlaskClient) -> None:
    """Prometheus prefers OpenMetrics, which ends with a mark."""
    answer = client.get("/metrics", headers={"Accept": "application/openmetrics-text"})
    assert answer.content_type.startswith("application/openmetrics-text")
    assert answer.text.endswith("# EOF\n")
