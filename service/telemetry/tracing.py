"""Traces of requests and their stages, where OpenTelemetry is installed and told where to send.

Without either nothing is imported and nothing is spent. A span has the route, status and stage of a
request, and never what was sent.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
    from opentelemetry.trace import Span

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
_log = logging.getLogger(__name__)
_providers: list[TracerProvider] = []


class RequestTrace:
    """The span of a request, and the spans of its stages within it."""

    def __init__(self, provider: TracerProvider, method: str, route: str, parent: Context) -> None:
        from opentelemetry.trace import SpanKind, set_span_in_context

        self._tracer = provider.get_tracer("dateline")
        self._span = self._tracer.start_span(
            f"{method} {route}",
            context=parent,
            kind=SpanKind.SERVER,
            attributes={"http.request.method": method, "http.route": route},
        )
        self._within = set_span_in_context(self._span)

    @property
    def id(self) -> str:
        """The trace's id, as a request's log line has it."""
        return f"{self._span.get_span_context().trace_id:032x}"

    def stage(self, name: str) -> Span:
        """Begin the span of a stage; who begins it ends it."""
        return self._tracer.start_span(name, context=self._within)

    def end(self, status: int) -> None:
        """End the request's span; a fault of ours is marked as one."""
        from opentelemetry.trace import StatusCode

        self._span.set_attribute("http.response.status_code", status)
        if status >= 500:
            self._span.set_status(StatusCode.ERROR)
        self._span.end()


def start(environment: Mapping[str, str] = os.environ) -> bool:
    """Send this process's spans from now on, if the environment says where to; say whether it does.

    Called in each worker, for what sends them is a thread, and threads do not outlive a fork.
    """
    if not environment.get(ENDPOINT):
        return False
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        _log.warning("%s is set, but requirements-tracing.txt is not installed", ENDPOINT)
        return False
    process_with(BatchSpanProcessor(OTLPSpanExporter()))
    return True


def process_with(processor: SpanProcessor) -> None:
    """Give this process's spans to a processor."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider

    name = os.environ.get("OTEL_SERVICE_NAME", "dateline")
    resource = Resource.create({"service.name": name})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(processor)
    _providers.append(provider)


def stop() -> None:
    """Send what is left, and nothing more."""
    while _providers:
        _providers.pop().shutdown()


def begin(method: str, route: str, header: Callable[[str], str | None]) -> RequestTrace | None:
    """Begin the span of a request, within the trace that its `traceparent` names; None if off."""
    if not _providers:
        return None
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    names = ("traceparent", "tracestate")
    carrier = {name: given for name in names if (given := header(name)) is not None}
    parent = TraceContextTextMapPropagator().extract(carrier)
    return RequestTrace(_providers[0], method, route, parent)
