"""Articles, pages and requests with damage in them: what a fuzz run sends.

Everything follows from the `random.Random` that is handed in, so a seed, or hypothesis, repeats it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from service.contract.schemas import ArticleRequest
from service.summaries.methods import ALGORITHMS
from tests.messy import ARTICLE, HTML, PAGE

_OWN = Path(__file__).resolve().parent.parent / "training_data" / "pages"
TOKENS = (
    *(
        "\x00",
        "\ufeff",
        "\u2028",
        "\r",
        "\x0b",
        "\u200b",
        "\u202e",
        "e\u0301",
        "\U0001f6a2",
        "שלום",
    ),
    *(
        "東京で会談。",
        "“",
        "”",
        "’",
        "(",
        ")",
        "[…]",
        "...",
        "|",
        "- ",
        "> ",
        "©",
        "\u00a0",
        "\ufffd",
    ),
    *("Lt. ", "U.S. ", "Read more\n", "3 hours ago\n", "FILE - ", "(Getty/", " by Ann Holt\n"),
    *("<p>", "</p>", "<div>", "<script>", "<!--", "-->", "<![CDATA[", "<table><td>", "</article>"),
    *(
        "<meta charset=utf-16>",
        "&#0;",
        "&#x110000;",
        "&amp",
        "<a href='",
        "'",
        '"',
        "<html>",
        "<?xml",
    ),
    *("{", "}", "[", "]", ":", ",", "\\", "\\ud800", "\\u0000", "NaN", "1e999", "\n\n", "\n", " "),
)
_ODD_VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1,
        7,
        50,
        51,
        10**30,
        1.5,
        1e308,
        float("nan"),
        "",
        " ",
        "x",
        "true",
    ),
    *("\x00", "\ud800", "utf16", "en", "zz", "news", [], {}, [[]], {"a": 1}, "9" * 400, "e\u0301"),
)
_TYPES = (
    *("application/json", "text/plain", "text/html", "application/x-ndjson"),
    *("text/html; charset=utf-16", "text/plain; charset=latin-1", "text/plain; charset=punycode"),
    *("text/html; charset=x-user-defined", "application/json; charset=utf-7", "text/plain;", ";"),
    *(
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "",
        "text/\x7f",
        "*/*",
    ),
)
_HEADERS = (
    ("Content-Encoding", ("gzip", "identity", "br, gzip", "")),
    ("X-Request-ID", ("a" * 129, "fine-1", 'a"b', "\x1b[31m", "é")),
    ("Accept", ("text/html", "application/openmetrics-text", "*/*;q=0", ",,,", "a/b;q=x")),
    ("Origin", ("https://example.org", "null", "http://[")),
    ("Authorization", ("Bearer x", "Bearer", "Basic eDp4", "Digest ,=")),
    ("X-API-Key", ("x", "é", "")),
    ("Range", ("bytes=0-1", "bytes=-", "lines=1")),
    ("If-None-Match", ("*", 'W/"a"', '"')),
    ("Host", ("example.org", "[::1", "a" * 300, "é")),
    ("Cookie", ("a=b", "=;=;" * 50)),
    ("traceparent", ("00-" + "0" * 32 + "-" + "0" * 16 + "-01", "zz")),
    ("Expect", ("100-continue", "x")),
)
ARTICLE_ROUTES = ("/v1/analysis", "/v1/topic", "/v1/summary")
_OTHER_ROUTES = ("/livez", "/readyz", "/v1/model", "/metrics", "/openapi.json")
_NO_ROUTES = (
    "/",
    "/v1",
    "/v1/analysis/",
    "/v1//topic",
    "/%00",
    "/..%2f..%2fetc",
    "/é",
    "/v2/topic",
)
_METHODS = ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "POST")
# Longer ones are a matter for the tests of limits.
_LONGEST = 60_000


class Sent(NamedTuple):
    """A request as a test client takes it."""

    method: str
    path: str
    query: str
    headers: list[tuple[str, str]]
    body: bytes


@cache
def texts() -> tuple[str, ...]:
    """Our own articles and pages as pasted."""
    return (ARTICLE, PAGE, *_read("*.txt"))


@cache
def pages() -> tuple[str, ...]:
    """Our own HTML pages."""
    return (HTML, *_read("*.html"))


def _read(names: str) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(_OWN.glob(names))]


def damage(chance: Random, text: str, most: int = 6) -> str:
    """The text with up to so many places deleted, doubled, moved, repeated or written over."""
    for _ in range(chance.randint(0, most)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((0, 1, 3, 20, 200, 4_000)))
        piece, token = text[start:end], chance.choice(TOKENS)
        match chance.randrange(7):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:end] + piece + text[end:]
            case 2:
                place = chance.randint(0, len(text))
                text = text[:place] + piece + text[place:]
            case 3:
                text = text[:start] + token * chance.choice((1, 2, 50, 900)) + text[start:]
            case 4:
                text = text.replace(chance.choice(" .\n,e<>\"'"), token, chance.choice((1, 9, 400)))
            case 5:
                text = text[:start] + token + text[end:]
            case _:
                text = text[:start] if chance.random() < 0.3 else text[start:] + text[:start]
        text = text[:_LONGEST]
    return text


def _damage_bytes(chance: Random, body: bytes) -> bytes:
    for _ in range(chance.choice((*[0] * 8, 1, 5))):
        place = chance.randint(0, len(body))
        junk = chance.randbytes(chance.choice((1, 2, 40)))
        body = body[:place] + junk + body[place + chance.choice((0, len(junk))) :]
    return body if chance.random() < 0.95 else body[: chance.randint(0, len(body))]


def _content(chance: Random) -> tuple[str, str]:
    kind = "html" if chance.random() < 0.2 else "text"
    source = chance.choice(pages() if kind == "html" else texts())
    if chance.random() < 0.4:
        start = chance.randint(0, len(source))
        source = source[start : start + chance.choice((5, 60, 600, 3_000))]
    return kind, damage(chance, source)


def _options(chance: Random) -> dict[str, Any]:
    right = {
        "sentences": chance.randint(1, 50),
        "max_words": chance.randint(1, 300),
        "algorithm": chance.choice(sorted(ALGORITHMS)),
        "clean": chance.random() < 0.5,
        "explain": chance.random() < 0.5,
        "language": chance.choice(("en", "de", "ja", "ar", "fr")),
        "title": damage(chance, "Ministers reopen embassies", 1)[:900],
        "offsets": chance.choice(("utf16", "code_point")),
    }
    return {name: right[name] for name in chance.sample(sorted(right), chance.choice((0, 1, 3)))}


def article(chance: Random) -> dict[str, Any]:
    """An article as JSON, mostly right."""
    kind, content = _content(chance)
    made = {kind: content, **_options(chance)}
    if chance.random() < 0.25:
        names = [*ArticleRequest.model_fields, "txt", "", "text\x00"]
        made[chance.choice(names)] = chance.choice(_ODD_VALUES)
    return made


def _json(chance: Random, made: Any) -> str:
    return json.dumps(made, ensure_ascii=chance.random() < 0.5)


def line(chance: Random) -> bytes:
    """A line of NDJSON, sometimes broken; it may hold line ends."""
    text = _json(chance, article(chance))
    if chance.random() < 0.15:
        text = damage(chance, text, 2)
    return _damage_bytes(chance, text.encode("utf-8", "surrogatepass"))


def _body(chance: Random, kind: str) -> bytes:
    if kind == "application/x-ndjson":
        return b"\n".join(line(chance) for _ in range(chance.choice((0, 1, 2, 4))))
    if kind == "application/json":
        if chance.random() < 0.05:
            odd = chance.choice(("[" * 50_000, "1" * 5_000, '{"a":' * 9_000, "NaN", "", "\ufeff{}"))
            return odd.encode()
        return line(chance)
    charset = chance.choice(("utf-8", "utf-8", "utf-8", "utf-16", "cp1252", "shift_jis"))
    text = damage(chance, _content(chance)[1], 1)
    errors = "surrogatepass" if charset == "utf-8" else "replace"
    return _damage_bytes(chance, text.encode(charset, errors))


def _query(chance: Random) -> str:
    options = {k: str(v).lower() for k, v in _options(chance).items()}
    if chance.random() < 0.2:
        options[chance.choice(("sentences", "max_words", "txt", "clean"))] = chance.choice(
            ("-1", "1e3", "٣", "true ", "", "\x00", "9" * 5_000)
        )
    query = urlencode(options, errors="replace")
    return query + chance.choice(("", "", "", "", "&%ff=%", "&" * 50, f"&{query}", "&a[]=1"))


def request(chance: Random) -> Sent:
    """A request to one of the routes, or to none: from right to rubbish."""
    if chance.random() < 0.1:
        path = chance.choice((*_OTHER_ROUTES, *_NO_ROUTES))
        if chance.random() < 0.3:
            path = quote(damage(chance, path, 1)[:2_000], safe="/%", errors="replace")
        method = "GET" if chance.random() < 0.6 else chance.choice(_METHODS)
    else:
        path = chance.choice(ARTICLE_ROUTES)
        method = "POST" if chance.random() < 0.97 else chance.choice(_METHODS)
    kind = chance.choice(_TYPES[:4]) if chance.random() < 0.9 else chance.choice(_TYPES)
    # Two times in a hundred the body is something else than its type.
    body = _body(chance, kind if chance.random() < 0.98 else chance.choice(_TYPES[:4]))
    with_query = kind.startswith("text/") or chance.random() < 0.03
    headers = [("Content-Type", kind)]
    for name, values in chance.sample(_HEADERS, chance.choice((0, 0, 0, 1, 2))):
        headers.append((name, chance.choice(values)))
    if not path.startswith("/"):
        path = "/" + path
    return Sent(method, path, _query(chance) if with_query else "", headers, body)
