"""The media types that articles are answered in, each with what writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from werkzeug.datastructures import MIMEAccept

from service.http.responses.writer import Writer


def _write_json(answer: BaseModel) -> str:
    # Fields not set are not written: a submitted text is not sent back.
    return answer.model_dump_json(exclude_unset=True)


_JSON = Writer("application/json", _write_json)
#: By media type, the first where a client does not mind. A new one is a module, and a place here.
WRITERS = {writer.media_type: writer for writer in (_JSON,)}
#: What a request of many articles is answered in, whatever the writers are.
NDJSON = "application/x-ndjson"


def choose_writer(accepted: MIMEAccept) -> Writer:
    """Return the writer that a client likes best; the first for one that names none of them."""
    return WRITERS[accepted.best_match(WRITERS, _JSON.media_type)]


def written(answer: type[BaseModel]) -> dict[str, type[BaseModel] | Mapping[str, Any]]:
    """Return what the description says of an answer that the writers, or NDJSON, write."""
    kinds = {name: writer.schema or answer for name, writer in WRITERS.items()}
    return {**kinds, NDJSON: {"type": "string"}}
