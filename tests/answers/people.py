"""The requests of people and operators: pages, the form without JavaScript, the description."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from tests.answers.request import FORM, Request, get, post
from tests.messy import ARTICLE, HTML, PAGE

_EXAMPLES = ("crime", "diplomacy", "politics", "messy")
_BOUNDARY = "dateline-boundary"
_DISPOSITION = "Content-Disposition: form-data"
_PAGES = {
    "article": "/",
    "article-option": "/?other=1",
    "no-example": "/?example=none",
    "model": "/model",
    "model-slash": "/model/",
    "docs": "/docs",
    "docs-slash": "/docs/",
}
_OPERATIONS = ("/livez", "/readyz", "/v1/model", "/openapi.json")
_FORMS: dict[str, dict[str, str]] = {
    "article": {"text": ARTICLE},
    "page": {"text": PAGE, "sentences": "5", "focus": "the lighthouse"},
    "lines": {"text": PAGE.replace("\n", "\r\n"), "clean": "false", "title": "Embassies"},
    "html": {"text": HTML, "algorithm": "lexrank"},
    "markup": {"text": "Rain <b>fell</b> & \"blew\" 'here' \U0001f6a2. Nobody <script> came."},
    "unmentioned": {"text": ARTICLE, "focus": "zebras"},
    "german": {"text": "Die Brücke ist zu. Die Boote fahren. Die Brücke war alt."},
    "empty": {"text": " "},
    "wrong": {"text": ARTICLE, "sentences": "none"},
    "unknown": {"text": ARTICLE, "sentense": "1"},
    "focused": {"text": ARTICLE, "focus": "pier", "algorithm": "kl"},
}
_FILES = {
    "text": ("story.txt", "text/plain", ARTICLE.encode()),
    "html": ("story.html", "text/html", HTML.encode()),
    "unnamed": ("story", "", HTML.encode("utf-16")),
    "latin": ("story.txt", "text/plain", b"caf\xe9"),
    "empty": ("story.txt", "text/plain", b""),
}


def visited() -> Iterator[Request]:
    """Yield the requests, in the groups `people` and `operations`."""
    for name, path in _PAGES.items():
        yield get(f"people/pages/{name}", path)
    for name in _EXAMPLES:
        yield get(f"people/examples/{name}", f"/?example={name}")
    for name, fields in _FORMS.items():
        yield post(f"people/forms/{name}", "/", urlencode(fields), FORM)
        yield post(f"people/parts/{name}", "/", _parts(fields), _multipart())
    for name, file in _FILES.items():
        yield post(f"people/files/{name}", "/", _parts({"sentences": "2"}, file), _multipart())
    both = _parts({"text": ARTICLE}, _FILES["text"])
    yield post("people/files/both", "/", both, _multipart())
    yield post(
        "people/forms/many-parts", "/", _parts({f"name{n}": "a" for n in range(30)}), _multipart()
    )
    yield post("people/forms/not-utf8", "/", "text=%ff", FORM)
    yield post("people/forms/json", "/", "{}", "application/json")
    for prefix in ("", "/news"):
        place = f"people/prefix/{'kept' if prefix else 'stripped'}"
        for name, path in {**_PAGES, "openapi": "/openapi.json", "nowhere": "/nowhere"}.items():
            yield get(f"{place}/{name}", f"{prefix}{path}", application="prefixed")
        sent = urlencode(_FORMS["page"])
        yield post(f"{place}/form", f"{prefix}/", sent, FORM, application="prefixed")
    for path in _OPERATIONS:
        yield get(f"operations{path}", path)
    for path in ("/v1/analysis", "/", "/v1/model"):
        place = path.strip("/").replace("/", "-") or "page"
        for name in ("allowed", "other"):
            asked = (
                ("Origin", f"https://{name}.example"),
                ("Access-Control-Request-Method", "POST"),
            )
            yield Request(
                f"operations/origins/{name}/{place}",
                "OPTIONS",
                path,
                headers=asked,
                application="crossing",
            )
        yield Request(f"operations/options/{place}", "OPTIONS", path)
        yield Request(f"operations/head/{place}", "HEAD", path)


def _multipart() -> str:
    return f"multipart/form-data; boundary={_BOUNDARY}"


def _parts(fields: dict[str, str], file: tuple[str, str, bytes] | None = None) -> bytes:
    parts = [
        f'--{_BOUNDARY}\r\n{_DISPOSITION}; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    if file is not None:
        name, kind, content = file
        head = (
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        )
        typed = f"Content-Type: {kind}\r\n" if kind else ""
        parts.append(f"{head}{typed}\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode()
