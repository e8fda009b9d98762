"""The requests that have an answer: every document, method, option, unit and media type."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from tests.answers.documents import articles, html_pages, marked, pages, pick, stories, texts
from tests.answers.request import HTML, TEXT, Request, fields, lines, plain, post
from tests.messy import HTML as MESSY_HTML
from tests.messy import PAGE

METHODS = (
    *("news", "lead", "lexrank", "textrank", "lsa"),
    *("luhn", "kl", "sumbasic", "reduction", "edmundson"),
)
ROUTES = ("analysis", "topic", "summary")
_LENGTHS: tuple[dict[str, int], ...] = (
    {"sentences": 1},
    {"sentences": 10},
    {"sentences": 50},
    {"max_words": 5},
    {"sentences": 10, "max_words": 90},
)
_BUDGETS = (8, 20, 35, 60, 120)
_LANGUAGES = ("en", "de", "fr", "ja", "da", "ar")
_FOCUSES = ("who paid for it", "the mayor", "WHO", "U.S.", "police court", "zebras")
_CHARSETS = (
    *("windows-1252", "iso-8859-1", "iso-8859-15", "windows-1250", "utf-8", "utf-16", "utf-16le"),
    *("macintosh", "gb18030", "shift_jis", "euc-kr", "big5", "koi8-r", "windows-1251"),
)


def asked() -> Iterator[Request]:
    """Yield the requests, a group after another."""
    yield from chain(
        _documents(),
        _methods(),
        _lengths(),
        _units(),
        _options(),
        _focuses(),
        _languages(),
        _streams(),
        _charsets(),
    )


def _documents() -> Iterator[Request]:
    for name, text in pages().items():
        yield plain(f"pages/{name}", text)
        yield plain(f"whole/{name}", text, clean=False)
    for name, page in html_pages().items():
        yield plain(f"html/{name}", page, kind=HTML)
        yield plain(f"html/{name}-whole", page, kind=HTML, clean=False)
        yield fields(f"html/{name}-fields", html=page, offsets="utf16", title="A headline")
    for name, news in articles().items():
        yield fields(f"articles/{name}", title=news.title, text=news.text)
    for name, text in stories().items():
        yield fields(f"languages/{name}", text=text)


def _methods() -> Iterator[Request]:
    read = {name: text for name, text in pages().items() if not name.startswith("b-none")}
    some = {**pick(20, read), **pick(20, texts()), **stories()}
    for method in METHODS:
        for name, text in some.items():
            yield fields(f"methods/{method}/{name}", route="summary", text=text, algorithm=method)
        for name, page in pick(3, html_pages()).items():
            wish: dict[str, Any] = {"kind": HTML, "algorithm": method, "sentences": 2}
            yield plain(f"methods/{method}/{name}-html", page, route="summary", **wish)


def _lengths() -> Iterator[Request]:
    some = {**pick(2, pages()), **pick(3, texts())}
    for method in METHODS:
        for number, length in enumerate(_LENGTHS):
            for name, text in some.items():
                wish: dict[str, Any] = {"route": "summary", "algorithm": method, **length}
                yield plain(f"lengths/{method}/{number}-{name}", text, **wish)
    for name, text in {**pick(8, pages()), **pick(12, texts()), **pick(4, stories())}.items():
        for most in _BUDGETS:
            for sentences in (1, 3, 10):
                bounds: dict[str, Any] = {"max_words": most, "sentences": sentences}
                yield plain(f"lengths/budgets/{most}-{sentences}-{name}", text, **bounds)


def _units() -> Iterator[Request]:
    for unit in ("utf16", "code_point"):
        for name, text in marked().items():
            yield fields(f"units/{unit}/{name}", text=text, offsets=unit)
            yield plain(f"units/{unit}/{name}-whole", text, offsets=unit, clean=False)
        for name, page in html_pages().items():
            yield plain(f"units/{unit}/{name}-html", page, kind=HTML, offsets=unit)


def _options() -> Iterator[Request]:
    some = {**pick(6, pages()), **pick(6, texts())}
    for name, text in some.items():
        for route in ROUTES:
            yield plain(f"options/routes/{route}/{name}", text, route=route)
            wish: dict[str, Any] = {"explain": False, "clean": False}
            yield fields(f"options/unexplained/{route}/{name}", route=route, text=text, **wish)
        yield fields(f"options/titled/{name}", text=text, title="Minister quits over ferry")
    for name, news in pick(8, texts()).items():
        title, _, text = news.partition("\n\n")
        yield fields(f"options/headed/{name}", text=news, title=title)
        yield plain(f"options/apart/{name}", text, title=title, route="topic")
    for number, text in enumerate(
        ("Embassy closed", "Rain.", "The and the.", "1 2 3. 4 5.", "\U0001f6a2")
    ):
        yield plain(f"options/short/{number}", text)
        yield fields(f"options/short/{number}-whole", text=text, clean=False, language="en")


def _focuses() -> Iterator[Request]:
    some = {**pick(3, pages()), **pick(4, texts())}
    for name, text in some.items():
        for focus in _FOCUSES:
            yield plain(
                f"focus/{focus.replace(' ', '-')}/{name}", text, route="summary", focus=focus
            )
    for name, text in pick(12, texts()).items():
        title = text.partition("\n")[0]
        yield fields(f"focus/title/{name}", route="summary", text=text, focus=title, sentences=1)


def _languages() -> Iterator[Request]:
    for name, text in (("page", PAGE), *pick(2, stories()).items()):
        for language in _LANGUAGES:
            for method in ("news", "lsa", "lead"):
                wish = {"algorithm": method, "language": language}
                yield fields(f"named/{language}-{method}/{name}", text=text, **wish)


def _streams() -> Iterator[Request]:
    good = [
        {"text": text, "sentences": number + 1}
        for number, text in enumerate(pick(6, texts()).values())
    ]
    bad = (
        *(b"{broken", b"", b"  ", b'{"txt": 1}', b"\xff\xfe", b"[]", b'{"text": ""}', b"{}"),
        *(b'{"text": "a", "text": "b"}', b'{"text": "Rain.", "sentences": 0}'),
    )
    mixed: list[dict[str, Any] | bytes] = [
        good[0],
        *bad[:4],
        {"html": MESSY_HTML},
        *bad[4:],
        {"text": PAGE, "algorithm": "lexrank", "clean": False},
        {"text": stories()["greek"], "algorithm": "kl", "offsets": "utf16"},
        {"text": stories()["russian"], "algorithm": "kl"},
        {"text": PAGE, "offsets": "utf16", "explain": False, "title": "Embassies", "max_words": 40},
        {"text": PAGE, "focus": "lighthouse", "sentences": 1},
        {"html": "<p>" * 600},
        *good[1:],
    ]
    for route in ROUTES:
        yield lines(f"streams/{route}/mixed", mixed, route=route)
        yield lines(
            f"streams/{route}/pages",
            [{"text": text} for text in pick(20, pages()).values()],
            route=route,
        )
    yield lines("streams/empty", [])
    yield lines("streams/blank", [b" ", b"", b"\r"])
    yield lines("streams/chunked", mixed[:3], arrival="chunked")
    yield lines("streams/too-many", [{"text": "Rain."}] * 5, route="summary", application="small")
    long = [{"text": "Rain fell. " * 90}, {"text": "Rain fell."}]
    yield lines("streams/long-line", long, route="summary", application="small")
    yield lines(
        "streams/too-long", [long[1], *[b" " * 900] * 4], route="summary", application="small"
    )
    yield lines(
        "streams/stalled", [long[1]], route="summary", application="hurried", arrival="stalled"
    )
    yield lines("streams/broken-off", [long[1], b""], route="summary", arrival="broken")
    yield lines("streams/modelless", [long[1]], route="summary", application="modelless")


def _charsets() -> Iterator[Request]:
    words = {"gb18030": "chinese", "big5": "chinese", "shift_jis": "japanese", "euc-kr": "korean"}
    words |= {"koi8-r": "russian", "windows-1251": "russian", "windows-1250": "polish"}
    for charset in _CHARSETS:
        text = stories()[words.get(charset, "french")]
        named = text.encode(charset, "ignore")
        page = f"<html><head><meta charset='{charset}'></head><body><article>"
        page += (
            "".join(f"<p>{line}</p>" for line in text.split("\n\n")) + "</article></body></html>"
        )
        sent, path = page.encode(charset, "ignore"), "/v1/summary"
        yield post(f"charsets/{charset}/text", path, named, f"{TEXT}; charset={charset}")
        yield post(f"charsets/{charset}/page", path, sent, HTML)
        yield post(f"charsets/{charset}/named", path, sent, f'{HTML}; charset="{charset.upper()}"')
