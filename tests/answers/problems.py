"""The requests that are refused: every status that a client alone can bring about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.answers.applications import SECRET
from tests.answers.request import FORM, HTML, JSON, NDJSON, TEXT, Request, fields, get, plain, post
from tests.messy import ARTICLE, PAGE

_MENU = "\n".join(("Home", "News", "Sport", "Weather", "Contact us", "Subscribe now"))
_DANISH = "Politiet lukkede broen mandag morgen. Ingen kom til skade. Broen åbner igen på fredag."
_BYTES = (
    *(b"{", b"", b'{"text": "a", "text": "b"}', b'{"text": NaN}', b'\xff{"text": "a"}'),
    *(b"[" * 100_000, b'{"sentences": ' + b"9" * 5_000 + b"}", b'["a"]', b'"a"', b"3", b"null"),
)
_FIELDS: tuple[dict[str, Any], ...] = (
    {},
    {"text": ARTICLE, "html": "<p>a</p>"},
    {"text": ""},
    {"text": " \n\t"},
    {"text": 7},
    {"html": "  "},
    {"text": ARTICLE, "sentences": 0},
    {"text": ARTICLE, "sentences": 51},
    {"text": ARTICLE, "sentences": "3"},
    {"text": ARTICLE, "sentences": 2.5},
    {"text": ARTICLE, "max_words": 0},
    {"text": ARTICLE, "max_words": 100_001},
    {"text": ARTICLE, "algorithm": "magic"},
    {"text": ARTICLE, "clean": "yes"},
    {"text": ARTICLE, "language": "xx"},
    {"text": ARTICLE, "offsets": "bytes"},
    {"text": ARTICLE, "title": "x" * 1_001},
    {"text": ARTICLE, "focus": "x" * 301},
    {"text": ARTICLE, "focus": 7},
    {"text": ARTICLE, "focus": "pier", "algorithm": "lexrank"},
    {"text": ARTICLE, "sentence": 3},
    {"text": ARTICLE, "sentences": 0, "max_words": 0, "a/b~c": 1},
    {"text": ARTICLE, **{f"name{number}": number for number in range(30)}},
)
_QUERIES = (
    *("sentences=none", "sentences=1&sentences=2", "sentense=1", "clean=maybe", "clean=1"),
    *("sentences=1_0", "sentences=5.0", "text=a", "max_words=-1", "focus=pier&algorithm=kl"),
    *("language=xx", "offsets=bytes", "title=%ff"),
)
_KINDS = (
    "image/png",
    "",
    "application/xml",
    "multipart/form-data; boundary=x",
    "text/plain; charset=klingon",
)
_KEYS = {
    "none": {},
    "wrong": {"Authorization": "Bearer dl_wrong"},
    "basic": {"Authorization": "Basic eDp4"},
    "bearer": {"Authorization": f"Bearer {SECRET}"},
    "header": {"X-API-Key": SECRET},
}
_ENCODINGS = ("gzip", "br", "x-unknown")
_NOWHERE = ("/v2/analysis", "/v1", "/v1/analysis/", "/v1//topic", "/static/nothing", "/docs/1/a.js")
_WRONG_METHODS = (
    *(("GET", "/v1/analysis"), ("PUT", "/v1/topic"), ("DELETE", "/v1/summary"), ("POST", "/livez")),
    *(("PATCH", "/v1/model"), ("POST", "/openapi.json"), ("PUT", "/"), ("POST", "/model")),
)


def refused() -> Iterator[Request]:
    """Yield the requests, all of them in the group `problems`."""
    yield from (*_wrong(), *_too_much(), *_not_allowed())


def _wrong() -> Iterator[Request]:
    path = "/v1/analysis"
    for number, body in enumerate(_BYTES):
        yield post(f"problems/bytes/{number}", path, body, JSON)
    for number, article in enumerate(_FIELDS):
        yield fields(f"problems/fields/{number}", **article)
    yield post("problems/fields/half-a-pair", path, '{"text": "half a pair \\ud83d here"}', JSON)
    for number, query in enumerate(_QUERIES):
        yield post(f"problems/queries/{number}", f"{path}?{query}", ARTICLE, TEXT)
    yield post("problems/queries/json", f"{path}?sentences=1", json.dumps({"text": ARTICLE}), JSON)
    yield post(
        "problems/queries/ndjson", f"{path}?sentences=1", json.dumps({"text": ARTICLE}), NDJSON
    )
    for number, kind in enumerate(_KINDS):
        yield post(f"problems/kinds/{number}", path, ARTICLE, kind)
    for name in _ENCODINGS:
        yield post(f"problems/encodings/{name}", path, ARTICLE, TEXT, {"Content-Encoding": name})
    yield post("problems/undecodable/text", path, b"caf\xe9", TEXT)
    yield post("problems/undecodable/page", path, bytes(range(256)) * 50, HTML)
    yield post("problems/undecodable/named", path, bytes(range(256)) * 50, f"{HTML}; charset=utf-8")
    for number, nowhere in enumerate(_NOWHERE):
        yield get(f"problems/nowhere/{number}", nowhere)
    for method, address in _WRONG_METHODS:
        yield Request(f"problems/methods/{method}{address.replace('/', '-')}", method, address)
    yield plain("problems/no-answer/menu", _MENU)
    for method in ("lsa", "kl", "lexrank"):
        yield plain(f"problems/no-answer/{method}", _DANISH, route="summary", algorithm=method)
    yield plain("problems/empty/text", " ", route="topic")
    yield plain("problems/empty/page", "", kind=HTML, route="topic")
    yield plain("problems/empty/markup", "<html><body></body></html>", kind=HTML, route="topic")


def _too_much() -> Iterator[Request]:
    small: dict[str, Any] = {"application": "small"}
    path = "/v1/summary"
    yield post("problems/limits/bytes", path, "a. " * 700, TEXT, **small)
    yield post("problems/limits/chunked", path, "a. " * 700, TEXT, arrival="chunked", **small)
    yield post("problems/limits/characters", path, "a. " * 600, TEXT, **small)
    yield post("problems/limits/sentences", path, "Rain fell. " * 30, TEXT, **small)
    yield post("problems/limits/lines", path, "Rain.\n" * 30, TEXT, **small)
    yield post("problems/limits/nodes", path, "<p>a" * 60, HTML, **small)
    yield post("problems/limits/attributes", path, "<p a=1 b=2 c=3>a" * 20, HTML, **small)
    yield post("problems/limits/nesting", path, "<div>" * 30 + "a", HTML, **small)
    prose = "The council met on Monday and voted on the bridge. "
    yield post(
        "problems/limits/page", path, f"<article><p>{prose * 35}</p></article>", HTML, **small
    )
    script = f"<script>{'x' * 1_600}</script><article><p>{prose * 5}</p></article>"
    yield post("problems/limits/script", path, script, HTML, **small)
    yield post("problems/limits/ended", path, ARTICLE, TEXT, arrival="broken")
    sent = json.dumps({"text": ARTICLE})
    yield post("problems/busy", path, sent, NDJSON, application="busy")


def _not_allowed() -> Iterator[Request]:
    sent = json.dumps({"text": PAGE, "sentences": 1})
    for name, headers in _KEYS.items():
        keyed: dict[str, Any] = {"application": "keyed"}
        yield post(f"problems/keys/{name}/topic", "/v1/topic", sent, JSON, headers, **keyed)
        yield post(f"problems/keys/{name}/form", "/", "text=Rain+fell.", FORM, headers, **keyed)
        for path in ("/v1/model", "/", "/livez", "/openapi.json", "/nowhere"):
            place = path.strip("/").replace("/", "-") or "page"
            yield get(
                f"problems/keys/{name}/{place}", path, headers=tuple(headers.items()), **keyed
            )
    reads = tuple(_KEYS["header"].items())
    yield get("problems/keys/forbidden", "/metrics", headers=reads, application="keyed")
    bare: dict[str, Any] = {"application": "modelless"}
    for route in ("analysis", "topic", "summary"):
        yield post(f"problems/modelless/{route}", f"/v1/{route}", sent, JSON, **bare)
    yield post("problems/modelless/form", "/", "text=Rain+fell.", FORM, **bare)
    for path in ("/model", "/v1/model", "/readyz", "/livez"):
        yield get(f"problems/modelless{path}", path, **bare)
