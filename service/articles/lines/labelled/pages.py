"""Pages whose article is known: what the line model is trained and measured on."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from urllib.parse import urlsplit

from service.articles.furniture.kinds import FURNITURE
from service.articles.lines.labelled.evaluation import words_of
from service.text.spans import Span

# Words in a row that have to agree before a part of a line counts as the article's.
_MIN_MATCH = 4
_KINDS = {row.kind for row in FURNITURE} | {"body", "title"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page as pasted, its article, and where that stands.

    `site` groups pages that must not be split between training and measuring. `article` holds
    the article's ranges of `text`; `kinds` what every line is, where somebody has said so;
    `doubted` the lines on which readers differ, from which nothing is learned.
    """

    name: str
    site: str
    text: str
    body: str
    article: tuple[Span, ...]
    kinds: tuple[tuple[Span, str], ...] = ()
    html: str | None = None
    doubted: tuple[Span, ...] = ()

    def share(self, span: Span) -> float:
        """Return the share of a span's characters that are the article's."""
        inside = sum(
            max(0, min(span.end, part.end) - max(span.offset, part.offset)) for part in self.article
        )
        return inside / span.length


class PageError(ValueError):
    """A file of pages that does not follow its format; says where."""


def read_folder(folder: Path) -> list[Page]:
    """Read pages from text files of `kind<TAB>line`, with the same page as HTML beside some."""
    return [_read_labelled(path) for path in sorted(folder.glob("*.txt"))]


def read_clean(paths: Iterable[Path]) -> list[Page]:
    """Read articles without furniture: a headline, then paragraphs, a line each."""
    return [_clean(path.stem, path.read_text(encoding="utf-8")) for path in paths]


def read_rows(path: Path) -> list[Page]:
    """Read pages from gzipped JSON Lines with `url`, `pasted`, `body` and, maybe, `html`."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [_read_row(path.name, number, line) for number, line in enumerate(file, 1)]


def _read_row(name: str, number: int, line: str) -> Page:
    try:
        return _from_row(json.loads(line))
    except (ValueError, KeyError, TypeError) as error:
        wanted = "expected a JSON object with url, pasted and body"
        raise PageError(f"{name}, line {number}: {wanted}.") from error


def _read_labelled(path: Path) -> Page:
    lines: list[str] = []
    kinds: list[tuple[Span, str]] = []
    offset = 0
    for number, row in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        kind, tab, line = row.partition("\t")
        if row.strip() and (not tab or kind not in _KINDS):
            raise PageError(
                f"{path.name}, line {number}: expected a kind, a tab and the line; kinds are"
                f" {', '.join(sorted(_KINDS))}."
            )
        if line.strip():
            kinds.append((Span(offset, len(line)), kind))
        lines.append(line)
        offset += len(line) + 1
    text = "\n".join(lines)
    article = tuple(span for span, kind in kinds if kind == "body")
    beside = path.with_suffix(".html")
    return Page(
        *(path.stem, path.stem, text, "\n".join(span.of(text) for span in article)),
        *(article, tuple(kinds)),
        beside.read_text(encoding="utf-8") if beside.exists() else None,
    )


def _clean(name: str, text: str) -> Page:
    title, _, body = text.partition("\n")
    start = len(title) + 1
    return Page(name, name, text, body, (Span(start, len(body)),) if body else ())


def _from_row(row: dict[str, str]) -> Page:
    text, url = row["pasted"], row["url"]
    article = tuple(_align(text, row["body"]))
    site = urlsplit(url if "//" in url else f"//{url}").netloc
    return Page(url, site, text, row["body"], article, (), row.get("html"))


def _align(text: str, body: str) -> Iterator[Span]:
    """Where the body's words stand in the text, in the body's order."""
    found = list(words_of(text))
    words = [word for word, _ in found]
    wanted = [word for word, _ in words_of(body)]
    matcher = SequenceMatcher(None, words, wanted, autojunk=False)
    for start, _, length in matcher.get_matching_blocks():
        if not length:
            continue
        offset = found[start][1].offset
        span = Span(offset, found[start + length - 1][1].end - offset)
        if length >= _MIN_MATCH or _fills_line(text, span):
            yield span


def _fills_line(text: str, span: Span) -> bool:
    before = text[text.rfind("\n", 0, span.offset) + 1 : span.offset]
    behind = text[span.end :].partition("\n")[0]
    return not any(map(str.isalnum, before + behind))
