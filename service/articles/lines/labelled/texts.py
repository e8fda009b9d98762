"""News texts as scraped whose furniture lines are known, as facts beside texts kept elsewhere.

A label is a JSON object: `id` and `source` of the text, its `lines` (their number, empty ones too)
and `sha256`, `furniture` (number of a line, from 0, to its kind), `lead` (the first line of the
article), `doubt` (lines on which careful readers differ) and `read` (how often it was read).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from service.articles.lines.labelled.pages import Page, PageError
from service.text.spans import Span


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text as scraped, with its lines told apart.

    `furniture` maps numbers of lines to kinds; `lead` is the number of the article's first line;
    `doubt` has the lines that count neither way. All other lines that are not blank are the
    article's. `outlet` groups texts that must not be split between training and measuring.
    """

    name: str
    source: str
    outlet: str
    text: str
    furniture: dict[int, str]
    lead: int
    doubt: frozenset[int]

    def spans(self) -> Iterator[tuple[int, Span]]:
        """Yield the number and the span of each line that is not blank."""
        offset = 0
        for number, line in enumerate(self.text.split("\n")):
            if line.strip():
                yield number, Span(offset, len(line))
            offset += len(line) + 1

    def page(self) -> Page:
        """Return the text as a page to learn from."""
        lines = list(self.spans())
        kinds = tuple((span, self.furniture.get(number, "body")) for number, span in lines)
        article = tuple(span for span, kind in kinds if kind == "body")
        body = "\n".join(span.of(self.text) for span in article)
        doubted = tuple(span for number, span in lines if number in self.doubt)
        return Page(self.name, self.outlet, self.text, body, article, kinds, doubted=doubted)


def read_labelled_texts(labels: Path, texts: Iterable[Path]) -> list[LabelledText]:
    """Join labels with the texts they are of; raises `PageError` where a text is not as labelled.

    `texts` are gzipped JSON Lines with `id` and `text`.
    """
    known = _read_texts(texts)
    rows = labels.read_text(encoding="utf-8").splitlines()
    return [_join(labels.name, number, row, known) for number, row in enumerate(rows, 1)]


def _join(name: str, number: int, row: str, known: dict[str, str]) -> LabelledText:
    try:
        label: dict[str, Any] = json.loads(row)
        text = known[label["id"]]
        furniture = {int(line): kind for line, kind in label["furniture"].items()}
        digest = label.get("sha256")
        outlet = label.get("outlet", label["source"])
        joined = LabelledText(
            *(label["id"], label["source"], outlet, text),
            *(furniture, label["lead"], frozenset(label["doubt"])),
        )
    except KeyError as error:
        raise PageError(
            f"{name}, line {number}: {error} is not in the label or the texts."
        ) from error
    if digest is not None and digest != sha256(text.encode()).hexdigest():
        raise PageError(f"{name}, line {number}: {joined.name} is not the text that was read.")
    return joined


def _read_texts(paths: Iterable[Path]) -> dict[str, str]:
    known: dict[str, str] = {}
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = map(json.loads, file)
            known |= {row["id"]: row["text"] for row in rows}
    return known
