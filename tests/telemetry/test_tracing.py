"""Spans of requests and stages, kept in memory instead of sent."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from flask import Flask

from service.telemetry import tracing
from tests.conftest import ROOT, unavailable
from tests.messy import ARTICLE

try:
    from opentelemetry.sdk.trace import ReadableSpan
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
except ImportError:
    unavailable("tracing", "opentelemetry-sdk is in requirements-dev.txt; install that")

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


@pytest.fixture
def exporter() -> Iterator[InMemorySpanExporter]:
    """What the process's spans are given to."""
    exporter = InMemorySpanExporter()
    tracing.process_with(SimpleSpanProcessor(exporter))
    yield exporter
    tracing.stop()


def spans(exporter: InMemorySpanExporter) -> tuple[list[ReadableSpan], ReadableSpan]:
    """The spans of the stages, and that of the request, which ends last."""
    *stages, request = exporter.get_finished_spans()
    return stages, request


def test_a_request_is_a_span_with_its_stages_within(
    app: Flask, exporter: InMemorySpanExporter
) -> None:
    """Each stage once, in order, inside the request, which has route and status and no text."""
    app.test_client().post("/v1/analysis", json={"text": f"Quixelborn. {ARTICLE}"})
    stages, request = spans(exporter)
    assert request.name == "POST /v1/analysis"
    assert dict(request.attributes or {}) == {
        "http.request.method": "POST",
        "http.route": "/v1/analysis",
        "http.response.status_code": 200,
    }
    assert [span.name for span in stages] == [
        *("receive", "parse", "queue", "article", "topic", "summary", "shape", "write")
    ]
    for span in stages:
        assert span.parent is not None
        assert span.parent.span_id == request.context.span_id
        assert (request.start_time or 0) <= (span.start_time or 0) <= (span.end_time or 0)
        assert (span.end_time or 0) <= (request.end_time or 0)
    assert "Quixelborn" not in "".join(span.to_json() for span in (*stages, request))


def test_a_callers_trace_is_gone_on_with(app: Flask, exporter: InMemorySpanExporter) -> None:
    """`traceparent` names the trace and the span that the request belongs to."""
    header = {"traceparent": f"00-{TRACE}-{PARENT}-01"}
    app.test_client().get("/livez", headers=header)
    _, request = spans(exporter)
    assert request.parent is not None
    assert f"{request.context.trace_id:032x}" == TRACE
    assert f"{request.parent.span_id:016x}" == PARENT


@pytest.mark.parametrize("forged", ["00-x", 'a"}\x1b', "0" * 5_000])
def test_a_malformed_parent_begins_a_trace_of_its_own(
    app: Flask, exporter: InMemorySpanExporter, forged: str
) -> None:
    """What is no `traceparent` is none."""
    assert app.test_client().get("/livez", headers={"traceparent": forged}).status_code == 200
    assert spans(exporter)[1].parent is None


def test_a_stream_is_one_span_to_its_end(app: Flask, exporter: InMemorySpanExporter) -> None:
    """An NDJSON request's span has the stages of all its lines."""
    body = (json.dumps({"text": ARTICLE}) + "\n") * 2
    with app.test_client().post("/v1/topic", data=body, content_type="application/x-ndjson") as got:
        got.get_data()
    stages, request = spans(exporter)
    assert request.name == "POST /v1/topic"
    assert [span.name for span in stages].count("topic") == 2


def test_a_fault_is_marked(
    app: Flask, exporter: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 500 is an error of ours; a client's mistake is not."""

    def fail(*_: object, **__: object) -> None:
        raise KeyError("Quixelborn")

    app.test_client().post("/v1/topic", json={})
    monkeypatch.setattr("service.http.articles.analyse", fail)
    app.test_client().post("/v1/topic", json={"text": ARTICLE})
    found = [span for span in exporter.get_finished_spans() if span.name == "POST /v1/topic"]
    assert [span.status.is_ok for span in found] == [True, False]
    assert all("Quixelborn" not in span.to_json() for span in exporter.get_finished_spans())


def test_it_is_off_unless_told_where_to_send() -> None:
    """Without an endpoint nothing of OpenTelemetry is even imported."""
    code = (
        "import sys; from service.telemetry import tracing\n"
        "assert not tracing.start({}) and tracing.begin('GET', '/', {}.get) is None\n"
        "assert not any(name.startswith('opentelemetry') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=30)


def test_an_endpoint_without_the_packages_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The operator who wants traces learns what is missing, and the service goes on."""
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    assert not tracing.start({tracing.ENDPOINT: "http://127.0.0.1:4318"})
    assert "requirements-tracing.txt" in caplog.text
