"""Answers over 1 kB compressed for clients that take gzip."""

from __future__ import annotations

import re

from flask import Flask, Response, request

from service.http.responses.compressed import CompressedPieces, compress, compress_file

_SHORTEST = 1_024
# What a page's file, or an answer, may be; pictures are compressed as they are.
_COMPRESSIBLE = re.compile(
    r"text/[\w.+-]+|image/svg\+xml"
    r"|application/(?:json|x-ndjson|ndjson|jsonl|javascript|openmetrics-text|[\w.-]+\+json)"
)
_VARY = "Accept-Encoding"
# What gzip may be called in `Accept-Encoding`, the plainest first.
_NAMES = ("gzip", "x-gzip", "*")


def install(app: Flask) -> None:
    """Compress the answers of the app.

    An answer that is compressed is another representation: its `ETag` becomes a weak one, which
    says that the content is the same and the bytes are not.
    """
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not _is_compressible(response):
        return response
    response.vary.add(_VARY)
    if _is_wanted():
        # A 304 has nothing to compress, and says what that which it stands for would say.
        if response.status_code != 304:
            _write(response)
            response.headers["Content-Encoding"] = "gzip"
            response.headers.pop("Accept-Ranges", None)
        _weaken(response)
    return response


def _is_wanted() -> bool:
    """Whether the client takes gzip, and does not say that it likes it less than none."""
    weights = {name.lower(): weight for name, weight in request.accept_encodings}
    gzip = next((weights[name] for name in _NAMES if name in weights), 0.0)
    return gzip > 0 and gzip >= weights.get("identity", 0.0)


def _is_compressible(response: Response) -> bool:
    if response.status_code in (204, 206) or "Content-Encoding" in response.headers:
        return False
    if not _COMPRESSIBLE.fullmatch(response.mimetype or ""):
        return False
    # Of a stream nobody knows how long it is; that of a file is told by its header.
    length = response.headers.get("Content-Length", type=int)
    if length is None and not response.is_streamed:
        length = response.calculate_content_length()
    return length is None or length > _SHORTEST


def _write(response: Response) -> None:
    if response.direct_passthrough:
        response.direct_passthrough = False
        response.set_data(compress_file(response.get_data()))
    elif response.is_streamed:
        response.response = CompressedPieces(response.response)
        response.headers.pop("Content-Length", None)
    else:
        response.set_data(compress(response.get_data()))


def _weaken(response: Response) -> None:
    tag, is_weak = response.get_etag()
    if tag is not None and not is_weak:
        response.set_etag(tag, weak=True)
