"""The documents whose answers are recorded: pages, articles and stories of our own."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.messy import ARTICLE, HTML, PAGE

_ROOT = Path(__file__).resolve().parents[2]
_PAGES = _ROOT / "training_data" / "pages"
_ARTICLES = _ROOT / "training_data" / "articles"
_STORIES = _ROOT / "tests" / "summaries" / "languages"
# About one article in so many is asked for. Which ones, their names decide: those that are added
# move no others.
_ONE_IN = 8
_WITHOUT_BLANKS = ("chinese", "japanese")
_STATED = """<meta name="author" content="Tam Orrin">
<meta property="og:site_name" content="Meridian">
<meta property="article:published_time" content="2031-05-04T09:12:00Z">"""


class News(NamedTuple):
    """An article and its headline apart."""

    title: str
    text: str


@cache
def pages() -> dict[str, str]:
    """Return the pages as pasted, by name, without the kinds that stand before their lines."""
    pasted = {path.stem: _unlabelled(path) for path in sorted(_PAGES.glob("*.txt"))}
    return {**pasted, "messy": PAGE, "messy-article": ARTICLE}


@cache
def html_pages() -> dict[str, str]:
    """Return the pages as HTML, by name."""
    found = {path.stem: path.read_text("utf-8") for path in sorted(_PAGES.glob("*.html"))}
    stated = HTML.replace("<title>", f"{_STATED}<title>")
    marked = HTML.replace("<p>", "<p>\U0001f6a2 ")
    return {**found, "messy": HTML, "messy-stated": stated, "messy-marked": marked}


@cache
def articles() -> dict[str, News]:
    """Return one article in eight, by topic and name."""
    found = {}
    for path in sorted(_ARTICLES.glob("*/*.txt")):
        name = f"{path.parent.name}/{path.stem}"
        if int.from_bytes(hashlib.sha256(name.encode()).digest()[-4:]) % _ONE_IN == 0:
            title, _, text = path.read_text("utf-8").partition("\n")
            found[name] = News(title, text.strip())
    return found


@cache
def stories() -> dict[str, str]:
    """Return news in many languages, headline and paragraphs, by the language's name."""
    return {path.stem: _story(path) for path in sorted(_STORIES.glob("*.txt"))}


@cache
def marked() -> dict[str, str]:
    """Return texts with characters that are two units of UTF-16, by name."""
    own = {
        name: text for name, text in pages().items() if re.search("[\U00010000-\U0010ffff]", text)
    }
    some = list(articles().items())[::6]
    made = {
        name.rpartition("/")[2]: re.sub(
            r"^(?=.)", "\U0001f6a2 ", f"{news.title}\n\n{news.text}", flags=re.M
        )
        for name, news in some
    }
    return {**own, **made}


def pick(count: int, documents: dict[str, str]) -> dict[str, str]:
    """Return so many of the documents, spread over their names."""
    names = sorted(documents)
    step = len(names) / count
    return {names[int(place * step)]: documents[names[int(place * step)]] for place in range(count)}


def texts() -> dict[str, str]:
    """Return the articles with their headlines in the text, by name."""
    return {
        name.rpartition("/")[2]: f"{news.title}\n\n{news.text}" for name, news in articles().items()
    }


def _unlabelled(path: Path) -> str:
    rows = path.read_text("utf-8").split("\n")
    return "\n".join(row.partition("\t")[2] for row in rows)


def _story(path: Path) -> str:
    joint = "" if path.stem in _WITHOUT_BLANKS else " "
    paragraphs = path.read_text("utf-8").strip().split("\n\n")
    return "\n\n".join(joint.join(paragraph.split("\n")) for paragraph in paragraphs)
