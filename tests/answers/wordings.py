"""The requests that try words: what tells furniture, and what the languages know.

`furniture.txt` has a line of furniture a row, or of what only looks like it. `words.tsv` has words
of a language a row: abbreviations, what opens a sentence behind one, what points back, function
words, and what says what a sentence does. A word that gets lost where the lists of the code are
moved changes an answer here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.answers.request import Request, lines
from tests.messy import PARAGRAPHS

_FOLDER = Path(__file__).parent
# Rows of a request and words of an article: few enough for fifty sentences.
_ROWS, _WORDS = 100, 12
_PLACES = {"top": 0, "middle": 2, "end": 4}


def tried() -> Iterator[Request]:
    """Yield the requests, in the groups `furniture` and `words`."""
    furniture = (_FOLDER / "furniture.txt").read_text("utf-8").splitlines()
    for place, before in _PLACES.items():
        articles = [
            {"text": "\n\n".join([*PARAGRAPHS[:before], line, *PARAGRAPHS[before:]])}
            for line in furniture
        ]
        yield from _send(f"furniture/{place}", articles, language="en", algorithm="lead")
    for row in (_FOLDER / "words.tsv").read_text("utf-8").splitlines():
        language, kind, words = row.split("\t")
        wish, texts = _tell(kind, words.split())
        articles = [{"text": text} for text in texts]
        yield from _send(
            f"words/{language}/{kind.replace(' ', '-')}",
            articles,
            language=language,
            clean=False,
            **wish,
        )


def _send(name: str, articles: list[dict[str, Any]], **wish: Any) -> Iterator[Request]:
    for start in range(0, len(articles), _ROWS):
        rows = [{**article, **wish} for article in articles[start : start + _ROWS]]
        yield lines(f"{name}-{start}", rows, route="summary")


def _tell(kind: str, words: list[str]) -> tuple[dict[str, Any], list[str]]:
    """The options, and articles in which each word shows what it is taken for."""
    whole = {"algorithm": "lead", "sentences": 50}
    match kind:
        case "abbreviations":
            frame = "Alba met {0}. Bruno at {0}. 7 and went by {0}. of Cara."
            return whole, _joined(frame, words)
        case "openers":
            return whole, _joined("Alba met Bruno D. {1} Cara came.", words)
        case "openings":
            frame = (
                "The council of Brackmouth met on Monday in the old hall by the river. {1} voted"
                " to close the swimming bath on Tanner Street by June."
            )
            wish = {"focus": "swimming bath Tanner Street", "sentences": 1}
            return wish, [_frame(frame, word) for word in words]
        case "function words":
            return {"algorithm": "luhn", "sentences": 50}, _joined("Alba {0} {0} zorb.", words)
    frame = "{1} Brackmouth {0} that the bath on Tanner Street {0} was shut in June."
    return {"algorithm": "news", "sentences": 50}, _joined(frame, words)


def _joined(frame: str, words: list[str]) -> list[str]:
    framed = [_frame(frame, word) for word in words]
    return [" ".join(framed[at : at + _WORDS]) for at in range(0, len(framed), _WORDS)]


def _frame(frame: str, word: str) -> str:
    written = word.replace("_", " ")
    return frame.format(written, written[:1].upper() + written[1:])
